"""The README: each of its snippets is type-checked and run, the frameworks on real sockets."""

import base64
import http.client
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from conftest import PACKAGE, Installation
from postal_webhooks.examples import example, examples

TEXT = (PACKAGE / "README.md").read_text()
#: The snippets, by their place.
SNIPPETS: list[str] = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
USE, ERROR, FLASK, DJANGO, FASTAPI, KEYS, CLASSIFY, TEST = SNIPPETS

SETTINGS = """
SECRET_KEY = "x"
ROOT_URLCONF = "snippet"
ALLOWED_HOSTS = ["127.0.0.1"]
# As a project has them that `startproject` makes.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
"""


def run(snippet: str) -> tuple[str, dict[str, Any]]:
    """What a snippet prints and defines."""
    output = io.StringIO()
    names: dict[str, Any] = {}
    with redirect_stdout(output):
        exec(compile(snippet, "README.md", "exec"), names)
    return output.getvalue(), names


def test_use(postal: Installation) -> None:
    _, names = run(USE)
    jwks = jwks_of(postal)
    for each in examples():
        output = io.StringIO()
        with redirect_stdout(output):
            names["receive"](each.body, postal.sign(each.body), jwks)
        if each.event not in ("MessageSent", "MessageBounced"):
            assert output.getvalue() == f"{each.event}\n"
        else:
            assert output.getvalue() not in ("", f"{each.event}\n")
    unknown = example("MessageSent").body.replace(b'"MessageSent"', b'"New"', 1)
    output = io.StringIO()
    with redirect_stdout(output):
        names["receive"](unknown, postal.sign(unknown), jwks)
    assert output.getvalue() == "New is newer than this package\n"


def jwks_of(postal: Installation) -> bytes:
    n = postal._key.public_key().public_numbers().n.to_bytes(256, "big")
    key = {"kty": "RSA", "n": base64.urlsafe_b64encode(n).decode().rstrip("="), "e": "AQAB"}
    return json.dumps({"keys": [key]}).encode()


@pytest.mark.parametrize("snippet", [ERROR, CLASSIFY])
def test_what_is_printed_stands_behind_it(snippet: str) -> None:
    expected = re.findall(r"print\(.*\)\n\s*# (.*)", snippet)
    assert expected
    assert run(snippet)[0].splitlines() == expected


def test_keys(postal: Installation) -> None:
    _, names = run(KEYS)
    record = "v=DKIM1; p=" + "".join(postal.pem.splitlines()[1:-1])
    assert [key.kid for key in names["read"](record, postal.kid)] == [postal.kid]
    with (
        redirect_stdout(io.StringIO()) as output,
        pytest.raises(Exception, match="none of the keys"),
    ):
        names["read"](record, "0" * 64)
    assert output.getvalue() == "not-pinned none of the keys is pinned\n"


def test_examples() -> None:
    output, names = run(TEST)
    assert names["body"] == example("MessageHeld", "suppression-list").body
    assert len(output.splitlines()) == len(list(examples()))


def test_types_of_the_snippets(tmp_path: Path) -> None:
    for place, snippet in enumerate(SNIPPETS):
        (tmp_path / f"snippet{place}.py").write_text(snippet)
    # Django has no types of its own.
    options = ["--strict", "--ignore-missing-imports", "--allow-untyped-decorators"]
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "--cache-dir", tmp_path / "cache", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


@contextmanager
def serving(folder: Path, snippet: str, key: str, *command: str) -> Iterator[tuple[int, Path]]:
    """A server of the snippet on a port, and the file with what it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "snippet.py").write_text(snippet)
    (folder / "settings.py").write_text(SETTINGS)
    log = folder / "log"
    environment = os.environ | {
        "KEY": key,
        "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": str(folder),
    }
    arguments = [sys.executable, "-m", *(word.replace("PORT", str(port)) for word in command)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_for(port, server, log)
        yield port, log
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


def post(port: int, body: bytes, headers: list[tuple[str, str]]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest("POST", "/postal")
    for name, value in [("Content-Type", "application/json"), *headers]:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    try:
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("snippet", "command"),
    [
        (FLASK, "flask --app snippet run --port PORT"),
        (DJANGO, "django runserver --noreload 127.0.0.1:PORT"),
        (FASTAPI, "uvicorn snippet:app --port PORT"),
    ],
    ids=["flask", "django", "fastapi"],
)
def test_frameworks(tmp_path: Path, postal: Installation, snippet: str, command: str) -> None:
    with serving(tmp_path, snippet, postal.pem, *command.split()) as (port, log):
        for each in examples():
            headers = postal.sign(each.body)
            # As it is on the wire.
            headers["X-Postal-Signature-Kid"] = headers.pop("X-Postal-Signature-KID")
            assert post(port, each.body, list(headers.items()))[0] == 200
            assert f"{each.event} {each.webhook()['uuid']}" in log.read_text()
        body = example("MessageSent").body
        right = list(postal.sign(body).items())
        printed = log.read_text().count("MessageSent ")
        for tampered, headers_of_it, reason in (
            (body.replace(b"Sent", b"Held"), right, "signature-wrong"),
            (body + b"\n", right, "signature-wrong"),
            (body, right[:1], "sha1-only"),
            (body, [], "header-missing"),
            (body, [*right, right[1]], "header-malformed"),
            (body, [*right, right[2]], "header-malformed"),
        ):
            status, answer = post(port, tampered, headers_of_it)
            assert status == 401
            assert reason in answer
        assert log.read_text().count("MessageSent ") == printed

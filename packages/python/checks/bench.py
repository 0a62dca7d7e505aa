"""Measures the package against what one would take instead, with the same bodies.

Usage: bench.py OUT
"""

import base64
import json
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from functools import partial
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Annotated, Any

import fastjsonschema
import jsonschema
import msgspec
import pydantic
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

import postal_webhooks as pw
from postal_webhooks import types
from postal_webhooks.delivery import classify
from postal_webhooks.examples import examples
from postal_webhooks.schemas import schema

ROOT = Path(__file__).parents[3]
BODIES = [example.body for example in examples()]
VALUES = [json.loads(body) for body in BODIES]
REPLIES = json.loads((ROOT / "schema/dist/delivery/replies.json").read_bytes())["replies"]


def main(out: Path) -> None:
    print(f"Python {sys.version.split()[0]}; microseconds a body, mean of {len(BODIES)} examples")
    parse()
    validate()
    verify()
    row("classify", each(lambda reply: classify(reply["output"], reply["details"]), REPLIES))
    start()
    size(out)


def parse() -> None:
    print("\nparse: bytes to a webhook that is known to be one")
    plain = jsonschema.Draft202012Validator(schema())
    compiled: Any = fastjsonschema.compile(schema(draft="draft-07"), use_formats=False)
    union = pydantic.TypeAdapter[Any](
        Annotated[types.KnownWebhook, pydantic.Field(discriminator="event")]
    )
    decoders = {
        value["event"]: msgspec.json.Decoder(webhook_type(value["event"])) for value in VALUES
    }
    events = dict(zip(BODIES, (value["event"] for value in VALUES), strict=True))
    ours = each(pw.parse, BODIES)
    row("json.loads, which checks nothing", each(json.loads, BODIES), ours)
    row("postal_webhooks.parse", ours)
    row(f"pydantic {version('pydantic')}, our types", each(union.validate_json, BODIES), ours)
    row(
        f"msgspec {version('msgspec')}, our type of the event, told before",
        each(lambda body: decoders[events[body]].decode(body), BODIES),
        ours,
    )
    row("json.loads + fastjsonschema", each(lambda body: compiled(json.loads(body)), BODIES), ours)
    row(
        "json.loads + jsonschema", each(lambda body: plain.validate(json.loads(body)), BODIES), ours
    )


def webhook_type(event: str) -> Any:
    kinds = (getattr(types, name) for name in types.__all__ if name.endswith("Webhook"))
    literals = {
        getattr(kind.__annotations__.get("event"), "__args__", ())[:1]: kind
        for kind in kinds
        if isinstance(kind, type)
    }
    return literals[(event,)]


def validate() -> None:
    profiles: list[tuple[pw.Profile, str]] = [
        ("tolerant", "webhook"),
        ("strict", "webhook.strict"),
    ]
    for profile, name in profiles:
        print(f"\nvalidate, {profile}: all violations of a parsed body")
        plain = jsonschema.Draft202012Validator(schema(name))
        compiled: Any = fastjsonschema.compile(schema(name, draft="draft-07"), use_formats=False)
        ours = each(partial(pw.validate, profile=profile), VALUES)
        row("postal_webhooks.validate", ours)
        first = f"fastjsonschema {version('fastjsonschema')}, the first violation alone"
        row(first, each(compiled, VALUES), ours)
        found = each(partial(all_errors, plain), VALUES)
        row(f"jsonschema {version('jsonschema')}", found, ours)


def all_errors(validator: Any, value: object) -> list[Any]:
    return list(validator.iter_errors(value))


def verify() -> None:
    print("\nverify: RSA of 2048 bits")
    pem = (ROOT / "packages/vectors/keys/2048.pem").read_bytes()
    private = load_pem_private_key(pem, None)
    assert isinstance(private, RSAPrivateKey)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = load_pem_public_key(public)
    assert isinstance(key, RSAPublicKey)
    verifier = pw.Verifier(pw.KeySet.from_pem(public.decode()))
    (ours_key,) = verifier.keys
    requests = [
        (
            body,
            {
                "Content-Type": "application/json",
                "X-Postal-Signature-256": base64.b64encode(
                    private.sign(body, PKCS1v15(), SHA256())
                ).decode(),
                "X-Postal-Signature-KID": ours_key.kid,
            },
        )
        for body in BODIES
    ]

    def by_hand(request: tuple[bytes, dict[str, str]]) -> None:
        body, headers = request
        signature = base64.b64decode(headers["X-Postal-Signature-256"])
        key.verify(signature, body, PKCS1v15(), SHA256())

    ours = each(lambda request: verifier.verify(*request), requests)
    row("postal_webhooks.Verifier.verify", ours)
    row("cryptography, by hand", each(by_hand, requests), ours)
    print()


def start() -> None:
    print("\nimport, milliseconds of a process, without those of Python itself")
    empty = process("pass")
    for module in ("postal_webhooks", "jsonschema", "pydantic"):
        print(f"  {module:<58}{(process(f'import {module}') - empty) * 1e3:8.0f}")


def process(code: str) -> float:
    command = [sys.executable, "-I", "-c", code]
    return min(timeit.repeat(lambda: subprocess.run(command, check=True), number=1, repeat=7))


def size(out: Path) -> None:
    print("\nsize, kilobytes")
    for artifact in sorted((out / "dist").iterdir()):
        print(f"  {artifact.name:<58}{artifact.stat().st_size / 1e3:8.0f}")
    for name in ("postal-webhooks", "jsonschema-rs", "cryptography", "jsonschema", "rpds-py"):
        files = distribution(name).files or []
        paths = (Path(str(file.locate())) for file in files)
        total = sum(path.stat().st_size for path in paths if path.exists())
        print(f"  {name + ', installed':<58}{total / 1e3:8.0f}")


def each(call: Callable[[Any], object], inputs: list[Any]) -> float:
    """The microseconds of one call: the best of several rounds over all inputs."""

    def over_all() -> None:
        for value in inputs:
            call(value)

    over_all()
    number = max(1, int(0.15 / timeit.timeit(over_all, number=1)))
    # The time of this process alone, whatever else the machine does.
    times = timeit.repeat(over_all, number=number, repeat=7, timer=time.process_time)
    return min(times) / number / len(inputs) * 1e6


def row(name: str, taken: float, ours: float | None = None) -> None:
    ratio = "" if ours is None else f"{taken / ours:9.2f} x"
    print(f"  {name:<58}{taken:8.1f}{ratio}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The vectors that every language answers alike."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import tomllib

import answer
from conftest import PACKAGE, ROOT

VECTORS = ROOT / "packages/vectors"
RUNNER = tomllib.loads((PACKAGE / "runner.toml").read_text())
#: Where Python answers otherwise, with the reason.
DIFFERS = {name for differ in RUNNER["differs"] for name in differ["at"]}


def cases(file: str) -> Iterator[dict[str, Any]]:
    yield from json.loads((VECTORS / file).read_bytes())["cases"]


def pieces(text: Any) -> bytes:
    if isinstance(text, str):
        return text.encode()
    parts = []
    for piece in text:
        if isinstance(piece, str):
            parts.append(piece.encode())
        elif "base64" in piece:
            parts.append(base64.b64decode(piece["base64"]))
        else:
            parts.append(piece["repeat"].encode() * piece["times"])
    return b"".join(parts)


def test_bodies() -> None:
    asked = 0
    for case in cases("bodies.json"):
        body = pieces(case["body"])
        for ask in ("parse", "tolerant", "strict"):
            if f"{ask}: {case['name']}" in DIFFERS:
                assert ask_about(ask, body) != in_order(case[ask])
            else:
                assert ask_about(ask, body) == in_order(case[ask]), (ask, case["name"])
            asked += 1
    assert asked > 300


def ask_about(ask: str, body: bytes) -> Any:
    return in_order(answer.answer({"ask": ask, "body": base64.b64encode(body)}))


def in_order(found: dict[str, Any]) -> dict[str, Any]:
    """Violations come in no certain order."""
    return found | {key: sorted(found[key]) for key in found.keys() & {"violations"}}


def test_requests() -> None:
    asked = 0
    keys = json.loads((VECTORS / "requests.json").read_bytes())["keys"]
    for case in cases("requests.json"):
        entries = [json.loads(keys[name]["jwks"])["keys"][0] for name in case["keys"]]
        question = case | {"ask": "signature", "keys": json.dumps({"keys": entries})}
        assert answer.answer(question) == case["answer"], case["name"]
        asked += 1
    assert asked > 100


def test_keys() -> None:
    asked = 0
    for case in cases("keys.json"):
        question = case | {"ask": "keys", "text": pieces(case["text"]).decode()}
        assert answer.answer(question) == case["answer"], case["name"]
        asked += 1
    assert asked > 100

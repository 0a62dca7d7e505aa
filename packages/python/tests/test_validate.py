"""What `validate` finds: everything, where it is, and without a value."""

import json
from pathlib import Path
from typing import Any

import pytest

from bodies import SECRET, VALUES, mutations, typical
from conftest import ROOT
from postal_webhooks import ParseError, ValidationError, iter_errors, validate
from postal_webhooks.examples import examples
from postal_webhooks.schemas import schema

INVALID = sorted((ROOT / "schema/invalid").glob("*/*.json"))


def found(webhook: object, profile: Any = "tolerant") -> set[tuple[str, str]]:
    return {(violation.pointer, violation.keyword) for violation in iter_errors(webhook, profile)}


def test_every_example_is_valid() -> None:
    for example in examples():
        for webhook in (example.body, example.body.decode(), json.loads(example.body)):
            validate(webhook)
            validate(webhook, "strict")


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_invalid_body_is_refused_where_its_fault_is(path: Path) -> None:
    case = json.loads(path.read_bytes())
    expected = (case["pointer"], case["keyword"])
    tolerant = {expected} if case["refused_by"] == "tolerant" else set()
    forms = [json.dumps(case["body"])]
    # A string is taken for JSON text.
    if not isinstance(case["body"], str):
        forms.append(case["body"])
    for webhook in forms:
        assert found(webhook) == tolerant
        strict = found(webhook, "strict")
        assert expected in strict
        assert {pointer for pointer, _ in strict} == {case["pointer"]}


def test_there_are_invalid_bodies() -> None:
    assert len(INVALID) > 50


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"uuid": SECRET}, "/uuid: must match `^[0-9a-fA-F]{8}-"),
        ({"event": [SECRET]}, "/event: must be of type string"),
        ({"timestamp": {SECRET: 1}}, "/timestamp: must be of type number or string"),
        ({"payload": {}}, "/payload: must have the key `message`"),
    ],
)
def test_messages(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate(typical() | change)
    assert str(caught.value).startswith(f"the body breaks the schema: {message}")
    assert caught.value.reason == "invalid"
    assert SECRET not in "".join(map(str, caught.value.violations))


def test_no_violation_holds_a_value() -> None:
    checked = 0
    for body in mutations():
        text = json.dumps(body)
        for old in ('"x"', '"17"', '"a"'):
            text = text.replace(old, json.dumps(SECRET))
        for profile in ("tolerant", "strict"):
            for violation in iter_errors(json.loads(text), profile):
                checked += 1
                assert SECRET not in str(violation)
    assert checked > 1000


@pytest.mark.parametrize("key", ["uuid", "timestamp"])
def test_a_line_break_at_the_end_is_no_end(key: str) -> None:
    """The `$` of Python's own `re` would let it pass."""
    value = {"uuid": typical()["uuid"], "timestamp": "1.5"}[key]
    assert found(typical() | {key: value}) == set()
    assert found(typical() | {key: value + "\n"}) == {(f"/{key}", "pattern")}


@pytest.mark.parametrize("body", [b"", b"\xff", "[", b'{"a": NaN}', b"\xef\xbb\xbf{}"])
def test_what_is_not_json(body: bytes | str) -> None:
    with pytest.raises(ParseError):
        validate(body)


def test_what_no_keyword_can_say() -> None:
    body = json.dumps(typical())
    twice = body.replace('"details":', '"details": null, "details":')
    assert found(twice) == {("/payload/details", "")}
    large = body.replace(f'"timestamp": {typical()["timestamp"]}', '"timestamp": 1e999')
    assert found(large) == {("/timestamp", "")}
    assert found(json.loads(twice)) == set()


def test_nesting_of_any_depth() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    assert found(typical() | {"new": deep}) == set()
    assert found(typical() | {"new": deep}, "strict") == {("", "additionalProperties")}


def test_schemas() -> None:
    for name in ("webhook", "webhook.strict", "webhook.codegen", "events/MessageSent"):
        assert "2020-12" in schema(name)["$schema"]
        assert "draft-07" in schema(name, draft="draft-07")["$schema"]
    with pytest.raises(LookupError):
        schema("../rules")


def test_values_cover_every_type() -> None:
    assert {type(value) for value in VALUES} >= {type(None), bool, int, float, str, list, dict}

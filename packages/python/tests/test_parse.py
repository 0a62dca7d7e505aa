"""What `parse` reads, what it refuses, and how it says so."""

import json
import re
from typing import Any

import pytest

from bodies import SECRET, mutations, typical
from postal_webhooks import ParseError, is_known, iter_errors, parse, validate
from postal_webhooks.examples import Example, examples


@pytest.mark.parametrize("example", list(examples()), ids=lambda each: f"{each.event}/{each.case}")
def test_every_example_is_parsed_as_it_is(example: Example) -> None:
    webhook = parse(example.body)
    assert webhook == json.loads(example.body)
    assert is_known(webhook)
    assert webhook == example.webhook()


def test_bytes_of_all_kinds_and_text() -> None:
    body = json.dumps(typical()).encode()
    expected = parse(body)
    for other in (bytearray(body), memoryview(body), body.decode()):
        assert parse(other) == expected


def error_of(body: bytes | str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(body)
    # Errors of the JSON decoder hold the whole body: trackers of errors would show it.
    assert caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff", "not-utf8"),
        ('{"a": "\udc80"}', "not-utf8"),
        ("{}".encode("utf-16"), "not-utf8"),
        ("{}".encode("utf-32-be"), "not-json"),
        (b"", "not-json"),
        (b"\xef\xbb\xbf{}", "not-json"),
        (b"{} {}", "not-json"),
        (b'{"a": NaN}', "not-json"),
        (b'{"a": -Infinity}', "not-json"),
        (b'{"a": 01}', "not-json"),
        (b'{"a": "\t"}', "not-json"),
        (b"{'a': 1}", "not-json"),
        (b'{"a": 1,}', "not-json"),
        ('{"a": \u0661}'.encode(), "not-json"),
        (b"[" * 100_000, "not-json"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "not-json"),
        (b"[]", "not-an-object"),
        (b"null", "not-an-object"),
        (b"1" * 10_000, "not-an-object"),
        (b'{"rcpt_to": "a@example.com"}', "inbound-mail"),
        (json.dumps(typical()["payload"]).encode(), "bare-payload"),
        (b"{}", "field"),
    ],
)
def test_reasons(body: bytes | str, reason: str) -> None:
    assert error_of(body).reason == reason


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("payload", "message", "id"), "17", "expected a non-negative integer, found a string"),
        (("payload", "message", "id"), -1, "expected a non-negative integer, found a number"),
        (("payload", "message", "id"), 1.5, "expected a non-negative integer, found a number"),
        (("payload", "message", "id"), True, "expected a non-negative integer, found a boolean"),
        (
            ("payload", "message", "id"),
            2**63,
            "expected a number that fits 64 bits, found a number",
        ),
        (("payload", "message", "to"), [], "expected a string, found an array"),
        (("payload", "message"), None, "expected an object, found null"),
        (("payload", "time"), "0.2", "expected a number, found a string"),
        (("payload",), [], "expected an object, found an array"),
        (("timestamp",), "1e3", "expected a timestamp: seconds as a number, found a string"),
        (("uuid",), {}, "expected a UUID, found an object"),
        (("event",), 1, "expected the name of an event as a string, found a number"),
    ],
)
def test_the_fault_of_a_field(path: tuple[str, ...], value: Any, fault: str) -> None:
    body = typical()
    parent = body
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    error = error_of(json.dumps(body))
    pointer = "/" + "/".join(path)
    event = "webhook" if path == ("event",) else "MessageSent"
    assert (error.reason, error.pointer, error.fault) == ("field", pointer, "expected")
    assert str(error) == f"{event}: {pointer}: {fault}"


def test_a_missing_key_is_named_itself() -> None:
    body = typical()
    del body["payload"]["message"]["from"]
    error = error_of(json.dumps(body))
    assert (error.pointer, error.fault) == ("/payload/message/from", "missing")


@pytest.mark.parametrize(
    ("before", "twice", "pointer"),
    [
        ('"uuid":', '"uuid":1,"uuid":', "/uuid"),
        ('"payload":', '"payload":{},"payload":', "/payload"),
        ('"details":', '"details":null,"details":', "/payload/details"),
        ('"token":', '"token":"","token":', "/payload/message/token"),
        ('"token":', '"tok\\u0065n":"","token":', "/payload/message/token"),
    ],
)
def test_a_key_that_stands_twice(before: str, twice: str, pointer: str) -> None:
    body = json.dumps(typical(), separators=(",", ":"))
    assert before in body
    error = error_of(body.replace(before, twice))
    assert (error.reason, error.pointer, error.fault) == ("field", pointer, "duplicate")


def test_what_is_unknown_is_kept() -> None:
    body = typical()
    body["new"] = {"a": [1, None]}
    body["payload"]["message"]["new"] = "x"
    body["payload"]["message"]["spam_status"] = "Perhaps"
    for event in ("MessageSent", "NotOfPostal"):
        text = json.dumps(body | {"event": event})
        webhook = parse(text)
        assert webhook == json.loads(text)
        assert is_known(webhook) == (event == "MessageSent")


def test_unknown_keys_may_hold_anything() -> None:
    start = json.dumps(typical())[:-1]
    digits = "9" * 5000
    for more in (f'"x":{digits}', '"x":1e999', '"x":1,"x":2', '"x":' + "[" * 500 + "]" * 500):
        assert parse(f"{start},{more}}}")["event"] == "MessageSent"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400, "9" * 5000])
def test_numbers_that_are_too_large(number: str) -> None:
    body = json.dumps(typical())
    for key in ("id", "timestamp", "time"):
        error = error_of(re.sub(f'"{key}": [0-9.]+', f'"{key}": {number}', body))
        assert error.fault == "expected"
        assert str(error).endswith("found a number")


def test_numbers_have_one_type_each() -> None:
    body = json.dumps(typical())
    (identifier,) = {typical()["payload"]["message"]["id"]}
    for written, read in (
        ("12.0", 12),
        ("1.2e1", 12),
        ("-0", 0),
        ("9223372036854775807", 2**63 - 1),
    ):
        webhook = parse(body.replace(f'"id": {identifier}', f'"id": {written}'))
        assert is_known(webhook)
        assert webhook["event"] == "MessageSent"
        number = webhook["payload"]["message"]["id"]
        assert (type(number), number) == (int, read)
    for timestamp in (1791288005, "1791288005", "1791288005.125", "-1"):
        parsed = parse(json.dumps(typical() | {"timestamp": timestamp}))["timestamp"]
        assert (type(parsed), parsed) == (float, float(timestamp))


def test_lone_surrogates_are_replaced() -> None:
    for written, read in (
        (r"\ud83d", "\ufffd"),
        (r"\uDE00", "\ufffd"),
        (r"\ude00\ud83d", "\ufffd\ufffd"),
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\\ud83d", r"\ud83d"),
        (r"\ud83d\u0041", "\ufffdA"),
        (r"\u0000", "\0"),
    ):
        body = json.dumps(typical() | {"new": SECRET}).replace(SECRET, written)
        webhook: Any = parse(body)
        assert webhook["new"] == read
        json.dumps(webhook, ensure_ascii=False).encode()


def test_it_accepts_what_the_tolerant_schema_accepts() -> None:
    """The types are read by another code than the schema, so each is the other's proof."""
    accepted = refused = 0
    for body in mutations():
        text = json.dumps(body)
        violations = [violation.pointer for violation in iter_errors(body)]
        try:
            webhook = parse(text)
        except ParseError as error:
            refused += 1
            places = [error.pointer, (error.pointer or "").rpartition("/")[0]]
            if error.reason == "field":
                assert any(place in violations for place in places), (text, violations, error)
            assert violations, text
        else:
            accepted += 1
            assert not violations, (text, violations)
            # What was read is valid too.
            validate(webhook)
    assert accepted > 1000
    assert refused > 1000


def test_no_error_holds_a_value() -> None:
    checked = 0
    for body in mutations():
        text = json.dumps(body)
        for old in ('"x"', '"17"', '"a"'):
            text = text.replace(old, json.dumps(SECRET))
        try:
            parse(text)
        except ParseError as error:
            checked += 1
            assert SECRET not in f"{error} {error.args} {vars(error)}"
    assert checked > 1000

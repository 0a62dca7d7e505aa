"""`validate`: a body against the published schemas, with everything that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import jsonschema_rs

from ._json import loads_bounded
from ._parse import parse
from .errors import ParseError, ValidationError, Violation
from .schemas import schema

Profile = Literal["tolerant", "strict"]

_SCHEMAS = {"tolerant": "webhook", "strict": "webhook.strict"}


def validate(webhook: object, profile: Profile = "tolerant") -> None:
    """Checks a webhook against a published schema.

    `parse` does not need it. It tells *all* that is wrong, and where; the strict
    profile also refuses what Postal does not send. It says nothing about the sender.

    Args:
        webhook: The body of a request as bytes or text, or what `parse` or
            `json.loads` made of it.
        profile: `tolerant` for receivers: unknown events, keys and values pass.
            `strict` for tests and for programs that send.

    Raises:
        ValidationError: The webhook breaks the schema.
        ParseError: The bytes or the text are not JSON.
    """
    violations = list(iter_errors(webhook, profile))
    if violations:
        raise ValidationError(violations)


def iter_errors(webhook: object, profile: Profile = "tolerant") -> Iterator[Violation]:
    """Everything that is wrong with a webhook, in no certain order.

    Raises:
        ParseError: The bytes or the text are not JSON.
    """
    schema, validator = _validator(profile)
    if not isinstance(webhook, bytes | bytearray | memoryview | str):
        for error in _errors(validator, webhook):
            yield _violation(schema, error)
        return
    pointers = set()
    for error in _errors(validator, loads_bounded(webhook)):
        violation = _violation(schema, error)
        pointers.add(violation.pointer)
        yield violation
    beyond = _beyond_schemas(webhook)
    if beyond and beyond.pointer not in pointers:
        yield beyond


@cache
def _validator(profile: str) -> tuple[dict[str, Any], jsonschema_rs.Draft202012Validator]:
    document = schema(_SCHEMAS[profile])
    return document, jsonschema_rs.Draft202012Validator(document)


def _errors(
    validator: jsonschema_rs.Draft202012Validator, value: object
) -> list[jsonschema_rs.ValidationError]:
    try:
        return list(validator.iter_errors(value))
    except ValueError:
        # It does not go deeper than 255 levels.
        return list(validator.iter_errors(_shallow(value, _DEPTH)))


#: How deep a schema may look; what is nested deeper is unknown to it.
_DEPTH = 64


def _shallow(value: object, depth: int) -> object:
    if isinstance(value, dict):
        return {k: _shallow(v, depth - 1) for k, v in value.items()} if depth else {}
    if isinstance(value, list):
        return [_shallow(item, depth - 1) for item in value] if depth else []
    return value


def _beyond_schemas(body: bytes | bytearray | memoryview | str) -> Violation | None:
    """What no schema sees: a key that stands twice, a number that is too large."""
    try:
        parse(body)
    except ParseError as error:
        text = str(error)
        if error.fault == "duplicate" or text.endswith("found a number"):
            return Violation(error.pointer or "", "", text.rpartition(": ")[2])
    return None


def _violation(schema: Mapping[str, Any], error: jsonschema_rs.ValidationError) -> Violation:
    keys = (str(key).replace("~", "~0").replace("/", "~1") for key in error.instance_path)
    keyword = str(error.schema_path[-1])
    value: Any = schema
    for key in error.schema_path:
        value = value[key]
    return Violation("".join(f"/{key}" for key in keys), keyword, _message(error, keyword, value))


def _message(error: jsonschema_rs.ValidationError, keyword: str, value: Any) -> str:
    """The words for a violation, from the schema alone: bodies hold private data."""
    kind: Any = error.kind
    match keyword:
        case "type":
            types = [value] if isinstance(value, str) else value
            return f"must be of type {' or '.join(types)}"
        case "required":
            return f"must have the key `{kind.property}`"
        case "enum":
            return f"must be one of {_list(value)}"
        case "const":
            return f"must be `{value}`"
        case "minimum":
            return f"must be {value} or more"
        case "maximum":
            return f"must be {value} or less"
        case "pattern":
            return f"must match `{value}`"
        case "additionalProperties":
            return "must have no key besides those of the schema"
        case "anyOf":
            return "must be null or as the schema says"
        case _:
            return f"breaks `{keyword}`"


def _list(values: Sequence[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)

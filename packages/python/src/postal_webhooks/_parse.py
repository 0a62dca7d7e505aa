"""`parse`: the body of a request as a webhook, a plain dict with a type."""

from typing import Any, TypeGuard, cast

from . import _shape as s
from ._generated.shapes import EVENTS
from ._generated.types import KnownWebhook, Webhook
from ._json import Body, Repeated, loads
from .errors import ParseError

_ENVELOPE = s.Object(
    {"event": s.EVENT_NAME, "timestamp": s.TIMESTAMP, "payload": s.ANYTHING, "uuid": s.UUID}
)


def parse(body: Body) -> Webhook:
    """Parses the body of a request.

    This is plain parsing: it says nothing about who sent the body. Verify its signature
    first. An event, a key or a value of an enumeration that this version does not know
    is no error, and is kept.

    Raises:
        ParseError: The body is no webhook. The error names the place and holds no value
            of the body.
    """
    value = loads(body)
    if type(value) is not dict and not isinstance(value, Repeated):
        raise ParseError(
            "not-an-object",
            f"the body is {s.json_type(value)}; a webhook is an object with the keys "
            "event, timestamp, payload and uuid",
        )
    if "event" not in value:
        _check_others(body, value)
    try:
        return cast("Webhook", _read(value))
    except s.FieldError as error:
        wrong = error
    event = value.get("event")
    event = event if isinstance(event, str) and event in EVENTS else "webhook"
    pointer = wrong.pointer
    raise ParseError(
        "field",
        f"{event}: {pointer}: {wrong.message}",
        pointer=pointer,
        fault=wrong.fault,
    )


def is_known(webhook: Webhook) -> TypeGuard[KnownWebhook]:
    """Whether this version knows the event: only then `payload` has the type for it."""
    return webhook["event"] in EVENTS


def _read(value: dict[str, Any]) -> dict[str, Any]:
    if isinstance(value, Repeated):
        for key in _ENVELOPE.kinds:
            if value.is_repeated(key):
                raise s.twice(key)
    event = value.get("event")
    # The payload first, since an error in it says most.
    if type(event) is str and "payload" in value:
        shape = EVENTS.get(event, s.ANY_OBJECT)
        payload = value["payload"]
        if type(payload) not in shape.plain:
            try:
                value["payload"] = shape.read(payload)
            except s.FieldError as error:
                error.path.append("payload")
                raise
    return _ENVELOPE.read(value)


def _check_others(body: Body, value: dict[str, Any]) -> None:
    """Says what a body without an event is instead, where that is plain."""
    if "rcpt_to" in value:
        raise ParseError(
            "inbound-mail",
            "the body is a mail for an HTTP endpoint (it has the key rcpt_to) and no "
            "webhook; give webhooks a URL of their own",
        )
    events = [event for event, shape in EVENTS.items() if _is_payload(body, shape)]
    if events:
        raise ParseError(
            "bare-payload",
            f"the body is a bare payload ({', '.join(events)}) without its envelope; "
            "pass the whole body of the request",
        )


def _is_payload(body: Body, shape: s.Object) -> bool:
    try:
        # Read anew for each: reading changes numbers in place.
        shape.read(loads(body))
    except s.FieldError:
        return False
    return True

"""Types of the webhooks of the Postal mail server, of the schemas 2.3.4.

They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
before you parse them: the packages of postal-webhooks do, and read what forks write differently.
"""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t

KnownColor: t.TypeAlias = t.Literal[
    "red",
    "dark-blue",
    "4xx",
    "Self",
    "OK",
]
"""The values of `Color` that are known."""

Color: t.TypeAlias = KnownColor | str
"""A colour, with values that are no Rust names.

- `red`: The colour of fire.
"""


class Part(t.TypedDict):
    """An object that others hold."""

    name: str
    """Its name."""

    color: t.NotRequired[Color]
    """Its colour, where it has one."""


class Small(t.TypedDict):
    """A payload of one key, sometimes absent."""

    done: t.NotRequired[bool]
    """Whether it is done."""


Timestamp: t.TypeAlias = float
"""A point in time."""


class Thing(t.TypedDict):
    """Every construct that the rules allow.

    A second paragraph, with a link: <https://example.com/a_b> and `code[0] <b>`.
    """

    part: Part
    """An object."""

    color: Color
    """An enumeration."""

    at: Timestamp
    """A time."""

    id: int
    """An integer."""

    flag: bool
    """A boolean."""

    ratio: float
    """A number."""

    text: str
    """A string."""

    uuid: str
    """A UUID."""

    null_flag: bool | None
    """A boolean or null."""

    null_id: int | None
    """An integer or null."""

    null_ratio: float | None
    """A number or null."""

    null_text: str | None
    """A string or null."""

    null_uuid: str | None
    """A UUID or null."""

    texts: list[str]
    """A list."""

    parts: list[Part]
    """A list of objects."""

    matrix: list[list[float]]
    """A list of lists."""

    null_texts: list[str | None] | None
    """A list with nulls, or null."""

    uuids: list[str]
    """A list of UUIDs."""

    null_part: Part | None
    """An object or null."""

    null_color: Color | None
    """An enumeration or null."""

    null_at: Timestamp | None
    """A time or null."""

    null_times: list[Timestamp | None]
    """A list of times and nulls."""

    type: t.NotRequired[str]
    """A keyword of Rust, sometimes absent."""

    camelCase: t.NotRequired[int]
    """Not in snake case, sometimes absent."""

    maybe_part: t.NotRequired[Part]
    """An object, sometimes absent."""

    maybe_texts: t.NotRequired[list[str]]
    """A list, sometimes absent."""

    maybe_uuid: t.NotRequired[str]
    """A UUID, sometimes absent."""


class AbTestDoneWebhook(t.TypedDict):
    """Sent when a test is done."""

    event: t.Literal["ABTestDone"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Small
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class ThingHappenedWebhook(t.TypedDict):
    """Sent when a thing happened."""

    event: t.Literal["ThingHappened"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Thing
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class ThingHeldWebhook(t.TypedDict):
    """Sent when a thing was held.

    It is red then, and `null_color` is never null.
    """

    event: t.Literal["ThingHeld"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Thing
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class UnknownWebhook(t.TypedDict):
    """An event that this version does not know.

    A fork of Postal has some of its own, and a later version may.
    """

    event: str
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: dict[str, t.Any]
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


KnownEventName: t.TypeAlias = t.Literal[
    "ABTestDone",
    "ThingHappened",
    "ThingHeld",
]
"""The names of the events that are known."""

EventName: t.TypeAlias = KnownEventName | str
"""The name of an event."""

KnownWebhook: t.TypeAlias = (
    AbTestDoneWebhook
    | ThingHappenedWebhook
    | ThingHeldWebhook
)
"""An event that is known: narrow it by `event`."""

Webhook: t.TypeAlias = KnownWebhook | UnknownWebhook
"""The body of a webhook request of the Postal mail server: an event in its envelope."""

__all__ = [
    "AbTestDoneWebhook",
    "Color",
    "EventName",
    "KnownColor",
    "KnownEventName",
    "KnownWebhook",
    "Part",
    "Small",
    "Thing",
    "ThingHappenedWebhook",
    "ThingHeldWebhook",
    "Timestamp",
    "UnknownWebhook",
    "Webhook",
]

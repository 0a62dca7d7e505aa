"""Types of the webhooks of the Postal mail server, of the schemas 1.0.0.

They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
before you parse them: the packages of postal-webhooks do, and read what forks write differently.
"""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t


class Flag(t.TypedDict):
    """A payload of one boolean."""

    flag: bool
    """A flag."""


Timestamp: t.TypeAlias = float
"""A point in time."""


class MadeWebhook(t.TypedDict):
    """Sent when a thing is made."""

    event: t.Literal["Made"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: Flag
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
    "Made",
]
"""The names of the events that are known."""

EventName: t.TypeAlias = KnownEventName | str
"""The name of an event."""

KnownWebhook: t.TypeAlias = MadeWebhook
"""An event that is known: narrow it by `event`."""

Webhook: t.TypeAlias = KnownWebhook | UnknownWebhook
"""The body of a webhook request of the Postal mail server: an event in its envelope."""

__all__ = [
    "EventName",
    "Flag",
    "KnownEventName",
    "KnownWebhook",
    "MadeWebhook",
    "Timestamp",
    "UnknownWebhook",
    "Webhook",
]

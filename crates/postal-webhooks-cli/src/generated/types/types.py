"""Types of the webhooks of the Postal mail server, of the schemas 1.1.0.

They are plain data, for bodies as Postal itself sends them. Verify the signature of the bytes
before you parse them: the packages of postal-webhooks do, and read what forks write differently.
"""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t

KnownDeliveryStatus: t.TypeAlias = t.Literal[
    "Sent",
    "SoftFail",
    "HardFail",
    "Held",
]
"""The values of `DeliveryStatus` that are known."""

DeliveryStatus: t.TypeAlias = KnownDeliveryStatus | str
"""The result of one attempt to deliver a message.

Each value belongs to exactly one event. The values are not the words that Postal's documentation
uses in its text.

- `Sent`: The message was delivered, as `MessageSent` says.
- `SoftFail`: The attempt failed for now and Postal will try again, as `MessageDelayed` says.
- `HardFail`: The message cannot be delivered and Postal will not try again by itself, as
  `MessageDeliveryFailed` says.
- `Held`: Postal keeps the message back until somebody releases it, as `MessageHeld` says.
"""

KnownDirection: t.TypeAlias = t.Literal[
    "outgoing",
    "incoming",
]
"""The values of `Direction` that are known."""

Direction: t.TypeAlias = KnownDirection | str
"""The way a message goes through Postal.

- `outgoing`: The message was sent by a user of the mail server, to the outside.
- `incoming`: The message came from outside, for a route of the mail server or for its return path.
"""

KnownDnsStatus: t.TypeAlias = t.Literal[
    "OK",
    "Missing",
    "Invalid",
]
"""The values of `DnsStatus` that are known."""

DnsStatus: t.TypeAlias = KnownDnsStatus | str
"""The result of one DNS check of a domain.

- `OK`: The record is there and is what Postal asks for.
- `Missing`: The record was not found, or none of the MX records leads to Postal.
- `Invalid`: There is a record, but it is not what Postal asks for.
"""


class Server(t.TypedDict):
    """A mail server inside Postal.

    One Postal installation holds many mail servers, each of which belongs to an organization.
    """

    uuid: str
    """The identifier of the mail server."""

    name: str
    """The name of the mail server, as people read it."""

    permalink: str
    """The short name of the mail server, as it stands in the addresses of the web interface.

    It is unique only inside one organization.
    """

    organization: str | None
    """The short name of the organization that the mail server belongs to.

    It is null when there is no such organization any more.
    """


Timestamp: t.TypeAlias = float
"""A point in time as seconds since 1970-01-01T00:00:00Z, with a fraction.

Postal keeps microseconds. About a quarter of its timestamps print seven decimals, one off in the
last place: round to microseconds, never truncate. Postal always writes a decimal point and never an
exponent.
"""


class DomainDnsError(t.TypedDict):
    """The payload of `DomainDNSError`: all results of the last DNS check of a domain.

    At least one status is not `OK`.
    """

    server: Server
    """The mail server that the domain belongs to."""

    domain: str
    """The name of the domain."""

    uuid: str
    """The identifier of the domain.

    It is not the `uuid` of the envelope, which identifies the event.
    """

    dns_checked_at: Timestamp
    """When the check was made."""

    spf_status: DnsStatus
    """The result of the check of the SPF record of the domain."""

    spf_error: str | None
    """What is wrong, as a sentence for people.

    It is null exactly when `spf_status` is `OK`.
    """

    dkim_status: DnsStatus
    """The result of the check of the DKIM record of the domain."""

    dkim_error: str | None
    """What is wrong, as a sentence for people.

    It is null exactly when `dkim_status` is `OK`.
    """

    mx_status: DnsStatus
    """The result of the check of the MX records of the domain."""

    mx_error: str | None
    """What is wrong, as a sentence for people.

    It is null exactly when `mx_status` is `OK`. Postal's documentation shows a null beside
    `Missing`: read that too.
    """

    return_path_status: DnsStatus
    """The result of the check of the return path record (a CNAME) of the domain."""

    return_path_error: str | None
    """What is wrong, as a sentence for people.

    It is null exactly when `return_path_status` is `OK`.
    """


KnownSpamStatus: t.TypeAlias = t.Literal[
    "NotChecked",
    "NotSpam",
    "Spam",
]
"""The values of `SpamStatus` that are known."""

SpamStatus: t.TypeAlias = KnownSpamStatus | str
"""What Postal's spam check found for a message.

- `NotChecked`: The message was not checked for spam.
- `NotSpam`: The message was checked and its score is not above the threshold of the mail server.
- `Spam`: The message was checked and its score is above the threshold of the mail server.
"""


_MessageKeys = t.TypedDict(
    "_MessageKeys",
    {
        # The address in the envelope that the message comes from (`MAIL FROM`).
        #
        # It is null for the empty sender `<>`, which is typical of bounces. It need not be a clean
        # e-mail address.
        "from": str | None,
    },
)


class Message(_MessageKeys):
    """A message as every message event shows it.

    Only a few fields of the message are sent, never its body. Message events do not name their mail
    server: give each mail server a webhook URL of its own if you have to tell them apart.
    """

    id: int
    """The number of the message, at least 1 and at most 2147483647.

    It is unique only inside one mail server.
    """

    token: str
    """The random token of the message.

    It has 16 characters since Postal 3.0.0 and had 12 before.
    """

    direction: Direction
    """Whether the message goes out or came in."""

    message_id: str | None
    """The `Message-ID` header of the mail, without the angle brackets.

    It is null when the mail has no such header.
    """

    to: str | None
    """The address in the envelope that the message goes to (`RCPT TO`).

    It is null when the message has no such address. It need not be a clean e-mail address.
    """

    subject: str | None
    """The subject of the mail, decoded.

    It is null when the mail has no subject. It can hold any character, even `U+0000`; bytes that
    are not UTF-8 arrive as `U+FFFD`. It has at most 200 characters since Postal 2.0.0.
    """

    timestamp: Timestamp
    """When Postal received the message."""

    spam_status: SpamStatus
    """What the spam check found.

    It is never null: a message that was not checked has `NotChecked`.
    """

    tag: str | None
    """The tag that the sender gave the message.

    It is null when there is none. The empty string is possible too.
    """


class MessageBounce(t.TypedDict):
    """The payload of `MessageBounced`: a message and the mail that came back for it.

    It has no reason, no code and no time of its own.
    """

    original_message: Message
    """The message that the returned mail is about.

    Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
    the event went out, and a key `_original_message` held its number.
    """

    bounce: Message
    """The mail that came back.

    Its `from` is null for most bounces. Postal always sends it since 3.0.0. Before, it was missing
    when the mail was deleted before the event went out, and a key `_bounce` held its number.
    """


class MessageLinkClick(t.TypedDict):
    """The payload of `MessageLinkClicked`: one request for a tracked link."""

    message: Message
    """The message that holds the link.

    Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
    the event went out, and a key `_message` held its number.
    """

    url: str
    """The address that the link leads to.

    It need not be a valid URI. Before Postal 3.0.0 it may hold `&amp;` in place of `&`, as the HTML
    of the mail had it.
    """

    token: str
    """The random token of the link.

    It has 16 characters since Postal 3.0.0 and had 8 before.
    """

    ip_address: str
    """The IP address that the request came from, version 4 or 6."""

    user_agent: str | None
    """The `User-Agent` header of the request.

    It is null when the request has none.
    """


class MessageLoad(t.TypedDict):
    """The payload of `MessageLoaded`: one request for the tracking image of a message."""

    message: Message
    """The message that holds the image.

    Postal always sends it since 3.0.0. Before, it was missing when the message was deleted before
    the event went out, and a key `_message` held its number.
    """

    ip_address: str
    """The IP address that the request came from, version 4 or 6."""

    user_agent: str | None
    """The `User-Agent` header of the request.

    It is null when the request has none.
    """


class MessageStatus(t.TypedDict):
    """The payload of the four message status events: one attempt to deliver one message.

    `MessageSent`, `MessageDelayed`, `MessageDeliveryFailed` and `MessageHeld` carry it, for
    outgoing and for incoming messages.
    """

    message: Message
    """The message that was to be delivered."""

    status: DeliveryStatus
    """The result of the attempt, one to one with the event.

    `MessageSent` has `Sent`, `MessageDelayed` has `SoftFail`, `MessageDeliveryFailed` has
    `HardFail`, `MessageHeld` has `Held`.
    """

    details: str | None
    """What happened, as a sentence for people.

    Postal's code does not rule out null. It has at most 250 characters since Postal 2.3.2 and had
    at most 512 before.
    """

    output: str
    """What the other side answered: its SMTP reply, or the body of its HTTP response.

    It is never null: it is the empty string when there is no answer. It may have several lines. It
    has at most 250 characters since Postal 2.3.2 and was not cut before 2.1.3. Older versions keep
    the line break at its end.
    """

    sent_with_ssl: bool | None
    """Whether the connection of the attempt was encrypted with TLS.

    It is null when Postal itself decided the result without an attempt: for every held message and
    for every failure of that kind. It is true or false, never 0 or 1.
    """

    timestamp: Timestamp
    """When the attempt was made."""

    time: float | None
    """How long the attempt took, in seconds with two decimals.

    It is null where `sent_with_ssl` is null, and also when no mail server of the recipient could be
    reached (`No SMTP servers were available`).
    """


class SendLimit(t.TypedDict):
    """The payload of the two send limit events: how much a mail server has sent, and how much it
    may send.
    """

    server: Server
    """The mail server that the limit belongs to."""

    volume: int
    """How many outgoing messages the mail server has sent in the last hour."""

    limit: int | None
    """How many outgoing messages the mail server may send in an hour.

    It is null only when the limit was removed just before the event was queued.
    """


class DomainDnsErrorWebhook(t.TypedDict):
    """Sent when a check of the DNS records of a domain finds an error.

    It repeats about every one or two hours for each domain, until the records are fixed. No event
    tells that they are. Only the automatic checks of the domains of a mail server send it. A
    missing MX record or return path record alone does not.
    """

    event: t.Literal["DomainDNSError"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: DomainDnsError
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageBouncedWebhook(t.TypedDict):
    """Sent when a mail comes back for a message that was accepted before.

    Every mail to the return path that quotes a message of this mail server counts: delay notices
    and automatic replies too. A recipient can forge one. The event does not tell why the mail came
    back.
    """

    event: t.Literal["MessageBounced"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageBounce
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageDelayedWebhook(t.TypedDict):
    """Sent each time an attempt to deliver a message fails and Postal will try again.

    It repeats: there is one event for each soft failure, at most 18 for one message by default, and
    `MessageDeliveryFailed` after the last. It comes for incoming messages too.
    """

    event: t.Literal["MessageDelayed"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageStatus
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageDeliveryFailedWebhook(t.TypedDict):
    """Sent when a message cannot be delivered.

    Either the other side refused the message for good, or Postal gave up: by itself or after the
    last soft failure. Postal does not try again by itself, but `MessageSent` can still follow when
    somebody tries again by hand. It comes for incoming messages too.
    """

    event: t.Literal["MessageDeliveryFailed"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageStatus
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageHeldWebhook(t.TypedDict):
    """Sent when Postal holds a message back.

    The message waits until somebody releases it or the hold ends. `sent_with_ssl` and `time` are
    always null, since nothing was sent. It can repeat for the same message, and `MessageSent` can
    follow it. It comes for incoming messages too.
    """

    event: t.Literal["MessageHeld"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageStatus
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageLinkClickedWebhook(t.TypedDict):
    """Sent when a tracked link in a message is requested.

    It comes only where click tracking is on. It repeats: there is one event for each HTTP request.
    Scanners and prefetchers count, so it does not prove that a person clicked.
    """

    event: t.Literal["MessageLinkClicked"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageLinkClick
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageLoadedWebhook(t.TypedDict):
    """Sent when the tracking image in a message is requested.

    It comes only where open tracking is on. It repeats: there is one event for each HTTP request.
    Scanners and prefetchers count, so it does not prove that a person read the message. Postal's
    older documentation leaves this event out.
    """

    event: t.Literal["MessageLoaded"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageLoad
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class MessageSentWebhook(t.TypedDict):
    """Sent when a message was delivered to its recipient or endpoint.

    The other side has accepted the message; a bounce can still follow. It comes for incoming
    messages too, which an endpoint of the mail server has then accepted. It can follow
    `MessageHeld` or `MessageDeliveryFailed` for the same message, when somebody tries again by
    hand.
    """

    event: t.Literal["MessageSent"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: MessageStatus
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class SendLimitApproachingWebhook(t.TypedDict):
    """Sent shortly after a mail server reaches 90 percent of its send limit.

    It comes at most once an hour for each mail server. Only a webhook that subscribes to all events
    receives it.
    """

    event: t.Literal["SendLimitApproaching"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: SendLimit
    """What the event tells; its keys depend on the event."""

    uuid: str
    """Identifies the event for one registered webhook; the same on every retry, and so the key for
    dropping duplicates.
    """


class SendLimitExceededWebhook(t.TypedDict):
    """Sent shortly after a mail server exceeds its send limit.

    Postal holds further outgoing messages until the volume is below the limit again. It comes at
    most once an hour for each mail server. Only a webhook that subscribes to all events receives
    it.
    """

    event: t.Literal["SendLimitExceeded"]
    """The name of the event."""

    timestamp: Timestamp
    """When Postal queued the event; the same on every retry."""

    payload: SendLimit
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
    "DomainDNSError",
    "MessageBounced",
    "MessageDelayed",
    "MessageDeliveryFailed",
    "MessageHeld",
    "MessageLinkClicked",
    "MessageLoaded",
    "MessageSent",
    "SendLimitApproaching",
    "SendLimitExceeded",
]
"""The names of the events that are known."""

EventName: t.TypeAlias = KnownEventName | str
"""The name of an event."""

KnownWebhook: t.TypeAlias = (
    DomainDnsErrorWebhook
    | MessageBouncedWebhook
    | MessageDelayedWebhook
    | MessageDeliveryFailedWebhook
    | MessageHeldWebhook
    | MessageLinkClickedWebhook
    | MessageLoadedWebhook
    | MessageSentWebhook
    | SendLimitApproachingWebhook
    | SendLimitExceededWebhook
)
"""An event that is known: narrow it by `event`."""

Webhook: t.TypeAlias = KnownWebhook | UnknownWebhook
"""The body of a webhook request of the Postal mail server: an event in its envelope."""

__all__ = [
    "DeliveryStatus",
    "Direction",
    "DnsStatus",
    "DomainDnsError",
    "DomainDnsErrorWebhook",
    "EventName",
    "KnownDeliveryStatus",
    "KnownDirection",
    "KnownDnsStatus",
    "KnownEventName",
    "KnownSpamStatus",
    "KnownWebhook",
    "Message",
    "MessageBounce",
    "MessageBouncedWebhook",
    "MessageDelayedWebhook",
    "MessageDeliveryFailedWebhook",
    "MessageHeldWebhook",
    "MessageLinkClick",
    "MessageLinkClickedWebhook",
    "MessageLoad",
    "MessageLoadedWebhook",
    "MessageSentWebhook",
    "MessageStatus",
    "SendLimit",
    "SendLimitApproachingWebhook",
    "SendLimitExceededWebhook",
    "Server",
    "SpamStatus",
    "Timestamp",
    "UnknownWebhook",
    "Webhook",
]

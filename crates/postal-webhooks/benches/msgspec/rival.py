"""Reads bodies with msgspec in turns: `body BASE64` sets the body, `turn SECONDS` answers how long one takes."""

import sys
from base64 import b64decode
from itertools import repeat
from time import perf_counter
from typing import Optional, Union

import msgspec


# Without the collector of cycles, as its guide advises for the fastest structs.
class Message(msgspec.Struct, gc=False, kw_only=True):
    id: int
    token: str
    direction: str
    message_id: Optional[str]
    to: Optional[str]
    # The name of the key is a word of Python.
    from_: Optional[str] = msgspec.field(name="from")
    subject: Optional[str]
    timestamp: float
    spam_status: str
    tag: Optional[str]


class Server(msgspec.Struct, gc=False):
    uuid: str
    name: str
    permalink: str
    organization: Optional[str]


class MessageStatus(msgspec.Struct, gc=False):
    message: Message
    status: str
    details: Optional[str]
    output: str
    sent_with_ssl: Optional[bool]
    timestamp: float
    time: Optional[float]


class MessageBounce(msgspec.Struct, gc=False):
    original_message: Message
    bounce: Message


class MessageLinkClick(msgspec.Struct, gc=False):
    message: Message
    url: str
    token: str
    ip_address: str
    user_agent: Optional[str]


class MessageLoad(msgspec.Struct, gc=False):
    message: Message
    ip_address: str
    user_agent: Optional[str]


class SendLimit(msgspec.Struct, gc=False):
    server: Server
    volume: int
    limit: Optional[int]


class DomainDnsError(msgspec.Struct, gc=False):
    server: Server
    domain: str
    uuid: str
    dns_checked_at: float
    spf_status: str
    spf_error: Optional[str]
    dkim_status: str
    dkim_error: Optional[str]
    mx_status: str
    mx_error: Optional[str]
    return_path_status: str
    return_path_error: Optional[str]


def event(name, payload):
    fields = [("timestamp", float), ("payload", payload), ("uuid", str)]
    return msgspec.defstruct(name, fields, tag=name, tag_field="event", gc=False)


EVENTS = {
    "DomainDNSError": DomainDnsError,
    "MessageBounced": MessageBounce,
    "MessageDelayed": MessageStatus,
    "MessageDeliveryFailed": MessageStatus,
    "MessageHeld": MessageStatus,
    "MessageLinkClicked": MessageLinkClick,
    "MessageLoaded": MessageLoad,
    "MessageSent": MessageStatus,
    "SendLimitApproaching": SendLimit,
    "SendLimitExceeded": SendLimit,
}
decode = msgspec.json.Decoder(Union[tuple(event(name, payload) for name, payload in EVENTS.items())]).decode

body = b""
for line in sys.stdin:
    command, value = line.split()
    if command == "body":
        body = b64decode(value)
        assert decode(body).uuid
        print("read", flush=True)
        continue
    turn = float(value)
    count = 0
    decode(body)
    start = perf_counter()
    while perf_counter() - start < turn:
        for _ in repeat(None, 64):
            decode(body)
        count += 64
    print((perf_counter() - start) / count, flush=True)

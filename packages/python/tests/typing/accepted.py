"""What type checkers must accept: a webhook narrows on `event`, and stays open."""

from typing_extensions import assert_type

from postal_webhooks import KnownWebhook, Verified, Webhook, is_known, parse
from postal_webhooks.types import (
    KnownSpamStatus,
    Message,
    MessageSentWebhook,
    MessageStatus,
    SpamStatus,
    UnknownWebhook,
)


def narrows_by_match(webhook: Webhook) -> int | None:
    if not is_known(webhook):
        return None
    match webhook["event"]:
        case "MessageSent" | "MessageHeld":
            assert_type(webhook["payload"], MessageStatus)
            assert_type(webhook["payload"]["time"], float | None)
            return webhook["payload"]["message"]["id"]
        case "MessageBounced":
            assert_type(webhook["payload"]["original_message"], Message)
            return webhook["payload"]["bounce"]["id"]
        case _:
            return None


def narrows_by_comparison(webhook: KnownWebhook) -> None:
    if webhook["event"] == "MessageSent":
        assert_type(webhook, MessageSentWebhook)


def has_an_envelope_before_it_is_narrowed(webhook: Webhook) -> tuple[str, float, str]:
    return webhook["event"], webhook["timestamp"], webhook["uuid"]


def has_keys_that_are_keywords(message: Message) -> str | None:
    return message["from"]


def is_open(message: Message) -> SpamStatus:
    status: SpamStatus = "ANewOne"
    known: KnownSpamStatus = "NotSpam"
    return status or known or message["spam_status"]


def reads_what_is_unknown(webhook: UnknownWebhook) -> object:
    return webhook["payload"]["anything"]


def takes_the_proof(verified: Verified) -> Webhook:
    assert_type(parse(verified.body), Webhook)
    return verified.parse()

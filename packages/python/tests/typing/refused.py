"""What type checkers must refuse: each line without its error fails the check."""

from postal_webhooks import Verified, Verifier, Webhook, is_known
from postal_webhooks.types import KnownSpamStatus, Message


def a_key_of_another_event(webhook: Webhook) -> None:
    if is_known(webhook):
        match webhook["event"]:
            case "MessageSent":
                webhook["payload"]["original_message"]  # type: ignore[typeddict-item]
            case _:
                pass


def a_payload_before_it_is_narrowed(webhook: Webhook) -> None:
    if is_known(webhook):
        webhook["payload"]["message"]  # type: ignore[typeddict-item]


def a_value_that_may_be_null(message: Message) -> str:
    return message["from"]  # type: ignore[return-value]


def a_misspelt_key(message: Message) -> None:
    message["spamStatus"]  # type: ignore[typeddict-item]


def a_value_that_is_not_known() -> None:
    known: KnownSpamStatus = "Spammy"  # type: ignore[assignment]
    print(known)


def text_instead_of_the_raw_bytes(verifier: Verifier, text: str) -> Verified:
    return verifier.verify(text, {})  # type: ignore[arg-type]


def a_proof_that_is_forged() -> Verified:
    return Verified(b"{}", "")  # type: ignore[call-arg]


def headers_that_are_none(verifier: Verifier, body: bytes) -> Verified:
    return verifier.verify(body, None)  # type: ignore[arg-type]

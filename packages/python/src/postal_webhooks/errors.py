"""Errors of the package, none of which holds a value of a body, a header or a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class PostalWebhooksError(Exception):
    """Base of all errors of this package."""

    reason: str
    """The reason in one word, for metrics and logs: it never changes."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors pass between processes, with other arguments than those they are made of.
        return _restored, (type(self), self.args, vars(self))


def _restored(
    kind: type[PostalWebhooksError], arguments: tuple[object, ...], state: dict[str, object]
) -> PostalWebhooksError:
    error = kind.__new__(kind, *arguments)
    vars(error).update(state)
    return error


class ParseError(PostalWebhooksError):
    """Error of a body that is no webhook.

    `reason` is one of `not-utf8`, `not-json`, `not-an-object`, `bare-payload`,
    `inbound-mail` and `field`.
    """

    def __init__(
        self,
        reason: str,
        message: str,
        *,
        pointer: str | None = None,
        fault: str | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.pointer: str | None = pointer
        """With `field`: where, as a JSON pointer (RFC 6901)."""
        self.fault: str | None = fault
        """With `field`: `missing`, `duplicate` or `expected`."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a body."""

    pointer: str
    """Where in the body, as a JSON pointer (RFC 6901); empty for the body itself."""
    keyword: str
    """The keyword of JSON Schema that refuses it.

    It is empty for what no keyword can say: a key that stands twice, and a number that
    is too large for any type.
    """
    message: str
    """What is wrong, in words. It quotes the schema, and no value of the body."""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


class ValidationError(PostalWebhooksError):
    """Error of a body that breaks the schema. Its `reason` is `invalid`."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        super().__init__(f"the body breaks the schema: {violations[0]}{more}")
        self.reason = "invalid"
        self.violations: list[Violation] = list(violations)
        """All that is wrong; at least one."""


class VerifyError(PostalWebhooksError):
    """Error of a request that is not verified.

    `reason` is one of `header-missing`, `header-malformed`, `sha1-only`,
    `signature-wrong`, `unknown-kid` and `key-too-short`.
    """

    def __init__(
        self,
        reason: str,
        message: str,
        *,
        header: str | None = None,
        fault: str | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.header: str | None = header
        """With `header-malformed`: the name of the header, as Postal writes it."""
        self.fault: str | None = fault
        """With `header-malformed`: `repeated`, `not-base64`, `length` or `not-kid`."""

    @property
    def status(self) -> int:
        """The HTTP status to answer with: 503 where the receiver must change, else 401."""
        return 503 if self.reason == "key-too-short" else 401


_KEY_REASONS = {
    "not-rsa": "not an RSA key",
    "private": "a private key; give the public one, and treat this one as disclosed "
    "if it came over the network",
    "not-for-signatures": "the key is not for signatures (`use`, `key_ops`)",
    "other-algorithm": "the key is for another algorithm than RS256 (`alg`)",
    "other-pem": "not a public key, but another kind of PEM block",
    "not-jwk": "not a JSON Web Key (RFC 7517)",
    "number": "`n` or `e` is missing or not unpadded base64url",
    "not-base64": "not padded standard base64",
    "not-der": "the bytes are not a public key in DER",
    "revoked": "the key is revoked: `p=` is empty",
    "too-short": "the modulus has fewer than 1024 bits",
    "too-long": "the modulus has more than 8192 bits",
    "even-modulus": "the modulus is even",
    "exponent": "the public exponent is not an odd number from 3 to 2^33 - 1",
    "kid-mismatch": "the document claims another `kid` than the key has",
    "refused": "the crypto library refuses the key",
}

_KEY_SET_REASONS = {
    "too-large": "longer than 65536 bytes",
    "html": "an HTML page, not a JWKS",
    "gzip": "compressed with gzip, not a JWKS",
    "not-json": "not JSON",
    "not-jwks": "not a JWKS: no array `keys`",
    "empty": "no key in it",
    "not-pem": "no complete PEM block, or a key outside of one",
    "not-dkim": "not one DKIM key record: `v=DKIM1; …; p=…;`, each tag once",
    "not-pinned": "none of the keys is pinned",
}


@dataclass(frozen=True, slots=True)
class RejectedKey:
    """A key that was refused."""

    index: int
    """Its place in the document, from 0."""
    reason: str
    """The reason in one word."""

    def __str__(self) -> str:
        return f"key {self.index}: {_KEY_REASONS[self.reason]}"


class KeySetError(PostalWebhooksError):
    """Error of a document that gives no `KeySet`.

    `reason` is one of `too-large`, `html`, `gzip`, `not-json`, `not-jwks`, `empty`,
    `no-usable-key`, `not-pem`, `not-dkim`, `key` and `not-pinned`.
    """

    def __init__(self, reason: str, rejected: Sequence[RejectedKey] = ()) -> None:
        if rejected:
            more = f", and {len(rejected) - 1} more" if len(rejected) > 1 else ""
            super().__init__(f"no usable key: {rejected[0]}{more}")
        else:
            super().__init__(_KEY_SET_REASONS[reason])
        self.reason = reason
        self.rejected: tuple[RejectedKey, ...] = tuple(rejected)
        """With `no-usable-key` each key, with `key` the one that was refused."""

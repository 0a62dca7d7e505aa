"""JSON Web Key Set (RFC 7517) that Postal 3.2.0 and later serve."""

import base64
import re
from typing import Any

from .._json import loads
from ..errors import KeySetError, ParseError, RejectedKey
from ._public_key import PublicKey, RefusedKeyError

#: The members that only a private or a secret key has (RFC 7518, 6.3.2 and 6.4.1).
_PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
_BASE64URL = re.compile("[A-Za-z0-9_-]*")


def read(document: bytes) -> tuple[list[PublicKey], list[RejectedKey]]:
    """The usable keys of a document, at least one, and the refused ones."""
    jwks = _json(document)
    entries = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(entries, list):
        raise KeySetError("not-jwks")
    if not entries:
        raise KeySetError("empty")
    keys: list[PublicKey] = []
    rejected: list[RejectedKey] = []
    for index, entry in enumerate(entries):
        try:
            keys.append(_entry(entry))
        except RefusedKeyError as refused:
            rejected.append(RejectedKey(index, refused.reason))
    if not keys:
        raise KeySetError("no-usable-key", rejected)
    return keys, rejected


def _json(document: bytes) -> Any:
    """Operators meet login pages more often than broken JSON."""
    try:
        return loads(document)
    except ParseError:
        reason = "not-json"
    if document.startswith(b"\x1f\x8b"):
        reason = "gzip"
    elif document.lstrip(b"\t\n\f\r ").startswith(b"<"):
        reason = "html"
    raise KeySetError(reason)


def _entry(jwk: Any) -> PublicKey:
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kty"), str):
        raise RefusedKeyError("not-jwk")
    if not _PRIVATE_MEMBERS.isdisjoint(jwk):
        raise RefusedKeyError("private")
    if jwk["kty"] != "RSA":
        raise RefusedKeyError("not-rsa")
    operations = jwk.get("key_ops", ["verify"])
    may_verify = isinstance(operations, list) and "verify" in operations
    if jwk.get("use", "sig") != "sig" or not may_verify:
        raise RefusedKeyError("not-for-signatures")
    if jwk.get("alg", "RS256") != "RS256":
        raise RefusedKeyError("other-algorithm")
    key = PublicKey(_number(jwk.get("n")), _number(jwk.get("e")))
    # An id that is claimed proves nothing, unless it is the one that is computed.
    if jwk.get("kid", key.kid) != key.kid:
        raise RefusedKeyError("kid-mismatch")
    return key


def _number(text: Any) -> int:
    """Unpadded base64url without stray bits in its last digit (RFC 7518, 6.3.1)."""
    if not isinstance(text, str) or not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise RefusedKeyError("number")
    number = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(number).decode().rstrip("=") != text:
        raise RefusedKeyError("number")
    return int.from_bytes(number, "big")

"""`Verifier`: checks the signature of a request. Headers and raw bytes in, the proof out."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import final

from ._generated.constants import SIGNATURE, SIGNATURE_256, SIGNATURE_KID
from ._generated.types import Webhook
from ._headers import Headers, signature_headers
from ._keys import KeySet, PublicKey
from ._keys._public_key import MAX_BITS, MIN_BITS
from ._parse import parse
from .errors import VerifyError

_KID = re.compile(b"[0-9a-f]{64}")
#: The base64 of a signature of the longest key.
_LONGEST_SIGNATURE = (MAX_BITS // 8 + 2) // 3 * 4


@final
class Verified:
    """The body of a request whose signature is right.

    Only `Verifier.verify` makes one, so a function that takes a `Verified` is not handed
    bytes that nobody checked.
    """

    __slots__ = ("_body", "_kid")
    _body: bytes
    _kid: str

    def __new__(cls) -> "Verified":
        raise TypeError("only Verifier.verify makes a Verified")

    @property
    def body(self) -> bytes:
        """The raw bytes, exactly those that were signed."""
        return self._body

    @property
    def kid(self) -> str:
        """The id of the key that signed them."""
        return self._kid

    def parse(self) -> Webhook:
        """Parses the body as a webhook.

        Raises:
            ParseError: The body is not what Postal sends. Its signature is right all
                the same: better keep it than lose it.
        """
        return parse(self._body)

    def __repr__(self) -> str:
        # Bodies hold private data.
        return f"Verified(kid={self._kid!r}, body=[{len(self._body)} bytes])"


class Verifier:
    """Checks the signature of webhook requests against the keys of a Postal installation.

    It does no I/O, and can be shared between threads.

    What a right signature says, and what not: the key is one for a whole installation,
    shared by all its tenants. The signature proves *this Postal installation sent these
    bytes*, not *my mail server sent them*, and not *just now*: retries are the same
    bytes. Keep the URL secret, use one for each mail server, and drop duplicates by
    `uuid`.

    Args:
        keys: The keys that are trusted.
        allow_insecure_sha1: **Insecure.** Also accepts SHA-1 signatures from requests
            that have no SHA-256 one, as Postal before 3.2.0 sends them. Collisions of
            SHA-1 are within reach of an attacker.
        allow_insecure_short_keys: **Insecure.** Also uses keys from 1024 to 2047 bits,
            as Postal's installer made them for years. Better give Postal a new key.
    """

    def __init__(
        self,
        keys: KeySet,
        *,
        allow_insecure_sha1: bool = False,
        allow_insecure_short_keys: bool = False,
    ) -> None:
        self.keys: KeySet = keys
        """The keys that this verifier was made with."""
        self._allows_sha1 = allow_insecure_sha1
        self._allows_short_keys = allow_insecure_short_keys

    def verify(self, body: bytes | bytearray | memoryview, headers: Headers) -> Verified:
        """Checks that the signature in `headers` is right for the raw `body`.

        Take the bytes before anything else touches them: a body that was parsed and
        written again no longer verifies.

        Args:
            body: The request's bytes as they came.
            headers: The headers of the request: a mapping as the web frameworks have
                it, or pairs of name and value; names in any case.

        Raises:
            VerifyError: The signature is missing, malformed or wrong, or there is no key
                to tell. `VerifyError.status` is the status to answer with.
        """
        if isinstance(body, str):
            raise TypeError("the body must be the raw bytes of the request, not text")
        raw = bytes(body)
        claim = _Claim(headers, allows_sha1=self._allows_sha1)

        def check(key: PublicKey) -> None:
            self._check_key(key, claim)
            if not key.verifies(claim.signature, raw, sha1=claim.header == SIGNATURE):
                raise VerifyError("signature-wrong", "the signature is wrong")

        verified = object.__new__(Verified)
        verified._kid = self._check_keys(claim, check).kid
        verified._body = raw
        return verified

    def check_headers(self, headers: Headers) -> None:
        """Checks all that the headers tell before the body is read.

        A service that calls this first does not read the bodies of strangers.

        Raises:
            VerifyError: As `verify` raises it, but for a wrong signature.
        """
        claim = _Claim(headers, allows_sha1=self._allows_sha1)
        self._check_keys(claim, lambda key: self._check_key(key, claim))

    def _check_keys(self, claim: "_Claim", check: Callable[[PublicKey], None]) -> PublicKey:
        """The key that is named, else the first one that is right."""
        if claim.kid is not None:
            key = self.keys.get(claim.kid)
            if key is None:
                message = "the request names a key that is not among those of the verifier"
                raise VerifyError("unknown-kid", message)
            check(key)
            return key
        # The length tells most keys apart, and then the error is that of the key which
        # may have signed.
        error = _malformed(claim.header, "length")
        for key in self.keys:
            if key.signature_length == len(claim.signature):
                try:
                    check(key)
                except VerifyError as refused:
                    error = refused
                else:
                    return key
        raise error

    def _check_key(self, key: PublicKey, claim: "_Claim") -> None:
        if key.bits < 2048 and not self._allows_short_keys:
            raise VerifyError(
                "key-too-short",
                f"the key has {key.bits} bits; under 2048 it has to be allowed",
            )
        if key.signature_length != len(claim.signature):
            raise _malformed(claim.header, "length")


class _Claim:
    """The signature that a request comes with, and the key that it names. Not checked yet."""

    __slots__ = ("header", "kid", "signature")

    def __init__(self, headers: Headers, *, allows_sha1: bool) -> None:
        found = signature_headers(headers)
        # A SHA-1 signature never stands in for a SHA-256 one that is there: that would be
        # a downgrade by choice of the sender.
        if SIGNATURE_256 in found:
            self.header = SIGNATURE_256
        elif SIGNATURE not in found:
            raise VerifyError("header-missing", "the request has no signature header")
        elif not allows_sha1:
            raise VerifyError("sha1-only", "the request has a SHA-1 signature only")
        else:
            self.header = SIGNATURE
        self.signature = _signature(_once(found[self.header], self.header), self.header)
        self.kid: str | None = None
        if SIGNATURE_KID in found:
            kid = _once(found[SIGNATURE_KID], SIGNATURE_KID)
            if not _KID.fullmatch(kid):
                raise _malformed(SIGNATURE_KID, "not-kid")
            self.kid = kid.decode()


def _once(values: list[bytes], header: str) -> bytes:
    if len(values) != 1:
        raise _malformed(header, "repeated")
    return values[0]


def _signature(text: bytes, header: str) -> bytes:
    """Decodes a signature, of which each has one spelling."""
    if len(text) > _LONGEST_SIGNATURE:
        raise _malformed(header, "length")
    try:
        signature = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise _malformed(header, "not-base64") from None
    if base64.b64encode(signature) != text:
        raise _malformed(header, "not-base64")
    # No key has such a signature, whatever its id.
    if not MIN_BITS // 8 <= len(signature) <= MAX_BITS // 8:
        raise _malformed(header, "length")
    return signature


_FAULTS = {
    "repeated": "is there more than once",
    "not-base64": "is not padded standard base64",
    "length": "has another length than a signature of the key",
    "not-kid": "is not 64 lower-case hexadecimal digits",
}


def _malformed(header: str, fault: str) -> VerifyError:
    message = f"{header} {_FAULTS[fault]}"
    return VerifyError("header-malformed", message, header=header, fault=fault)

"""`PublicKey`: an RSA key, checked and made ready for the crypto library once."""

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MIN_BITS = 1024
MAX_BITS = 8192


class RefusedKeyError(Exception):
    """A key is refused, for a reason in one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PublicKey:
    """One RSA public key of a `KeySet`."""

    __slots__ = ("_bits", "_key", "_kid")

    def __init__(self, modulus: int, exponent: int) -> None:
        bits = modulus.bit_length()
        if bits < MIN_BITS:
            raise RefusedKeyError("too-short")
        if bits > MAX_BITS:
            raise RefusedKeyError("too-long")
        if modulus % 2 == 0:
            raise RefusedKeyError("even-modulus")
        # With 1 every well-padded digest would be its own signature; a long exponent
        # makes verifying slow and no safer.
        if exponent % 2 == 0 or exponent == 1 or exponent.bit_length() > 33:
            raise RefusedKeyError("exponent")
        try:
            self._key = RSAPublicNumbers(exponent, modulus).public_key()
        except ValueError:
            raise RefusedKeyError("refused") from None
        der = self._key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        self._bits = bits
        self._kid = sha256(der).hexdigest()

    @property
    def kid(self) -> str:
        """The id of the key, as Postal sends it in `X-Postal-Signature-KID`.

        It is computed from the key: SHA-256 of its PKCS#1 `RSAPublicKey` DER, as 64
        lower-case hexadecimal digits. So a pinned id proves the key.
        """
        return self._kid

    @property
    def bits(self) -> int:
        """The length of the modulus, from 1024 to 8192 bits."""
        return self._bits

    @property
    def signature_length(self) -> int:
        """The length of a signature of this key, in bytes."""
        return (self._bits + 7) // 8

    def verifies(self, signature: bytes, body: bytes, *, sha1: bool) -> bool:
        """Whether the signature is that of this key for these bytes."""
        digest = SHA1() if sha1 else SHA256()  # noqa: S303
        try:
            self._key.verify(signature, body, PKCS1v15(), digest)
        except InvalidSignature:
            return False
        return True

    def __repr__(self) -> str:
        return f"PublicKey(kid={self._kid!r}, bits={self._bits})"

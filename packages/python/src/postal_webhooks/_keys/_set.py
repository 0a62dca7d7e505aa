"""`KeySet`: the keys that a verifier trusts."""

from collections.abc import Iterable, Iterator
from typing import Final

from ..errors import KeySetError, RejectedKey
from . import _base64, _dkim, _jwks, _pem
from ._public_key import PublicKey, RefusedKeyError

#: The longest document that is read as keys. Postal's own is under 2 KiB.
_MAX_DOCUMENT: Final = 64 * 1024


class KeySet:
    """The public keys of one Postal installation, at least one.

    An installation has one key for all its tenants, and publishes it in two ways: at
    `https://<web host>/.well-known/jwks.json` since Postal 3.2.0, and always with the
    command `postal default-dkim-record`. The DKIM record of a mail domain holds
    *another* key: nothing verifies with it.
    """

    __slots__ = ("_keys", "_rejected")

    def __init__(self, keys: Iterable[PublicKey], rejected: Iterable[RejectedKey] = ()) -> None:
        # The id is computed from the key, so two keys with one id are one key.
        self._keys: dict[str, PublicKey] = {}
        for key in keys:
            self._keys.setdefault(key.kid, key)
        self._rejected = tuple(rejected)
        if not self._keys:
            raise KeySetError("empty")

    @classmethod
    def from_jwks(cls, document: bytes | str) -> "KeySet":
        """Reads a JSON Web Key Set (RFC 7517), as Postal 3.2.0 and later serve it.

        Entries that cannot be used are left out, and listed in `rejected`.

        Raises:
            KeySetError: The document is no JWKS, or holds no usable key.
        """
        encoded = document.encode(errors="replace") if isinstance(document, str) else document
        encoded = encoded.removeprefix(b"\xef\xbb\xbf")
        _check_length(encoded)
        return cls(*_jwks.read(encoded))

    @classmethod
    def from_pem(cls, text: str) -> "KeySet":
        r"""Reads PEM (RFC 7468) with one or more blocks `PUBLIC KEY` or `RSA PUBLIC KEY`.

        A block may be indented or on one line, its line breaks may be written as `\\n`,
        and the whole may be in quotes or in base64 once more: so PEM comes out of
        environment variables.

        Raises:
            KeySetError: A block is damaged or no usable public key, there is none, or
                there is a key outside of them.
        """
        _check_length(text.encode(errors="replace"))
        return cls(_pem.read(text))

    @classmethod
    def from_dkim_record(cls, text: str) -> "KeySet":
        """Reads the record that `postal default-dkim-record` prints.

        Other text around it is ignored, and it may be in quoted strings, as `dig`, zone
        files and DNS panels write it.

        Raises:
            KeySetError: The text is not one DKIM record (RFC 6376, 3.6.1) with a usable
                key.
        """
        _check_length(text.encode(errors="replace"))
        return cls([_dkim.read(text)])

    @classmethod
    def from_base64(cls, text: str) -> "KeySet":
        """Reads the bare base64 of one key: the `p=` of a DKIM record, or a PEM without lines.

        Raises:
            KeySetError: The text is no padded standard base64 of a usable public key.
        """
        _check_length(text.encode(errors="replace"))
        try:
            return cls([_base64.read_key(_base64.unquoted(text))])
        except RefusedKeyError as refused:
            raise KeySetError("key", [RejectedKey(0, refused.reason)]) from None

    def merge(self, other: "KeySet") -> "KeySet":
        """The keys of both sets: of two installations, or an old and a new key."""
        return KeySet([*self, *other], [*self._rejected, *other._rejected])

    def pin(self, kids: Iterable[str]) -> "KeySet":
        """Keeps only the keys with these ids: an id proves its key, whatever it came by.

        Raises:
            KeySetError: None of the keys is pinned.
        """
        pinned = set(kids)
        keys = [key for key in self if key.kid in pinned]
        if not keys:
            raise KeySetError("not-pinned")
        return KeySet(keys, self._rejected)

    @property
    def rejected(self) -> tuple[RejectedKey, ...]:
        """The entries of the JWKS that were refused: worth a line in a log."""
        return self._rejected

    def get(self, kid: str) -> PublicKey | None:
        """The key with this id."""
        return self._keys.get(kid)

    def __iter__(self) -> Iterator[PublicKey]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return f"KeySet({list(self)!r})"


def _check_length(document: bytes) -> None:
    if len(document) > _MAX_DOCUMENT:
        raise KeySetError("too-large")

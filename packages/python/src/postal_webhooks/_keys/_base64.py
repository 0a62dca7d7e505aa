"""Base64 of keys, with whatever white space people put into it."""

import base64
import binascii
import re
from collections.abc import Iterator

from .._unicode import WHITE_SPACE
from . import _der
from ._public_key import PublicKey, RefusedKeyError

#: White space of any script, the byte order mark, and white space that is written as an
#: escape. JSON may write `/` with a backslash too; base64 itself has none.
_SPACE = re.compile(rf"(?:[{WHITE_SPACE}\ufeff]|\\+(?:[nrt{WHITE_SPACE}\ufeff]|(?=/)|\Z))+")

_RUN = re.compile(r"(?<![A-Za-z0-9+/])[nrt]*([A-Za-z0-9+/]{60})")
_RSA_ENCRYPTION = bytes.fromhex("2a864886f70d0101")


def decode(text: str) -> bytes | None:
    """The bytes of padded standard base64, which have one spelling; else nothing."""
    compact = _SPACE.sub("", text)
    try:
        decoded = base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        return None
    return decoded if base64.b64encode(decoded).decode() == compact else None


def read_key(text: str) -> PublicKey:
    """Reads the base64 of a key's DER."""
    der = decode(text)
    if der is None:
        raise RefusedKeyError("not-base64")
    return _der.read(der)


def unquoted(text: str) -> str:
    """The text without the quotes that the value of a variable is written in."""
    text = text.strip(WHITE_SPACE + "\ufeff")
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def bare_keys(text: str) -> Iterator[str]:
    """The beginnings of keys in a text, each with its first 60 digits."""
    return (run for run in _RUN.findall(text) if _begins_key(run))


def _begins_key(digits: str) -> bool:
    """Whether base64 begins as a public or a private key does."""
    der = base64.b64decode(digits[:40])
    # A sequence with its length in one or two bytes more, and an integer in it.
    has_integer = (der[1:2] == b"\x81" and der[3] == 2) or (der[1:2] == b"\x82" and der[4] == 2)
    return der[0] == 0x30 and (has_integer or _RSA_ENCRYPTION in der)

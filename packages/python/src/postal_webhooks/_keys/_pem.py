"""Keys in PEM (RFC 7468), also as they come out of environment variables."""

import re

from ..errors import KeySetError, RejectedKey
from ._base64 import bare_keys, decode, read_key, unquoted
from ._public_key import PublicKey, RefusedKeyError

#: Hyphens, and what word processors make of them.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_ESCAPED = re.escape(_DASHES)
_WORD = re.compile("(?ai:BEGIN|END)")
#: The rest of a BEGIN or END line. Files may be put together without a line break.
_REST = re.compile(rf" ((?:(?!-----)[ -~]){{1,200}})-----(?:(?![{_ESCAPED}])|(?=-----BEGIN ))")
#: Labels that are in use are far shorter; a dash behind more text is none of a boundary.
_BEHIND = re.compile(rf"([^\n\r{_ESCAPED}]{{0,79}})[{_ESCAPED}]")


def read(text: str) -> list[PublicKey]:
    """Reads every block of a PEM text, or of the base64 of one."""
    inner = decode(unquoted(text)) or b""
    if b"-----BEGIN " in inner:
        try:
            text = inner.decode()
        except UnicodeDecodeError:
            raise KeySetError("not-pem") from None
    keys: list[PublicKey] = []
    label = None
    place = 0
    for word in _WORD.finditer(text):
        if word.start() < place:
            continue
        rest = _boundary(text, place, word)
        if rest is None:
            continue
        between = text[place : word.start() - 5]
        place = rest.end()
        if label is None and word[0] == "BEGIN":
            _check_commentary(between)
            label = rest[1]
        elif label is not None and (word[0], rest[1]) == ("END", label):
            keys.append(_block(label, between, len(keys)))
            label = None
        else:
            raise KeySetError("not-pem")
    _check_commentary(text[place:])
    if label is not None or not keys:
        raise KeySetError("not-pem")
    return keys


def _boundary(text: str, place: int, word: re.Match[str]) -> re.Match[str] | None:
    """The rest of the line if it is a whole BEGIN or END line.

    A damaged one is an error: the key behind it would be dropped in silence.
    """
    before = text[max(place, word.start() - 100) : word.start()]
    rest = _REST.match(text, word.end())
    is_upper = word[0].isupper()
    is_begun = before.endswith("-----") and _dashes(before) == 5
    if rest and rest[1] == rest[1].strip() and is_upper and is_begun:
        return rest
    if _is_damaged(text, before, is_upper, word.end()):
        raise KeySetError("not-pem")
    return None


def _dashes(before: str) -> int:
    return len(before) - len(before.rstrip(_DASHES))


def _is_damaged(text: str, before: str, is_upper: bool, end: int) -> bool:
    """Whether somebody meant this word as a boundary: it has some dashes beside it."""
    trimmed = before.rstrip(" \t\xa0")
    dashes = _dashes(trimmed)
    is_word = not text[end : end + 1].isalnum()
    behind = _BEHIND.match(text, end)
    if dashes == 0:
        # Such as `BEGIN PUBLIC KEY-----`.
        is_label = behind is not None and re.fullmatch(r"\s*[A-Z][A-Z ]*\s*", behind[1])
        return is_upper and is_word and not before[-1:].isalnum() and bool(is_label)
    if dashes == 1:
        is_adjacent = trimmed == before
        return is_upper and (behind is not None or (is_adjacent and is_word))
    return behind is not None or (is_upper and is_word)


def _check_commentary(text: str) -> None:
    """What stands around blocks is ignored (RFC 7468, 2), but for a key without them."""
    if next(bare_keys(text), None):
        raise KeySetError("not-pem")


def _block(label: str, base64: str, index: int) -> PublicKey:
    try:
        # Both structures are tried under both labels: they cannot be taken for one another.
        if label in ("PUBLIC KEY", "RSA PUBLIC KEY"):
            return read_key(base64)
        if label in ("EC PUBLIC KEY", "DSA PUBLIC KEY"):
            raise RefusedKeyError("not-rsa")
        raise RefusedKeyError("private" if label.endswith("PRIVATE KEY") else "other-pem")
    except RefusedKeyError as refused:
        raise KeySetError("key", [RejectedKey(index, refused.reason)]) from None

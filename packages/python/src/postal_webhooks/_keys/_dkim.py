"""DKIM key record (RFC 6376, 3.6.1): how Postal published its key before it had a JWKS."""

import re
from collections.abc import Iterator

from ..errors import KeySetError, RejectedKey
from ._base64 import bare_keys, read_key
from ._public_key import PublicKey, RefusedKeyError

#: The version tag, with white space around each part.
_VERSION = re.compile(r"(?<![^\W_])v\s*=\s*dkim1\s*\\*;", re.IGNORECASE)
_ESCAPE = re.compile(r"\\+([^\\])|\\+\Z", re.DOTALL)
#: A record has no more lines than this: a key of 8192 bits in lines of 64 digits has 22.
_MAX_LINES = 100


def read(text: str) -> PublicKey:
    """Reads the record as Postal prints it, as `dig` does, or as zone files have it."""
    text = text.lstrip("\ufeff")
    starts = [match.start() for match in _VERSION.finditer(text)]
    # The version need not be there.
    starts = starts or [text.find('"') + 1]
    ends = [*starts[1:], len(text)]
    records = [
        _plain(text[:start], text[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    around = [text[: starts[0]], *(part for record in records for part in record)]
    results = [_record(record) for record, _ in records]
    keys = [result for result in results if isinstance(result, PublicKey)]
    errors = [result for result in results if isinstance(result, KeySetError)]
    worst = max(errors, key=_weight, default=KeySetError("not-dkim"))
    if not keys:
        raise worst
    # A key anywhere else could be the right one as well.
    if worst.reason == "key" or len({key for part in around for key in bare_keys(part)}) > 1:
        raise KeySetError("not-dkim")
    return keys[0]


def _plain(before: str, text: str) -> tuple[str, str]:
    """A record without quotes and escapes, and the rest of the text behind it."""
    quote = before.rstrip()[-1:]
    if quote == '"':
        return _strings(text, is_grouped=before.rstrip(' \t\r\n"\\').endswith("("))
    close = {"'": "'", "`": "`", "“": "”"}.get(quote)
    end = text.find(close) if close else -1
    record, rest = (text[:end], text[end:]) if end >= 0 else (text, "")
    # Quotes in it come from strings that somebody joined by hand.
    return "".join(c for c, _ in _characters(record) if c != '"'), rest


def _strings(text: str, *, is_grouped: bool) -> tuple[str, str]:
    """The quoted strings of a record that begins in one, and what is behind them.

    White space, parentheses and comments may be between them (RFC 1035, 5.1).
    """
    strings: list[str] = []
    is_inside, is_comment = True, False
    for character, start in _characters(text):
        if character in "\n\r" and not is_inside:
            is_comment = False
            # Only parentheses make one record of several lines for sure.
            if not is_grouped:
                strings.append("\n")
        elif is_comment:
            continue
        elif character == '"':
            is_inside = not is_inside
        elif is_inside:
            strings.append(character)
        elif character == ";":
            is_comment = True
        elif character in "()":
            is_grouped = character == "("
        elif not character.isspace():
            return "".join(strings), text[start:]
    return "".join(strings), ""


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """The characters without the backslashes before them, each with its place."""
    place = 0
    while place < len(text):
        escape = _ESCAPE.match(text, place)
        if escape is None:
            yield text[place], place
            place += 1
        else:
            # No record has a line break, so this is one of what is around it.
            if escape[1]:
                yield "\n" if escape[1] in "nrt" else escape[1], place
            place = escape.end()


def _record(record: str) -> PublicKey | KeySetError:
    """Reads as many lines as make a whole key.

    That is no guess: DER tells its own length, so no key is the beginning of another.
    """
    ends = [match.start() for match in re.finditer(r"[\n\r]", record)][:_MAX_LINES]
    worst = None
    for end in [*ends, len(record)]:
        try:
            return _tags(record[:end])
        except KeySetError as error:
            worst = error if worst is None else max(worst, error, key=_weight)
    return worst or KeySetError("not-dkim")


def _weight(error: KeySetError) -> int:
    """How much an error says: one of a key more, but a key may begin in the next line."""
    if isinstance(error, _TagTwiceError):
        return 2
    if error.reason != "key":
        return 0
    return 1 if error.rejected[0].reason == "revoked" else 2


class _TagTwiceError(KeySetError):
    """A tag twice makes the whole record invalid (RFC 6376, 3.2)."""


def _tags(record: str) -> PublicKey:
    tags: dict[str, str] = {}
    for tag in record.split(";"):
        name, equals, value = tag.strip().partition("=")
        if not name and not equals:
            continue
        if not equals:
            # What is no tag behind `p=…;` is no part of the record.
            if "p" in tags:
                break
            raise KeySetError("not-dkim")
        name = name.rstrip()
        if name in tags and name in ("v", "k", "p"):
            raise _TagTwiceError("not-dkim")
        tags[name] = value.strip()
    if tags.get("v", "DKIM1").upper() != "DKIM1":
        raise KeySetError("not-dkim")
    if "p" not in tags and tags.get("k", "rsa").lower() == "rsa":
        raise KeySetError("not-dkim")
    try:
        if tags.get("k", "rsa").lower() != "rsa":
            raise RefusedKeyError("not-rsa")
        if not tags["p"]:
            raise RefusedKeyError("revoked")
        return read_key(tags["p"])
    except RefusedKeyError as refused:
        raise KeySetError("key", [RejectedKey(0, refused.reason)]) from None

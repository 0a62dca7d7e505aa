"""One rule of what is JSON: the grammar of RFC 8259, in UTF-8."""

import json
import math
import re
from typing import Any, NoReturn

from .errors import ParseError

#: JSON as it arrives: bytes of any kind, or text.
Body = bytes | bytearray | memoryview | str


class Repeated(dict[str, Any]):
    """Object in which keys stand twice. Of each, it holds the last value."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def is_repeated(self, key: str) -> bool:
        """Whether a key stands twice."""
        return [name for name, _ in self.pairs].count(key) > 1


def loads(body: Body) -> Any:
    """Reads JSON. Where a key stands twice, the object is a `Repeated`."""
    return _loads(_text(body), _DECODER)


def loads_bounded(body: Body) -> Any:
    """Reads JSON with 0 for each number that no double holds: no schema sees those."""
    return _loads(_text(body), _BOUNDED)


def _text(body: Body) -> str:
    try:
        text = body if isinstance(body, str) else str(body, "utf-8")
        if isinstance(body, str):
            # A lone surrogate is what `surrogateescape` makes of a byte that is not UTF-8.
            body.encode()
    except UnicodeError as error:
        text, at = "", getattr(error, "start", 0)
    else:
        at = None
    # Raised outside of `except`: that error holds the whole body.
    if at is not None:
        raise ParseError(
            "not-utf8",
            f"the body is not UTF-8 after byte {at}; pass the bytes as they were received",
        )
    # Rare, and no character: it could not even be written into a log.
    if "\\ud" in text or "\\uD" in text:
        text = _SURROGATE.sub(lambda match: r"\ufffd" if match[1] else match[0], text)
    return text


_SURROGATE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|.)",
    re.DOTALL,
)


def _loads(text: str, decoder: json.JSONDecoder) -> Any:
    # Raised outside of `except`, as above.
    try:
        # `decode` without its search for white space at both ends, which is not there.
        if text[:1] == "{" and text[-1:] == "}":
            value, end = decoder.raw_decode(text)
            if end == len(text):
                return value
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        where = f"at line {error.lineno} column {error.colno}"
    except _ConstantError:
        where = "(NaN or Infinity is no number of JSON)"
    except RecursionError:
        where = "(it is nested deeper than Python reads)"
    except ValueError:
        # Python does not read integers of thousands of digits unless it is told how.
        return _loads(text, _LONG if decoder is _DECODER else _BOUNDED)
    raise ParseError("not-json", f"the body is not JSON {where}")


class _ConstantError(Exception):
    pass


def _constant(_: str) -> NoReturn:
    raise _ConstantError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else Repeated(pairs)


def _long_integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 4000 else float(digits)


def _bounded(digits: str) -> int | float:
    value = float(digits)
    if math.isinf(value):
        return 0
    return int(digits) if digits.lstrip("-").isdigit() else value


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_LONG = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_long_integer
)
_BOUNDED = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_bounded,
    parse_float=_bounded,
)

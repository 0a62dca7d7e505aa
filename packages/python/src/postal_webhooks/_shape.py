"""Kinds of values, by which `parse` checks what a body holds.

Most values are right by their Python type alone (`Kind.plain`); only others cost a call.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from ._json import Repeated

_LARGEST_INTEGER = 2**63 - 1
_FITS = "a number that fits 64 bits"
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DECIMAL = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]+)?")


class FieldError(Exception):
    """A value that is not what it must be; `path` is built while it is passed up."""

    def __init__(self, fault: str, message: str, *path: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message
        self.path = list(path)

    @property
    def pointer(self) -> str:
        """The JSON pointer (RFC 6901)."""
        keys = (key.replace("~", "~0").replace("/", "~1") for key in reversed(self.path))
        return "".join(f"/{key}" for key in keys)


class Kind:
    """One kind of JSON value."""

    def __init__(self, expected: str, *plain: type) -> None:
        self.expected = expected
        self.plain = frozenset(plain)

    def read(self, value: Any) -> Any:
        """Reads a value whose type is none of `plain`."""
        raise self.wrong(value)

    def wrong(self, value: Any, expected: str | None = None) -> FieldError:
        """The error of a value, which it names by its type alone."""
        found = f"expected {expected or self.expected}, found {json_type(value)}"
        return FieldError("expected", found)


class _Integer(Kind):
    def read(self, value: Any) -> int:
        # `12.0` and `1.2e1` are integers of JSON too. A bool is none.
        if type(value) is float and value.is_integer() and value < 2**63:
            value = int(value)
        if type(value) is int and 0 <= value <= _LARGEST_INTEGER:
            return value
        too_large = type(value) in (int, float) and (value >= 2**63 or value == -math.inf)
        raise self.wrong(value, _FITS if too_large else None)


class _Number(Kind):
    def read(self, value: Any) -> float:
        if type(value) is float and math.isfinite(value):
            return value
        if type(value) not in (int, float):
            raise self.wrong(value)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isinf(number):
            raise self.wrong(value, _FITS)
        return number


class _Timestamp(_Number):
    def read(self, value: Any) -> float:
        if type(value) is float and math.isfinite(value):
            return value
        if type(value) is str and _DECIMAL.fullmatch(value):
            return float(value)
        return super().read(value)


class _Uuid(Kind):
    def read(self, value: Any) -> str:
        if type(value) is str and _UUID.fullmatch(value):
            return value
        raise self.wrong(value)


class Nullable(Kind):
    """A value or null."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.expected, *kind.plain, type(None))
        self.kind = kind

    def read(self, value: Any) -> Any:
        return self.kind.read(value)


class Array(Kind):
    """An array whose items are of one kind."""

    def __init__(self, items: Kind) -> None:
        super().__init__("an array")
        self.items = items

    def read(self, value: Any) -> list[Any]:
        if type(value) is not list:
            raise self.wrong(value)
        for index, item in enumerate(value):
            if type(item) not in self.items.plain:
                try:
                    value[index] = self.items.read(item)
                except FieldError as wrong:
                    wrong.path.append(str(index))
                    raise
        return value


class Object(Kind):
    """An object with the kinds of its keys. Keys that it does not know pass."""

    def __init__(
        self,
        required: Mapping[str, Kind] | None = None,
        optional: Mapping[str, Kind] | None = None,
        expected: str = "an object",
    ) -> None:
        super().__init__(expected)
        self.required = dict(required or {})
        self.kinds = {**self.required, **(optional or {})}

    def read(self, value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            self._check_repeated(value)
        kinds = self.kinds
        for key, item in value.items():
            kind = kinds.get(key)
            if kind is not None and type(item) not in kind.plain:
                try:
                    value[key] = kind.read(item)
                except FieldError as error:
                    error.path.append(key)
                    raise
        if not self.required.keys() <= value.keys():
            missing = next(key for key in self.required if key not in value)
            raise FieldError("missing", "missing, although Postal always sends it", missing)
        read: dict[str, Any] = value
        return read

    def _check_repeated(self, value: Any) -> None:
        """Refuses what is no object, and one in which a known key stands twice."""
        if not isinstance(value, Repeated):
            raise self.wrong(value)
        seen: set[str] = set()
        for key, item in value.pairs:
            if key not in self.kinds:
                continue
            if key in seen:
                raise twice(key)
            seen.add(key)
            kind = self.kinds[key]
            if type(item) not in kind.plain:
                try:
                    kind.read(item)
                except FieldError as error:
                    if value.is_repeated(key):
                        raise twice(key) from None
                    error.path.append(key)
                    raise


def twice(key: str) -> FieldError:
    """The error of a key that stands twice."""
    return FieldError("duplicate", "stands twice in one object", key)


def json_type(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, dict):
        return "an object"
    return _TYPES[type(value)]


_TYPES = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
}

BOOLEAN = Kind("a boolean", bool)
INTEGER = _Integer("a non-negative integer")
NUMBER = _Number("a number")
STRING = Kind("a string", str)
TIMESTAMP = _Timestamp("a timestamp: seconds as a number")
UUID = _Uuid("a UUID")
ANYTHING = Kind("anything", *_TYPES, dict, Repeated)
ANY_OBJECT = Kind("an object", dict, Repeated)
EVENT_NAME = Kind("the name of an event as a string", str)

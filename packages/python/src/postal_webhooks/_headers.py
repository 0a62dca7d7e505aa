"""The signature headers of one request, from whatever the web framework has them in."""

from collections.abc import Iterable
from typing import Any, Protocol

from ._generated.constants import SIGNATURE, SIGNATURE_256, SIGNATURE_KID


class HeaderMapping(Protocol):
    """A mapping of headers, as every web framework has one."""

    def items(self) -> Iterable[tuple[str, object]]: ...


#: The headers of a request: a mapping, or pairs of name and value; names in any case.
#: Both may be bytes, as in ASGI, and a value may be a list. A WSGI environment will do.
Headers = HeaderMapping | Iterable[tuple[str | bytes, object]]

#: Names in lower case, also as WSGI writes them.
_NAMES = {
    written: name
    for name in (SIGNATURE, SIGNATURE_256, SIGNATURE_KID)
    for written in (name.lower(), f"http_{name.lower().replace('-', '_')}")
}


def signature_headers(headers: Headers) -> dict[str, list[bytes]]:
    """All values of each signature header: one that is there twice must be refused."""
    found: dict[str, list[bytes]] = {}
    items = getattr(headers, "items", None)
    pairs: Any = headers if items is None else items()
    for key, value in pairs:
        name = _NAMES.get((key if isinstance(key, str) else key.decode("latin-1")).lower())
        if name is not None:
            values = value if isinstance(value, list | tuple) else [value]
            found.setdefault(name, []).extend(map(_bytes, values))
    return found


def _bytes(value: object) -> bytes:
    # What is not ASCII is no signature, in whatever encoding.
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")

"""Examples of every event, to test a handler with: bodies to the byte as Postal sends them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from ._parse import parse
from .types import Webhook


@dataclass(frozen=True, slots=True)
class Example:
    """A request body as Postal sends it."""

    event: str
    """The event that it tells of."""
    case: str
    """What it shows: `typical`, `nulls`, `older-key-order`, …"""
    body: bytes
    """The body, to the byte."""

    def webhook(self) -> Webhook:
        """The body, parsed."""
        return parse(self.body)


def example(event: str, case: str = "typical") -> Example:
    """The example of an event. Each event has a `typical` one.

    Raises:
        LookupError: There is none; the message lists those that there are.
    """
    for found in examples():
        if (found.event, found.case) == (event, case):
            return found
    names = ", ".join(f"{found.event}/{found.case}" for found in examples())
    raise LookupError(f"no such example; there are {names}")


def examples() -> Iterator[Example]:
    """All examples, by event and case."""
    root = files("postal_webhooks") / "_data" / "examples"
    for event in sorted(root.iterdir(), key=lambda folder: folder.name):
        for file in sorted(event.iterdir(), key=lambda file: file.name):
            yield Example(event.name, file.name.removesuffix(".json"), file.read_bytes())

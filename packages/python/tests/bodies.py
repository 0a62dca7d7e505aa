"""Bodies for tests: examples, and what becomes of them with one fault."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from postal_webhooks.examples import example, examples

#: Values of every JSON type, at the edges of what is read.
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 12.0, -0.0, 0.5, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63)),
    *(1e300, "", "x", "17", "1.5", "1.5\n", "-1", "1e3", "+1", ".5", "1" * 20, "1" * 21, "\u0661"),
    *([], [None], ["x"], {}, {"a": 1}),
    "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd",
    "820B47A4-4DFD-42E4-AE6A-1E5BED5A33FD",
    "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\n",
    "820b47a44dfd42e4ae6a1e5bed5a33fd",
]

#: Stands in values, and so must never stand in an error.
SECRET = "s3cr3t-7391"


def typical(event: str = "MessageSent") -> dict[str, Any]:
    body: dict[str, Any] = json.loads(example(event).body)
    return body


def mutations() -> Iterator[dict[str, Any]]:
    """Every example of every event, with each key left out, and with each value in its place."""
    for each in examples():
        body = json.loads(each.body)
        values = VALUES if each.case == "typical" else VALUES[:1]
        for path in _paths(body):
            for value in values:
                mutation = copy.deepcopy(body)
                _parent(mutation, path)[path[-1]] = value
                yield mutation
            mutation = copy.deepcopy(body)
            del _parent(mutation, path)[path[-1]]
            yield mutation


def _paths(value: Any, *path: str) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key in value:
            yield (*path, key)
            yield from _paths(value[key], *path, key)


def _parent(body: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for key in path[:-1]:
        body = body[key]
    return body

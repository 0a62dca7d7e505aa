"""Errors: one base, a reason in one word, and a way from one process to another."""

import pickle
from collections.abc import Callable

import pytest

from conftest import Installation
from postal_webhooks import KeySet, PostalWebhooksError, Verifier, parse, validate

CALLS: list[Callable[[], object]] = [
    lambda: parse(b"{}"),
    lambda: parse(b"["),
    lambda: validate({}),
    lambda: KeySet.from_jwks(b'{"keys": [1, 2]}'),
    lambda: KeySet.from_pem("x"),
    lambda: Verifier(Installation("2048").keys).verify(b"", {"X-Postal-Signature-256": "x"}),
]


@pytest.mark.parametrize("call", CALLS)
def test_errors(call: Callable[[], object]) -> None:
    with pytest.raises(PostalWebhooksError) as caught:
        call()
    error = caught.value
    assert error.reason == error.reason.lower().strip()
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is type(error)
    assert str(copied) == str(error) != ""
    assert vars(copied) == vars(error)

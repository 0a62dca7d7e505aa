"""The types at run time: for pydantic, and for whoever else reads annotations."""

import json
import typing
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from bodies import typical
from postal_webhooks import Webhook, types
from postal_webhooks.examples import examples


def test_every_name_is_there_and_its_annotations_are_read() -> None:
    classes = 0
    for name in types.__all__:
        value: Any = getattr(types, name)
        if isinstance(value, type) and value is not float:
            classes += 1
            keys: Any = value.__annotations__.keys()
            assert typing.get_type_hints(value).keys() == keys
            assert getattr(value, "__required_keys__") == keys  # noqa: B009
            assert value.__doc__
    assert classes > 15


def test_every_event_has_a_type() -> None:
    events = {example.event for example in examples()}
    assert set(get_args(types.KnownEventName)) == events
    assert len(get_args(types.KnownWebhook)) == len(events)


def test_pydantic_reads_them() -> None:
    known = TypeAdapter[Any](types.KnownWebhook)
    for example in examples():
        assert known.validate_json(example.body, strict=True) == json.loads(example.body)
        assert TypeAdapter[Any](Webhook).validate_json(example.body) == json.loads(example.body)
    with pytest.raises(ValidationError):
        known.validate_python(typical() | {"uuid": 1})

"""The published JSON Schemas, as this version of the package holds them."""

import json
from importlib.resources import files
from typing import Any, Literal

Draft = Literal["2020-12", "draft-07"]


def schema(name: str = "webhook", *, draft: Draft = "2020-12") -> dict[str, Any]:
    """Reads a schema.

    `webhook` is the tolerant one for receivers, `webhook.strict` refuses what Postal
    does not send, `webhook.codegen` is for code generators. `events/MessageSent` is one
    event alone, and `payloads/MessageSent` its payload without the envelope.

    Raises:
        LookupError: There is no such schema.
    """
    file = files("postal_webhooks") / "_data" / "schemas" / draft / f"{name}.schema.json"
    if not file.is_file():
        raise LookupError(f"there is no schema of this name in draft {draft}")
    value: dict[str, Any] = json.loads(file.read_bytes())
    return value

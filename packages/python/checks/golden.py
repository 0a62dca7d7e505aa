"""Checks what the generator makes of the schema trees in tests/golden: types, and readers.

Usage: golden.py OUT
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
GOLDEN = PACKAGE.parents[1] / "tests/golden"
SCHEMAS = {"constructs": "schema", "strange": "strange/schema", "bare": "bare/schema"}
#: What is written by hand and stands on generated code. The rest stands on Postal's own schema.
HAND_WRITTEN = ["_json.py", "_parse.py", "_shape.py", "errors.py", "py.typed", "types.py"]

USE = """
import json
import sys
from pathlib import Path
from typing import Any, get_type_hints

from postal_webhooks import types
from postal_webhooks._parse import is_known, parse
from postal_webhooks.errors import ParseError
from pydantic import TypeAdapter

webhooks = TypeAdapter[Any](types.KnownWebhook)
examples = sorted(Path(sys.argv[1]).glob("examples/*/*.json"))
assert examples
for path in examples:
    body = json.loads(path.read_bytes())
    webhook = parse(path.read_bytes())
    assert webhook == body, path
    assert is_known(webhook)
    assert webhooks.validate_json(path.read_bytes(), strict=True) == body, path
    (payload,) = (
        get_type_hints(kind)["payload"]
        for name in types.__all__
        for kind in [getattr(types, name)]
        if name not in ("KnownWebhook", "UnknownWebhook", "Webhook")
        and isinstance(kind, type)
        and getattr(get_type_hints(kind).get("event"), "__args__", None) == (body["event"],)
    )
    for key in body["payload"]:
        less = body | {"payload": {k: v for k, v in body["payload"].items() if k != key}}
        try:
            parse(json.dumps(less))
        except ParseError as error:
            assert (error.pointer, error.fault) == (f"/payload/{key}", "missing"), error
            assert key in payload.__required_keys__, key
        else:
            assert key in payload.__optional_keys__, key
print(f"{len(examples)} examples")
"""


def main(out: Path) -> None:
    pyright = out / "node/node_modules/pyright/index.js"
    for tree, schema in SCHEMAS.items():
        folder = out / "golden" / tree
        shutil.rmtree(folder, ignore_errors=True)
        package = folder / "postal_webhooks"
        shutil.copytree(GOLDEN / "python" / tree, package / "_generated")
        for name in HAND_WRITTEN:
            shutil.copy(PACKAGE / "src/postal_webhooks" / name, package)
        (package / "__init__.py").touch()
        (folder / "use.py").write_text(USE)
        print(f"{tree}: ", end="", flush=True)
        run(folder, sys.executable, "-B", "use.py", str(GOLDEN / schema))
        run(
            folder,
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            "../mypy",
            "postal_webhooks",
        )
        run(folder, "node", str(pyright), "--pythonpath", sys.executable, "postal_webhooks")


def run(folder: Path, *command: str) -> None:
    # The path has this package before the installed one.
    environment = os.environ | {"PYTHONPATH": str(folder)}
    subprocess.run(command, cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Checks the one file of types that users of the command line copy: mypy, and every example.

Usage: copied.py OUT
"""

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

PACKAGE = Path(__file__).parents[1]
FILE = PACKAGE.parents[1] / "crates/postal-webhooks-cli/src/generated/types/types.py"


def main(out: Path) -> None:
    folder = out / "copied"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = shutil.copy(FILE, folder / "postal.py")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "mypy", "postal.py"]
    subprocess.run(command, cwd=folder, check=True)
    webhooks = TypeAdapter[Any](runpy.run_path(str(file))["KnownWebhook"])
    examples = sorted((PACKAGE / "src/postal_webhooks/_data/examples").glob("*/*.json"))
    assert examples
    for path in examples:
        body = path.read_bytes()
        assert webhooks.validate_json(body, strict=True) == json.loads(body), path
    print(f"{len(examples)} examples")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

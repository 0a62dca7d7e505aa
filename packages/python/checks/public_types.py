"""Checks that every public name has a type, by pyright.

Usage: public_types.py OUT
"""

import json
import os
import subprocess
import sys
from pathlib import Path


def main(out: Path) -> None:
    pyright = out / "node/node_modules/pyright/index.js"
    options = ["--outputjson", "--ignoreexternal", "--verifytypes", "postal_webhooks"]
    # With this option, pyright asks the `python` on the PATH where the package is.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    checked = subprocess.run(
        ["node", str(pyright), *options],
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        check=False,
    )
    report = json.loads(checked.stdout)["typeCompleteness"]
    names = report["exportedSymbolCounts"]["withKnownType"]
    print(f"{names} public names; {report['completenessScore']:.0%} have a type")
    incomplete = [name["name"] for name in report["symbols"] if not name["isTypeKnown"]]
    if not names or incomplete or report["completenessScore"] < 1:
        sys.exit(f"without a type: {incomplete}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

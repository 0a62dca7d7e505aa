"""Runs the tests with the oldest dependencies that pyproject.toml allows.

Usage: oldest.py OUT
"""

import os
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
#: The frameworks and pydantic need newer ones.
TESTS = [f"tests/test_{part}.py" for part in ("parse", "validate", "keys", "verify", "vectors")]


def main(out: Path) -> None:
    project = (PACKAGE / "pyproject.toml").read_text()
    bounds = dict(re.findall(r'"([a-z-]+)>=([0-9.]+)', project.partition("dependencies")[2]))
    pinned = dict(
        re.findall(
            r"^([a-z-]+)==([0-9.]+)", (PACKAGE / "checks/oldest.in").read_text(), re.MULTILINE
        )
    )
    for name, version in pinned.items():
        assert version.startswith(bounds[name]), f"{name}: {version} is not {bounds[name]}"
    assert bounds.keys() == pinned.keys(), "oldest.in has other names than pyproject.toml"
    # The path has these before those that are installed.
    environment = os.environ | {"PYTHONPATH": str(out / "oldest")}
    command = [sys.executable, "-B", "-m", "pytest", "--quiet", *TESTS]
    subprocess.run(command, cwd=PACKAGE, env=environment, check=True)
    loaded = subprocess.run(
        [sys.executable, "-c", "import cryptography; print(cryptography.__version__)"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == pinned["cryptography"], loaded.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))

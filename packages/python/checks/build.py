"""Builds the wheel and the sdist, and installs the wheel where the checks run.

Usage: build.py OUT
"""

import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def main(out: Path) -> None:
    dist = out / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    run("build", "--no-isolation", "--outdir", str(dist), str(PACKAGE))
    (wheel,) = dist.glob("*.whl")
    run("pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall", str(wheel))


def run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Checks the wheel and the sdist: what is in them, and that they work in an empty environment.

Usage: artifact.py OUT
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
ROOT = PACKAGE.parents[1]
README = (PACKAGE / "README.md").read_text()

USE = """
import postal_webhooks, importlib.metadata
from postal_webhooks import iter_errors
from postal_webhooks.examples import examples

assert importlib.metadata.version("postal-webhooks") == postal_webhooks.__version__
bodies = [example.body for example in examples()]
assert not [error for body in bodies for error in iter_errors(body, "strict")]
print(postal_webhooks.__version__, "from", postal_webhooks.__file__)
print(len(bodies), "examples are valid")
"""


def main(out: Path) -> None:
    (wheel,) = (out / "dist").glob("*.whl")
    (sdist,) = (out / "dist").glob("*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    run(sys.executable, "-m", "check_wheel_contents", wheel)
    check_contents(wheel, sdist)

    command = re.search(r"^\$ python -m pip install (\./.*)$", README, re.MULTILINE)
    assert command, "the README has no command to install the package"
    snippets = re.findall(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    # Those that need nothing but the package, and no argument.
    snippets = [code for code in snippets if not re.search(r"^(async )?def ", code, re.MULTILINE)]
    assert len(snippets) > 2
    for artifact in (command[1], wheel, sdist):
        empty = out / "empty"
        run(sys.executable, "-m", "venv", "--clear", empty)
        python = empty / "bin/python"
        print(f"\n$ python -m pip install {artifact}", flush=True)
        run(python, "-m", "pip", "install", "--quiet", artifact, wheels=out / "wheels")
        run(python, "-m", "pip", "check")
        for code in (*snippets, USE):
            run(python, "-W", "error", "-I", "-c", code, is_quiet=code != USE)
    shutil.rmtree(out / "empty")


def check_contents(wheel: Path, sdist: Path) -> None:
    """The wheel has every file of the package, and the sdist all that makes the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if "/licenses/LICENSE-" in name]
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    source = PACKAGE / "src"
    files = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert in_wheel == files, in_wheel ^ files
    others = {
        "PKG-INFO",
        "pyproject.toml",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        ".gitignore",
    }
    assert in_sdist == others | {f"src/{name}" for name in files}, in_sdist
    assert len(licences) == 2
    print(
        f"{len(files)} files; {wheel.stat().st_size // 1000} kB, {sdist.stat().st_size // 1000} kB"
    )


def run(*command: str | Path, wheels: Path | None = None, is_quiet: bool = False) -> None:
    environment = dict(os.environ)
    if wheels:
        # What the package needs comes from where the pinned wheels are.
        environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    output = subprocess.DEVNULL if is_quiet else None
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=output)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

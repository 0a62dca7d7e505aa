"""Follows a new event under schema/ alone into every artifact of a release.

Usage: python3 new_event.py ROOT OUT

In a clone of the workspace it writes what the steps of schema/README.md say, and nothing else, runs
`cargo xtask codegen` and `cargo xtask release --dry-run`, and looks for the name of the event in what
each artifact holds.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

# The name is nowhere in this repository: an artifact that has it got it from the schema.
WRITTEN, NAME = "CredentialLocked", "Credential" + "Seized"

# What holds no event by its name, and why.
WITHOUT = {
    "postal-webhooks-receiver-*.crate": "stores any event, and needs the crate that knows them",
    "postal-webhooks-*.pom": "names the package alone",
    "postal-webhooks-*.spdx.json": "lists dependencies",
    "SHA256SUMS": "lists files",
}

# The command line need not be fast here.
PROFILE = """
[profile.release]
codegen-units = 16
lto = "off"
opt-level = 0
[profile.release.package."*"]
opt-level = 0
"""


def run(folder, *command, **environment):
    """Runs a program to its end."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=folder, env=os.environ | environment, check=True)


def add_event(schema):
    """Writes the files of the steps, and raises the version as step 6 says."""
    readme = schema.joinpath("README.md").read_text()
    steps = re.findall(r"\*\*Step \d.*?`([^`]+\.json)`.*?```json\n(.*?)\n```", readme, re.DOTALL)
    assert len(steps) == 5, f"schema/README.md has {len(steps)} steps with a file, not 5"
    for path, text in steps:
        path = schema / path.replace(WRITTEN, NAME)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(WRITTEN, NAME))
    settings = schema / "schema.toml"
    text = settings.read_text()
    major, minor = re.search(r'^version = "(\d+)\.(\d+)\.\d+"', text, re.MULTILINE).groups()
    version = f"{major}.{int(minor) + 1}.0"
    settings.write_text(re.sub(r'(?m)^version = ".*"', f'version = "{version}"', text, count=1))
    log = schema / "CHANGELOG.md"
    entry = f"\n## {version} (unreleased)\n\n- One more event.\n\n## "
    log.write_text(log.read_text().replace("\n## ", entry, 1))
    return version


def contents(artifact):
    """Path and bytes of each file in an archive; the artifact itself if it is none."""
    if zipfile.is_zipfile(artifact):
        with zipfile.ZipFile(artifact) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    elif tarfile.is_tarfile(artifact):
        with tarfile.open(artifact) as archive:
            files = (member for member in archive if member.isfile())
            yield from ((file.name, archive.extractfile(file).read()) for file in files)
    else:
        yield artifact.name, artifact.read_bytes()


def places(artifact):
    """The files in an artifact that hold the event."""
    name = NAME.encode()
    return [path for path, text in contents(artifact) if name in text]


def main(root, out):
    clone = out / "clone"
    shutil.rmtree(out, ignore_errors=True)
    out.joinpath(".cargo").mkdir(parents=True)
    # Cargo reads it for what lies below.
    out.joinpath(".cargo/config.toml").write_text(PROFILE)
    run(out, "git", "clone", "--quiet", str(root), str(clone))
    version = add_event(clone / "schema")
    # A folder of its own: cargo takes what is compiled from a clone for what the workspace has.
    cargo = {"CARGO_TARGET_DIR": str(out / "target")}
    run(clone, "cargo", "--quiet", "xtask", "codegen", **cargo)
    run(clone, "git", "add", "--all")
    author = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    run(clone, "git", *author, "commit", "--quiet", "--message", "Add an event")
    run(clone, "cargo", "xtask", "release", "--dry-run", **cargo)

    artifacts = sorted((out / "target/release-artifacts").iterdir())
    wrong = []
    for artifact in artifacts:
        found = places(artifact)
        reasons = [reason for pattern, reason in WITHOUT.items() if artifact.match(pattern)]
        if bool(found) == bool(reasons):
            wrong.append(f"{artifact.name}: {len(found)} files hold the event {reasons}")
        shown = f"{found[0]} and {len(found) - 1} more" if found else reasons
        print(f"{artifact.name}: {shown}")
    [site] = [artifact for artifact in artifacts if "-site-" in artifact.name]
    pages = {path.partition("/")[2] for path in places(site)}
    for page in [f"events/{NAME}.html", "events.html", "index.html", "try.html", "search.json"]:
        if page not in pages:
            wrong.append(f"{site.name}: {page} does not name the event")
    # The binary that is packed knows it too.
    [command] = out.glob("target/release/postal-webhooks")
    printed = subprocess.run([command, "schema", NAME], check=True, capture_output=True).stdout
    if f"/{version}/".encode() not in printed or NAME.encode() not in printed:
        wrong.append("the command line does not print the schema of the event")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(artifacts)} artifacts of {version}: each that holds events holds {NAME}")


main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())

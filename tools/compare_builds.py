"""Whether a complete zip depends on nothing but the committed sources: two builds of them, byte for byte.

Each is built from a copy of the last commit in a folder of its own, under other conditions. Building the
working tree twice would also compare what was edited between the two.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import wheels

ROOT = Path(__file__).resolve().parent.parent
# Rights of new files, and what may leak into a build: the order of sets, threads, the zone of dates.
CONDITIONS = (
    (0o022, {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "TZ": "UTC"}),
    (0o077, {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "2", "TZ": "Asia/Tokyo"}),
)


def head(root=ROOT):
    """The last commit of the repository `root`."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def snapshot(folder, commit, root=ROOT):
    """Write the files of a commit of the repository `root` into a folder."""
    command = ["git", "-C", str(root), "archive", commit]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def differences(one, other):
    """Names of the members of two zips that are not in both with the same bytes."""
    found = []
    for path in (one, other):
        with zipfile.ZipFile(path) as archive:
            found.append({name: hashlib.sha256(archive.read(name)).digest() for name in archive.namelist()})
    first, second = found
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def build(folder, commit, platform, umask, environment):
    """The zip of a commit built in `folder`; the wheels downloaded before are used again."""
    source, out = folder / "source", folder / "out"
    snapshot(source, commit)
    wheels.fetch(platform)
    (source / ".cache").mkdir()
    (source / ".cache" / "wheels").symlink_to(wheels.CACHE)
    (folder / "scratch").mkdir()
    command = [sys.executable, source / "tools" / "build_extension.py", "--platform", platform, "--out", out]
    run = subprocess.run(
        command, cwd=source, umask=umask, capture_output=True, text=True,
        env={**os.environ, **environment, "TMPDIR": str(folder / "scratch")},
    )  # fmt: skip
    if run.returncode:
        raise SystemExit(f"The build failed: {run.stderr.strip()[-2000:]}")
    (archive,) = out.glob("*.zip")
    return archive


def main():
    with tempfile.TemporaryDirectory(prefix="dynmask-builds-") as scratch:
        made, commit = [], head()
        for name, (umask, environment) in zip(("first", "second"), CONDITIONS, strict=True):
            (Path(scratch) / name).mkdir()
            made.append(build(Path(scratch) / name, commit, "linux-x64", umask, environment))
        digests = [wheels.sha256(path) for path in made]
        if digests[0] == digests[1]:
            print(f"The two builds of {made[0].name} are the same, SHA-256 {digests[0]}.")
            return 0
        names = differences(*made)
        print("The two builds differ in " + (", ".join(names) or "how they are packed") + ".")
        return 1


if __name__ == "__main__":
    sys.exit(main())

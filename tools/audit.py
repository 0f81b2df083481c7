"""Known faults of the development environment and of the wheels inside the zips.

They are looked up in --advisories (see advisories.py), without a network, or by pip-audit, which lives in an
environment of its own, .cache/audit. Ends with 0 where no fault is known, 1 where one is, 2 for advisories
that cannot be used, and 3 where nobody could be asked; with --tolerant that is said and ends with 0.
"""

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path

import advisories
import wheels

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "audit"
PINNED = "pip-audit==2.10.1"
NOT_DONE = 3
PATIENCE = 600  # seconds for one program
UNREACHABLE = (
    "audit: not done, because no database of known faults can be reached; download one (OSV's or PyPA's) and "
    "name its folder: make audit ADVISORIES=FOLDER"
)


def shipped():
    """Lines name==version of the wheels in the zips."""
    tags = (wheels.tags(name)[:2] for platform in wheels.locked().values() for name in platform)
    return sorted({f"{package}=={version}" for package, version, *_ in tags})


def pinned():
    """Lines name==version of the development environment; torch builds' local versions are left out."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line.partition("+")[0] for line in lines if "==" in line]


def run(*command):
    """The finished program, or None where it took longer than anybody waits."""
    try:
        return subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return None


def offline(path, lines):
    """["name version: faults"] of requirement lines, from advisories at `path`. Raises ValueError."""
    known = advisories.load(path)
    found = ((*line.split("=="), advisories.faults(known, *line.split("=="))) for line in lines)
    return [f"{name} {version}: {', '.join(ids)}" for name, version, ids in found if ids]


def online(lines, more):
    """The same from pip-audit, and how many packages it knew; None where nobody answers.

    lines: of different packages; more: lines that may name a package again.
    """
    python = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.is_file():
        venv.create(HOME, with_pip=True)
    # A network that swallows everything is given up after seconds, not after pip's six tries.
    installed = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "--retries", "0", "--timeout", "10", PINNED)  # fmt: skip
    if installed is None or installed.returncode:
        return None
    asked, found = _ask(python, lines)
    # A requirements file holds one version of a name; the zips have several of onnxruntime.
    for line in more if asked else ():
        count, others = _ask(python, [line])
        asked, found = asked + count, found + others
    return (asked, found) if asked else None


def _ask(python, lines):
    listing = HOME / "listing.txt"
    listing.write_text("\n".join(lines) + "\n", "utf-8")
    done = run(python, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off",
               "--timeout", "10", "--format", "json", "--requirement", listing)  # fmt: skip
    if done is None:
        return 0, []
    try:
        found = [one for one in json.loads(done.stdout)["dependencies"] if "vulns" in one]
    except ValueError:
        return 0, []
    return len(found), [
        f"{one['name']} {one['version']}: {', '.join(fault['id'] for fault in one['vulns'])}"
        for one in found if one["vulns"]
    ]  # fmt: skip


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--advisories", help="a folder, .zip or file of advisories in OSV's format")
    parser.add_argument("--tolerant", action="store_true", help="end with 0 where nobody could be asked")
    args = parser.parse_args(arguments)
    if args.advisories:
        lines = [*pinned(), *shipped()]
        try:
            answer = len(lines), offline(args.advisories, lines)
        except (ValueError, OSError) as fault:
            print(f"audit: {fault}")
            return 2
    else:
        answer = online(pinned(), shipped())
    if answer is None:
        print(UNREACHABLE)
        return 0 if args.tolerant else NOT_DONE
    asked, faults = answer
    print("\n".join(faults) or f"audit: no known faults in {asked} packages.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

"""Known faults of the development environment and of the wheels inside the zips.

Asked of the network by pip-audit, which lives in an environment of its own, .cache/audit. Ends with 0 where
no fault is known, 1 where one is, 3 where nobody could be asked, or 0 then too with --tolerant.
"""

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path

import wheels

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "audit"
PINNED = "pip-audit==2.10.1"
NOT_DONE = 3
PATIENCE = 600  # seconds for one program
UNREACHABLE = "audit: not done, because no database of known faults can be reached: try again with a network"


def shipped():
    """Lines name==version of the wheels in the zips."""
    tags = (wheels.tags(name)[:2] for platform in wheels.locked().values() for name in platform)
    return sorted({f"{package}=={version}" for package, version, *_ in tags})


def pinned():
    """Lines name==version of the development environment; torch builds' local versions are left out."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line.partition("+")[0] for line in lines if "==" in line]


def online(lines, more):
    """How many packages pip-audit knew, and ["name version: faults"]; None where nobody answers.

    lines: of different packages; more: lines that may name a package again.
    """
    python = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.is_file():
        venv.create(HOME, with_pip=True)
    # A network that swallows everything is given up after seconds, not after pip's six tries.
    installed = _run(python, "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "0",
                     "--timeout", "10", PINNED)  # fmt: skip
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
    done = _run(python, "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off",
                "--timeout", "10", "--format", "json", "--requirement", listing)  # fmt: skip
    try:
        found = [one for one in json.loads(done.stdout)["dependencies"] if "vulns" in one] if done else []
    except ValueError:
        found = []
    said = ((one, ", ".join(fault["id"] for fault in one["vulns"])) for one in found)
    return len(found), [f"{one['name']} {one['version']}: {ids}" for one, ids in said if ids]


def _run(python, *command):
    """The finished module of a Python, or None where it took longer than anybody waits."""
    command = [str(part) for part in (python, "-m", *command)]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tolerant", action="store_true", help="end with 0 where nobody could be asked")
    args = parser.parse_args(arguments)
    answer = online(pinned(), shipped())
    if answer is None:
        print(UNREACHABLE)
        return 0 if args.tolerant else NOT_DONE
    asked, faults = answer
    print("\n".join(faults) or f"audit: no known faults in {asked} packages.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

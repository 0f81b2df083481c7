"""Known faults (pip-audit) of the development environment and of the wheels inside the zips.

pip-audit lives in an environment of its own, .cache/audit. Ends with 0 where nothing is known or nobody could
be asked, which is said; with 1 where a fault is known.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path

import wheels

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "audit"
PINNED = "pip-audit==2.10.1"
UNREACHABLE = "audit: not done, because the package index cannot be reached or says nothing about faults."


def shipped():
    """Lines name==version of the wheels in the zips."""
    tags = (wheels.tags(name)[:2] for platform in wheels.locked().values() for name in platform)
    return sorted({f"{package}=={version}" for package, version, *_ in tags})


def pinned():
    """Lines name==version of the development environment; torch builds' local versions are left out."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line.partition("+")[0] for line in lines if "==" in line]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def audit(python, lines):
    """(packages looked up, ["name version: faults"]) of requirement lines; (0, []) where nobody answers."""
    listing = HOME / "listing.txt"
    listing.write_text("\n".join(lines) + "\n", "utf-8")
    done = run(python, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off",
               "--format", "json", "--requirement", listing)  # fmt: skip
    try:
        found = [one for one in json.loads(done.stdout)["dependencies"] if "vulns" in one]
    except ValueError:
        return 0, []
    return len(found), [
        f"{one['name']} {one['version']}: {', '.join(fault['id'] for fault in one['vulns'])}"
        for one in found if one["vulns"]
    ]  # fmt: skip


def main():
    python = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.is_file():
        venv.create(HOME, with_pip=True)
    if run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PINNED).returncode:
        print(UNREACHABLE)
        return 0
    asked, faults = audit(python, pinned())
    # A requirements file holds one version of a name; the zips have several of onnxruntime.
    for line in shipped() if asked else ():
        more, found = audit(python, [line])
        asked, faults = asked + more, faults + found
    print("\n".join(faults) or (f"audit: no known faults in {asked} packages." if asked else UNREACHABLE))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

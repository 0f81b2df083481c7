"""Known faults of the development environment and of the wheels inside the zips.

Asked of --advisories, OSV's all.zip of PyPI or a folder of such JSON files, or else of the network by
pip-audit, which lives in an environment of its own, .cache/audit. Ends with 0 where no fault is known, 1
where one is, 2 for advisories that cannot be used, 3 where nobody could be asked; with --tolerant that is
said and ends with 0.
"""

import argparse
import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import wheels
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "audit"
PINNED = "pip-audit==2.10.1"
NOT_DONE = 3
PATIENCE = 600  # seconds for one program
UNREACHABLE = (
    "audit: not done, because no database of known faults can be reached; download OSV's all.zip of PyPI and "
    "name it: make audit ADVISORIES=FILE"
)


def shipped():
    """Lines name==version of the wheels in the zips."""
    tags = (wheels.tags(name)[:2] for platform in wheels.locked().values() for name in platform)
    return sorted({f"{package}=={version}" for package, version, *_ in tags})


def pinned():
    """Lines name==version of the development environment; torch builds' local versions are left out."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line.partition("+")[0] for line in lines if "==" in line]


def offline(path, lines):
    """["name version: faults"] of requirement lines, from advisories at `path`. Raises ValueError."""
    known = {}
    for name, text in _texts(Path(path)):
        try:
            advisory = json.loads(text)
            for affected in () if advisory.get("withdrawn") else advisory.get("affected", ()):
                package = affected["package"]
                if package["ecosystem"] == "PyPI":
                    entry = (advisory["id"], affected)
                    known.setdefault(canonicalize_name(package["name"]), []).append(entry)
        except (ValueError, KeyError, AttributeError) as fault:
            raise ValueError(f"{name} cannot be read as an advisory ({type(fault).__name__}).") from fault
    if not known:
        raise ValueError(f"{path} holds no advisories about Python packages in OSV's format.")
    found = []
    for name, version in (line.split("==") for line in lines):
        about = known.get(canonicalize_name(name), ())
        ids = dict.fromkeys(one for one, affected in about if _is_affected(affected, Version(version)))
        found += [f"{name} {version}: {', '.join(ids)}"] if ids else []
    return found


def _texts(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist() if name.endswith(".json"))
    else:
        yield from ((str(file), file.read_bytes()) for file in sorted(path.rglob("*.json")))


def _is_affected(affected, here):
    if any(_version(listed) == here for listed in affected.get("versions", ())):
        return True
    ranges = affected.get("ranges", ())
    return any(r.get("type") in ("ECOSYSTEM", "SEMVER") and _inside(r["events"], here) for r in ranges)


def _inside(events, here):
    """OSV's evaluation: events in the order of their versions, the last one at or below `here` decides."""
    found = [(_version(text), kind) for event in events for kind, text in event.items()]
    inside = False
    for version, kind in sorted((e for e in found if e[0] is not None), key=lambda e: e[0]):
        if kind == "introduced" and here >= version:
            inside = True
        elif (kind == "fixed" and here >= version) or (kind == "last_affected" and here > version):
            inside = False
    return inside


def _version(text):
    try:
        return Version("0.dev0" if text == "0" else str(text))
    except InvalidVersion:
        return None


def online(lines, more):
    """The same from pip-audit, and how many packages it knew; None where nobody answers.

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
    parser.add_argument("--advisories", help="OSV's all.zip of PyPI, or a folder of its JSON files")
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

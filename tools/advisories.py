"""Known faults of packages, looked up in advisories on this disk: OSV's format, as JSON or PyPA's YAML."""

import json
import zipfile
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_KINDS = (".json", ".yaml", ".yml")


def load(path):
    """Advisories {package: [(id, affected), …]} of a file, a folder or a .zip of either kind.

    Raises ValueError, one sentence, where nothing usable is there.
    """
    path = Path(path)
    if path.suffix == ".zip" and path.is_file():
        with zipfile.ZipFile(path) as archive:
            texts = [(name, archive.read(name)) for name in archive.namelist() if name.endswith(_KINDS)]
    else:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in _KINDS)
        texts = [(str(file), file.read_bytes()) for file in files]
    found: dict[str, list] = {}
    for name, text in texts:
        advisory = _parse(name, text)
        if advisory.get("withdrawn"):
            continue
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            if package.get("ecosystem") == "PyPI":
                entry = (str(advisory["id"]), affected)
                found.setdefault(canonicalize_name(package["name"]), []).append(entry)
    if not found:
        raise ValueError(f"{path} holds no advisories about Python packages in OSV's format.")
    return found


def _parse(name, text):
    try:
        if name.endswith(".json"):
            advisory = json.loads(text)
        else:
            import yaml

            advisory = yaml.safe_load(text)
    except Exception as fault:
        raise ValueError(f"{name} cannot be read as an advisory ({type(fault).__name__}).") from fault
    return advisory if isinstance(advisory, dict) and "id" in advisory else {}


def faults(advisories, package, version):
    """Ids of the advisories that a version of a package is affected by."""
    here = Version(version)
    known = advisories.get(canonicalize_name(package), ())
    return list(dict.fromkeys(name for name, affected in known if _is_affected(affected, here)))


def _is_affected(affected, here):
    if any(_version(listed) == here for listed in affected.get("versions", ())):
        return True
    ranges = affected.get("ranges", ())
    return any(r.get("type") in ("ECOSYSTEM", "SEMVER") and _inside(r["events"], here) for r in ranges)


def _inside(events, here):
    """OSV's evaluation: events in the order of their versions, the last one at or below `here` decides."""
    found = [(kind, _version(text)) for event in events for kind, text in event.items()]
    inside = False
    for kind, version in sorted((e for e in found if e[1] is not None), key=lambda e: e[1]):
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

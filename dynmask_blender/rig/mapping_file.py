"""A bone mapping as a JSON file, which may come from anywhere: {format, kind, roles: {role: bone}}."""

import json
from pathlib import Path

from ...backend.motion import files

FORMAT = "dynmask-mapping/1"
_MOST_BYTES, _MOST_ROLES, _LONGEST = 2**20, 1000, 255


def write(path, roles, kind):
    """Raises OSError."""
    kept = {"format": FORMAT, "kind": kind, "roles": roles}
    with files.replacing(path) as file:
        file.write(json.dumps(kept, indent=2, ensure_ascii=False).encode())


def read(path):
    """(roles {role: bone}, kind). Raises OSError, or ValueError with one sentence for what is no mapping."""
    with open(path, "rb") as file:
        data = file.read(_MOST_BYTES + 1)
    wrong = f"'{_shown(Path(path).name)}' is not a bone mapping of DynMask"
    try:
        kept = json.loads(data) if len(data) <= _MOST_BYTES else {}
        form, kind, roles = kept["format"], kept["kind"], kept["roles"]
        roles = {role: bone for role, bone in roles.items() if bone}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(wrong) from error
    if form != FORMAT or len(roles) > _MOST_ROLES or not all(map(_is_name, [kind, *roles, *roles.values()])):
        raise ValueError(wrong)
    return roles, kind


def _is_name(value):
    """Whether Blender can hold it as the name of a bone: lone surrogates and NUL it cannot."""
    return isinstance(value, str) and len(value) <= _LONGEST and not any(
        c == "\0" or "\ud800" <= c <= "\udfff" for c in value
    )  # fmt: skip


def _shown(name):
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:80])

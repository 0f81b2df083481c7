"""Several takes of an armature exported in one go, a file each; the armature shows afterwards what it did."""

import contextlib
import re
from pathlib import Path

from . import compat, snapshot, status

_LONGEST_NAME = 60
_NAMED = 3


def paths(obj, folder, indices, suffix):
    """{index: path} of takes; names are prompt and seed, with a number where two would be the same."""
    found, taken = {}, set()
    for index in indices:
        take = obj.dynmask.takes[index]
        words = re.sub(r"[^\w]+", "_", take.prompt or take.name).strip("_")[:_LONGEST_NAME].rstrip("_")
        stem = f"{words or 'take'}_{take.seed}"
        name, count = stem, 1
        # Two names that differ in case only are one file on some systems.
        while name.lower() in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(name.lower())
        found[index] = Path(folder) / f"{name}{suffix}"
    return found


def export(obj, folder, indices, suffix, write, *, overwrite=False):
    """Export takes with `write(path)`, called while each of them is shown. Returns the files' paths.

    Raises status.Problem before anything is written where a take has no action any more, the folder is not
    there, or files are and `overwrite` is off.
    """
    if not indices:
        raise status.Problem("Choose at least one take to export")
    if not Path(folder).is_dir():
        raise status.Problem(f"There is no folder '{folder}'")
    files = paths(obj, folder, indices, suffix)
    for index in indices:
        if obj.dynmask.takes[index].action is None:
            raise status.Problem(f"The action of take {index + 1} was deleted")
    there = [path.name for path in files.values() if path.exists()]
    if there and not overwrite:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise status.Problem(
            f"{', '.join(there[:_NAMED])}{more} would be overwritten: tick Overwrite or choose another folder"
        )
    with _left_as_it_was(obj):
        for index, path in files.items():
            compat.assign_action(obj, obj.dynmask.takes[index].action)
            snapshot.lay(obj)
            write(path)
    return list(files.values())


@contextlib.contextmanager
def _left_as_it_was(obj):
    before, action = snapshot.read(obj), obj.animation_data and obj.animation_data.action
    try:
        yield
    finally:
        snapshot.put_back(obj, before, action)

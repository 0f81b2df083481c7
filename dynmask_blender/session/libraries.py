"""Where libraries are: the animator's own folder, and whether the chosen weights bring one."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from . import interpreter, model_folders, options, status

NAME, MANIFEST = "library", "library.json"
NO_LIBRARY = "This model has no library, and My Library is empty"
# Seconds for which a look at the disk holds: panels are drawn often.
_HOLDS = 2.0


@dataclass(frozen=True)
class Shipped:
    """What comes with weights: how many moments, and how close takes stay to them by default."""

    entries: int
    closeness: float


_looked = {}


def own():
    """The folder of My Library, "" where the add-on may not write anything. It need not be there yet."""
    folder = options.user_folder()
    return str(Path(folder) / NAME) if folder else ""


def own_or_problem():
    """The folder of My Library. Raises Problem without one."""
    folder = own()
    if not folder:
        raise status.Problem("My Library needs DynMask to be installed as an extension: install its zip")
    return folder


def shipped(scene):
    """The Shipped of the scene's weights, or None where they have no library."""
    key, now = scene.dynmask.model, time.monotonic()
    if key not in _looked or now > _looked[key][0]:
        _looked[key] = (now + _HOLDS, _shipped(key))
    return _looked[key][1]


def forget():
    """Look again at the next call."""
    _looked.clear()


def _shipped(key):
    try:
        folder = model_folders.folder_of(key, options.user_folder()) or options.current().weights
        folder = Path(folder) if folder else interpreter.SOURCE_FOLDER / "weights" / "starter"
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Shipped(int(said["entries"]), float(said["closeness"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None

"""DeepMimic's clips: JSON rows of 44 numbers on a body of 15 joints that is described in humanoid3d.txt."""

import json

import numpy as np

from backend.motion.body import quaternion
from backend.motion.formats.capture import MAX_FRAMES, Capture, read_text, shown
from backend.motion.rig.source_skeletons import Source, swap_first, twists

from .reference import facing

# Joints in the order of the columns, with how many numbers each has; 1: an angle about +z.
_COLUMNS = (
    ("root", 4), ("chest", 4), ("neck", 4), ("right_hip", 4), ("right_knee", 1), ("right_ankle", 4),
    ("right_shoulder", 4), ("right_elbow", 1), ("left_hip", 4), ("left_knee", 1), ("left_ankle", 4),
    ("left_shoulder", 4), ("left_elbow", 1),
)  # fmt: skip
_WIDTH = 44
# Metres; the same as in humanoid3d.txt. x is forwards, z to the right.
_PARENTS = {
    "root": (None, (0.0, 0.0, 0.0)), "chest": ("root", (0.0, 0.236151, 0.0)),
    "neck": ("chest", (0.0, 0.223894, 0.0)), "right_hip": ("root", (0.0, 0.0, 0.084887)),
    "right_knee": ("right_hip", (0.0, -0.421546, 0.0)), "right_ankle": ("right_knee", (0.0, -0.409870, 0.0)),
    "right_shoulder": ("chest", (-0.02405, 0.24350, 0.18311)),
    "right_elbow": ("right_shoulder", (0.0, -0.274788, 0.0)),
    "right_wrist": ("right_elbow", (0.0, -0.258947, 0.0)),
}  # fmt: skip
_TOES = (0.14, -0.055, 0.0)
_SOURCE = Source(
    "deepmimic",
    {"pelvis": "root", "spine1": "chest", "spine2": "chest", "spine3": "chest", "neck": "neck",
     "head": "neck"},
    {"hip": "left_hip", "knee": "left_knee", "ankle": "left_ankle", "foot": "left_ankle", "collar": "chest",
     "shoulder": "left_shoulder", "elbow": "left_elbow", "wrist": "left_wrist"},
    lambda name: swap_first("left", "right")(name) if name.startswith("left") else name,
    free=frozenset({"left_collar", "right_collar"}),
    between={"spine1": ("root", "chest", 0.33), "spine2": ("root", "chest", 0.67),
             "neck": ("chest", "neck", 0.5)},
    twist=twists((30.0, 30.0), (-30.0, -30.0)),
)  # fmt: skip


def read(path, trial):
    """Capture, Source and frames a second of a clip."""
    rows = parse(read_text(path, "utf-8"), str(path))
    return _capture(rows), _SOURCE, float(trial["fps"])


def parse(text, where):
    """Rows (T, 44) of a clip's JSON. Raises ValueError, one sentence, for anything else."""
    try:
        frames = json.loads(text)["Frames"]
        if not 0 < len(frames) <= MAX_FRAMES:
            raise ValueError(f"{where} holds {len(frames)} frames; expected 1 to {MAX_FRAMES}")
        rows = np.array(frames, dtype=np.float64)
    except (KeyError, TypeError, RecursionError, OverflowError, json.JSONDecodeError):
        raise ValueError(f"{where} is no DeepMimic clip: it has no readable Frames") from None
    except ValueError as fault:
        if str(fault).startswith(where):
            raise
        raise ValueError(f"{where} is no DeepMimic clip: {shown(str(fault))}") from None
    if rows.ndim != 2 or rows.shape[1] != _WIDTH:
        raise ValueError(f"{where} is no DeepMimic clip: its frames are {rows.shape}, not (n, {_WIDTH})")
    if not np.isfinite(rows).all():
        raise ValueError(f"{where}: it holds numbers that are not finite")
    return rows


def _capture(rows):
    names, parents, offsets = _body()
    rotations = np.tile(quaternion.IDENTITY, (len(rows), len(names), 1))
    column = 4
    for name, width in _COLUMNS:
        block = rows[:, column : column + width]
        column += width
        axis = np.array([0.0, 0.0, 1.0])
        turn = quaternion.normalize(block) if width == 4 else quaternion.from_axis_angle(axis, block[:, 0])
        rotations[:, names.index(name)] = turn
    tips = np.zeros((len(names), 3))
    for side in ("left", "right"):
        tips[names.index(f"{side}_ankle")] = _TOES
    capture = Capture(names, parents, offsets, tips, rotations, rows[:, 1:4])
    # Its zero pose faces +x.
    return capture.rezeroed(facing(-90.0, len(names)))


def _body():
    names, parents, offsets = [], [], []
    for name, (parent, offset) in _PARENTS.items():
        names.append(name)
        parents.append(parent)
        offsets.append(offset)
    for name, (parent, (x, y, z)) in _PARENTS.items():
        if name.startswith("right"):
            names.append(name.replace("right", "left"))
            parents.append(parent.replace("right", "left"))
            offsets.append((x, y, -z))
    at = tuple(names.index(parent) if parent else -1 for parent in parents)
    return tuple(names), at, np.array(offsets)

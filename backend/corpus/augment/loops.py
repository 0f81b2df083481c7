"""Steady locomotion and jumps in place made longer: a run across a capture room is over after a second.

A clip is cut into itself where the body passes through the same pose a cycle later, as in augment_joins.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics, windows

from ..build import MAX_FRAMES, at_origin
from ..file import Caption
from ..language import verbs
from . import joins

WEIGHT, _WEIGHT_OF_SHORT = 0.5, 0.9
# Frames: of clips that are lengthened, and of the shortest cycle.
_LONGEST, _CYCLE = 80, 8
_NEAREST = 0.12
# Times that a clip is repeated: of short ones more often. Frames that are short; metres that are in place.
_TIMES, _TIMES_OF_SHORT, _SHORT, _IN_PLACE = 3, 6, 35, 0.5
_JUMPS = (
    "a person jumps up and down",
    "a person jumps up and down several times",
    "someone keeps jumping in place",
)
_STEADY = {"walk", "run"}
_CHANGES = re.compile(
    r"\b(?:turn\w*|veer\w*|curv\w*|circle\w*|stop\w*|start\w*|then|and|around|left|right|sidew\w*|diagonal\w*|"
    r"pick\w*|begin\w*|after|before|end\w*|from|into|up\w*|down\w*|steps?|stairs|ramp|terrain|ground|"
    r"paces|short|times)\b|\d|,",
    re.IGNORECASE,
)


def loops(clips):
    """CorpusClips several times as long as those of `clips` that do one steady thing throughout."""
    return repeated(clip for clip in clips if _is_steady(clip))


def jumps(clips):
    """CorpusClips of several jumps, from `clips` of one (augment_events' "jump up") that stay in place."""
    said = tuple(Caption(text, origin="made") for text in _JUMPS)
    in_place = (c for c in clips if np.ptp(c.translation[:, [0, 2]], axis=0).max() < _IN_PLACE)
    return repeated(replace(clip, captions=said) for clip in in_place)


def repeated(clips):
    """CorpusClips several times as long as those of `clips`, cut into themselves."""
    found = []
    for clip in clips:
        if len(clip) > _LONGEST:
            continue
        cut = _cut(clip)
        longer = clip
        for times in range(2, 1 + (_TIMES_OF_SHORT if len(clip) <= _SHORT else _TIMES)):
            longer = None if cut is None else _again(longer, clip, *cut)
            if longer is None:
                break
            name = f"{clip.id}×{times}"
            weight = clip.weight * (_WEIGHT_OF_SHORT if len(clip) <= _SHORT else WEIGHT)
            found.append(replace(longer, id=name, source="loop", kind="loop", weight=weight))
    return found


def _is_steady(clip):
    named = [verbs.actions(c.text) for c in clip.captions]
    plain = not any(c.stop_s or _CHANGES.search(c.text) for c in clip.captions)
    return plain and any(named) and set().union(*named) <= _STEADY


def _cut(clip):
    """Frames (i, j): what follows i is much like what follows j, at least a cycle before; or None."""
    joints, last = clip.positions.astype(np.float64), len(clip) - joins.OVERLAP
    starts = np.arange(0, last + 1)
    rows = windows.windows(joints, starts, joins.OVERLAP)
    cost = windows.distances(rows, rows)
    # Late out, early in, so that a loop adds much.
    allowed = (starts[:, None] >= last - last // 3) & (starts <= last // 3)
    cost = np.where(allowed & (starts[:, None] - starts >= _CYCLE), cost, np.inf)
    i, j = np.unravel_index(cost.argmin(), cost.shape)
    return (int(i), int(j)) if cost[i, j] < _NEAREST else None


def _again(longer, clip, i, j):
    """`longer`, which ends as the clip does, cut into the clip again; None if it is too long or slides."""
    i += len(longer) - len(clip)
    if i + len(clip) - j > MAX_FRAMES:
        return None
    rotations, translation = joins.blended(longer, 0, i, clip, j, len(clip))
    seam = slice(max(i - 1, 0), i + joins.OVERLAP + 1)
    positions = skeleton.forward_kinematics(rotations, translation)
    if metrics.physical(positions[seam]).slide > 2.0 * max(metrics.physical(positions).slide, 5.0):
        return None
    rotations, translation = at_origin(rotations, translation)
    rotations = quaternion.continuous(rotations).astype(np.float32)
    return replace(longer, rotations=rotations, translation=translation.astype(np.float32))

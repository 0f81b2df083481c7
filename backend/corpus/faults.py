"""Faults of the capture that last a frame or two: a leg is thrown out by half a metre and is back at once, or
the whole body faces another way.

What is trained on them learns to throw legs about; of the corpus' eight ballet twirls five have one.
"""

from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion
from backend.motion.cleanup import snaps

# Metres of detour, against the pelvis, that a joint makes in one frame, and in two. The fastest punches and
# kicks captured make 0.4, and 0.54.
_DETOURS = {1: 0.55, 2: 0.9}
# Degrees that a body turns further in one frame than in those before and after; the fastest twirls begin and
# end with 20. Frames on both sides over which it turns instead, and degrees that it turns in them anyway.
_SPIKE, _EASED, _ANYWAY = 25.0, 4, 60.0


def repaired(clip):
    """The CorpusClip with such frames interpolated; itself where there are none."""
    spans = [(start - 1, stop) for start, stop in faults(clip.positions.astype(np.float64))]
    last = len(clip) - 1
    spans += [(max(i - _EASED, 0), min(i + _EASED - 1, last)) for i in spikes(clip.rotations[:, 0])]
    if not spans:
        return clip
    rotations = np.array(clip.rotations, dtype=np.float64)
    for start, stop in spans:
        snaps.ease(rotations, start, stop)
    return replace(clip, rotations=quaternion.continuous(rotations).astype(np.float32))


def faults(positions):
    """Frame ranges [(start, stop), …] of (T, 22, 3) in which a joint is somewhere else for a moment."""
    limbs, found = positions - positions[:, :1], []
    for frames, least in _DETOURS.items():
        for start in range(1, len(limbs) - frames):
            stop = start + frames
            taken = any(a < stop and start < b for a, b in found)
            if not taken and _detour(limbs[start - 1 : stop + 1]) > least:
                found.append((start, stop))
    return sorted(found)


def spikes(pelvis):
    """Frames at which a pelvis (T, 4) faces another way than just before, and goes on as it came."""
    turned = np.degrees(snaps.turns(pelvis.astype(np.float64)))
    before, after = abs(turned[1:-1] - turned[:-2]), abs(turned[1:-1] - turned[2:])
    found = np.flatnonzero(np.minimum(before, after) > _SPIKE) + 1
    around = {i: turned[max(i - _EASED, 0) : i + _EASED] for i in found.tolist()}
    return [i + 1 for i, near in around.items() if abs(near.sum() - turned[i]) < _ANYWAY]


def _detour(limbs):
    """How much further some joint of (n, 22, 3) goes by its first and last step than straight on."""
    there, back = limbs[1] - limbs[0], limbs[-1] - limbs[-2]
    longer = np.linalg.norm(there, axis=-1) + np.linalg.norm(back, axis=-1)
    return (longer - np.linalg.norm(limbs[-1] - limbs[0], axis=-1)).max()

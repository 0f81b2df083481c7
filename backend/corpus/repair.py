"""Faults of the capture that last a frame or two: a leg is thrown out by half a metre and is back at once.

What is trained on them learns to throw legs about; of the corpus' eight ballet twirls five have one.
"""

from dataclasses import replace

import numpy as np

from backend.motion import quaternion, snaps

# Metres of detour, against the pelvis, that a joint makes in one frame, and in two. The fastest punches and
# kicks captured make 0.4, and 0.54.
_DETOURS = {1: 0.55, 2: 0.9}


def repaired(clip):
    """The CorpusClip with such frames led over; itself where there are none."""
    spans = faults(clip.positions.astype(np.float64))
    if not spans:
        return clip
    rotations = np.array(clip.rotations, dtype=np.float64)
    for start, stop in spans:
        snaps.ease(rotations, start - 1, stop)
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


def _detour(limbs):
    """How much further some joint of (n, 22, 3) goes by its first and last step than straight on."""
    there, back = limbs[1] - limbs[0], limbs[-1] - limbs[-2]
    longer = np.linalg.norm(there, axis=-1) + np.linalg.norm(back, axis=-1)
    return (longer - np.linalg.norm(limbs[-1] - limbs[0], axis=-1)).max()

"""Where a walk's feet are put: shorter steps, steps to the side, one foot before or behind the other.

What stands keeps standing: the way is scaled as a whole, and a foot moves to its new place while it swings.
"""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.measure import contacts, runs

from .puppet import LEGS, smooth

_FLAT = np.array([1.0, 0.0, 1.0])


def flat(puppet, k):
    """World rotations (T, 4) of a foot that lies flat, pointing where it points."""
    ahead = quaternion.rotate(puppet.feet[:, k], np.array([0.0, 0.0, 1.0]))
    yaw = np.unwrap(np.arctan2(ahead[:, 0], ahead[:, 2]))
    return quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), smooth(yaw[:, None], 1.0)[:, 0])


def stances(puppet, k):
    """Ranges of frames in which a foot of the captured motion stands."""
    down = contacts.detect(puppet.body.joints, skeleton.FPS)[:, 2 * k : 2 * k + 2].any(axis=1)
    return [(a, b) for a, b in runs.runs(runs.without_gaps(down, 1)) if b - a >= 3]


def shorter(puppet, share, lift=1.0):
    """Steps of a share of their length, as wide as before; feet lifted and rolled by a share of it."""
    start = puppet.translation[0] * _FLAT
    left = puppet.body.left
    for k in (0, 1):
        # Feet roll over their toes: those stay where they stand.
        toe = toes(puppet, k)
        beside = np.mean(np.sum((toe - puppet.translation) * left, axis=-1))
        toe += (share - 1.0) * (toe * _FLAT - start) + (1.0 - share) * beside * left
        rest = np.percentile(toe[:, 1], 10)
        toe[:, 1] = rest + lift * (toe[:, 1] - rest)
        amount = np.full(len(puppet), 1.0 - lift)
        puppet.feet[:, k] = quaternion.slerp(puppet.feet[:, k], flat(puppet, k), amount)
        puppet.ankles[:, k] += toe - toes(puppet, k)
    shift = (share - 1.0) * (puppet.translation * _FLAT - start)
    puppet.translation += shift
    puppet.mass += shift


def toes(puppet, k):
    """Where a foot's toe (T, 3) should be."""
    return puppet.ankles[:, k] + quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])


def moved(puppet, k, offset):
    """A foot put elsewhere by offset (T, 3): each stance by that of its middle."""
    spans = stances(puppet, k)
    if not spans:
        return
    times, values = [], []
    for start, stop in spans:
        middle = offset[min((start + stop) // 2, len(offset) - 1)]
        times += [start, stop - 1]
        values += [middle, middle]
    values, at = np.array(values), np.arange(len(puppet))
    n = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 2)
    first, last = np.take(times, n), np.take(times, n + 1)
    part = np.clip((at - first) / np.maximum(last - first, 1), 0.0, 1.0)[:, None]
    part = part * part * (3.0 - 2.0 * part)
    puppet.ankles[:, k] += values[n] * (1.0 - part) + values[n + 1] * part


def strayed(puppet, offset):
    """The way led aside by offset (T, 3), the feet put under it step by step."""
    puppet.translation += offset
    puppet.mass += offset
    for k in (0, 1):
        moved(puppet, k, offset)

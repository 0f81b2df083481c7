"""Motion at other moments than its frames: smooth curves through the frames, no corners in them.

Straight lines from 20 to 60 frames a second multiply the highest accelerations, so vectors go along cubic
Hermite curves and rotations along squad, the same on the sphere (Shoemake 1987). Both pass every frame.
"""

import numpy as np

from ..arrays import Floats, Ints, Motion
from . import quaternion


def moments(count: int, fps_from: float, fps_to: float, within: bool = False) -> Floats:
    """Fractional frames (S,) at which a motion of `count` frames is looked at for another rate.

    within: the last lies on the last frame or before it; otherwise as near to it as the rate allows, held.
    """
    steps = (count - 1) * fps_to / fps_from
    stop = (int(steps + 1e-6) if within else int(round(steps))) + 1
    return np.minimum(np.arange(stop) * (fps_from / fps_to), count - 1.0)


def motion(rotations_: Floats, translation: Floats, at: Floats) -> Motion:
    """A motion (T, 22, 4), (T, 3) at fractional frames (S,), ends held."""
    return rotations(rotations_, at), vectors(translation, at)


def vectors(values: Floats, at: Floats) -> Floats:
    """Values (T, ...) at fractional frames (S,), ends held: (S, ...)."""
    values = np.asarray(values, dtype=np.float64)
    low, part = _place(len(values), at)
    if len(values) < 2:
        return values[low]
    slope = np.gradient(values, axis=0)
    t = part.reshape(-1, *[1] * (values.ndim - 1))
    here, there = values[low], values[low + 1]
    rise = there - here
    bend = slope[low] - rise, slope[low + 1] - rise
    # Hermite's cubic as the straight line and what it bends away from it; on a frame that is exactly nothing.
    curved: Floats = here + rise * t + t * (1 - t) * (bend[0] * (1 - t) - bend[1] * t)
    return curved


def rotations(q: Floats, at: Floats) -> Floats:
    """Unit quaternions (T, ..., 4) at fractional frames (S,), ends held: (S, ..., 4), signs continuous."""
    q = quaternion.continuous(quaternion.normalize(np.asarray(q, dtype=np.float64)))
    low, part = _place(len(q), at)
    if len(q) < 2:
        return q[low]
    t = np.broadcast_to(part.reshape(-1, *[1] * (q.ndim - 2)), (len(low), *q.shape[1:-1]))
    inner = _inner(q)
    straight = quaternion.slerp(q[low], q[low + 1], t)
    outer = quaternion.slerp(inner[low], inner[low + 1], t)
    return quaternion.continuous(quaternion.slerp(straight, outer, 2 * t * (1 - t)))


def _place(count: int, at: Floats) -> tuple[Ints, Floats]:
    """(frames (S,) below the moments, how far on to the next in [0, 1])."""
    at = np.clip(np.asarray(at, dtype=np.float64), 0.0, count - 1.0)
    low = np.minimum(at.astype(np.int64), max(count - 2, 0))
    return low, at - low


def _inner(q: Floats) -> Floats:
    """Squad's control rotations (T, ..., 4) of q (T, ..., 4); at both ends the frames themselves."""
    back = quaternion.multiply(quaternion.inverse(q[1:-1]), q[:-2])
    ahead = quaternion.multiply(quaternion.inverse(q[1:-1]), q[2:])
    turn = -0.25 * (quaternion.to_vector(back) + quaternion.to_vector(ahead))
    middle = quaternion.multiply(q[1:-1], quaternion.from_vector(turn))
    return np.concatenate([q[:1], middle, q[-1:]])

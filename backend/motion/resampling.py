"""Motion at another frame rate, smooth in velocity: Catmull-Rom splines through the frames that are there."""

import numpy as np

from . import quaternion
from .arrays import Floats
from .clip import Clip


def resampled(clip: Clip, fps: float) -> Clip:
    """The Clip at `fps`; where a whole number of its frames makes one, every so many-th frame, unchanged."""
    step = clip.fps / fps
    if len(clip) < 2 or step == round(step):
        every = max(int(step), 1)
        return Clip(quaternion.continuous(clip.rotations[::every]), clip.translation[::every], float(fps))
    count = int((len(clip) - 1) / step + 1e-6) + 1
    at = np.minimum(np.arange(count) * step, len(clip) - 1.0)
    rotations = quaternion.normalize(cubic(quaternion.continuous(clip.rotations), at))
    return Clip(quaternion.continuous(rotations), cubic(clip.translation, at), float(fps))


def cubic(values: Floats, at: Floats) -> Floats:
    """Values (T, ...) at fractional frames `at` (n,), by Catmull-Rom splines.

    Lines between the frames would shake where a new frame falls now between two old ones, now on one.
    Normalise what comes out where the values are quaternions.
    """
    values = np.asarray(values, dtype=np.float64)
    low = np.clip(np.floor(at).astype(int), 0, max(len(values) - 2, 0))
    t = (at - low).reshape(-1, *[1] * (values.ndim - 1))
    padded = np.concatenate([2 * values[:1] - values[1:2], values, 2 * values[-1:] - values[-2:-1]])
    p0, p1, p2, p3 = (padded[np.minimum(low + i, len(padded) - 1)] for i in range(4))
    result: Floats = p1 + 0.5 * t * (
        p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0))
    )
    return result

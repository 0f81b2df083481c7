"""Motion at another frame rate, smooth in velocity: Catmull-Rom splines through the frames that are there."""

import numpy as np

from . import quaternion
from .arrays import Floats
from .clip import Clip


def resampled(clip: Clip, fps: float) -> Clip:
    """The Clip at `fps`; where a whole number of its frames makes one, every so many-th frame, unchanged."""
    step = clip.fps / fps
    if step == round(step):
        at = slice(None, None, int(step))
        return Clip(quaternion.continuous(clip.rotations[at]), clip.translation[at], float(fps))
    count = int((len(clip) - 1) / step + 1e-6) + 1
    at = np.minimum(np.arange(count) * step, len(clip) - 1.0)
    rotations = quaternion.normalize(cubic(quaternion.continuous(clip.rotations), at))
    return Clip(quaternion.continuous(rotations), cubic(clip.translation, at), float(fps))


def cubic(values: Floats, at: Floats) -> Floats:
    """Values (T, ...) at fractional frames `at` (n,), by Catmull-Rom splines.

    Where the value straight between two frames differs, turning quaternions, normalise what comes out.
    """
    last = len(values) - 1
    low = np.clip(np.floor(at).astype(int), 0, max(last - 1, 0))
    part = (at - low).reshape((-1,) + (1,) * (values.ndim - 1))
    p0, p1, p2, p3 = (values[np.clip(low + i, 0, last)] for i in (-1, 0, 1, 2))
    # The first and last span have one neighbour: its mirror image goes on straight.
    first, final = (low == 0).reshape(part.shape), (low + 2 > last).reshape(part.shape)
    p0, p3 = np.where(first, 2.0 * p1 - p2, p0), np.where(final, 2.0 * p2 - p1, p3)
    slope1, slope2 = (p2 - p0) / 2.0, (p3 - p1) / 2.0
    result: Floats = (
        (1 + 2 * part) * (1 - part) ** 2 * p1 + part * (1 - part) ** 2 * slope1
        + part**2 * (3 - 2 * part) * p2 - part**2 * (1 - part) * slope2
    )  # fmt: skip
    return result

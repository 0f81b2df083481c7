"""The order of the passes that make a motion of what a decoder gives, for new takes and new frames alike.

1. `snaps`: turns and leaps that no body makes in a frame are eased.
2. `ground`: the root's height; what carries the body is on its support.
3. `flight_time`: jumps that hang at their top get the time that gravity allows.
4. `smooth`: noise, where the decoder leaves any.
5. Where the new frames belong to a motion that is there: its frames are kept and both seams closed (by the
   caller), then `ground` once more, now between heights that stay.
6. `foot_lock`: standing feet are held.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Bools, Floats
from ..body import resampling
from . import flight_time, ground, smooth, snaps


@dataclass(frozen=True)
class Cleaned:
    """Rotations (T, 22, 4), translation (T, 3), contact labels (T, 4), and whether their times are others."""

    rotations: Floats
    translation: Floats
    labels: Bools
    retimed: bool


def clean(
    rotations: Floats, translation: Floats, labels: Bools, fps: float, smoothing: float = 0.0,
    new: slice = slice(None),
) -> Cleaned:  # fmt: skip
    """Passes 1 to 4 over a decoded motion (T, 22, 4), (T, 3) with contact labels (T, 4).

    smoothing: sigma in frames. new: the frames that are wanted; the times of the others stay.
    """
    rotations, translation = snaps.remove(rotations, translation)
    translation = ground.solve(rotations, translation, fps)
    at = flight_time.retimed(rotations[new], translation[new], fps)
    if at is not None:
        every = np.arange(len(rotations), dtype=np.float64)
        every[new] = every[new][0] + at
        rotations, translation = resampling.motion(rotations, translation, every)
        labels = labels[np.rint(every).astype(int)]
    rotations, translation = smooth.smooth(rotations, translation, smoothing)
    return Cleaned(rotations, translation, labels, at is not None)

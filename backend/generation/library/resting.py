"""A motion that comes to rest: it slows down and goes on breathing about its last pose."""

import numpy as np

from ...motion.arrays import Floats, Motion
from ...motion.body import resampling, skeleton

# Frames that are left when a motion begins to slow down, and how far, and how slowly, it goes back and forth.
_SLOWING, _SWAY, _PERIOD = 6.0, 2.0, 60.0

# Metres a second of the pelvis and of all joints, over so many frames, up to which a body can come to rest.
_STAYS, _CALM, _LAST = 0.6, 1.0, 5


def is_calm(rotations: Floats, translation: Floats) -> bool:
    """Whether a motion (T, 22, 4), (T, 3) ends calmly."""
    joints = skeleton.forward_kinematics(rotations[-_LAST:], translation[-_LAST:])
    speed = np.linalg.norm(np.diff(joints, axis=0), axis=-1).mean(axis=0) * skeleton.FPS
    return bool(speed[0] < _STAYS and speed.mean() < _CALM)


def rested(rotations: Floats, translation: Floats, frames: int) -> Motion:
    """Motion of `frames` frames that begins with the given one (T, 22, 4), (T, 3); as it is where that is as
    long or longer."""
    count = len(rotations)
    if count >= frames or count < 2:
        return resampling.motion(rotations, translation, np.minimum(np.arange(frames), count - 1.0))
    return resampling.motion(rotations, translation, _times(count - 1.0, frames))


def _times(last: float, frames: int) -> Floats:
    """Frames to look at: at full speed, ever slower over the last ones, then around them."""
    slowing = min(_SLOWING, last)
    at = np.arange(frames, dtype=np.float64)
    since = at - (last - slowing)
    # Speed falls evenly from 1 to 0 while twice the frames pass.
    share = np.clip(since / (2.0 * slowing), 0.0, 1.0)
    found = np.where(since <= 0.0, at, last - slowing + 2.0 * slowing * (share - share**2 / 2.0))
    after = np.maximum(since - 2.0 * slowing, 0.0)
    sway = min(_SWAY, last) * 0.5 * (1.0 - np.cos(2.0 * np.pi * after / _PERIOD))
    times: Floats = np.clip(found - sway, 0.0, last)
    return times

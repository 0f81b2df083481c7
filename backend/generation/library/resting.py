"""A motion that comes to rest: it slows down and goes on breathing about its last pose."""

import numpy as np

from ...motion.arrays import Bools, Floats, Motion
from ...motion.body import resampling, skeleton

# Frames that are left when a motion begins to slow down, and how far, and how slowly, it goes back and forth.
_SLOWING, _SWAY, _PERIOD = 6.0, 2.0, 60.0

# Metres a second of the pelvis, of all joints and of any one, over so many frames, up to which a body can
# come to rest.
_STAYS, _CALM, _ANY, _LAST = 0.6, 1.0, 1.2, 5
# Metres that the pelvis of who stands is above what touches the floor, that this is high at most, and that
# the middle of the body is beside it at most.
_STANDS, _TOUCHES, _BESIDE = 0.7, 0.12, 0.12
_MIDDLE = [skeleton.JOINTS.index(name) for name in ("pelvis", "spine3")]
_ROUND = 2.0 * np.pi * np.arange(16) / 16.0
# Metres a second of all joints up to which nothing moves, and of the pelvis over the floor from which a
# body runs.
_STILL, _RUNS = 0.02, 2.0


def settled(rotations: Floats, translation: Floats) -> Bools:
    """At which frames (T,) of a motion (T, 22, 4), (T, 3) a body is calm, and not beside its feet."""
    joints = skeleton.forward_kinematics(rotations, translation)
    speed = np.linalg.norm(np.diff(joints, axis=0, prepend=joints[:1]), axis=-1) * skeleton.FPS
    total = np.concatenate([np.zeros((1, speed.shape[1])), np.cumsum(speed, axis=0)])
    at = np.arange(1, len(joints) + 1)
    since = np.maximum(at - (_LAST - 1), 0)
    mean = (total[at] - total[since]) / (at - since)[:, None]
    calm = (mean[:, 0] < _STAYS) & (mean.mean(axis=1) < _CALM) & (mean.max(axis=1) < _ANY)
    found: Bools = calm & _balanced(joints)
    return found


def _balanced(joints: Floats) -> Bools:
    """At which frames (T,) joints (T, 22, 3) of who stands are over what touches the floor."""
    low = joints[:, :, 1] - joints[:, :, 1].min(axis=1, keepdims=True)
    along = joints[:, :, [0, 2]] @ np.stack([np.cos(_ROUND), np.sin(_ROUND)])
    ends = np.where((low < _TOUCHES)[:, :, None], along, -np.inf).max(axis=1)
    beside = (along[:, _MIDDLE].mean(axis=1) - ends).max(axis=1)
    found: Bools = (low[:, 0] < _STANDS) | (beside < _BESIDE)
    return found


def unheld(rotations: Floats, translation: Floats) -> tuple[int, int]:
    """(first, last): frames first … last − 1 of a motion (T, 22, 4), (T, 3) without the stills at its ends
    that a run breaks off in, as files do that were too short and were held: who runs does not stand still
    from one frame to the next."""
    joints = skeleton.forward_kinematics(rotations, translation)
    step = np.diff(joints, axis=0) * skeleton.FPS
    along = np.linalg.norm(step[:, 0, [0, 2]], axis=-1)
    moving = np.flatnonzero(np.linalg.norm(step, axis=-1).mean(axis=-1) > _STILL)
    if not len(moving):
        return 0, len(rotations)
    first = int(moving[0]) if along[moving[0]] > _RUNS else 0
    last = int(moving[-1]) + 2 if along[moving[-1]] > _RUNS else len(rotations)
    return first, last


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

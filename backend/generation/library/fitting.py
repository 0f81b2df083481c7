"""A captured moment fitted to the length that is asked for, as rows of features."""

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Floats
from ...motion.body import resampling, skeleton
from .. import recover
from . import cycles

# How much slower or faster captured motion may get before it is cut, repeated or followed by made motion.
_STRETCH = 1.15
_NO_STRETCH = 0.02


def fitted(
    rotations: Floats, translation: Floats, frames: int, config: ModelConfig, *, may_repeat: bool = True
) -> Floats:
    """Rows (n, features), n ≤ frames, of a captured motion at the model's rate.

    A motion of nearly that length is stretched; a longer one keeps what moves most; a shorter one that
    repeats itself is repeated where it may be; of any other, all there is.
    """
    rate = frames / len(rotations)
    stretch = float(np.clip(rate, 1.0 / _STRETCH, _STRETCH))
    if abs(stretch - 1.0) > _NO_STRETCH and len(rotations) > 1:
        count = max(2, round(len(rotations) * stretch))
        at = np.linspace(0.0, len(rotations) - 1, count)
        rotations, translation = resampling.motion(rotations, translation, at)
    if len(rotations) > frames:
        start = liveliest(rotations, translation, frames)
        # One frame more than rows: the last row's velocity needs it.
        inside = slice(start, start + frames + 1)
        rotations, translation = rotations[inside], translation[inside]
    rows = _rows(rotations, translation, min(frames, len(rotations)), config)
    if len(rows) < frames and may_repeat and (cycle := cycles.find(rows)):
        rows = cycles.repeated(rows, *cycle, frames)
    return rows


def liveliest(rotations: Floats, translation: Floats, frames: int) -> int:
    """Where the `frames` frames begin in which joints move most; the earliest of those that are nearly as
    lively."""
    positions = skeleton.forward_kinematics(rotations, translation)
    moved = np.linalg.norm(np.diff(positions, axis=0), axis=-1).mean(axis=-1)
    total = np.concatenate([[0.0], np.cumsum(moved)])
    last = len(rotations) - frames
    sums = total[frames - 1 :][: last + 1] - total[: last + 1]
    return int(np.flatnonzero(sums >= 0.95 * sums.max() - 1e-3)[0])


def _rows(rotations: Floats, translation: Floats, count: int, config: ModelConfig) -> Floats:
    per_token = int(config.tokenizer.frames_per_token)
    tokens = -(-count // per_token)
    given = recover.model_input(rotations, translation, tokens, per_token, config.rotations)
    found: Floats = given.features[:count]
    return found

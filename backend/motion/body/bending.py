"""Motion led along another way: every frame carried by its own turn about y and shift along the floor."""

import numpy as np

from ..arrays import Floats, Motion
from . import quaternion


def carried(rotations: Floats, translation: Floats, yaw: Floats, shift: Floats) -> Motion:
    """The motion (T, 22, 4), (T, 3) with every frame turned by yaw (T,) about the origin's vertical, then
    moved by shift (T, 3)."""
    turn = quaternion.about_up(yaw)
    turned = np.array(rotations, dtype=np.float64)
    turned[:, 0] = quaternion.multiply(turn, turned[:, 0])
    moved: Floats = quaternion.rotate(turn, np.asarray(translation, dtype=np.float64)) + shift
    return turned, moved


def bent(rotations: Floats, translation: Floats, angle: Floats) -> Motion:
    """The motion with its path turned to the left by angle (T,) radians; every step keeps its length."""
    translation = np.asarray(translation, dtype=np.float64)
    step = np.diff(translation, axis=0)
    steps = quaternion.rotate(quaternion.about_up((angle[1:] + angle[:-1]) / 2.0), step)
    path = np.concatenate([translation[:1], translation[0] + np.cumsum(steps, axis=0)])
    return carried(rotations, translation, angle, np.zeros(3))[0], path

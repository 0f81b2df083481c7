"""A stiff body whose height over the floor a test chooses."""

import numpy as np

from backend.motion import skeleton

STANDING = 0.95
FALL = -9.81 / skeleton.FPS**2


def body(lift):
    """Rotations and translation of a stiff standing body, `lift` (T,) metres higher than it stands."""
    rotations = np.zeros((len(lift), 22, 4))
    rotations[..., 0] = 1.0
    translation = np.zeros((len(lift), 3))
    translation[:, 1] = STANDING + np.asarray(lift)
    return rotations, translation

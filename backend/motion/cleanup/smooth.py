"""Filters along time: a decoder's frame-to-frame noise taken off, and the greatest value nearby."""

import numpy as np

from ..arrays import Floats, Motion
from ..body import quaternion
from ..body.features import gaussian_smooth


def smooth(rotations: Floats, translation: Floats, sigma: float) -> Motion:
    """Gaussian filter along time of rotations (T, 22, 4) and translation (T, 3); sigma in frames."""
    if sigma <= 0.0 or len(rotations) < 2:
        return rotations, translation
    flat = quaternion.continuous(rotations).reshape(len(rotations), -1)
    turned = gaussian_smooth(flat, sigma).reshape(rotations.shape)
    return quaternion.normalize(turned), gaussian_smooth(translation, sigma)


def widest(values: Floats, radius: int) -> Floats:
    """The greatest of values (T,) within `radius` frames."""
    padded = np.pad(values, radius, mode="edge")
    found: Floats = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1).max(axis=1)
    return found

"""A decoder's frame-to-frame noise, taken off without touching the movement."""

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

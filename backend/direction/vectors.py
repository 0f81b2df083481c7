"""Vectors of a motion's frames made longer, shorter and smoother, for what helps a limb to its pin."""

import numpy as np

from ..motion.arrays import Bools, Floats

# Metres over which being beyond reach sets in; seconds over which corners are rounded.
_SOFT, _CORNER = 0.02, 0.12


def smoothed(values: Floats, touched: Bools, fps: float) -> Floats:
    """Values (n, 3) of the touched frames without their corners; they are 0 on all others (T,)."""
    radius = max(round(_CORNER * fps), 1)
    kernel = np.bartlett(2 * radius + 1)
    every = np.zeros((len(touched), values.shape[1]))
    every[touched] = values
    every = np.pad(every, ((radius, radius), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(every, 2 * radius + 1, axis=0)
    smooth: Floats = (windows @ (kernel / kernel.sum()))[touched]
    return smooth


def size(pull: Floats) -> Floats:
    size: Floats = np.linalg.norm(pull, axis=-1)
    return size


def more(pull: Floats, than: Floats) -> Floats:
    """What pull (T, 3) is longer than (T,), along it."""
    more: Floats = pull * np.maximum(1.0 - than / np.maximum(size(pull), 1e-12), 0.0)[:, None]
    return more


def beyond(away: Floats, reach: float) -> Floats:
    """By how much away (T, 3) is longer than reach, as a vector along it; it sets in softly."""
    far = np.linalg.norm(away, axis=-1, keepdims=True)
    over = _SOFT * np.logaddexp(0.0, (far - reach) / _SOFT)
    over = np.where(far < reach - 8.0 * _SOFT, 0.0, over)
    beyond: Floats = away / np.maximum(far, 1e-9) * over
    return beyond


def limited(vector: Floats, most: float) -> Floats:
    """vector (T, d) made shorter so that it never gets to `most`."""
    size = np.linalg.norm(vector, axis=-1, keepdims=True)
    limited: Floats = vector * np.where(
        size < 1e-9, 1.0, most * np.tanh(size / most) / np.maximum(size, 1e-9)
    )
    return limited

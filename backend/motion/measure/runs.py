"""Runs of frames in a boolean sequence."""

import numpy as np

from ..arrays import Bools, Ranges


def runs(mask: Bools) -> Ranges:
    """Half-open ranges [(start, stop), …] where mask (T,) is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(mask, dtype=np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def hysteresis(strict: Bools, loose: Bools) -> Bools:
    """Runs of `loose` (T,) that hold at least one frame of `strict` (T,)."""
    result = np.zeros(len(loose), dtype=bool)
    for start, stop in runs(loose):
        result[start:stop] = np.any(strict[start:stop])
    return result


def without_gaps(mask: Bools, frames: int) -> Bools:
    """mask (T,) with inner gaps of up to `frames` closed."""
    result = np.array(mask, dtype=bool)
    for start, stop in runs(~result):
        if start > 0 and stop < len(result) and stop - start <= frames:
            result[start:stop] = True
    return result


def without_short(mask: Bools, frames: int) -> Bools:
    """mask (T,) with runs shorter than `frames` dropped, unless they touch an end."""
    result = np.array(mask, dtype=bool)
    for start, stop in runs(mask):
        if stop - start < frames and start > 0 and stop < len(result):
            result[start:stop] = False
    return result

"""Small rotations as vectors, and where errors exceed their limits."""

import numpy as np

from ..arrays import Floats


def square(matrices: Floats) -> Floats:
    """M^T M (T, n, n) of matrices (T, k, n)."""
    result: Floats = np.einsum("tki,tkj->tij", matrices, matrices)
    return result


def small(q: Floats) -> Floats:
    """Rotation vectors (n, 3) of quaternions (n, 4)."""
    sign = np.where(q[:, :1] < 0, -1.0, 1.0)
    sine = lengths(q[:, 1:])
    angle = 2.0 * np.arctan2(sine, np.abs(q[:, 0]))
    result: Floats = sign * q[:, 1:] * (angle / np.maximum(sine, 1e-12))[:, None]
    return result


def lengths(vectors: Floats) -> Floats:
    """Lengths (...) of vectors (..., 3)."""
    result: Floats = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))
    return result


def peaks(over: Floats) -> list[tuple[float, int]]:
    """(value, frame) of the greatest in every run of frames with values above 1."""
    edges = np.flatnonzero(np.diff(np.r_[False, over > 1.0, False].astype(np.int8)))
    runs = zip(edges[::2], edges[1::2], strict=True)
    return [(float(over[a:b].max()), int(a + np.argmax(over[a:b]))) for a, b in runs]

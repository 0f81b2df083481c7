"""Short stretches of motion laid over each other (motion graphs: Kovar, Gleicher and Pighin 2002)."""

import numpy as np

from ..arrays import Floats, Ints
from ..body import features, quaternion
from . import contacts


def windows(joints: Floats, starts: Ints, length: int) -> Floats:
    """Joints (T, 22, 3) in the windows of `length` frames that begin at `starts`: (n, length·22·3).

    Each is seen from its middle frame, turned about y and moved along the floor. Scaled so that the distance
    of two rows is the root mean square distance of joints, in metres; feet count double.
    """
    weight = np.ones(22)
    weight[list(contacts.INDICES)] = 2.0
    face = quaternion.inverse(features.facing(joints, sigma=0.0))
    rows = np.empty((len(starts), length, 22, 3), dtype=np.float32)
    for row, start in zip(rows, starts, strict=True):
        middle = start + length // 2
        seen = joints[start : start + length] - joints[middle, 0] * [1.0, 0.0, 1.0]
        row[:] = quaternion.rotate(face[middle], seen)
    rows *= np.sqrt(weight / weight.sum() / length)[:, None].astype(np.float32)
    return rows.reshape(len(starts), length * 22 * 3)


def distances(rows: Floats, others: Floats) -> Floats:
    """Distances (n, m) between rows (n, d) and others (m, d)."""
    square = np.sum(rows**2, axis=1)[:, None] + np.sum(others**2, axis=1) - 2.0 * rows @ others.T
    found: Floats = np.sqrt(np.maximum(square, 0.0))
    return found

"""When no foot is near the floor, measured on motion whose floor is known only from its feet."""

import numpy as np

from ..arrays import Floats, Ranges
from . import contacts, runs

# Metres over its resting height at which a foot is off the floor.
OFF_FLOOR = 0.06


def off_floor(positions: Floats) -> tuple[Floats, Ranges]:
    """Height (T,) in metres of the lowest foot joint of (T, 22, 3) over where it rests, and the ranges
    [(start, stop), …] of frames in which no foot is near the floor."""
    feet = positions[:, list(contacts.INDICES), 1]
    height = (feet - np.percentile(feet, 5, axis=0)).min(axis=1)
    return height, runs.runs(height > OFF_FLOOR)

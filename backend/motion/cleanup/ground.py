"""Where the floor is under a body: one solver of the root's height.

It moves the root as little and as smoothly as it can so that what carries the body is at the height of its
support, the floor or a step (`supports`), nothing sinks in, and accelerations stay those of the motion: what
flies goes on as it flew.
"""

import numpy as np

from .. import skeleton
from ..arrays import Bools, Floats
from . import banded, resting, supports

# Standard deviations: m/s² of the change's acceleration on the ground, in flight, and where a body is pushed
# up; m/s of its speed; metres of its size, of a contact's height, and of a contact's on a step.
_CALM, _FLIGHT, _PUSHED = 3.0, 1.5, 20.0
_SPEED, _SIZE, _CONTACT, _ON_STEP = 3.0, 3.0, 0.005, 0.02
# m/s² from which a body is pushed up.
_PUSH = 3.0
_ROUNDS = 8
# Metres by which a step has to be nearer than the floor to carry.
_FLOOR_FIRST = 0.03
# Metres: smaller changes are none.
_NOTHING = 1e-4


def solve(
    rotations: Floats, translation: Floats, fps: float = skeleton.FPS, *, floor: float = 0.0,
    free: Bools | None = None,
) -> Floats:  # fmt: skip
    """translation (T, 3) at the heights that rotations (T, 22, 4) stand, lie, sit, climb and fly at.

    floor: its height in metres. free: frames (T,) that may change, all by default; the others stay
    bit-identical and the change begins and ends with them, smoothly.
    """
    count = len(translation)
    if count < 5 or (free is not None and not free.any()):
        return translation
    raised = np.array(translation, dtype=np.float64) - [0.0, floor, 0.0]
    positions = skeleton.forward_kinematics(np.asarray(rotations, dtype=np.float64), raised)
    change = heights(positions, fps, free)
    if np.abs(change).max() < _NOTHING:
        return translation
    moved = np.array(translation)
    at = slice(None) if free is None else free
    moved[at, 1] += change[at]
    return moved


def heights(positions: Floats, fps: float, free: Bools | None = None) -> Floats:
    """Metres (T,) by which a body (T, 22, 3) over the floor y = 0 has to go up."""
    count, y = len(positions), positions[..., 1]
    found = supports.with_levels(supports.find(positions, fps), y, fps)
    least, most, wanted = _bounds(y, found)
    push = supports.acceleration(positions, fps)
    spread = np.where(push < supports.FALLING, _FLIGHT, np.where(push > _PUSH, _PUSHED, _CALM))[1:-1]
    matrix = banded.smoothness(2, (fps**2 / spread) ** 2, count)
    matrix += banded.smoothness(1, np.full(count - 1, (fps / _SPEED) ** 2), count)
    matrix[0] += _SIZE**-2
    right = np.zeros(count)
    on_step = np.isfinite(wanted)
    matrix[0, on_step] += _ON_STEP**-2
    right[on_step] += _ON_STEP**-2 * wanted[on_step]
    if free is not None:
        matrix[0, ~free] += 1e8
    # Bounds hold a frame only where it would leave them: Newton's method on a piecewise square.
    change = np.zeros(count)
    for _ in range(_ROUNDS):
        low, high = change < least, change > most
        held = low | high
        target = np.where(low, least, most)
        full, sides = matrix.copy(), right.copy()
        full[0, held] += _CONTACT**-2
        sides[held] += _CONTACT**-2 * target[held]
        change = banded.solve(full, sides)
        if np.array_equal(low, change < least) and np.array_equal(high, change > most):
            break
    return change


def _bounds(y: Floats, found: list[supports.Contact]) -> tuple[Floats, Floats, Floats]:
    """Per frame the least change that keeps joint heights (T, 22) out of the floor, the most that leaves what
    carries the body on it (inf where nothing does), and the change that leaves it on its step (else nan)."""
    over, joints = supports.clearances(y)
    least = (resting.LOWEST - y).max(axis=1)
    at, shape = np.arange(len(y)), over.shape
    above, change = np.full(shape, np.inf), np.zeros(shape)
    for contact in found:
        inside = slice(contact.start, contact.stop), contact.part
        above[inside] = over[inside] - contact.level + (_FLOOR_FIRST if contact.level else 0.0)
        change[inside] = contact.level - contact.height if contact.level else np.nan
    part = above.argmin(axis=1)
    joint, carried, change = joints[at, part], np.isfinite(above[at, part]), change[at, part]
    on_floor, on_step = carried & np.isnan(change), carried & ~np.isnan(change)
    most = np.where(on_floor, resting.HIGHEST[joint] - y[at, joint], np.inf)
    return least, np.maximum(most, least), np.where(on_step, change, np.nan)

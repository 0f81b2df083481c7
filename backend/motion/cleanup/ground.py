"""Where the floor is under a body: one solver of the root's height.

It moves the root as little and as smoothly as it can so that what carries the body is at the height of its
support, the floor or a step (`supports`), nothing sinks in, and accelerations stay those of the motion: what
flies goes on as it flew.
"""

import numpy as np

from ..arrays import Bools, Floats, Ints
from ..body import skeleton
from ..measure import contacts, runs
from . import banded, resting, supports

# Standard deviations: m/s² of the change's acceleration in flight (else as Trust says); m/s of its speed;
# metres of its size, of the height on the floor and on a step, and of what sinks in.
_FLIGHT = 1.5
_SPEED, _SIZE, _CONTACT, _STEP, _FLOOR = 0.5, 1.0, 0.01, 0.05, 0.005
# m/s² from which a body is pushed up.
_PUSH = 3.0
_ROUNDS = 8
# A contact is off its floor where it is outside of what `resting` gives, entirely at half as much again; and
# as far around as it is further than this share of it from the usual height.
_AT_REST = 0.7
# Weight of frames that stay.
_FIXED = 1e8
# Metres: smaller changes are none.
_NOTHING = 1e-4


def solve(
    rotations: Floats, translation: Floats, fps: float = skeleton.FPS, *, floor: float = 0.0,
    free: Bools | None = None, trust: supports.Trust = supports.DECODED,
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
    change = heights(positions, fps, free, trust)
    if np.abs(change).max() < _NOTHING:
        return translation
    moved = np.array(translation)
    at = slice(None) if free is None else free
    moved[at, 1] += change[at]
    return moved


def heights(
    positions: Floats, fps: float, free: Bools | None = None, trust: supports.Trust = supports.DECODED
) -> Floats:
    """Metres (T,) by which a body (T, 22, 3) over the floor y = 0 has to go up."""
    count, y = len(positions), positions[..., 1]
    over, joints = supports.clearances(y)
    push = supports.acceleration(positions, fps)
    free = np.ones(count, dtype=bool) if free is None else free
    found = supports.find(positions, over, joints, push, fps, free, trust)
    found = supports.with_levels(found, over, push, fps, trust)
    least, wanted, on_step = _wanted(y, over, joints, found, trust)
    spread = np.where(push > _PUSH, trust.pushed, trust.calm)
    spread = np.where(push < supports.FALLING, _FLIGHT, spread)[1:-1]
    matrix = banded.smoothness(2, (fps**2 / spread) ** 2, count)
    matrix += banded.smoothness(1, np.full(count - 1, (fps / _SPEED) ** 2), count)
    matrix[0] += _SIZE**-2
    right = np.zeros(count)
    pulled = np.isfinite(wanted)
    weight = np.where(on_step, _STEP, _CONTACT)[pulled] ** -2
    matrix[0, pulled] += weight
    right[pulled] += weight * wanted[pulled]
    matrix[0, ~free] += _FIXED
    # The floor holds a frame only where it would sink in: Newton's method on a piecewise square.
    change, sunk = np.zeros(count), np.zeros(count, dtype=bool)
    for _ in range(_ROUNDS):
        full, sides = matrix.copy(), right.copy()
        full[0, sunk] += _FLOOR**-2
        sides[sunk] += _FLOOR**-2 * least[sunk]
        change = banded.solve(full, sides)
        before, sunk = sunk, change < least
        if np.array_equal(before, sunk):
            break
    return change


def _wanted(
    y: Floats, over: Floats, joints: Ints, found: list[supports.Contact], trust: supports.Trust
) -> tuple[Floats, Floats, Bools]:
    """Per frame the least change that keeps joint heights (T, 22) out of the floor, and the change that puts
    what carries the body on its support, nan where nothing does or where it is there, and whether that is
    a step."""
    at, shape = np.arange(len(y)), over.shape
    above, moved = np.full(shape, np.inf), np.zeros(shape)
    for contact in found:
        inside = slice(contact.start, contact.stop), contact.part
        above[inside] = over[inside] - contact.level + (trust.floor_first if contact.level else 0.0)
        moved[inside] = contact.level - contact.height - contact.off if contact.level else np.nan
    part = above.argmin(axis=1)
    joint, carried, wanted = joints[at, part], np.isfinite(above[at, part]), moved[at, part]
    on_floor = carried & np.isnan(wanted)
    off = y[at, joint] - resting.USUAL[joint]
    high, low = resting.HIGHEST[joint] - resting.USUAL[joint], resting.LOWEST[joint] - resting.USUAL[joint]
    if trust.foot is not None:
        foot = np.isin(joint, contacts.INDICES)
        high, low = np.where(foot, trust.foot, high), np.where(foot, -trust.foot, low)
    moved = np.full(len(y), np.nan)
    for sign, most in ((1.0, high), (-1.0, -low)):
        share = sign * off / most
        for start, stop in runs.runs(~on_floor | (share > _AT_REST)):
            here = np.where(on_floor[start:stop], share[start:stop], 0.0)
            if here.max() > 1.0:
                part = min(2.0 * (here.max() - 1.0), 1.0)
                moved[start:stop] = np.where(on_floor[start:stop], -part * off[start:stop], np.nan)
    wanted = np.where(on_floor | ~carried, moved, wanted)
    return (resting.LOWEST - y).max(axis=1), wanted, carried & ~on_floor

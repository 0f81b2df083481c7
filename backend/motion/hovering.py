"""Bodies a hand's breadth or two over the floor, or in it, put on it.

A path made token by token may drift up from the floor and come down again: nobody falls in between, so nobody
flew. Steps, rungs and stools are higher than that.
"""

import numpy as np

from . import contacts, features, landings, runs, skeleton
from .arrays import Floats, Ranges

# Metres over its place from which a foot hovers, and up to which that is a drift: where there may be steps,
# and where there is only the floor.
_LOWEST, _HIGHEST, _HIGHEST_ON_FLOOR = 0.045, 0.19, 1.0
# Metres from which a body that nothing carries is in the air and no longer pushing off.
_IN_THE_AIR = 0.1
# Metres: a captured toe dips less.
_DEEPEST = -0.03
# Seconds: the toes of a quick step may leave the floor for less.
_SHORTEST = 0.4
# Seconds around a fall that belong to a flight.
_FLIGHT = 0.2
# Where ankles and toe joints of a standing body are at most: a body may hover from begin to end.
_STANDING = np.array([0.09, 0.04, 0.09, 0.04])


def _height(positions: Floats) -> Floats:
    """Height (T,) of the lowest foot joint over its place."""
    feet = positions[:, list(contacts.INDICES), 1]
    lowest: Floats = (feet - np.clip(np.percentile(feet, 5, axis=0), _DEEPEST, _STANDING)).min(axis=1)
    return lowest


def spans(positions: Floats, fps: float = skeleton.FPS, *, on_floor: bool = False) -> tuple[Floats, Ranges]:
    """Height (T,) in metres of the lowest foot joint of (T, 22, 3) over its place, and the frame ranges
    [(start, stop), …] in which the body hovers. on_floor: there is nothing else to stand on."""
    highest = _HIGHEST_ON_FLOOR if on_floor else _HIGHEST
    height = _height(positions)
    acceleration = np.gradient(np.gradient(positions[:, 0, 1])) * fps**2
    falling = (acceleration <= landings.FALLING) & (height > _LOWEST)
    reach = round(_FLIGHT * fps)
    flying = np.lib.stride_tricks.sliding_window_view(np.pad(falling, reach), 2 * reach + 1).any(axis=1)
    if on_floor and height[0] > _IN_THE_AIR:
        # Who is there from the first frame on never jumped.
        flying[: np.argmax(height <= _LOWEST)] = False
    found = [
        (start, stop)
        for start, stop in runs.runs((height > _LOWEST) & ~flying)
        if stop - start >= _SHORTEST * fps and height[start:stop].max() < highest
    ]
    return height, found


def settle(
    rotations: Floats, translation: Floats, fps: float = skeleton.FPS, *, on_floor: bool = False
) -> Floats:
    """translation (T, 3) lowered where the body hovers and raised where it has sunk in, smoothly."""
    if len(translation) < 5:
        return translation
    positions = skeleton.forward_kinematics(rotations, translation)
    height, found = spans(positions, fps, on_floor=on_floor)
    pull = np.zeros(len(height))
    for start, stop in found:
        pull[start:stop] = height[start:stop]
    change = -features.gaussian_smooth(pull[:, None], 0.1 * fps)[:, 0]
    change += _rise(positions[..., 1].min(axis=1) + change, fps)
    if not change.any():
        return translation
    settled = np.array(translation)
    settled[:, 1] += change
    return settled


def _rise(lowest: Floats, fps: float) -> Floats:
    """Metres (T,), smooth, by which a body has sunk into the floor whose lowest joint is at `lowest` (T,)."""
    sunk = np.maximum(_DEEPEST - lowest, 0.0)
    reach = max(round(0.1 * fps), 1)
    widest = np.lib.stride_tricks.sliding_window_view(np.pad(sunk, reach, mode="edge"), 2 * reach + 1)
    risen: Floats = features.gaussian_smooth(widest.max(axis=1)[:, None], 0.5 * reach)[:, 0]
    return risen


def land(rotations: Floats, translation: Floats) -> Floats:
    """translation (T, 3) of a whole take, lowered where its feet never come down to the floor."""
    lowest = float(_height(skeleton.forward_kinematics(rotations, translation)).min())
    return translation - np.array([0.0, lowest, 0.0]) if lowest > _LOWEST else translation

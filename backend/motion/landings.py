"""Landings that hang in the air, put on the floor.

A decoder's root height and its legs may disagree: a body that hops then turns round a hand's breadth over the
floor. Nobody can: between two flights there is a foot on the ground.
"""

import numpy as np

from . import contacts, features, runs, skeleton
from .arrays import Floats, Ranges

# Metres over its resting height at which a foot is off the floor.
OFF_FLOOR = 0.06
# Metres from which it may be a landing in the air, where there is only the floor.
_NEAR_FLOOR = 0.03
# A landing is this deep between the flights on both sides of it, and at most this high over the floor.
_DEPTH, _HIGHEST = 0.025, 0.25
# Pushed up by this much, m/s², a body stands on something; frames at both ends are take-off and landing.
_PUSHED, _ENDS = 4.0, 2
# Acceleration, m/s², below which a body falls freely: on stairs, stools and ladders nobody does.
FALLING = -5.0


def off_floor(positions: Floats) -> tuple[Floats, Ranges]:
    """Height (T,) in metres of the lowest foot joint of (T, 22, 3) over where it rests, and the ranges
    [(start, stop), …] of frames in which no foot is near the floor."""
    feet = positions[:, list(contacts.INDICES), 1]
    height = (feet - np.percentile(feet, 5, axis=0)).min(axis=1)
    return height, runs.runs(height > OFF_FLOOR)


def ground(
    rotations: Floats, translation: Floats, fps: float = skeleton.FPS, *, on_floor: bool = False
) -> Floats:
    """translation (T, 3) lowered around such landings, smoothly, from take-off to the last landing.

    on_floor: there is nothing else to stand on, so whoever is pushed up between two falls has landed.
    """
    if len(translation) < 5:
        return translation
    height, spans = off_floor(skeleton.forward_kinematics(rotations, translation))
    if on_floor:
        spans = runs.runs(runs.hysteresis(height > OFF_FLOOR, height > _NEAR_FLOOR))
    acceleration = np.gradient(np.gradient(translation[:, 1])) * fps**2
    lowered = np.array(translation)
    for start, stop in spans:
        inside = height[start:stop]
        marks = {*_valleys(inside), *(_pushes(acceleration[start:stop]) if on_floor else ())}
        found = sorted(i for i in marks if inside[i] <= _HIGHEST)
        if not found or acceleration[start:stop].min() > FALLING:
            continue
        known = [-1, *found, stop - start]
        pull = np.interp(np.arange(stop - start), known, [0.0, *inside[found], 0.0])
        lowered[start:stop, 1] -= features.gaussian_smooth(pull[:, None], 1.0)[:, 0]
    return lowered


def _pushes(acceleration: Floats) -> list[int]:
    """Frames of accelerations (n,), m/s², in which a body is pushed up the most."""
    before, here, after = acceleration[:-2], acceleration[1:-1], acceleration[2:]
    peaks = np.flatnonzero((here >= np.maximum(_PUSHED, before)) & (here > after)) + 1
    inside = (peaks >= _ENDS) & (peaks < len(acceleration) - _ENDS)
    found: list[int] = peaks[inside].tolist()
    return found


def _valleys(height: Floats) -> list[int]:
    """Frames (n,) of the lowest points between peaks that are _DEPTH higher on both sides."""
    found, low, peak = [], None, height[0]
    for i, value in enumerate(height):
        if low is None:
            peak = max(peak, value)
            if value < peak - _DEPTH:
                low = i
        elif value < height[low]:
            low = i
        elif value > height[low] + _DEPTH:
            found.append(low)
            low, peak = None, value
    return found

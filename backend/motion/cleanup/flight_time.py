"""Jumps that hang at their height, given the time that gravity allows.

Of 102 captured flights nine in ten take 0.85 to 0.95 of the time in which the pelvis' rise and fall would be
ballistic (the knees bend). A decoder repeats the moment at the top: its jumps may take twice as long.
"""

import numpy as np

from ..arrays import Floats
from ..body import skeleton
from ..measure import runs
from . import supports

_GRAVITY = 9.81
# Metres over the floor from which a body flies.
_OFF_FLOOR = 0.06
# A flight this much longer than ballistic hangs; the rest of the motion is slowed by this much at most.
_HANGS, _SLOWEST = 1.25, 1.25
# Flights lift the pelvis by this much and end about where they began, metres; longer ones, seconds, are none.
_RISE, _LEVEL, _LONGEST = 0.2, 0.25, 2.2
# New frames that one frame takes at least; metres that a joint passes in one: more would be a snap.
_SHORTEST_STEP, _FARTHEST = 0.02, 0.35


def retimed(rotations: Floats, translation: Floats, fps: float = skeleton.FPS) -> Floats | None:
    """Fractional frames `at` (T,) of a motion (T, 22, 4), (T, 3) at which to sample it, or None where no
    flight hangs. Flights become ballistic; all else passes a little more slowly, so that the length stays.
    """
    if len(translation) < 5:
        return None
    height = translation[:, 1]
    positions = skeleton.forward_kinematics(rotations, translation)
    over, _ = supports.clearances(positions[..., 1])
    spans = runs.runs(over.min(axis=1) > _OFF_FLOOR)
    passed = np.linalg.norm(np.diff(positions, axis=0), axis=-1).max(axis=1)
    least = np.clip(passed / _FARTHEST, _SHORTEST_STEP, 1.0)
    steps, flying = np.ones(len(height) - 1), np.zeros(len(height) - 1, dtype=bool)
    for start, stop in spans:
        if start > 0 and stop < len(height) and _hangs(height[start - 1 : stop + 1], fps):
            inside = slice(start - 1, stop)
            steps[inside] = np.maximum(_ballistic_steps(height[start - 1 : stop + 1], fps), least[inside])
            flying[start - 1 : stop] = True
    spare = np.sum(1.0 - steps[flying])
    if spare <= 0.0 or flying.all():
        return None
    # Where the rest would be slowed too much, the flights keep some of their time.
    most = (_SLOWEST - 1.0) * np.count_nonzero(~flying)
    kept = min(1.0, most / spare)
    steps[flying] = 1.0 - kept * (1.0 - steps[flying])
    steps[~flying] *= 1.0 + kept * spare / np.count_nonzero(~flying)
    times = np.concatenate([[0.0], np.cumsum(steps)])
    return np.interp(np.arange(len(height)), times * (len(height) - 1) / times[-1], np.arange(len(height)))


def _hangs(height: Floats, fps: float) -> bool:
    """Whether the pelvis' heights (n,) from before take-off to after landing are a flight that hangs."""
    rise = height.max() - 0.5 * (height[0] + height[-1])
    seconds = (len(height) - 2) / fps
    if rise < _RISE or abs(height[-1] - height[0]) > _LEVEL or seconds > _LONGEST:
        return False
    if np.gradient(np.gradient(height)).min() * fps**2 > supports.FALLING:
        return False
    return bool(seconds > _HANGS * 2.0 * np.sqrt(2.0 * rise / _GRAVITY))


def _ballistic_steps(height: Floats, fps: float) -> Floats:
    """Frames (n − 1,) between heights (n,) that rise to one top and fall, if gravity alone moves them."""
    top = int(height.argmax())
    single = np.concatenate(
        [np.maximum.accumulate(height[: top + 1]), np.maximum.accumulate(height[top + 1 :][::-1])[::-1]]
    )
    time = np.sqrt(2.0 * (height[top] - single) / _GRAVITY) * fps
    time[: top + 1] *= -1.0
    return np.diff(time)

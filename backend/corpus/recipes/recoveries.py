"""Who is shoved or loses balance: steps that catch the body, the trunk thrown, arms out, then a stand."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import skeleton

from . import arms, steps
from .pose import Pose
from .puppet import SIDES, drift, smooth

_FLAIL = Pose((0.52, 0.26, 0.2), (0.6, -0.6, -0.4), (), swing=(0.1, 0.26, 0.2), alternate=True)
_AHEAD = Pose((0.26, 0.04, 0.44), (0.6, -1.0, -0.2), (), swing=(0.04, 0.14, 0.08), alternate=True)
_LONGEST, _STAND, _SETTLES = 4.5, 0.5, 1.1


@dataclass(frozen=True)
class Stumble:
    """backward: the captured walk is played backwards. jerk, thrown, back: degrees that the trunk is bent
    forward at the shove, while it stumbles and when it catches itself; pace: of the captured walk at first;
    arms: Pose of the hands meanwhile; lower: metres that the knees give way."""

    backward: bool
    jerk: float
    thrown: float
    back: float
    pace: float
    arms: Pose
    lower: float = 0.08


FORWARD = Stumble(False, -22.0, 40.0, -6.0, 1.5, _AHEAD)
BACKWARD = Stumble(True, 14.0, -26.0, 24.0, 1.5, _FLAIL)


def changed(stumble):
    """change(puppet, random, side) of a Recipe."""
    return lambda puppet, random, side: apply(puppet, stumble, random)


def apply(puppet, stumble, random):
    """The puppet stumbles some steps and comes to stand; False where the walk has too few of them."""
    if stumble.backward:
        puppet.retimed(np.arange(len(puppet) - 1, -1.0, -1.0))
    ends = _on_both(puppet)
    start = float(ends[0]) if len(ends) else 0.0
    ends = ends[ends > start + 1.4 * skeleton.FPS]
    if not len(ends):
        return False
    stop = float(ends[np.argmin(np.abs(ends - start - random.uniform(1.8, 2.8) * skeleton.FPS))])
    # Quick at first, slower and slower, until both feet stand.
    at, pace = [start], stumble.pace * random.uniform(0.9, 1.1)
    while stop - at[-1] > 0.05 and len(at) < _LONGEST * skeleton.FPS:
        left = (stop - at[-1]) / (stop - start)
        at.append(at[-1] + pace * max(min(1.0, 2.2 * left), 0.12))
    still = int(_STAND * skeleton.FPS)
    rest = [stop] * int(_SETTLES * skeleton.FPS)
    puppet.retimed(np.minimum([start] * still + at + rest, stop))
    count, t = len(puppet), (np.arange(len(puppet)) - still) / skeleton.FPS
    lasts = len(at) / skeleton.FPS
    lean = np.interp(
        t,
        [-0.05, 0.1, 0.4, 0.65 * lasts, lasts, lasts + 0.8],
        [0.0, stumble.jerk, stumble.thrown, 0.8 * stumble.thrown, stumble.back, 0.0],
    )
    lean = smooth(lean[:, None], 1.2)[:, 0] * random.uniform(0.9, 1.15)
    loose = smooth(np.interp(t, [0.0, 0.3, 0.85 * lasts, lasts + 0.7], [0.0, 1.0, 1.0, 0.0])[:, None], 1.5)[
        :, 0
    ]
    gives = smooth(np.interp(t, [0.0, 0.3, lasts, lasts + 0.7], [0.0, 0.7, 1.3, 0.1])[:, None], 2.0)[:, 0]
    puppet.lower(stumble.lower * gives)
    puppet.lean(forward=lean, left=drift(random, count, 0.8, 7.0) * loose, pelvis=0.35, arms=0.7, head=0.7)
    snaps = -0.8 * np.gradient(lean)
    puppet.turn("neck", puppet.body.left, smooth(snaps[:, None], 1.0)[:, 0])
    puppet.stand(0.25)
    whirl = np.sin(2.0 * np.pi * random.uniform(1.1, 1.4) * t + random.uniform(0.0, 6.0))
    return arms.apply(puppet, stumble.arms, random, "left", loose, whirl)


def _on_both(puppet):
    """Frames in which both feet stand."""
    down = np.zeros((len(puppet), 2), bool)
    for k in range(len(SIDES)):
        for start, stop in steps.stances(puppet, k):
            down[start:stop, k] = True
    return np.flatnonzero(down.all(axis=1))

"""Jumping jacks, squats, twists, toe touches, reaches and jogs on the spot, as the joints (T, 22, 3) of a
motion at 20 fps show them."""

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import runs

from .events import Event

_I = skeleton.INDEX
# Metres: wrists over the head's joint, ankles apart.
_HANDS_UP, _FEET_APART = -0.05, 0.35
# Parts of a standing pelvis' height: squatting below. Metres of the neck over the pelvis: bent down below.
_SQUATTING, _BENT = 0.8, 0.3
# Degrees of the shoulders against the hips.
_TWISTED = 30.0
# Metres that an ankle is lifted, and that a jog on the spot strays at most in two seconds, the rest in all.
_LIFTED, _STRAYS, _STAYS = 0.1, 0.35, 0.5
# Seconds between two of a series; seconds that a jog and what is done once last at least; frames around it.
_PAUSE, _JOG, _LEAST, _AROUND = 1.2, 2.0, 0.4, 4
_REPEATED = ("jacks", "twist")
KINDS = ("jacks", "squat", "twist", "bend", "reach", "jog")


def found(positions):
    """Events of KINDS in (T, 22, 3) that stay in one place; none that is under way at an end, but for what is
    done again and again."""
    hands = positions[:, [_I["left_wrist"], _I["right_wrist"]], 1].min(axis=1) - positions[:, _I["head"], 1]
    ankles = positions[:, [_I["left_ankle"], _I["right_ankle"]]]
    apart = np.linalg.norm((ankles[:, 0] - ankles[:, 1])[:, [0, 2]], axis=-1) > _FEET_APART
    squats = positions[:, 0, 1] < _SQUATTING * np.percentile(positions[:, 0, 1], 95)
    bent = (positions[:, _I["neck"], 1] - positions[:, 0, 1] < _BENT) & ~squats
    twist, up = _twist(positions), (hands > _HANDS_UP) & ~squats
    jacks = _series("jacks", up & apart, 2)
    others = _series("squat", squats, 1) + _series("bend", bent, 1)
    others += [e for e in _series("twist", abs(twist) > _TWISTED, 2) if _both_ways(twist[e.start : e.stop])]
    others += _series("reach", runs.without_gaps(up, 4), 1)
    events = jacks + [e for e in others if not any(j.start < e.stop and e.start < j.stop for j in jacks)]
    whole = [
        e
        for e in events
        if e.stop - e.start >= _LEAST * skeleton.FPS
        and (e.kind in _REPEATED or _AROUND <= e.start < e.stop <= len(positions) - _AROUND)
        and np.ptp(positions[e.start : e.stop, 0], axis=0)[[0, 2]].max() < _STAYS
    ]  # fmt: skip
    return sorted(whole + _jogs(positions, ankles), key=lambda event: event.start)


def _series(kind, mask, least):
    """Events of `least` runs of mask (T,) or more that follow each other closely."""
    pause, groups = round(_PAUSE * skeleton.FPS), []
    for span in runs.runs(runs.without_gaps(mask, 2)):
        if groups and span[0] - groups[-1][-1][1] <= pause:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [Event(kind, group[0][0], group[-1][1]) for group in groups if len(group) >= least]


def _twist(positions):
    """Degrees (T,) that the shoulders are turned against the hips."""
    across = {
        part: positions[:, _I[f"left_{part}"]] - positions[:, _I[f"right_{part}"]]
        for part in ("shoulder", "hip")
    }
    angle = {part: np.arctan2(line[:, 2], line[:, 0]) for part, line in across.items()}
    difference = angle["shoulder"] - angle["hip"]
    return np.degrees((difference + np.pi) % (2.0 * np.pi) - np.pi)


def _both_ways(twist):
    return twist.max() > _TWISTED and twist.min() < -_TWISTED


def _jogs(positions, ankles):
    """Events in which the feet are lifted by turns, twice a second or more, and the body stays."""
    lifted = ankles[:, 0, 1] - ankles[:, 1, 1]
    path = features.gaussian_smooth(positions[:, 0, [0, 2]], 5.0)
    reach = round(skeleton.FPS)
    strays = np.array([
        np.ptp(path[max(t - reach, 0) : t + reach + 1], axis=0).max() for t in range(len(path))
    ])  # fmt: skip
    left = np.convolve(lifted > _LIFTED, np.ones(15), "same") > 0
    right = np.convolve(lifted < -_LIFTED, np.ones(15), "same") > 0
    return [
        Event("jog", start, stop)
        for start, stop in runs.runs(left & right & (strays < _STRAYS))
        if stop - start >= _JOG * skeleton.FPS
    ]

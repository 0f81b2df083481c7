"""Captured feet on the floor that the body's mass tells of.

The canonical body is not the captured one, and some studios' floors slope: a body that stands may hover or
sink by as much as it bends or has walked. What neither falls nor touches anything does not exist, so a part
that rests is on the floor or, where it is higher than such errors are, on a step, a rung or a seat, and the
heights between follow smoothly (`cleanup.ground`); what flies goes on as it flew. Then every standing foot
is put on the floor by its leg.
"""

import numpy as np

from backend.motion.body import skeleton
from backend.motion.body.features import gaussian_smooth
from backend.motion.cleanup import ground, knees, planting, supports
from backend.motion.measure import contacts, runs

_ANKLES = [leg[2] for leg in knees.LEGS]
# Metres by which a standing foot may be over and under its usual height; one that is higher is not.
_OVER, _UNDER, _MOST = 0.01, 0.015, 0.08
# Seconds in which a foot comes to the floor and leaves it; frames over which its way there is smoothed.
_RAMP, _SMOOTH = 0.25, 1.0
_NOTHING = 1e-3


def stood(rotations, translation, fps=skeleton.FPS):
    """The motion (T, 22, 4), (T, 3) over the floor y = 0 with its feet on what carries them, as it is where
    they are there; only legs and the pelvis' height change."""
    raised = ground.solve(rotations, translation, fps, trust=supports.CAPTURED)
    return planted(rotations, raised, fps)


def planted(rotations, translation, fps=skeleton.FPS):
    """The motion with every standing foot lowered to the floor y = 0 and every sunk one lifted to it, as far
    as its knee gives way."""
    positions = skeleton.forward_kinematics(rotations, translation)
    over, _ = supports.clearances(positions[..., 1])
    touching = contacts.detect(positions, fps)
    lift = np.zeros((len(positions), 2))
    for side in (0, 1):
        held = touching[:, 2 * side : 2 * side + 2].any(axis=1) & (over[:, side] < _MOST)
        held |= over[:, side] < -_UNDER
        off = over[:, side] - np.clip(over[:, side], -_UNDER, _OVER)
        lift[:, side] = -_carried(np.where(held, off, 0.0), held, fps)
    lift = gaussian_smooth(lift, _SMOOTH)
    if np.abs(lift).max(initial=0.0) < _NOTHING:
        return rotations, translation
    there = positions[:, _ANKLES]
    ankles = np.array(there)
    for side, leg in enumerate(knees.LEGS):
        goal = there[:, side] + lift[:, side, None] * [0.0, 1.0, 0.0]
        ankles[:, side] = knees.gentle(positions, leg, positions[:, leg[0]], goal)
    ankles[lift == 0.0] = there[lift == 0.0]
    feet = skeleton.global_rotations(np.asarray(rotations, dtype=np.float64))[:, _ANKLES]
    return planting.legs_to(rotations, translation, ankles, feet, fps, sink=False)


def _carried(values, held, fps):
    """values (T,) of frames that are `held`, running to 0 on either side of them, or to each other."""
    ramp = max(round(_RAMP * fps), 1)
    result, spans = np.array(values), runs.runs(held)
    for number, (start, stop) in enumerate(spans):
        after = spans[number + 1][0] if number + 1 < len(spans) else len(values)
        before = spans[number - 1][1] if number else 0
        out, into = min(ramp, after - stop), min(ramp, start - before)
        # Between two that are near both ramps are as short as the gap: they add up to 1.
        result[stop : stop + out] += values[stop - 1] * _ease(out)
        result[start - into : start] += values[start] * _ease(into)[::-1]
    return result


def _ease(count):
    """Shares (count,) from 1 to 0, both left out."""
    left = 1.0 - np.arange(1, count + 1) / (count + 1.0)
    return left * left * (3.0 - 2.0 * left)

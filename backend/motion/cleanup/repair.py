"""Faults of optical capture that no body could move: spikes of a few frames and limbs twisted half round."""

import numpy as np

from ..arrays import Bools, Floats, Motion
from ..body import quaternion, skeleton

# Degrees a second above which a joint's turn counts as a jump when it jumps back soon after.
JUMP_SPEED = 1300.0
MAX_SPIKE_S = 0.12
# A thigh twisted further than this about its own axis is the solver's mirror solution.
MAX_HIP_TWIST = np.radians(115.0)
_DOWN = np.array([0.0, -1.0, 0.0])


def repair(rotations: Floats, translation: Floats, fps: float) -> Motion:
    """Local rotations (T, 22, 4) and translation (T, 3) without spikes and half-turned thighs."""
    rotations = untwist_legs(rotations)
    rotations, translation = trim_spikes_at_ends(rotations, translation, fps)
    return quaternion.continuous(remove_spikes(rotations, fps)), remove_root_spikes(translation, fps)


def untwist_legs(rotations: Floats) -> Floats:
    """Turn thigh and shin back by half a turn where the thigh is twisted past anatomy.

    The knee stays where it is; a foot keeps its world rotation.
    """
    result = np.array(rotations)
    half_turn = np.array([0.0, 0.0, 1.0, 0.0])
    for side in ("left", "right"):
        hip, knee, ankle = (skeleton.INDEX[f"{side}_{j}"] for j in ("hip", "knee", "ankle"))
        _, twist = quaternion.swing_twist(result[:, hip], _DOWN)
        wrong = np.abs(_wrapped(2.0 * np.arctan2(-twist[:, 2], twist[:, 0]))) > MAX_HIP_TWIST
        # hip·h, h⁻¹·knee·h and h⁻¹·ankle leave the shin's and the foot's directions as they were
        result[wrong, hip] = quaternion.multiply(result[wrong, hip], half_turn)
        inner = quaternion.multiply(quaternion.inverse(half_turn), result[wrong, knee])
        result[wrong, knee] = quaternion.multiply(inner, half_turn)
        result[wrong, ankle] = quaternion.multiply(quaternion.inverse(half_turn), result[wrong, ankle])
    return quaternion.continuous(result)


def _wrapped(angle: Floats) -> Floats:
    return (angle + np.pi) % (2.0 * np.pi) - np.pi


def _jumps(rotations: Floats, fps: float) -> Bools:
    """Whether joint j jumps between frames t and t+1: (T-1, 22)."""
    turn = np.degrees(quaternion.angle_between(rotations[:-1], rotations[1:]))
    return turn * fps > JUMP_SPEED


def trim_spikes_at_ends(rotations: Floats, translation: Floats, fps: float) -> Motion:
    """Hold the first good frame where a motion begins or ends with a jump of any joint but hands and toes."""
    loose = [skeleton.INDEX[f"{s}_{j}"] for s in ("left", "right") for j in ("wrist", "foot")]
    jumps = _jumps(rotations, fps)
    jumps[:, loose] = False
    jumping = np.flatnonzero(jumps.any(axis=1))
    within = max(int(round(MAX_SPIKE_S * fps)), 1)
    first = [t for t in jumping if t < within]
    last = [t for t in jumping if t >= len(rotations) - 1 - within]
    begin = first[-1] + 1 if first else 0
    end = last[0] + 1 if last else len(rotations)
    if end - begin < 2:
        return rotations, translation
    hold = np.clip(np.arange(len(rotations)), begin, end - 1)
    return rotations[hold], translation[hold]


def remove_spikes(rotations: Floats, fps: float) -> Floats:
    """Interpolate over short excursions: a jump away and a jump back within 0.12 s that lead nowhere."""
    result = np.array(rotations)
    longest = max(int(round(MAX_SPIKE_S * fps)), 1)
    jumps = _jumps(result, fps)
    for joint in np.flatnonzero(jumps.any(axis=0)):
        at = np.flatnonzero(jumps[:, joint])
        done = -1
        for i, out in enumerate(at):
            if out <= done:
                continue
            for back in at[i + 1 :][::-1]:
                if back - out > longest:
                    continue
                before, after = result[out, joint], result[back + 1, joint]
                height = np.degrees(quaternion.angle_between(before, result[out + 1 : back + 1, joint])).max()
                if np.degrees(quaternion.angle_between(before, after)) < 0.5 * height:
                    part = np.arange(1, back - out + 1) / (back - out + 1)
                    result[out + 1 : back + 1, joint] = quaternion.slerp(before[None], after[None], part)
                    done = back
                    break
    return result


def remove_root_spikes(translation: Floats, fps: float, speed: float = 12.0) -> Floats:
    """Interpolate over single frames (T, 3) that jump at more than `speed` m/s and come back."""
    result = np.array(translation)
    step = np.linalg.norm(np.diff(result, axis=0), axis=1) * fps
    for t in np.flatnonzero((step[:-1] > speed) & (step[1:] > speed)) + 1:
        result[t] = (result[t - 1] + result[t + 1]) / 2.0
    return result

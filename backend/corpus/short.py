"""Trials that are too short to learn from, made longer: a loop goes round again, others rest at both ends."""

from dataclasses import replace

import numpy as np

from backend.motion.body import features, quaternion, skeleton
from backend.motion.clip import Clip

# Frames that a trial has at least, and that a loop is brought to.
SHORTEST, LOOPED = 26, 60
LOOP, HELD = "loop", "held"
# Metres: how far a joint of a looping pose may be from where the loop began.
_CLOSES = 0.12
_UP = np.array([0.0, 1.0, 0.0])


def lengthened(trial):
    """A Trial of at least SHORTEST frames and how it became that long: LOOP, HELD, or "" for one that was.

    A trial that its listing calls a loop, and whose end meets its begin, is repeated where it got to; another
    short one keeps its first and its last pose a little longer.
    """
    motion, count = trial.motion, len(trial.motion)
    if "loop" in trial.flags and 2 < count < LOOPED and _closes(motion):
        return replace(trial, motion=_repeated(motion, -(-LOOPED // (count - 1)))), LOOP
    if count >= SHORTEST:
        return trial, ""
    before = (SHORTEST - count) // 2
    at = np.concatenate(
        [np.zeros(before, int), np.arange(count), np.full(SHORTEST - count - before, count - 1)]
    )
    return replace(trial, motion=Clip(motion.rotations[at], motion.translation[at], motion.fps)), HELD


def _closes(motion):
    ends = (slice(0, 1), slice(len(motion) - 1, None))
    placed = [features.place_at_origin(motion.rotations[end], motion.translation[end]) for end in ends]
    poses = [skeleton.forward_kinematics(*pose)[0] for pose in placed]
    return np.linalg.norm(poses[0] - poses[1], axis=-1).max() < _CLOSES


def _repeated(motion, times):
    """The motion `times` times in a row, each beginning where and as the one before ended."""
    rotations, translation = [motion.rotations], [motion.translation]
    joints = motion.positions
    angle = features.heading(joints)
    turned = angle[-1] - angle[0]
    for turn in range(1, times):
        by = quaternion.from_axis_angle(_UP, np.float64(turn * turned))
        part, way = motion.rotations[1:].copy(), motion.translation[1:].copy()
        part[:, 0] = quaternion.multiply(np.broadcast_to(by, part[:, 0].shape), part[:, 0])
        way = quaternion.rotate(by, way - motion.translation[0])
        way[:, [0, 2]] += translation[-1][-1, [0, 2]]
        way[:, 1] += motion.translation[0, 1]
        rotations.append(part)
        translation.append(way)
    return Clip(quaternion.continuous(np.concatenate(rotations)), np.concatenate(translation), motion.fps)

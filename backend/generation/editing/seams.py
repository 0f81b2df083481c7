"""Puts newly made frames into a motion whose other frames stay as they are, without a jump at either seam.

The new frames are carried to where the kept ones end, in place and in facing, and bent so that they arrive
where the kept ones go on. What pose and velocity still differ by at a seam runs out over `BLEND` seconds.
"""

import numpy as np

from ...motion.arrays import Floats, Motion
from ...motion.body import quaternion, skeleton

BLEND, VELOCITY_BLEND = 0.4, 0.5  # seconds
_UP = np.array([0.0, 1.0, 0.0])


def joint_steps(rotations: Floats, translation: Floats) -> Floats:
    """How far every joint moves from frame to frame, (T − 1, 22), in metres."""
    positions = skeleton.forward_kinematics(
        np.asarray(rotations, np.float64), np.asarray(translation, np.float64)
    )
    steps: Floats = np.linalg.norm(np.diff(positions, axis=0), axis=-1)
    return steps


def join(
    rotations: Floats, translation: Floats, new_rotations: Floats, new_translation: Floats, start: int,
    stop: int, fps: float,
) -> Motion:  # fmt: skip
    """The motion (T, 22, 4), (T, 3) with frames start … stop − 1 made of the new ones (stop − start of them).

    All other frames are returned bit-identical. At a seam no joint steps further than the 99th percentile
    of the motion's own steps.
    """
    kept = np.ones(len(rotations), dtype=bool)
    kept[start:stop] = False
    steps = joint_steps(rotations, translation)
    limit = float(np.percentile(steps, 99)) if len(steps) else 0.0
    for _ in range(8):
        inside = _fit(rotations, translation, new_rotations, new_translation, start, stop, fps, limit)
        joined = np.array(rotations), np.array(translation)
        joined[0][start:stop], joined[1][start:stop] = inside
        steps = joint_steps(*joined)
        seams = [steps[i] for i in (start - 1, stop - 1) if 0 <= i < len(steps)]
        own = float(np.percentile(steps, 99)) if len(steps) else 0.0
        if not seams or np.max(seams) <= own or stop - start < 2:
            break
        limit = min(limit, own) * 0.98
    return joined


class _Pose:
    """One frame: local rotations (22, 4) and pelvis position (3,)."""

    def __init__(self, rotations: Floats, translation: Floats) -> None:
        self.rotations, self.translation = np.asarray(rotations, float), np.asarray(translation, float)

    def minus(self, other: "_Pose") -> tuple[Floats, Floats]:
        """The movement from `other` to here: rotation vectors (22, 3) in the joints' frames, metres (3,)."""
        turn = quaternion.multiply(quaternion.inverse(other.rotations), self.rotations)
        return quaternion.to_vector(turn), self.translation - other.translation

    def plus(self, turn: Floats, shift: Floats) -> "_Pose":
        moved = quaternion.multiply(self.rotations, quaternion.from_vector(turn))
        return _Pose(quaternion.normalize(moved), self.translation + shift)

    def furthest(self, other: "_Pose") -> float:
        """Distance in metres between the two poses' joints that are furthest apart."""
        here = skeleton.forward_kinematics(self.rotations, self.translation)
        there = skeleton.forward_kinematics(other.rotations, other.translation)
        return float(np.linalg.norm(here - there, axis=-1).max())


class _Seam:
    """What the kept frames ask of the first new one: its pose and its velocity (None: free)."""

    def __init__(self, last: _Pose, before: _Pose | None, limit: float) -> None:
        self.pose, self.velocity = last, None
        if before is None:
            return
        turn, shift = last.minus(before)
        share = 1.0
        for _ in range(60):
            self.velocity = turn * share, shift * share
            self.pose = last.plus(*self.velocity)
            step = self.pose.furthest(last)
            if step <= limit:
                return
            share *= min(0.98, 0.995 * limit / step)
        self.velocity, self.pose = (turn * 0.0, shift * 0.0), last


def _seam(rotations: Floats, translation: Floats, near: int, far: int, limit: float) -> _Seam | None:
    if not 0 <= near < len(rotations):
        return None
    before = _Pose(rotations[far], translation[far]) if 0 <= far < len(rotations) else None
    return _Seam(_Pose(rotations[near], translation[near]), before, limit)


def _fit(
    rotations: Floats, translation: Floats, new_rotations: Floats, new_translation: Floats, start: int,
    stop: int, fps: float, limit: float,
) -> Motion:  # fmt: skip
    """The new frames start … stop − 1, carried and bent to meet what surrounds them."""
    turned = np.array(new_rotations, dtype=np.float64)
    moved = np.array(new_translation, dtype=np.float64)
    left = _seam(rotations, translation, start - 1, start - 2, limit)
    right = _seam(rotations, translation, stop, stop + 1, limit)
    if left and right and len(turned) == 1:
        half = np.full(turned.shape[1], 0.5)
        between = quaternion.slerp(left.pose.rotations, right.pose.rotations, half)
        return between[None], (0.5 * (left.pose.translation + right.pose.translation))[None]
    if not left and not right:
        # Everything is new: begin where the old motion began.
        left = _Seam(_Pose(rotations[0], translation[0]), None, limit)
        turned, moved = _carry(turned, moved, left, None)
        return quaternion.continuous(turned), moved
    turned, moved = _carry(turned, moved, left, right)
    turns, shifts = np.zeros((*turned.shape[:2], 3)), np.zeros(moved.shape)
    if left:
        turns, shifts = _offsets(turned, moved, left, fps)
    if right:
        back = _offsets(turned[::-1], moved[::-1], right, fps)
        turns, shifts = turns + back[0][::-1], shifts + back[1][::-1]
    turned = quaternion.normalize(quaternion.multiply(turned, quaternion.from_vector(turns)))
    moved = moved + shifts
    if left:
        turned[0], moved[0] = left.pose.rotations, left.pose.translation
    if right:
        turned[-1], moved[-1] = right.pose.rotations, right.pose.translation
    if start:
        turned = quaternion.continuous(
            np.concatenate([np.asarray(rotations[start - 1 : start], float), turned])
        )
        return turned[1:], moved
    return quaternion.continuous(turned), moved


def _yaw_towards(target: Floats, rotation: Floats) -> float:
    """Angle about y that best turns a pelvis rotation (4,) towards a target's."""
    _, twist = quaternion.swing_twist(quaternion.multiply(target, quaternion.inverse(rotation)), _UP)
    return float(2.0 * np.arctan2(twist[2], twist[0]))


def _wrap(angle: float) -> float:
    return (angle + np.pi) % (2.0 * np.pi) - np.pi


def _progress(moved: Floats) -> Floats:
    """0 … 1 along the frames (T,): how much of a correction is done; fast where the body moves anyway."""
    count = len(moved)
    if count < 2:
        return np.ones(count)
    travel = np.linalg.norm(np.diff(moved, axis=0)[:, [0, 2]], axis=-1)
    travel = travel + 0.3 * travel.mean() + 1e-4
    weight = travel * np.sin(np.pi * (np.arange(count - 1) + 0.5) / (count - 1)) ** 2
    return np.concatenate([[0.0], np.cumsum(weight) / weight.sum()])


def _carry(turned: Floats, moved: Floats, left: _Seam | None, right: _Seam | None) -> Motion:
    """Turn about y and shift over the floor so that the ends lie where the seams want them."""
    done = _progress(moved)
    yaw = np.zeros(len(moved))
    if left:
        yaw += _yaw_towards(left.pose.rotations[0], turned[0, 0])
    if right:
        at_end = _yaw_towards(right.pose.rotations[0], turned[-1, 0])
        yaw = yaw + done * _wrap(at_end - yaw[0]) if left else yaw + at_end
    about = quaternion.from_axis_angle(_UP, yaw)
    turned = turned.copy()
    turned[:, 0] = quaternion.multiply(about, turned[:, 0])
    steps = quaternion.rotate(about[1:], np.diff(moved, axis=0))
    path = np.concatenate([np.zeros((1, 3)), np.cumsum(steps, axis=0)])
    path[:, 1] = moved[:, 1]
    level = np.array([1.0, 0.0, 1.0])
    if left:
        path += (left.pose.translation - path[0]) * level
    if right:
        miss = (right.pose.translation - path[-1]) * level
        path += done[:, None] * miss if left else miss
    return turned, path


def _offsets(turned: Floats, moved: Floats, seam: _Seam, fps: float) -> tuple[Floats, Floats]:
    """Rotation vectors (T, 22, 3) and metres (T, 3) that make frame 0 meet the seam, running out after it."""
    count = len(moved)
    first = _Pose(turned[0], moved[0])
    turn, shift = seam.pose.minus(first)
    length = max(1, min(round(BLEND * fps), count - 1))
    x = np.minimum(np.arange(count) / length, 1.0)
    fade = 1.0 - x**3 * (10.0 - 15.0 * x + 6.0 * x * x)
    turns, shifts = fade[:, None, None] * turn, fade[:, None] * shift
    if seam.velocity is not None and count > 2:
        own_turn, own_shift = _Pose(turned[1], moved[1]).minus(first)
        length = max(1, min(round(VELOCITY_BLEND * fps), count - 1))
        x = np.minimum(np.arange(count) / length, 1.0)
        drift = length * x * (1.0 - x * x * (6.0 - 8.0 * x + 3.0 * x * x))
        turns = turns + drift[:, None, None] * (seam.velocity[0] - own_turn)
        shifts = shifts + drift[:, None] * (seam.velocity[1] - own_shift)
    return turns, shifts

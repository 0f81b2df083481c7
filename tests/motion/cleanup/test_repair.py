"""Faults of capture: spikes go, fast honest movement stays, twisted thighs turn back."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import repair

X, Y = np.eye(3)[0], np.eye(3)[1]


def still(frames=60):
    return np.tile(quaternion.IDENTITY, (frames, 22, 1)), np.tile([0.0, 0.9, 0.0], (frames, 1))


def test_spike_is_bridged():
    rotations, translation = still()
    rotations[:, 4] = quaternion.from_axis_angle(X, np.linspace(0, 1, 60))
    clean = rotations.copy()
    rotations[30:33, 4] = quaternion.from_axis_angle(Y, 2.0)
    fixed, _ = repair.repair(rotations, translation, 60.0)
    assert np.degrees(quaternion.angle_between(fixed, clean)).max() < 0.1


def test_fast_kick_is_left_alone():
    rotations, translation = still()
    rotations[:, 1] = quaternion.from_axis_angle(X, -1.5 * np.exp(-(((np.arange(60) - 30) / 8.0) ** 2)))
    fixed, _ = repair.repair(rotations, translation, 60.0)
    assert quaternion.angle_between(fixed, rotations).max() < 1e-6


def test_broken_first_frame_is_replaced():
    rotations, translation = still()
    rotations[0, 16] = quaternion.from_axis_angle(Y, 1.5)
    translation[0] = [0.0, -3.0, 0.0]
    fixed, moved = repair.repair(rotations, translation, 60.0)
    np.testing.assert_array_equal(fixed[0], fixed[1])
    np.testing.assert_array_equal(moved[0], moved[1])


def test_twisted_thigh_turns_back_and_no_joint_moves():
    rotations, translation = still()
    bend = quaternion.from_axis_angle(X, 0.2)
    half = np.array([0.0, 0.0, 1.0, 0.0])
    rotations[:, 1] = bend
    normal = rotations.copy()
    rotations[20:40, 1] = quaternion.multiply(bend, half)
    bent_knee = quaternion.multiply(quaternion.inverse(half), rotations[20:40, 4])
    rotations[20:40, 4] = quaternion.multiply(bent_knee, half)
    rotations[20:40, 7] = quaternion.inverse(half)
    before = skeleton.forward_kinematics(rotations, translation)
    fixed = repair.untwist_legs(rotations)
    np.testing.assert_allclose(skeleton.forward_kinematics(fixed, translation), before, atol=1e-12)
    assert quaternion.angle_between(fixed, normal).max() < 1e-6

"""Two-bone IK reaches, and rotations from positions give the positions back with sensible twist."""

import numpy as np
import pytest

from backend.motion.body import ik, quaternion, skeleton


def poses(frames=80, seed=0):
    """Smooth random motion within what joints do."""
    rng = np.random.default_rng(seed)
    t = np.arange(frames) / 20.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))

    def turn(joint, axis, low, high):
        wave = 0.5 + 0.5 * np.sin(rng.uniform(1, 4) * t + rng.uniform(0, 6))
        step = quaternion.from_axis_angle(np.array(axis, dtype=float), low + (high - low) * wave)
        rotations[:, joint] = quaternion.multiply(rotations[:, joint], step)

    turn(0, [0, 1, 0], -1, 1)
    turn(0, [1, 0, 0], -0.2, 0.4)
    for joint in (3, 6, 9):
        turn(joint, [0, 1, 0], -0.2, 0.2)
        turn(joint, [1, 0, 0], -0.1, 0.3)
    for side, (hip, knee, shoulder, elbow) in ((1, (1, 4, 16, 18)), (-1, (2, 5, 17, 19))):
        turn(hip, [1, 0, 0], -1.0, 0.3)
        turn(hip, [0, 1, 0], -0.3, 0.3)
        turn(knee, [1, 0, 0], 0.4, 1.5)
        turn(shoulder, [0, 0, side], -1.3, -0.5)
        turn(shoulder, [1, 0, 0], -0.5, 0.5)
        turn(elbow, [0, -np.sqrt(0.75) * side, 0.5 * side], 0.5, 1.5)
    return quaternion.continuous(rotations), np.stack([t, 0.9 + 0 * t, t], axis=1)


def test_two_bone_reaches_and_keeps_lengths():
    rotations, translation = poses()
    world, joints = skeleton.global_rotations(rotations), skeleton.forward_kinematics(rotations, translation)
    rng = np.random.default_rng(3)
    middle = joints[:, 1] + (joints[:, 7] - joints[:, 1]) * 0.9
    target = middle + rng.normal(size=(80, 3)) * 0.05
    back = np.tile([0.0, 0.0, -1.0], (80, 1))
    leg = joints[:, 1], joints[:, 4], joints[:, 7]
    upper, lower = ik.two_bone(world[:, 1], world[:, 4], *leg, target, back)
    knee = joints[:, 1] + quaternion.rotate(upper, skeleton.OFFSETS[4])
    ankle = knee + quaternion.rotate(lower, skeleton.OFFSETS[7])
    np.testing.assert_allclose(ankle, target, atol=1e-9)


def test_two_bone_out_of_reach_and_straight_is_finite():
    root, middle, end = (np.array([[0.0, y, 0.0]]) for y in (0.9, 0.5, 0.1))
    one = quaternion.IDENTITY[None]
    for target in ([0.0, -5.0, 0.0], [0.0, 0.9, 0.0], [0.0, 0.1, 0.0], [0.0, 0.4, 0.0]):
        found = ik.two_bone(one, one, root, middle, end, np.array([target]), np.array([[0.0, 0.0, -1.0]]))
        assert np.isfinite(found).all()
    upper, lower = found
    # a straight leg folds with its shin going back
    shin = quaternion.rotate(lower, np.array([0.0, -0.4, 0.0]))
    assert shin[0, 2] < -0.1


def test_positions_come_back_and_twist_is_right_where_it_shows():
    rotations, translation = poses()
    joints = skeleton.forward_kinematics(rotations, translation)
    solved, moved = ik.rotations_from_positions(joints)
    assert np.abs(skeleton.forward_kinematics(solved, moved) - joints).max() < 1e-9
    world, true = skeleton.global_rotations(solved), skeleton.global_rotations(rotations)
    error = np.degrees(quaternion.angle_between(world, true))
    for name in ("pelvis", "spine3", "left_hip", "right_hip", "left_knee", "left_shoulder", "right_elbow"):
        assert error[:, skeleton.INDEX[name]].max() < 6.0, name


def test_twist_stays_smooth_through_a_straight_arm():
    """The elbow straightens and bends the other way round: no frame may jump."""
    frames = 60
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    bend = np.abs(np.linspace(-1.2, 1.2, frames))
    rotations[:, 18] = quaternion.from_axis_angle(np.array([0.0, -1.0, 0.0]), bend)
    rng = np.random.default_rng(0)
    joints = skeleton.forward_kinematics(rotations, np.zeros((frames, 3)))
    joints += rng.normal(scale=5e-4, size=joints.shape)
    solved, _ = ik.rotations_from_positions(joints)
    step = np.degrees(quaternion.angle_between(solved[1:, 16], solved[:-1, 16]))
    assert step.max() < 8.0


def test_other_bone_lengths_scale_the_path():
    rotations, translation = poses()
    joints = skeleton.forward_kinematics(rotations, translation) * 1.25
    _, moved = ik.rotations_from_positions(joints)
    np.testing.assert_allclose(moved, translation, atol=1e-9)
    with pytest.raises(ValueError, match="finite"):
        ik.rotations_from_positions(np.full((3, 22, 3), np.nan))


def test_another_body_s_pelvis_stands_upright():
    """Upright on SMPL's pelvis is upright on ours, and the legs stay where they are."""
    rotations, translation = poses()
    rotations[:] = quaternion.IDENTITY
    joints = skeleton.forward_kinematics(rotations, translation)
    joints[:, 1:4] = joints[:, :1] + ik.HUMANML3D_PELVIS
    for hip, others in ((1, (4, 7, 10)), (2, (5, 8, 11))):
        for joint in others:
            joints[:, joint] = joints[:, skeleton.PARENTS[joint]] + skeleton.OFFSETS[joint]
        assert hip in skeleton.PARENTS
    solved, moved = ik.rotations_from_positions(joints, ik.HUMANML3D_PELVIS)
    assert np.degrees(quaternion.angle_between(solved[:, 0], quaternion.IDENTITY)).max() < 0.1
    leaning, _ = ik.rotations_from_positions(joints)
    assert np.degrees(quaternion.angle_between(leaning[:, 0], quaternion.IDENTITY)).min() > 4.0
    there = skeleton.forward_kinematics(solved, moved)
    np.testing.assert_allclose(there[:, [10, 11]].mean(1), joints[:, [10, 11]].mean(1), atol=1e-9)


def test_an_elbow_that_bends_to_another_side_takes_its_time():
    """A punch: bent, straight for one frame, bent the other way."""
    rotations = np.tile(quaternion.IDENTITY, (30, 22, 1))
    bend = np.where(np.arange(30) < 15, 1.0, -0.6)
    bend[15] = 0.02
    rotations[:, 18] = quaternion.from_axis_angle(np.array([0.0, -1.0, 0.0]), bend)
    joints = skeleton.forward_kinematics(rotations, np.zeros((30, 3)))
    solved, moved = ik.rotations_from_positions(joints)
    assert np.abs(skeleton.forward_kinematics(solved, moved) - joints).max() < 1e-9
    assert np.degrees(quaternion.angle_between(solved[1:, 16], solved[:-1, 16])).max() < 90.0

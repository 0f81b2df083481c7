"""The canonical body: its order, T-pose, forward kinematics and mirror."""

import numpy as np

from backend.motion.body import quaternion, skeleton


def pose(frames=20, seed=0):
    rng = np.random.default_rng(seed)
    q = quaternion.normalize(rng.normal(size=(frames, 22, 4)) * 0.3 + quaternion.IDENTITY)
    return q, rng.normal(size=(frames, 3))


def test_order_is_humanml3ds():
    assert skeleton.JOINTS[9] == "spine3" and skeleton.JOINTS[15] == "head"
    assert [skeleton.JOINTS[j] for j in skeleton.CHAINS[1]] == [
        "pelvis", "left_hip", "left_knee", "left_ankle", "left_foot",
    ]  # fmt: skip
    for chain in skeleton.CHAINS:
        for parent, child in zip(chain[:-1], chain[1:], strict=True):
            assert skeleton.PARENTS[child] == parent


def test_t_pose_faces_z_with_the_left_hand_at_x():
    rest = skeleton.forward_kinematics(np.tile(quaternion.IDENTITY, (22, 1)), np.zeros(3))
    assert rest[skeleton.INDEX["left_wrist"], 0] > 0.6
    assert rest[skeleton.INDEX["left_foot"], 2] > rest[skeleton.INDEX["left_ankle"], 2] + 0.1
    np.testing.assert_allclose(rest[skeleton.INDEX["right_wrist"]], rest[20] * [-1, 1, 1])
    assert abs(rest[skeleton.INDEX["head"], 1] - rest[skeleton.INDEX["left_foot"], 1] - 1.61) < 0.02


def test_forward_kinematics_by_hand():
    rotations = np.tile(quaternion.IDENTITY, (22, 1))
    rotations[skeleton.INDEX["left_shoulder"]] = quaternion.from_axis_angle(np.array([0, 0, 1.0]), -np.pi / 2)
    joints = skeleton.forward_kinematics(rotations, np.array([1.0, 2.0, 3.0]))
    upper_arm = joints[skeleton.INDEX["left_elbow"]] - joints[skeleton.INDEX["left_shoulder"]]
    np.testing.assert_allclose(upper_arm, [0.0, -0.26, 0.0], atol=1e-12)
    hand = joints[skeleton.INDEX["left_wrist"]] - joints[skeleton.INDEX["left_elbow"]]
    np.testing.assert_allclose(hand, [0.0, -0.268, 0.0], atol=1e-12)
    np.testing.assert_allclose(joints[0], [1.0, 2.0, 3.0])


def test_world_and_local_rotations_undo_each_other():
    rotations, _ = pose()
    back = skeleton.local_rotations(skeleton.global_rotations(rotations))
    np.testing.assert_allclose(np.abs(np.sum(back * rotations, axis=-1)), 1.0, atol=1e-12)


def test_mirror_reflects_every_joint_and_twice_is_identity():
    rotations, translation = pose()
    joints = skeleton.forward_kinematics(rotations, translation)
    seen = skeleton.forward_kinematics(*skeleton.mirror(rotations, translation))
    np.testing.assert_allclose(seen, joints[:, list(skeleton.MIRROR)] * [-1, 1, 1], atol=1e-12)
    again = skeleton.mirror(*skeleton.mirror(rotations, translation))
    np.testing.assert_array_equal(again[0], rotations)
    np.testing.assert_array_equal(again[1], translation)

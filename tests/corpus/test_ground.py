"""The floor under bodies that stand, and under those that lie."""

import numpy as np

from backend.corpus import ground
from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip


def _standing(frames=40, height=0.3):
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    feet = skeleton.forward_kinematics(rotations[0], np.zeros(3))[:, 1].min()
    return rotations, np.tile([0.0, height - feet, 0.0], (frames, 1))


def _lying(frames=40, height=0.3):
    rotations, translation = _standing(frames, height)
    rotations[:, 0] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), -np.pi / 2)
    translation[:, 1] = height + 0.02
    return rotations, translation


def test_feet_tell_the_floor_of_a_body_that_stands():
    rotations, translation = _standing()
    joints = skeleton.forward_kinematics(rotations, translation)
    assert abs(ground.feet(joints) - 0.3) < 1e-9
    assert abs(ground.own(joints, 0.25) - 0.3) < 1e-9
    # feet that rest on a chair, by what the body's other trials say
    assert ground.own(joints, 0.0) == 0.0


def test_a_body_that_lies_takes_the_floor_of_its_other_trials():
    joints = skeleton.forward_kinematics(*_lying())
    joints[:, :, 1] -= 0.2 * np.isin(np.arange(22), [20, 21])  # its arms hang lowest
    assert ground.feet(joints) is None and ground.own(joints, 0.3) == 0.3
    assert ground.common([None, 0.2, 0.4, 0.3]) == 0.3 and ground.common([None]) == 0.0


def test_no_trunk_and_no_arm_sinks_into_the_floor():
    rotations, translation = _lying()
    rotations[:, skeleton.INDEX["left_elbow"]] = quaternion.from_axis_angle(np.array([0.0, -1.0, 0.0]), -1.0)
    joints = ground.settled(Clip(rotations, translation, 20.0), 0.3).positions
    assert joints[:, 0, 1].min() > 0.04 and joints[..., 1].min() > -0.02


def test_a_body_that_stands_is_left_as_it_is():
    rotations, translation = _standing()
    found = ground.settled(Clip(rotations, translation, 20.0), 0.3)
    np.testing.assert_allclose(found.rotations, rotations, atol=1e-12)
    np.testing.assert_allclose(found.translation, translation - [0, 0.3, 0], atol=1e-12)


def test_lifting_comes_and_goes_smoothly():
    depth = np.zeros(100)
    depth[50] = 0.1
    eased = ground._eased(depth)
    assert eased[50] > 0.08 and eased[20] == 0.0 and np.abs(np.diff(eased, n=2)).max() < 0.01

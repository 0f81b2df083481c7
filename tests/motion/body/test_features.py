"""HumanML3D features: published clips and our own motion, both ways."""

import numpy as np
import pytest

from backend.motion.body import features, quaternion, skeleton


@pytest.fixture(scope="module")
def humanml3d(shared_dir):
    folder = shared_dir / "fixtures" / "humanml3d"
    return {p.stem: np.load(p) for p in folder.glob("*.npy")}


def walk(frames=60):
    """A body that walks a curve, arms and legs swinging, head turning."""
    t = np.arange(frames) / 20.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))

    def turn(name, axis, angle):
        rotations[:, skeleton.INDEX[name]] = quaternion.from_axis_angle(np.eye(3)[axis], angle)

    turn("pelvis", 1, 0.5 * t)
    for side, sign in (("left", 1), ("right", -1)):
        turn(f"{side}_hip", 0, -0.5 * sign * np.sin(6 * t))
        turn(f"{side}_knee", 0, 0.4 + 0.4 * np.cos(6 * t) * sign)
        turn(f"{side}_shoulder", 2, -1.2 * sign + 0.2 * np.sin(6 * t))
        turn(f"{side}_wrist", 0, 0.3 * np.sin(3 * t))
    turn("head", 1, 0.4 * np.sin(2 * t))
    translation = np.stack([0.3 * t, 0.93 + 0.02 * np.sin(12 * t), t], axis=1)
    return rotations, translation


def test_joints_from_published_features_within_a_millimetre(humanml3d):
    joints, rows = humanml3d["012314_joints"], humanml3d["012314_vecs"]
    found = features.recover_positions(rows)
    count = min(len(found), len(joints))
    assert np.linalg.norm(found[:count] - joints[:count], axis=-1).max() < 1e-3


def test_features_from_published_joints(humanml3d):
    """All features follow from the joints; the last frames miss the frame the file lacks."""
    joints, rows = humanml3d["012314_joints"], humanml3d["012314_vecs"]
    ours = features.from_motion(joints, None, published=True)
    same = (features.YAW, features.VELOCITY_XZ, features.HEIGHT, features.POSITIONS, features.VELOCITIES)
    for part in (*same, features.ROTATIONS):
        np.testing.assert_allclose(ours[:80, part], rows[:80, part], atol=2e-4)
    np.testing.assert_array_equal(ours[:, features.CONTACTS], rows[: len(ours), features.CONTACTS])


def test_yaw_rate_of_a_known_turn():
    """Half the angle between frames; turning left, towards +x, counts negative, as published."""
    rotations, translation = walk(200)
    rows = features.from_motion(skeleton.forward_kinematics(rotations, translation), rotations)
    assert rows.shape == (199, features.SIZE)
    np.testing.assert_allclose(rows[90:110, 0].mean(), -np.sin(0.5 / 20 / 2), rtol=0.02)


def test_captured_rotations_come_back():
    rotations, translation = features.place_at_origin(*walk())
    positions = skeleton.forward_kinematics(rotations, translation)
    rows = features.from_motion(positions, rotations)
    back, root = features.recover_captured(rows)
    angle = np.degrees(quaternion.angle_between(back, rotations[:-1]))
    assert angle.max() < 0.1
    assert np.abs(root - translation[:-1]).max() < 1e-3
    assert np.abs(features.recover_positions(rows) - positions[:-1]).max() < 1e-3


def test_place_at_origin():
    rotations, translation = features.place_at_origin(*walk())
    positions = skeleton.forward_kinematics(rotations, translation)
    np.testing.assert_allclose(positions[0, 0, [0, 2]], 0.0, atol=1e-12)
    assert abs(positions[..., 1].min()) < 1e-12
    np.testing.assert_allclose(features.facing(positions)[0], quaternion.IDENTITY, atol=1e-9)


def test_one_frame_is_refused():
    with pytest.raises(ValueError, match="two frames"):
        features.from_motion(np.zeros((1, 22, 3)), np.tile(quaternion.IDENTITY, (1, 22, 1)))


def test_swings_point_bones_where_the_positions_say():
    positions = skeleton.forward_kinematics(*walk())
    face = quaternion.inverse(features.facing(positions))
    found = features.swings(positions, face)
    # HumanML3D's T-pose lies along the axes: a forearm's rest direction is straight down.
    world = face
    for joint in (14, 17, 19, 21):
        world = quaternion.multiply(world, found[:, joint])
    forearm = positions[:, 21] - positions[:, 19]
    forearm /= np.linalg.norm(forearm, axis=-1, keepdims=True)
    np.testing.assert_allclose(quaternion.rotate(world, np.array([0.0, -1.0, 0.0])), forearm, atol=1e-9)
    np.testing.assert_allclose(found[:, 0], face)

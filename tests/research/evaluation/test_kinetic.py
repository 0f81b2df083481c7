import numpy as np
import pytest

from backend.motion.body import quaternion, skeleton
from backend.research.evaluation import kinetic

FPS = 20.0


def standing(frames=40):
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    return rotations, np.tile([0.0, 0.95, 0.0], (frames, 1))


def joints(rotations, translation):
    return skeleton.forward_kinematics(rotations, translation)


def test_kinetic_energies_are_those_of_the_movement():
    rotations, translation = standing()
    t = np.arange(40) / FPS
    translation[:, 0] = 1.5 * t
    translation[:, 1] = 2.0 * t**2
    found = kinetic.kinetic(joints(rotations, translation)).reshape(3, 22)
    np.testing.assert_allclose(found[0], 1.5**2, rtol=1e-9)
    # Between two frames the mean vertical speed is 4 t at their middle.
    middle = (t[1:] + t[:-1]) / 2
    np.testing.assert_allclose(found[1], np.mean((4 * middle) ** 2), rtol=1e-9)
    np.testing.assert_allclose(found[2], 4.0, rtol=1e-6)


def turn(axis, degrees):
    return quaternion.from_axis_angle(np.array(axis, dtype=float), np.radians(degrees))


def holding(**degrees):
    """Relations by index of a T-pose with joints turned: name=(axis, degrees)."""
    rotations, translation = standing()
    for name, (axis, angle) in degrees.items():
        rotations[:, skeleton.INDEX[name]] = turn(axis, angle)
    return kinetic.geometric(joints(rotations, translation))


LEFT, RIGHT, BOTH = 0, 16, 32


def test_poses_are_told_apart():
    rest = holding()
    assert set(rest) <= {0.0, 1.0}
    assert rest[LEFT + 2] == rest[RIGHT + 2] == 1.0  # T-pose: hands out to the sides
    assert rest[LEFT + 8] == rest[LEFT + 14] == 1.0  # elbows and knees straight
    forward = holding(left_shoulder=((0, 1, 0), -90))
    assert forward[LEFT] == 1.0 and forward[RIGHT] == 0.0 and forward[LEFT + 2] == 0.0
    raised = holding(left_shoulder=((0, 0, 1), 80))
    assert raised[LEFT + 5] == 1.0 and rest[LEFT + 5] == 0.0
    hanging = holding(right_shoulder=((0, 0, 1), 85))
    assert hanging[RIGHT + 6] == 1.0 and hanging[LEFT + 6] == 0.0
    bent = holding(left_elbow=((0, 1, 0), -100))
    assert bent[LEFT + 7] == 1.0 and bent[LEFT + 8] == 0.0
    kicking = holding(right_hip=((1, 0, 0), -80))
    assert kicking[RIGHT + 10] == kicking[RIGHT + 12] == 1.0 and kicking[LEFT + 12] == 0.0
    split = holding(left_hip=((0, 0, 1), 30), right_hip=((0, 0, 1), -30))
    assert split[BOTH] == 1.0 and rest[BOTH] == 0.0


def test_relations_do_not_depend_on_where_the_body_is_and_faces():
    random = np.random.default_rng(0)
    rotations, translation = standing()
    rotations[:, 1:] = quaternion.from_axis_angle(np.array([1.0, 0, 0]), random.normal(0, 0.4, (1, 21)))
    elsewhere = quaternion.multiply(turn((0, 1, 0), 130), rotations[:, 0])
    turned = rotations.copy()
    turned[:, 0] = elsewhere
    np.testing.assert_array_equal(
        kinetic.geometric(joints(rotations, translation)),
        kinetic.geometric(joints(turned, translation + [5.0, 0.0, -3.0])),
    )


def walks(seed, speed, count=40):
    random, found = np.random.default_rng(seed), []
    for _ in range(count):
        rotations, translation = standing()
        swing = np.sin(np.arange(40) / FPS * random.uniform(4, 8))
        for name, sign in (("left_hip", 1), ("right_hip", -1), ("left_knee", 1), ("left_shoulder", -1)):
            rotations[:, skeleton.INDEX[name]] = quaternion.from_axis_angle(
                np.array([1.0, 0, 0]), sign * random.uniform(0.3, 0.9) * swing
            )
        translation[:, 2] = random.uniform(0.8, 1.2) * speed * np.arange(40) / FPS
        found.append(joints(rotations, translation))
    return found


def test_distances_grow_with_the_difference():
    real = walks(0, 1.0)
    same, faster, still = walks(1, 1.0), walks(1, 1.6), [c[:1].repeat(40, 0) for c in walks(1, 1.0)]
    none = kinetic.distances(real, real)
    assert none["kinetic_fid"] == pytest.approx(0.0, abs=1e-6)
    assert none["geometric_fid"] == pytest.approx(0.0, abs=1e-6)
    near, far, dead = (kinetic.distances(real, other) for other in (same, faster, still))
    assert near["kinetic_fid"] < far["kinetic_fid"] and near["kinetic_fid"] < dead["kinetic_fid"]
    assert near["geometric_fid"] < 0.5 * dead["geometric_fid"]


def test_what_is_no_motion_is_refused():
    with pytest.raises(ValueError, match="joints must be"):
        kinetic.kinetic(np.zeros((2, 22, 3)))

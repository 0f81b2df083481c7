"""Quaternions against scipy's Rotation."""

import numpy as np
from scipy.spatial.transform import Rotation

from backend.motion.body import quaternion


def random(count, seed=0):
    return quaternion.normalize(np.random.default_rng(seed).normal(size=(count, 4)))


def rotation(q):
    return Rotation.from_quat(np.roll(q, -1, axis=-1))


def same(a, b):
    return np.allclose(np.abs(np.sum(a * b, axis=-1)), 1.0, atol=1e-12)


def wxyz(r):
    return np.roll(r.as_quat(), 1, axis=-1)


def test_multiply_inverse_rotate():
    a, b = random(200), random(200, 1)
    v = np.random.default_rng(2).normal(size=(200, 3))
    assert same(quaternion.multiply(a, b), wxyz(rotation(a) * rotation(b)))
    assert same(quaternion.inverse(a), wxyz(rotation(a).inv()))
    np.testing.assert_allclose(quaternion.rotate(a, v), rotation(a).apply(v), atol=1e-12)


def test_matrices_both_ways_with_all_four_largest_parts():
    q = np.concatenate([random(200), np.eye(4), np.eye(4)[:, ::-1] * 0.6 + np.eye(4) * 0.8])
    q = quaternion.normalize(q)
    np.testing.assert_allclose(quaternion.to_matrix(q), rotation(q).as_matrix(), atol=1e-12)
    assert same(quaternion.from_matrix(rotation(q).as_matrix()), q)


def test_six_numbers_both_ways():
    q = random(100)
    np.testing.assert_allclose(quaternion.to_six(q)[:, :3], rotation(q).as_matrix()[:, :, 0], atol=1e-12)
    assert same(quaternion.from_six(quaternion.to_six(q)), q)
    assert same(quaternion.from_six(quaternion.to_six(q) * 3.0), q)


def test_axis_angle_known_value():
    q = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.pi / 2)
    np.testing.assert_allclose(q, [np.sqrt(0.5), 0, np.sqrt(0.5), 0], atol=1e-15)
    np.testing.assert_allclose(quaternion.rotate(q, [0.0, 0.0, 1.0]), [1.0, 0.0, 0.0], atol=1e-15)


def test_between_takes_one_direction_to_the_other_even_opposite():
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(50, 3)), rng.normal(size=(50, 3))
    b[0] = -2.0 * a[0]
    turned = quaternion.rotate(quaternion.between(a, b), a / np.linalg.norm(a, axis=1, keepdims=True))
    np.testing.assert_allclose(turned, b / np.linalg.norm(b, axis=1, keepdims=True), atol=1e-9)


def test_slerp_against_scipy():
    a, b = random(30), random(30, 5)
    for t in (0.0, 0.25, 0.7, 1.0):
        step = (rotation(a).inv() * rotation(b)).as_rotvec() * t
        expected = wxyz(rotation(a) * Rotation.from_rotvec(step))
        assert same(quaternion.slerp(a, b, np.full(30, t)), expected)


def test_angle_between_and_swing_twist():
    a, b = random(40), random(40, 6)
    expected = (rotation(a).inv() * rotation(b)).magnitude()
    np.testing.assert_allclose(quaternion.angle_between(a, b), expected, atol=1e-9)
    axis = np.array([0.0, 0.6, 0.8])
    swing, twist = quaternion.swing_twist(a, axis)
    assert same(quaternion.multiply(swing, twist), a)
    np.testing.assert_allclose(quaternion.rotate(twist, axis), np.tile(axis, (40, 1)), atol=1e-12)
    np.testing.assert_allclose(np.abs(np.sum(swing[:, 1:] * axis, axis=1)), 0.0, atol=1e-12)


def test_continuous_never_jumps_and_keeps_the_rotation():
    q = random(1)[0] * np.array([1, -1, -1, 1, -1.0])[:, None]
    smooth = quaternion.continuous(q[:, None])
    assert (np.sum(smooth[1:] * smooth[:-1], axis=-1) > 0.999).all()
    np.testing.assert_array_equal(smooth[0, 0], q[0])


def test_zero_becomes_identity():
    np.testing.assert_array_equal(quaternion.normalize(np.zeros(4)), quaternion.IDENTITY)


def test_rotation_vectors_are_the_logarithm():
    q = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.5)
    np.testing.assert_allclose(quaternion.to_vector(q), [0, 0, 0.5], atol=1e-12)
    np.testing.assert_allclose(quaternion.to_vector(-q), [0, 0, 0.5], atol=1e-12)
    np.testing.assert_allclose(quaternion.to_vector(quaternion.IDENTITY), np.zeros(3))
    v = np.random.default_rng(0).normal(size=(50, 3))
    v *= np.minimum(1.0, 3.0 / np.linalg.norm(v, axis=-1, keepdims=True))
    np.testing.assert_allclose(quaternion.to_vector(quaternion.from_vector(v)), v, atol=1e-9)

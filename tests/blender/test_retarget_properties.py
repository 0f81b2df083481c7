"""What holds for every rotation on its way to a bone: axes there and back, values without jumps."""

import numpy as np
import pytest
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import coords
from dynmask.dynmask_blender.actions import fcurve_keys

pytest.importorskip("hypothesis", reason="hypothesis is not in this Blender's environment")
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from tests import strategies  # noqa: E402

MODES = ("QUATERNION", "AXIS_ANGLE", "XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")


@given(strategies.rotations(9), st.floats(0.001, 1000))
def test_blender_s_axes_there_and_back(q, unit):
    np.testing.assert_allclose(coords.rotations_from_frame(coords.rotations_to_frame(q)), q, atol=1e-9)
    points = np.linspace(-50, 50, 27).reshape(9, 3)
    there = coords.points_to_blender(points, unit)
    back = np.stack([there[:, 0], there[:, 2], -there[:, 1]], axis=-1) * unit
    np.testing.assert_allclose(back, points, atol=1e-9)
    # turning and changing axes commute
    np.testing.assert_allclose(
        quaternion.rotate(coords.rotations_to_frame(q), coords.points_to_blender(points)),
        coords.points_to_blender(quaternion.rotate(q, points)), atol=1e-9,
    )  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
@given(q=strategies.rotations(30))
def test_a_bone_s_own_values_say_the_same_rotation(mode, q):
    values = fcurve_keys.to_mode(q, mode)
    assert np.isfinite(values).all() and values.shape == (30, fcurve_keys.channel(mode)[1])
    assert quaternion.angle_between(fcurve_keys.from_mode(values, mode), q).max() < 1e-5


@pytest.mark.parametrize("mode", MODES)
@given(seed=strategies.SEEDS, speed=st.floats(0.001, 0.2))
def test_a_smooth_turn_has_values_without_jumps(mode, seed, speed):
    rng = np.random.default_rng(seed)
    axis = rng.normal(size=3)
    turn = quaternion.from_axis_angle(axis / np.linalg.norm(axis), speed * np.arange(200))
    values = fcurve_keys.to_mode(quaternion.multiply(turn, quaternion.normalize(rng.normal(size=4))), mode)
    steps = np.abs(np.diff(values, axis=0))
    # Near gimbal lock Euler angles move fast, but never by a whole turn or a sign.
    assert steps.max() < np.pi + 1e-6
    if mode in ("QUATERNION", "AXIS_ANGLE"):
        assert np.median(steps.max(axis=1)) < 0.5
    assert all(fcurve_keys.is_continued(a, b, mode) for a, b in zip(values, values[1:], strict=False))


@pytest.mark.parametrize("mode", MODES)
@given(q=strategies.rotations(12), split=st.integers(1, 11))
def test_values_go_on_from_where_others_end(mode, q, split):
    whole = fcurve_keys.to_mode(q, mode)
    rest = fcurve_keys.to_mode(q[split:], mode, whole[split - 1])
    assert quaternion.angle_between(fcurve_keys.from_mode(rest, mode), q[split:]).max() < 1e-5
    if mode != "AXIS_ANGLE":
        assert fcurve_keys.is_continued(whole[split - 1], rest[0], mode) or mode != "QUATERNION"


@given(strategies.rotations(1), st.floats(-0.3, 0.3))
def test_a_body_s_axes_are_a_rotation_and_upright_bodies_stand_straight(turn, lean):
    left, up = quaternion.rotate(turn[0], np.eye(3)[[0, 1]])
    frame = coords.body_frame(left, up + lean * left)
    assert abs(np.linalg.norm(frame) - 1) < 1e-9
    straight = coords.body_frame(np.array([1.0, 0.05, 0.0]), np.array([0.0, lean, 1.0]))
    np.testing.assert_allclose(np.abs(straight), np.abs(coords.TO_BLENDER), atol=1e-9)

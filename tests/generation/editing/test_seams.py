import numpy as np
import pytest

from backend.generation.editing import seams
from backend.motion.body import quaternion, skeleton


def moved(rotations, translation, yaw, shift):
    """The same motion turned about y and carried elsewhere."""
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), yaw)
    rotations = rotations.copy()
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    return rotations, quaternion.rotate(turn, translation) + shift


def test_the_same_motion_elsewhere_comes_back_to_its_place(make_clip):
    """New frames that are the old ones, turned by 2 radians and 5 metres away, are carried home."""
    clip = make_clip(100, seed=3)
    new = moved(clip.rotations, clip.translation, 2.0, [5.0, 0.0, -1.0])
    inside = new[0][30:70], new[1][30:70]
    rotations, translation = seams.join(clip.rotations, clip.translation, *inside, 30, 70, 20.0)
    there = skeleton.forward_kinematics(rotations, translation)
    assert np.abs(there - clip.positions).max() < 0.2


@pytest.mark.parametrize("start, stop", [(30, 70), (0, 40), (60, 100), (0, 100)])
def test_what_is_outside_is_bit_identical(make_clip, start, stop):
    clip, new = make_clip(100, seed=1), make_clip(stop - start, seed=2)
    rotations, translation = seams.join(
        clip.rotations, clip.translation, new.rotations, new.translation, start, stop, 20.0
    )
    outside = np.r_[0:start, stop:100]
    assert (rotations[outside].tobytes(), translation[outside].tobytes()) == (
        clip.rotations[outside].tobytes(),
        clip.translation[outside].tobytes(),
    )
    np.testing.assert_allclose(np.linalg.norm(rotations, axis=-1), 1.0, atol=1e-9)


def test_the_number_type_is_kept(make_clip):
    clip, new = make_clip(60, seed=1), make_clip(20, seed=2)
    kept = clip.rotations.astype(np.float32), clip.translation.astype(np.float32)
    rotations, translation = seams.join(*kept, new.rotations, new.translation, 20, 40, 20.0)
    assert rotations.dtype == translation.dtype == np.float32
    assert (rotations[:20] == kept[0][:20]).all() and (translation[40:] == kept[1][40:]).all()


def test_velocity_goes_on_through_a_seam(make_clip):
    """At the seams the second differences stay like the motion's own, however foreign the new frames."""
    worst = []
    for seed in range(20):
        clip, new = make_clip(120, seed=seed), make_clip(50, seed=seed + 100, speed=0.3)
        joined = seams.join(clip.rotations, clip.translation, new.rotations, new.translation, 40, 90, 20.0)
        positions = skeleton.forward_kinematics(*joined)
        bend = np.linalg.norm(np.diff(positions, 2, axis=0), axis=-1).max(axis=1)
        own = np.linalg.norm(np.diff(clip.positions, 2, axis=0), axis=-1).max(axis=1)
        worst.append(max(bend[38:41].max(), bend[87:90].max()) / own.max())
    assert np.median(worst) < 1.5 and max(worst) < 4.0, worst


def test_a_detour_ends_where_the_rest_begins(make_clip):
    """The rest of the walk stays 2.4 m further although the new part stands on the spot."""
    clip = make_clip(100, seed=5)
    still = np.repeat(clip.rotations[:1], 40, axis=0), np.repeat(clip.translation[:1], 40, axis=0)
    rotations, translation = seams.join(clip.rotations, clip.translation, *still, 30, 70, 20.0)
    steps = np.linalg.norm(np.diff(translation, axis=0), axis=-1)
    gap = np.linalg.norm(clip.translation[70] - clip.translation[29])
    assert steps[29:70].sum() == pytest.approx(gap, rel=0.25)
    assert steps.max() < 3 * gap / 40


def test_a_frozen_clip_does_not_step_at_its_seams(make_clip):
    clip, new = make_clip(1, seed=1), make_clip(30, seed=2)
    frozen = np.repeat(clip.rotations, 90, axis=0), np.repeat(clip.translation, 90, axis=0)
    joined = seams.join(*frozen, new.rotations, new.translation, 30, 60, 20.0)
    steps = seams.joint_steps(*joined)
    assert steps[29].max() < 1e-9 and steps[59].max() < 1e-9
    assert steps[30:58].max() > 0.01, "inside, the new motion moves"


@pytest.mark.parametrize("start, stop", [(5, 6), (5, 7), (1, 9), (0, 1), (9, 10), (1, 2)])
def test_tiny_ranges(make_clip, start, stop):
    clip, new = make_clip(10, seed=1), make_clip(stop - start, seed=2)
    rotations, translation = seams.join(
        clip.rotations, clip.translation, new.rotations, new.translation, start, stop, 20.0
    )
    assert np.isfinite(rotations).all() and np.isfinite(translation).all()
    assert seams.joint_steps(rotations, translation).max() < 0.5

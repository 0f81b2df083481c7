import numpy as np
import pytest

from backend.motion.body import quaternion
from backend.motion.cleanup import snaps

UP = np.array([0.0, 1.0, 0.0])


def walk(headings):
    """A body that faces `headings` (T,) in radians and goes 5 cm a frame where it faces."""
    rotations = np.tile(quaternion.IDENTITY, (len(headings), 22, 1))
    rotations[:, 0] = quaternion.from_axis_angle(UP, np.asarray(headings))
    steps = 0.05 * np.stack([np.sin(headings), np.zeros(len(headings)), np.cos(headings)], axis=-1)
    return rotations, np.cumsum(steps, axis=0) + [0.0, 0.9, 0.0]


@pytest.mark.parametrize("angle", (1.2, -2.5, np.pi))
def test_a_snap_is_turned_back_with_the_path_behind_it(angle):
    calm = np.linspace(0.0, 0.6, 40)
    rotations, translation = snaps.remove(*walk(np.where(np.arange(40) < 20, calm, calm + angle)))
    wanted, _ = walk(calm)
    assert quaternion.angle_between(rotations[:, 0], wanted[:, 0]).max() < 0.02
    # Frame 20 was reached before the turn; from there the path follows the facing again.
    ahead = quaternion.rotate(rotations[21:, 0], np.array([0.0, 0.0, 0.05]))
    assert np.abs(np.diff(translation, axis=0)[20:] - ahead).max() < 1e-7


def test_a_fast_twirl_stays_as_it_is():
    rotations, translation = walk(np.arange(40) * 0.7)
    for made, given in zip(snaps.remove(rotations, translation), (rotations, translation), strict=True):
        np.testing.assert_array_equal(made, given)


def test_two_snaps_and_a_snap_in_the_first_step():
    headings = np.zeros(30)
    headings[1:] += 2.0
    headings[15:] -= 1.5
    rotations, _ = snaps.remove(*walk(headings))
    assert quaternion.angle_between(rotations[:, 0], rotations[:1, 0]).max() < 1e-6


def test_a_somersault_in_one_frame_turns_nothing_behind_it():
    rotations, translation = walk(np.zeros(20))
    rotations[10:, 0] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 2.0)
    made, path = snaps.remove(rotations, translation)
    np.testing.assert_array_equal(path, translation)
    np.testing.assert_array_equal(
        np.delete(made, range(6, 14), axis=0), np.delete(rotations, range(6, 14), axis=0)
    )
    assert quaternion.angle_between(made[1:, 0], made[:-1, 0]).max() < 0.45


def test_a_limb_that_leaps_is_led_over():
    rotations, translation = walk(np.zeros(30))
    rotations[15:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), 2.5)
    rotations[20, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.0)
    made, _ = snaps.remove(rotations, translation)
    assert quaternion.angle_between(made[1:, 16], made[:-1, 16]).max() < 0.6
    np.testing.assert_array_equal(made[:11], rotations[:11])
    np.testing.assert_array_equal(made[25:], rotations[25:])


def test_the_pose_passes_over_a_snap_without_a_jolt():
    rotations, translation = walk(np.where(np.arange(40) < 20, 0.0, 1.5))
    rotations[20:, 1] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 1.0)
    made, _ = snaps.remove(rotations, translation)
    steps = quaternion.angle_between(made[1:, 1], made[:-1, 1])
    assert np.count_nonzero(steps > 1e-6) == 9 and steps.sum() == pytest.approx(1.0, abs=1e-6)
    # Evenly it would set in with a ninth of the way at once.
    assert np.abs(np.diff(steps)).max() < 0.06
    np.testing.assert_array_equal(made[:16], rotations[:16])
    np.testing.assert_array_equal(made[24:, 1:], rotations[24:, 1:])


def test_a_snap_between_fast_turns_gets_more_time():
    """Over nine frames it would turn faster than before the snap was taken out."""
    steps = np.concatenate([np.zeros(15), np.full(6, 0.5), [2.6], np.full(6, -0.6), np.zeros(15)])
    made, _ = snaps.remove(*walk(np.concatenate([[0.0], np.cumsum(steps)])))
    assert abs(snaps.turns(made[:, 0])).max() < 0.62
    jolts = abs(np.diff(snaps.turns(made[:, 0])))
    assert jolts.max() < 0.5


def test_what_moves_at_both_ends_is_led_on_at_their_speed():
    angles = 0.05 * np.arange(30.0)
    rotations, _ = walk(angles)
    wanted = np.array(rotations)
    rotations[12:16, 0] = quaternion.IDENTITY
    snaps.ease(rotations, 11, 16)
    assert quaternion.angle_between(rotations[:, 0], wanted[:, 0]).max() < 1e-3


@pytest.mark.parametrize("start, stop", [(0, 9), (20, 29), (0, 29)])
def test_a_clip_may_begin_and_end_in_between(start, stop):
    rotations, _ = walk(np.linspace(0.0, 1.0, 30))
    made = np.array(rotations)
    snaps.ease(made, start, stop)
    assert quaternion.angle_between(made[1:, 0], made[:-1, 0]).max() < 0.1
    np.testing.assert_array_equal(made[[start, stop]], rotations[[start, stop]])

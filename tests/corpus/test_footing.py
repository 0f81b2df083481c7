"""Captured bodies on the floor that their mass and their resting feet tell of."""

import numpy as np
import pytest

from backend.corpus import footing
from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import supports
from tests.motion.cleanup import bodies
from tests.motion.conftest import planted_walk

_X = np.array([1.0, 0.0, 0.0])


def _over(motion):
    """Metres (T, parts) of each part over where it rests on the floor."""
    return supports.clearances(skeleton.forward_kinematics(*motion)[..., 1])[0]


def _feet(motion):
    return _over(motion)[:, :2].min(axis=1)


def _squatting(depth):
    """Who bends both knees by `depth` (T,), from 0 to 1, over ankles that stay; its toes where they stand."""
    depth = np.asarray(depth, dtype=float)
    rotations, translation = bodies.standing(np.zeros(len(depth)))
    stood = skeleton.forward_kinematics(rotations, translation)[:, 7, 1]
    for joint, share in (("hip", -0.9), ("knee", 1.8), ("ankle", -0.9)):
        for side in ("left", "right"):
            turned = quaternion.from_axis_angle(np.tile(_X, (len(depth), 1)), share * depth)
            rotations[:, skeleton.INDEX[f"{side}_{joint}"]] = turned
    now = skeleton.forward_kinematics(rotations, translation)[:, 7, 1]
    translation[:, 1] += stood - now
    return rotations, translation


def test_a_body_on_its_floor_is_left_as_it_is():
    rotations, translation = bodies.standing(np.zeros(40))
    found = footing.stood(rotations, translation)
    assert found[0] is rotations and found[1] is translation


def test_a_body_that_stands_over_the_floor_stands_on_it():
    """The floor of CMU's 05_17 was that of its end: it began 5 cm higher, 08_11's walk rose by 10 cm."""
    lift = np.interp(np.arange(120), [0, 60, 90, 120], [0.09, 0.09, 0.0, 0.0])
    found = footing.stood(*bodies.standing(lift))
    assert np.abs(_feet(found)).max() < 0.021
    assert np.abs(np.diff(found[1][:, 1], n=2)).max() * 400 < 3.0


def test_who_stands_while_the_floor_was_found_in_squats_stands_on_it():
    depth = 0.5 - 0.5 * np.cos(np.linspace(0.0, 4.0 * np.pi, 120))
    rotations, translation = _squatting(depth)
    sunk = translation - 0.2 * depth[:, None] * [0.0, 1.0, 0.0]
    assert _feet((rotations, sunk)).min() < -0.19
    found = footing.stood(rotations, sunk)
    assert _feet(found).min() > -0.03 and _feet(found).max() < 0.03
    knees = skeleton.forward_kinematics(*found)[:, 4]
    assert np.linalg.norm(np.diff(knees, n=2, axis=0), axis=-1).max() * 400 < 12.0


@pytest.mark.parametrize("rise", [0.2, 0.45])
def test_a_jump_keeps_its_flight(rise):
    air = bodies.flight(rise)
    lift = np.concatenate([np.zeros(20), air, np.zeros(20)])
    rotations, translation = bodies.standing(lift + 0.05)
    found = footing.stood(rotations, translation)
    flown = slice(21, 19 + len(air))
    before = np.diff(translation[flown, 1], n=2) * 400
    np.testing.assert_allclose(np.diff(found[1][flown, 1], n=2) * 400, before, atol=1.0)
    assert np.abs(_feet(found)[[5, -5]]).max() < 0.021
    assert abs(np.ptp(found[1][:, 1]) - rise) < 0.03


def test_steps_that_are_gone_up_stay():
    rises = [0.2] * 4
    rotations, translation = bodies.steps(rises)
    found = footing.stood(rotations, translation)
    assert abs((found[1][-1, 1] - found[1][0, 1]) - (translation[-1, 1] - translation[0, 1])) < 0.04
    # A ladder that a window begins on: nothing of it is at the floor.
    found = footing.stood(rotations, translation + [0.0, 0.6, 0.0])
    np.testing.assert_allclose(found[1][:, 1], translation[:, 1] + 0.6, atol=0.04)


def test_who_sits_beside_his_feet_stays_on_his_seat():
    """On a high stool the feet hang 13 cm over the floor, as in CMU's 14_29."""
    rotations, translation = bodies.standing(np.full(60, 0.0))
    hips = quaternion.from_axis_angle(_X, -0.5 * np.pi)
    for side in ("left", "right"):
        rotations[:, skeleton.INDEX[f"{side}_hip"]] = hips
        rotations[:, skeleton.INDEX[f"{side}_knee"]] = quaternion.inverse(hips)
    translation[:, 1] += 0.13 - _feet((rotations, translation))
    assert abs(_feet((rotations, translation)).min() - 0.13) < 1e-9
    np.testing.assert_array_equal(footing.stood(rotations, translation)[1], translation)


def test_who_kneels_over_the_floor_kneels_on_it():
    """The mass is beside the feet, but the knees carry it."""
    found = footing.stood(*bodies.kneeling(np.full(60, 0.06 + 0.08)))
    knees = skeleton.forward_kinematics(*found)[:, 4, 1]
    np.testing.assert_allclose(knees[5:-5], 0.06, atol=0.045)


def test_a_lower_foot_of_two_that_stand_does_not_keep_the_other_in_the_air():
    """Legs of other lengths than the captured ones: one foot stands 4 cm higher."""
    rotations, translation = _squatting(np.full(60, 0.4))
    turned = quaternion.from_axis_angle(_X, 0.22)
    rotations[:, 4] = quaternion.multiply(rotations[:, 4], np.broadcast_to(turned, (60, 4)))
    rotations[:, 7] = quaternion.multiply(
        np.broadcast_to(quaternion.inverse(turned), (60, 4)), rotations[:, 7]
    )
    before = _over((rotations, translation))
    assert before[30, 0] > before[30, 1] + 0.025
    after = _over(footing.stood(rotations, translation))
    assert np.abs(after[5:-5, :2]).max() < 0.02


def test_a_walk_keeps_its_steps_and_slides_no_more():
    rotations, path = planted_walk(80, speed=1.1)
    before = _over((rotations, path))
    low = path - [0.0, float(np.median(before.min(axis=1))), 0.0]
    slope = low + np.linspace(0.0, 0.09, len(low))[:, None] * [0.0, 1.0, 0.0]
    found = footing.stood(rotations, slope)
    assert np.abs(_feet(found)).max() < 0.035
    joints = [
        skeleton.forward_kinematics(*motion)[:, [10, 11]][..., [0, 2]] for motion in (found, (rotations, low))
    ]
    assert np.abs(joints[0] - joints[1]).max() < 0.02


def test_it_finds_nothing_more_to_do_after_it_was_done():
    lift = np.interp(np.arange(120), [0, 60, 90, 120], [0.09, 0.09, 0.0, 0.0])
    once = footing.stood(*bodies.standing(lift))
    twice = footing.stood(*once)
    assert np.abs(twice[1] - once[1]).max() < 0.01


@pytest.mark.parametrize("gap", [1, 2, 4, 5, 7])
def test_what_is_between_two_rests_is_moved_no_further_than_they_are(gap):
    """A contact that is lost for a frame: both ramps, added up, moved the foot by nearly twice as much."""
    held = np.ones(40, dtype=bool)
    held[20 : 20 + gap] = False
    moved = footing._carried(np.where(held, 0.04, 0.0), held, 20.0)
    assert moved.max() <= 0.04 + 1e-9 and moved[held].min() == 0.04
    assert moved[20 + gap // 2] > 0.03 * (gap < 6), "and not let go where it has no time for that"

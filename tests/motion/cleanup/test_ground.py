"""The root's height: what carries a body is on its support, what flies flies on."""

import numpy as np
import pytest

from backend.motion.body import skeleton
from backend.motion.cleanup import ground, resting

from .bodies import flight, kneeling, lying, standing, steps


def joints(rotations, translation):
    return skeleton.forward_kinematics(rotations, translation)


def lowest(rotations, translation):
    return joints(rotations, translation)[..., 1].min(axis=1)


@pytest.mark.parametrize(
    "lift",
    [
        np.zeros(60),
        np.full(60, 0.02),
        np.concatenate([np.zeros(15), flight(0.4), np.zeros(15)]),
        np.concatenate([np.zeros(12), flight(0.12), [0.0], flight(0.12), np.zeros(12)]),
        np.zeros(4),
    ],
    ids=["stands", "within what is usual", "jumps", "hops", "short"],
)
def test_what_is_on_the_floor_or_flies_stays_as_it_is(lift):
    rotations, translation = standing(lift)
    np.testing.assert_array_equal(ground.solve(rotations, translation), translation)


@pytest.mark.parametrize("off", [0.1, 0.2, 0.45, -0.05, -0.1, -0.45])
@pytest.mark.parametrize("pose", [standing, lying, kneeling])
def test_a_body_that_hovers_or_has_sunk_in_is_put_on_the_floor(pose, off):
    rest = {standing: 0.0, lying: resting.USUAL[9], kneeling: resting.USUAL[4]}[pose]
    rotations, translation = pose(np.full(60, rest))
    solved = ground.solve(rotations, translation + [0.0, off, 0.0])
    np.testing.assert_allclose(solved, translation, atol=0.025)
    np.testing.assert_array_equal(solved[:, [0, 2]], translation[:, [0, 2]])


def test_a_body_that_drifts_up_while_it_stands_comes_down_and_stays_calm():
    drift = np.interp(np.arange(100), [0, 20, 60, 99], [0.0, 0.0, 0.25, 0.25])
    rotations, translation = standing(drift)
    solved = ground.solve(rotations, translation)
    height = solved[:, 1] - standing([0.0])[1][0, 1]
    assert height[50:].max() < 0.02 and height.max() < 0.06
    assert np.abs(np.diff(height, n=2)).max() * 400 < 3.0


def test_a_landing_in_the_air_is_put_on_the_floor_and_flights_stay_ballistic():
    up = np.concatenate([flight(0.3), [0.0, -0.02, 0.0], flight(0.3)])
    hung = 0.15 * np.interp(np.arange(len(up)), [0, 7, len(up) - 8, len(up) - 1], [0, 1, 1, 0])
    rotations, translation = standing(np.concatenate([np.zeros(12), up + hung, np.zeros(12)]))
    solved = ground.solve(rotations, translation)
    height = solved[:, 1] - standing([0.0])[1][0, 1]
    middle = len(height) // 2
    assert translation[middle, 1] - solved[middle, 1] > 0.1
    assert np.abs(height[middle - 1 : middle + 2]).max() < 0.03
    top = 12 + len(flight(0.3)) // 2
    assert height[top] == pytest.approx(0.3, abs=0.1)
    fall = np.diff(height, n=2)[top - 3 : top + 2] * 400
    np.testing.assert_allclose(fall, -9.81, atol=3.0)


def test_a_body_that_climbs_stays_on_its_steps_and_one_that_drifts_does_not():
    """The same rise of the root: with feet that go up one after the other, and with feet on one level."""
    rotations, translation = steps([0.2, 0.2, 0.2, 0.0, 0.0, 0.0])
    solved = ground.solve(rotations, translation)
    assert np.abs(solved - translation)[:, 1].max() < 0.06
    assert solved[-5:, 1].mean() > solved[:5, 1].mean() + 0.5
    flat, path = steps([0.0] * 6)
    path = path + np.linspace(0.0, 0.3, len(path))[:, None] * [0.0, 1.0, 0.0]
    down = ground.solve(flat, path)
    assert lowest(flat, path)[-8:].min() > 0.2
    assert lowest(flat, down).max() < 0.06


def test_the_top_of_a_jump_that_hangs_is_no_landing():
    up = flight(0.4)
    top = up.argmax()
    lift = np.concatenate([np.zeros(12), up[: top + 1], np.full(4, up[top]), up[top:], np.zeros(12)])
    rotations, translation = standing(lift)
    solved = ground.solve(rotations, translation)
    assert solved[:, 1].max() == pytest.approx(translation[:, 1].max(), abs=0.03)


def test_a_motion_that_begins_in_the_air_begins_on_the_floor():
    leap = flight(0.45)[3:]
    rotations, translation = standing(np.concatenate([leap, np.zeros(20)]))
    translation[:, 2] = np.minimum(np.arange(len(translation)), len(leap)) * 0.15
    solved = ground.solve(rotations, translation)
    assert lowest(rotations, solved)[0] < 0.06 < 0.25 < lowest(rotations, translation)[0]
    assert lowest(rotations, solved).max() > 0.15


def test_frames_that_are_not_free_stay_bit_for_bit_and_the_height_goes_on_from_them():
    lift = np.interp(np.arange(120), [0, 40, 55, 65, 80, 119], [0, 0, 0.2, 0.2, 0, 0])
    rotations, translation = standing(lift)
    free = (np.arange(120) >= 40) & (np.arange(120) < 80)
    solved = ground.solve(rotations, translation, free=free)
    np.testing.assert_array_equal(solved[~free], translation[~free])
    assert lowest(rotations, solved)[50:70].max() < 0.06
    steps_ = np.diff(solved[:, 1])
    assert np.abs(np.diff(steps_))[[38, 39, 78, 79]].max() < 0.01


def test_the_floor_may_be_elsewhere_and_frames_may_be_more():
    rotations, translation = standing(np.full(180, 0.2))
    solved = ground.solve(rotations, translation + [0.0, 3.0, 0.0], 60.0, floor=3.0)
    np.testing.assert_allclose(lowest(rotations, solved), 3.014, atol=0.02)

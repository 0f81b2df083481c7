import numpy as np
import pytest

from backend.motion import landings, skeleton

from .lifted import FALL, body


def flight(seconds, landing=0.0):
    """Lift of a ballistic flight, from `landing` metres over the floor back to it, ends included."""
    t = np.arange(round(seconds * skeleton.FPS) + 1)
    return landing - 0.5 * FALL * t * (t[-1] - t)


def still(frames=12):
    return np.zeros(frames)


def lowest(rotations, translation):
    return landings.off_floor(skeleton.forward_kinematics(rotations, translation))


def test_a_landing_in_the_air_is_put_on_the_floor():
    up = np.linspace(0.0, 0.15, 4)
    lift = np.concatenate([still(), up, flight(0.5, 0.15), flight(0.5, 0.15)[1:], up[::-1], still()])
    rotations, translation = body(lift)
    assert len(lowest(rotations, translation)[1]) == 1
    mended = landings.ground(rotations, translation)
    height, spans = lowest(rotations, mended)
    assert len(spans) == 2
    between = height[spans[0][1] : spans[1][0]]
    assert -0.03 < between.min() < 0.03
    np.testing.assert_array_equal(mended[:12], translation[:12])
    np.testing.assert_array_equal(mended[-12:], translation[-12:])
    np.testing.assert_array_equal(mended[:, [0, 2]], translation[:, [0, 2]])
    # No jolt: accelerations stay those of a hop.
    assert abs(np.diff(mended[:, 1], n=2)).max() < 1.5 * abs(np.diff(translation[:, 1], n=2)).max()


@pytest.mark.parametrize(
    "lift",
    [
        np.concatenate([still(), flight(0.6), still()]),
        np.concatenate([still(), flight(0.4), still(3), flight(0.4), still()]),
        # Up two steps, down one, up again: slowly, as on stairs.
        np.interp(np.arange(120), [0, 20, 50, 70, 90, 119], [0.0, 0.0, 0.4, 0.2, 0.4, 0.0]),
        still(3),
    ],
    ids=["jump", "two jumps", "stairs", "short"],
)
def test_other_motion_is_left_alone(lift):
    rotations, translation = body(lift)
    np.testing.assert_array_equal(landings.ground(rotations, translation), translation)


def bouncing():
    """A body that bobs 12 cm over the floor, too little for landings, and falls down at the end."""
    bobs = 0.12 - 0.0122 * np.cos(2.0 * np.pi * np.arange(61) / 5.0)
    falls = np.maximum(bobs[-1] + 0.5 * FALL * np.arange(1, 6) ** 2, 0.0)
    return np.concatenate([still(), np.linspace(0.0, bobs[0], 5)[:-1], bobs, falls, still()])


def test_who_is_pushed_up_has_landed_where_there_is_only_the_floor():
    rotations, translation = body(bouncing())
    np.testing.assert_array_equal(landings.ground(rotations, translation), translation)
    height, _ = lowest(rotations, landings.ground(rotations, translation, on_floor=True))
    assert lowest(rotations, translation)[0][20:70].min() > 0.1
    assert height[20:70].max() < landings.OFF_FLOOR


def test_a_jump_is_left_alone_where_there_is_only_the_floor():
    rotations, translation = body(np.concatenate([still(), flight(0.6), still()]))
    np.testing.assert_array_equal(landings.ground(rotations, translation, on_floor=True), translation)


def test_a_landing_a_little_over_the_floor_is_one_too_where_there_is_only_the_floor():
    up = np.linspace(0.0, 0.045, 3)
    lift = np.concatenate([still(), up, flight(0.4, 0.045), flight(0.4, 0.045)[1:], up[::-1], still()])
    rotations, translation = body(lift)
    height, _ = lowest(rotations, landings.ground(rotations, translation, on_floor=True))
    middle = len(lift) // 2
    assert lowest(rotations, translation)[0][middle - 2 : middle + 3].min() > 0.04
    assert abs(height[middle - 2 : middle + 3].min()) < 0.01

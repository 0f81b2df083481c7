import numpy as np
import pytest

from backend.motion import hovering, skeleton

from .lifted import FALL, body


def lowest(rotations, translation):
    return skeleton.forward_kinematics(rotations, translation)[:, :, 1].min(axis=1)


@pytest.mark.parametrize(
    "lift", [np.interp(np.arange(60), [0, 15, 25, 35, 45, 59], [0, 0, 0.11, 0.11, 0, 0]), np.full(40, 0.11)]
)
def test_a_body_that_hovers_is_put_on_the_floor(lift):
    rotations, translation = body(lift)
    settled = hovering.settle(rotations, translation)
    standing = lowest(*body(np.zeros(len(lift))))
    assert hovering.spans(skeleton.forward_kinematics(rotations, settled))[1] == []
    assert lowest(rotations, translation).max() - standing[0] == pytest.approx(0.11)
    assert abs(lowest(rotations, settled) - standing).max() < 0.06
    np.testing.assert_array_equal(settled[:, [0, 2]], translation[:, [0, 2]])
    far = lift == 0.0
    far &= np.convolve(~far, np.ones(17), mode="same") == 0
    np.testing.assert_array_equal(settled[far], translation[far])


JUMP = -0.5 * FALL * np.arange(9) * np.arange(9)[::-1]


@pytest.mark.parametrize(
    "lift",
    [
        np.concatenate([np.zeros(12), JUMP, np.zeros(12)]),
        np.interp(np.arange(60), [0, 15, 25, 45, 55, 59], [0, 0, 0.2, 0.2, 0, 0]),
        np.interp(np.arange(40), [0, 15, 18, 21, 39], [0, 0, 0.08, 0, 0]),
        np.full(3, 0.08),
    ],
    ids=["jump", "step of 20 cm", "a moment", "short"],
)
def test_what_flies_or_stands_on_something_stays_as_it_is(lift):
    rotations, translation = body(lift)
    np.testing.assert_array_equal(hovering.settle(rotations, translation), translation)


@pytest.mark.parametrize("low", [0.0, 0.3])
def test_a_take_that_never_comes_down_is_lowered_as_a_whole(low):
    lift = np.interp(np.arange(60), [0, 20, 40, 59], [low, low + 0.4, low + 0.1, low + 0.2])
    rotations, translation = body(lift)
    landed = hovering.land(rotations, translation)
    assert lowest(rotations, landed).min() == pytest.approx(
        lowest(rotations, translation).min() - low, abs=0.06
    )
    np.testing.assert_allclose(np.diff(landed, axis=0), np.diff(translation, axis=0), atol=1e-12)
    if not low:
        np.testing.assert_array_equal(landed, translation)


def test_where_nothing_is_to_stand_on_a_body_hovers_at_any_height():
    rotations, translation = body(np.interp(np.arange(90), [0, 15, 35, 55, 75, 89], [0, 0, 0.3, 0.3, 0, 0]))
    settled = hovering.settle(rotations, translation, on_floor=True)
    np.testing.assert_allclose(
        (lowest(rotations, translation) - lowest(rotations, settled))[40:50], 0.3, atol=0.01
    )
    flying = body(np.concatenate([np.zeros(12), JUMP, np.zeros(12)]))
    np.testing.assert_array_equal(hovering.settle(*flying, on_floor=True), flying[1])


def test_a_body_sunk_into_the_floor_is_raised():
    rotations, translation = body(np.interp(np.arange(60), [0, 20, 30, 40, 59], [0, 0, -0.1, 0, 0]))
    settled = hovering.settle(rotations, translation)
    assert lowest(rotations, translation).min() < -0.1 and lowest(rotations, settled).min() > -0.035
    np.testing.assert_array_equal(settled[:12], translation[:12])
    assert np.abs(np.diff(settled[:, 1] - translation[:, 1], n=2)).max() < 0.02


def test_a_take_that_begins_at_the_top_of_a_jump_stands_there():
    falls = np.concatenate(
        [np.interp(np.arange(4), [0, 3], [0.4, 0.45]), JUMP[4:] / JUMP[4] * 0.45, np.zeros(20)]
    )
    rotations, translation = body(falls)
    standing = lowest(*body(np.zeros(len(falls))))
    settled = hovering.settle(rotations, translation, on_floor=True)
    assert (lowest(rotations, settled) - standing)[:5].max() < 0.08
    assert (lowest(rotations, settled) - standing).max() < 0.15
    # Where there may be something to jump down from, and where it jumps off first, it is a fall.
    np.testing.assert_array_equal(hovering.settle(rotations, translation)[:10], translation[:10])
    jumps, path = body(np.concatenate([np.zeros(12), JUMP, np.zeros(12)]))
    np.testing.assert_array_equal(hovering.settle(jumps, path, on_floor=True), path)

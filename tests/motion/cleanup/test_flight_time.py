import numpy as np
import pytest

from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import flight_time

GRAVITY = 9.81


def body(lift):
    """Rotations and translation of a stiff standing body, `lift` (T,) metres higher than it stands."""
    rotations = np.zeros((len(lift), 22, 4))
    rotations[..., 0] = 1.0
    translation = np.zeros((len(lift), 3))
    translation[:, 1] = 0.95 + np.asarray(lift)
    return rotations, translation


def jump(rise, hang=0, before=20, after=20):
    """Lift of a ballistic jump of `rise` metres that stays at its top for `hang` more frames."""
    half = np.sqrt(2.0 * rise / GRAVITY)
    t = np.arange(0.0, half, 1.0 / skeleton.FPS)
    up = rise - 0.5 * GRAVITY * (half - t) ** 2
    return np.concatenate([np.zeros(before), up, np.full(1 + hang, rise), up[::-1], np.zeros(after)])


def test_a_jump_that_hangs_becomes_ballistic_and_keeps_its_height_and_the_length():
    lift = jump(0.4, hang=10)
    at = flight_time.retimed(*body(lift))
    assert len(at) == len(lift) and at[0] == 0 and at[-1] == pytest.approx(len(lift) - 1)
    assert (np.diff(at) > 0).all()
    made = np.interp(at, np.arange(len(lift)), lift)
    assert made.max() == pytest.approx(0.4, abs=0.02)
    airborne = np.count_nonzero(made > 0.06) / skeleton.FPS
    free = 2.0 * np.sqrt(2.0 * (0.4 - 0.06) / GRAVITY)
    assert airborne == pytest.approx(free, abs=0.11)
    assert np.count_nonzero(lift > 0.06) / skeleton.FPS > free + 0.4
    rest = np.diff(at)[:15]
    assert 1 / 1.3 < rest.min() <= rest.max() < 1.0


def test_the_rest_is_never_slowed_by_more_than_a_quarter():
    lift = jump(0.4, hang=18, before=8, after=8)
    at = flight_time.retimed(*body(lift))
    assert np.diff(at)[:6].min() > 1 / 1.26


@pytest.mark.parametrize(
    "lift",
    [
        jump(0.4),
        np.tile(jump(0.15, before=3, after=3), 4),
        # Up some steps, a long stay, and down again; and a stool: no flight at all.
        np.interp(np.arange(140), [0, 20, 40, 110, 130, 139], [0.0, 0.0, 0.5, 0.5, 0.0, 0.0]),
        np.zeros(50),
        np.zeros(3),
    ],
    ids=["jump", "hops", "stairs", "standing", "short"],
)
def test_what_gravity_allows_is_left_alone(lift):
    assert flight_time.retimed(*body(lift)) is None


def test_a_limb_that_moves_while_the_jump_hangs_does_not_snap():
    lift = jump(0.4, hang=10)
    rotations, translation = body(lift)
    calm = np.diff(flight_time.retimed(rotations, translation)).max()
    across = np.tile([1.0, 0.0, 0.0], (len(lift), 1))
    swing = np.interp(np.arange(len(lift)), [25, 36], [0.0, 2.5])
    rotations[:, skeleton.INDEX["left_hip"]] = quaternion.from_axis_angle(across, swing)
    at = flight_time.retimed(rotations, translation)
    assert calm > 5.0 and np.diff(at).max() < 2.5

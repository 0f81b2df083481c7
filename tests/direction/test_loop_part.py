import numpy as np
import pytest

from backend.direction import apply, loop_part, parts
from backend.direction.data import Direction
from backend.direction.errors import DirectionError
from backend.direction.loop import Loop
from backend.motion.body import quaternion
from backend.motion.clip import Clip
from backend.motion.measure import metrics

from .test_loop import walk

_X = np.array([1.0, 0.0, 0.0])


def waving(frames=121, fps=20.0, period=0.7):
    """A walk, a stride a second, whose right arm waves in a period of its own and whose head nods slowly."""
    clip = walk(frames, fps)
    t = np.arange(frames) / fps
    rotations = clip.rotations.copy()
    rotations[:, 17] = quaternion.from_axis_angle(_X, 0.8 * np.sin(2 * np.pi * t / period))
    rotations[:, 15] = quaternion.from_axis_angle(_X, 0.4 * np.sin(2 * np.pi * t / 2.9))
    return Clip(rotations, clip.translation, fps)


def one_arm(frames=121):
    """The same with the left arm at rest."""
    clip = waving(frames)
    rotations = clip.rotations.copy()
    rotations[:, 16] = quaternion.IDENTITY
    return Clip(rotations, clip.translation, clip.fps)


@pytest.mark.parametrize("part", parts.PARTS)
@pytest.mark.parametrize("span", [(None, None), (1.0, 4.5)])
def test_all_other_joints_and_frames_keep_their_bits(part, span):
    base, joints = waving(), list(parts.PARTS[part])
    made = loop_part.repeat(base, Loop(part=part, start_s=span[0], stop_s=span[1])).clip
    others = [joint for joint in range(22) if joint not in joints]
    np.testing.assert_array_equal(made.rotations[:, others], base.rotations[:, others])
    start, stop = (0, len(base)) if span[0] is None else (20, 91)
    outside = np.r_[0:start, stop : len(base)]
    np.testing.assert_array_equal(made.rotations[outside], base.rotations[outside])
    if part != "lower":
        np.testing.assert_array_equal(made.translation, base.translation)
    if part not in ("legs", "lower", "left"):
        # Those repeat to the frame already.
        assert quaternion.angle_between(made.rotations[:, joints], base.rotations[:, joints]).max() > 0.01


def test_the_arm_repeats_in_its_own_period():
    made = loop_part.repeat(one_arm(112), Loop(part="arms"))
    assert made.measured["period_s"] / 0.7 == pytest.approx(round(made.measured["period_s"] / 0.7), abs=0.08)
    assert made.measured["velocity_seam"] <= made.measured["velocity_limit"] + 1e-6
    assert made.notices == []


def test_what_ends_as_it_begins_does_so_with_its_part():
    """Six strides: the arm, whose waves do not fit into them, repeats a whole number of times."""
    base = one_arm()
    assert quaternion.angle_between(base.rotations[0, 17], base.rotations[-1, 17]) > 0.3
    made = loop_part.repeat(base, Loop(part="arms"))
    assert made.measured["cycles"] == pytest.approx(round(made.measured["cycles"]))
    arm = [17, 19, 21]
    ends = quaternion.angle_between(made.clip.rotations[0, arm], made.clip.rotations[-1, arm])
    np.testing.assert_allclose(ends, 0.0, atol=1e-6)


def test_arms_keep_step_with_the_walk():
    """They swing with the stride: repeated they swing as they did, to a frame's share."""
    base = walk(121)
    made = loop_part.repeat(base, Loop(part="arms"))
    off = quaternion.angle_between(made.clip.rotations[:, [16, 17]], base.rotations[:, [16, 17]])
    assert np.degrees(off.max()) < 6.0


def test_a_part_that_ends_goes_on_repeating():
    """The arm waves in the first half only; looked for there and repeated, it waves throughout the range."""
    base = one_arm()
    rotations = base.rotations.copy()
    rotations[70:, 17] = rotations[70, 17]
    made = loop_part.repeat(Clip(rotations, base.translation), Loop(part="arms")).clip
    assert np.ptp(made.rotations[80:, 17, 1]) > 0.6 * np.ptp(base.rotations[:70, 17, 1])


@pytest.mark.parametrize("part", ["legs", "lower", "left"])
def test_feet_of_repeated_legs_stand(part):
    base = walk(121)
    made = loop_part.repeat(base, Loop(part=part)).clip
    before, after = (metrics.physical(one.positions, one.fps) for one in (base, made))
    assert after.slide <= 1.3 * before.slide + 1.0 and after.penetration < 5.0


def test_what_does_not_repeat_is_said():
    base, t = walk(81), np.arange(81) / 20.0
    rotations = base.rotations.copy()
    rotations[:, 12] = quaternion.from_axis_angle(_X, 0.5 * t)
    rotations[:, 15] = quaternion.from_axis_angle(_X, 0.2 * t * t)
    said = loop_part.repeat(Clip(rotations, base.translation), Loop(part="head")).notices
    assert len(said) == 1 and said[0].startswith("The head does not repeat")


def test_a_direction_may_ask_for_it():
    direction = Direction.of({"loop": {"part": "arms", "start_s": 1.0, "stop_s": 4.0}})
    made = apply.follow(waving(), direction)
    assert set(made.measured) == {"part_loop"} and any("repeats after" in text for text in made.notices)
    assert Direction.of(direction.to_json()) == direction
    with pytest.raises(DirectionError, match="one of arms"):
        Direction.of({"loop": {"part": "tail"}})
    with pytest.raises(DirectionError, match="leave out cycles"):
        Direction.of({"loop": {"part": "arms", "cycles": 3}})
    with pytest.raises(DirectionError, match="at least 0.9 s"):
        loop_part.repeat(waving(), Loop(part="arms", start_s=1.0, stop_s=1.5))

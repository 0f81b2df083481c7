"""Takes get as long as their path, at their own speed: generated so, or one cycle of them repeated."""

import numpy as np
import pytest

from backend.direction import loop, path
from backend.direction.path import Path
from backend.generation import pace
from backend.generation.takes import Takes
from backend.motion.body import quaternion
from backend.motion.clip import Clip

from ..motion.conftest import planted_walk

NATURAL = 61


def walking(frames, stands=0):
    """A walk at 20 frames a second that stands for its last frames."""
    rotations, translation = planted_walk(frames - stands)
    held = [np.concatenate([a, np.repeat(a[-1:], stands, axis=0)]) for a in (rotations, translation)]
    return Clip(*held)


def straight(metres):
    return Path(((0.0, 0.0), (0.0, metres)))


def way(clip):
    return path.speed(clip)[0]


@pytest.fixture
def natural():
    return Takes([walking(NATURAL)])


def unasked(seconds):
    raise AssertionError(f"generated again, {seconds} s long")


def test_what_fits_its_path_stays(natural):
    assert pace.along(natural, straight(1.2 * way(natural.clips[0])), unasked) is natural


def test_a_longer_path_is_generated_at_the_length_that_it_needs(natural):
    speed = path.speed(natural.clips[0])[1]
    asked = []

    def make(seconds):
        asked.extend(seconds)
        return Takes([walking(round(seconds[0] * 20) + 1)])

    made = pace.along(natural, straight(8.0), make)
    assert asked == [pytest.approx(8.0 / speed)]
    assert way(made.clips[0]) == pytest.approx(8.0, rel=0.05) and not made.notices


def test_what_stops_on_the_way_is_one_cycle_repeated(natural):
    """At the length that the path needs the sentence is another motion: it stands for most of it."""
    speed = path.speed(natural.clips[0])[1]
    made = pace.along(natural, straight(8.0), lambda s: Takes([walking(round(s[0] * 20), 120)]))
    assert path.speed(made.clips[0])[1] == pytest.approx(speed, rel=0.1)
    assert way(made.clips[0]) == pytest.approx(8.0, rel=0.05)
    assert any("one cycle of the sentence" in notice for notice in made.notices)


def test_a_shorter_path_takes_whichever_goes_least_beyond_it(natural):
    shorter = walking(41)
    made = pace.along(natural, straight(0.5), lambda s: Takes([shorter]))
    assert made.clips[0] is shorter and not made.notices


def test_who_stays_is_left_alone():
    stands = Takes([walking(NATURAL, NATURAL - 2)])
    assert pace.along(stands, straight(8.0), unasked) is stands
    assert pace.kept_up(stands, straight(8.0), unasked) is stands


def test_too_slow_a_take_of_a_given_length_becomes_a_cycle_of_the_natural_pace(natural):
    slow = Takes([walking(121, 80)])
    made = pace.kept_up(slow, straight(way(walking(121))), lambda s: natural if s is None else unasked(s))
    assert len(made.clips[0]) == 121 and way(made.clips[0]) > 2.0 * way(slow.clips[0])
    assert any("one cycle of the sentence" in notice for notice in made.notices)
    assert pace.kept_up(slow, straight(way(slow.clips[0])), unasked) is slow


def test_each_take_is_looked_at_on_its_own(natural):
    both = Takes([natural.clips[0], walking(161)])
    length = way(both.clips[1])
    made = pace.along(both, straight(length), lambda s: Takes([walking(round(one * 20) + 1) for one in s]))
    assert made.clips[1] is both.clips[1]
    assert way(made.clips[0]) == pytest.approx(length, rel=0.05)


def wandering(frames):
    """A body that travels and turns its arms out more and more: no two moments are alike."""
    clip = walking(frames)
    rotations = clip.rotations.copy()
    for joint, way in ((16, 1.0), (17, -1.0)):
        lifted = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), way * np.linspace(-1.2, 1.2, frames))
        rotations[:, joint] = lifted
    return Clip(rotations, clip.translation)


def test_what_does_not_repeat_is_looked_for_in_a_longer_take():
    asked = []

    def make(lengths):
        asked.extend(lengths)
        return Takes([walking(121)])

    made = pace.repeating(Takes([wandering(40)]), loop.Loop(), make)
    assert asked == [6.0] and len(made.clips[0]) == 121
    # Not where that goes slower, nor repeats as little.
    for other in (Clip(*planted_walk(121, speed=0.4)), wandering(121)):
        quick = Clip(*planted_walk(40, speed=1.6))
        quick = Clip(wandering(40).rotations, quick.translation)
        kept = pace.repeating(Takes([quick]), loop.Loop(), lambda _, other=other: Takes([other]))
        assert len(kept.clips[0]) == 40


def test_what_repeats_is_looped_as_it_is_and_who_stands_longer():
    walks = Takes([walking(80)])
    assert pace.repeating(walks, loop.Loop(), unasked) is walks
    stands = Takes([walking(60, 58)])
    made = pace.repeating(stands, loop.Loop(), lambda s: Takes([walking(round(20 * s[0]), 118)]))
    assert len(made.clips[0]) == 120

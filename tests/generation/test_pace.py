"""Takes get as long as their path, at their own speed: generated so, or one cycle of them repeated."""

import numpy as np
import pytest

from backend.direction import path
from backend.direction.path import Path
from backend.generation import pace
from backend.generation.takes import Takes
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

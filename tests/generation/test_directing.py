"""How long takes are that follow a direction."""

import numpy as np
import pytest

from backend.direction.data import Direction
from backend.direction.loop import Loop
from backend.direction.path import Path, Waypoint
from backend.generation import directing
from backend.generation.takes import Takes
from backend.motion.body import quaternion
from backend.motion.clip import Clip

from ..motion.conftest import planted_walk


class Walks:
    """Stands in for a Generator: a walk, 3 s long where nobody says; asked: the lengths that were wanted;
    stands: does not walk where somebody says."""

    def __init__(self, speed=1.2):
        self.speed, self.asked, self.stands = speed, [], False

    def generate(self, prompts, seconds, seeds, **options):
        self.asked.append(seconds)
        length = 3.0 if seconds is None else seconds[0] if isinstance(seconds, list) else seconds
        speed = 0.0 if self.stands and seconds is not None else self.speed
        return Takes([Clip(*planted_walk(round(20 * length) + 1, speed=speed))])


def made(walks, seconds=None, **direction):
    (clip,) = directing.generate(walks, "a person walks", seconds, 0, Direction(**direction)).takes
    return clip


@pytest.mark.parametrize("speed", [0.0, 1.2])
def test_a_part_that_repeats_leaves_the_length_of_its_motion(speed):
    walks = Walks(speed)
    clip = made(walks, loop=Loop(part="arms"))
    assert walks.asked == [None] and len(clip) == 61
    legs, plain = [1, 2, 4, 5], planted_walk(61, speed=speed)[0]
    assert quaternion.angle_between(clip.rotations[:, legs], plain[:, legs]).max() == 0.0
    whole = Walks(0.0)
    made(whole, loop=Loop())
    assert whole.asked == [None, [6.0]], "a whole loop of who stands is looked for in a longer take"


def test_a_part_that_repeats_on_a_path_leaves_the_length_to_the_path():
    walks, way = Walks(), Path(((0.0, 0.0), (0.0, 8.0)))
    clip = made(walks, loop=Loop(part="arms"), path=way)
    assert len(walks.asked) == 2 and len(clip) > 110
    assert np.linalg.norm(clip.translation[-1, [0, 2]] - (0.0, 8.0)) < 0.5


def test_a_part_that_repeats_is_in_time_for_waypoints():
    """What stands at the length that was asked for is late; the natural motion's cycle, repeated, is not."""
    walks, way = Walks(), Path(((0.0, 0.0), (0.0, 6.0)), (Waypoint(4.0, (0.0, 4.0)),))
    walks.stands = True
    clip = made(walks, 6.0, loop=Loop(part="arms"), path=way)
    assert walks.asked == [6.0, None]
    assert np.linalg.norm(clip.translation[80, [0, 2]] - (0.0, 4.0)) < 0.2

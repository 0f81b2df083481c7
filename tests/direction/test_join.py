import numpy as np
import pytest

from backend.direction import join
from backend.direction.errors import DirectionError
from backend.generation import directing
from backend.generation.editing import seams
from backend.generation.errors import UserError
from backend.generation.takes import Takes
from backend.motion.body import quaternion
from backend.motion.clip import Clip
from backend.motion.measure import metrics

from ..motion.conftest import planted_walk


def placed(x, z, degrees, frames=40, fps=20.0):
    """A walk that begins at a place, facing so many degrees to the left of +z."""
    rotations, translation = planted_walk(frames, fps)
    turn = quaternion.about_up(np.radians(np.full(frames, float(degrees))))
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    return Clip(rotations, quaternion.rotate(turn, translation) + [x, 0.0, z], fps)


class Walker:
    """A generator of one walk."""

    def __init__(self):
        self.asked = []

    def generate(self, prompt, seconds, seeds, **options):
        self.asked.append(("generate", prompt, seconds))
        return Takes([Clip(*planted_walk(round(seconds * 20.0)))])

    def inbetween(self, before, after, seconds, prompt, seeds, **options):
        self.asked.append(("inbetween", prompt, seconds))
        return Takes([before])


@pytest.mark.parametrize(
    ("x", "z", "degrees"), [(0.0, 5.0, 0), (2.5, 4.0, 90), (-2.0, 0.5, 180), (-3.0, 4.0, -60)]
)
def test_two_walks_are_joined_by_steps_that_cover_the_distance(x, z, degrees):
    before, after, walker = placed(0.0, 0.0, 0), placed(x, z, degrees), Walker()
    made = directing.joined(walker, before, after)
    (clip,) = made.takes
    count = len(clip) - len(before) - len(after)
    assert walker.asked[0][1] == "a person walks forward" and count > 10
    for part, kept in ((slice(0, 40), before), (slice(-40, None), after)):
        np.testing.assert_array_equal(clip.rotations[part], kept.rotations)
        np.testing.assert_array_equal(clip.translation[part], kept.translation)
    steps = seams.joint_steps(clip.rotations, clip.translation).max(axis=1)
    assert max(steps[39], steps[39 + count]) <= np.percentile(
        seams.joint_steps(clip.rotations, clip.translation), 99.5
    )
    root = np.linalg.norm(np.diff(clip.translation[:, [0, 2]], axis=0), axis=-1) * 20.0
    assert root.max() < 2.2 and root[42 : 38 + count].min() > 0.15
    assert metrics.physical(clip.positions).slide < 12.0


def test_a_sentence_that_stays_is_walked_all_the_same():
    class Waver(Walker):
        def generate(self, prompt, seconds, seeds, **options):
            (clip,) = super().generate(prompt, seconds, seeds, **options)
            still = clip.translation * [1.0, 1.0, 0.0] if "waves" in prompt else clip.translation
            return Takes([Clip(clip.rotations, still)])

    waver = Waver()
    made = directing.joined(waver, placed(0.0, 0.0, 0), placed(0.0, 5.0, 0), None, "a person waves")
    assert [asked[1] for asked in waver.asked] == ["a person waves", "a person walks forward"]
    assert any("hardly leaves its place" in notice for notice in made.takes.notices)


def test_near_ones_are_filled_without_a_walk():
    walker = Walker()
    before = placed(0.0, 0.0, 0)
    end = before.translation[-1]
    directing.joined(walker, before, placed(end[0], end[2] + 0.2, 90))
    (asked,) = walker.asked
    assert asked[0] == "inbetween" and asked[2] == pytest.approx(np.pi / 2 / 2.5, abs=0.1)


def test_the_gap_is_as_long_as_its_way_takes():
    before = placed(0.0, 0.0, 0)
    found = join.gap(before, placed(0.0, 1.56 + 4.5, 0))
    assert found.metres == pytest.approx(4.5) and found.degrees == pytest.approx(0.0, abs=1e-6)
    assert found.seconds == pytest.approx(4.5 / 0.9, rel=0.01)
    np.testing.assert_allclose(found.way[0], before.translation[-1, [0, 2]])
    assert "runs" in join.gap(before, placed(0.0, 11.56, 0), 3.0).prompt


def test_too_far_for_the_time_is_said():
    far = placed(0.0, 60.0, 0)
    with pytest.raises(DirectionError, match="nobody gets there in 2 s; give about 64.9"):
        join.gap(placed(0.0, 0.0, 0), far, 2.0)
    with pytest.raises(UserError, match="too far to walk"):
        directing.joined(Walker(), placed(0.0, 0.0, 0), far)

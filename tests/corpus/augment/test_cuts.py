import numpy as np
import pytest

from backend.corpus.augment import cuts as augment_cuts
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics

from ...motion.conftest import planted_walk
from .test_moments import SEATED, STANDING, UP
from .test_moments import clip as posed


def sitting(rest):
    times = [0, 2, 3, 3 + rest, 4 + rest, 6 + rest]
    heights = [STANDING, STANDING, SEATED, SEATED, STANDING, STANDING]
    return posed("a person sits down on a stool and stands up.", times, heights)


def dribbling(text="a person dribbles a basketball forward.", backwards=False, frames=90, beat=1.2):
    rotations, translation = planted_walk(frames, speed=1.2)
    angle = beat * np.sin(np.arange(frames) * 0.4)
    rotations[:, skeleton.INDEX["left_shoulder"]] = quaternion.from_axis_angle(
        np.array([0.0, 0.0, 1.0]), angle
    )
    if backwards:
        rotations, translation = rotations[::-1], translation[::-1]
    return CorpusClip("a", "a", "train", "a", (Caption(text),), rotations, translation)


def test_a_long_rest_is_cut_to_a_short_one_and_a_longer_one():
    short, longer = augment_cuts.cuts([sitting(rest=4.0)])
    seats = [np.count_nonzero(c.translation[:, 1] < SEATED + 0.02) / skeleton.FPS for c in (short, longer)]
    # The rest is counted from where the pelvis is well under standing, so nearly a second of it is the way.
    assert 0.2 < seats[0] < 1.3 and 1.0 < seats[1] < 2.1
    for made in (short, longer):
        assert made.translation[0, 1] == pytest.approx(STANDING) == made.translation[-1, 1]
        assert len(made) < len(sitting(rest=4.0)) - 30 and made.source == "cut"
        assert np.abs(np.diff(made.translation[:, 1])).max() < 0.03
        assert "a person sits down on a chair and stands up again" in [c.text for c in made.captions]


def test_a_rest_is_never_made_longer():
    assert [c.id[-2:] for c in augment_cuts.cuts([sitting(rest=0.3)])] == ["-1"]


def test_who_never_stands_up_again_is_left_alone():
    given = posed("a person sits down on a stool.", [0, 2, 3, 6], [STANDING, STANDING, SEATED, SEATED])
    assert augment_cuts.cuts([given]) == []


@pytest.mark.parametrize(("raised", "count"), [(True, 1), (False, 0)], ids=["hands up", "hands down"])
def test_a_ladder_is_climbed_with_the_hands(raised, count):
    climbs = posed("a person climbs a ladder.", [0, 2, 4, 5], [STANDING, STANDING, UP, UP], feet=True)
    for side, down in (("left", -1.0), ("right", 1.0)):
        angle = 0.0 if raised and side == "left" else down * np.pi / 2
        hangs = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.array(angle))
        climbs.rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = hangs
    found = augment_cuts.cuts([climbs])
    assert len(found) == count
    assert all(c.translation[-1, 1] > c.translation[0, 1] + 0.4 for c in found)


def test_dribbling_is_cut_to_where_it_walks_ahead():
    walks = dribbling()
    stands = np.repeat(walks.rotations[-1:], 60, axis=0), np.repeat(walks.translation[-1:], 60, axis=0)
    rotations = np.concatenate([walks.rotations, stands[0]])
    translation = np.concatenate([walks.translation, stands[1]])
    given = CorpusClip("a", "a", "train", "a", walks.captions, rotations, translation)
    (made,) = augment_cuts.cuts([given])
    assert 80 <= len(made) <= 100 and "dribbles" in made.captions[0].text
    assert metrics.physical(made.positions).slide < 12.0


@pytest.mark.parametrize(
    "given",
    [
        dribbling(backwards=True),
        dribbling("a person dribbles a soccer ball."),
        dribbling("a person walks forward."),
        dribbling(frames=30),
        dribbling(beat=0.1),
    ],
    ids=["backwards", "at the foot", "no ball", "short", "hand still"],
)
def test_other_walks_are_not_cut(given):
    assert augment_cuts.cuts([given]) == []

import numpy as np
import pytest

from backend.corpus.augment import moments
from backend.corpus.file import Caption, CorpusClip

STANDING, SEATED, SLOW = 0.95, 0.55, 0.85
UP = STANDING + 0.6


def clip(text, seconds, heights, feet=False):
    """A stiff body whose pelvis has these heights at these seconds; feet: they rise with it."""
    frames = int(20 * seconds[-1]) + 1
    height = np.interp(np.arange(frames) / 20.0, seconds, heights)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    if not feet:
        # Legs drawn up by as much as the pelvis comes down.
        bend = np.arccos(np.clip((height - 0.15) / (STANDING - 0.15), -1.0, 1.0))
        for hip, knee in ((1, 4), (2, 5)):
            rotations[:, hip, :2] = np.stack([np.cos(bend / 2), -np.sin(bend / 2)], axis=-1)
            rotations[:, knee, :2] = np.stack([np.cos(bend), np.sin(bend)], axis=-1)
    translation = np.stack([np.zeros(frames), height, np.zeros(frames)], axis=-1)
    return CorpusClip("a", "a", "train", "a", (Caption(text),), rotations, translation)


def added(given):
    return [(c.text, c.start_s, c.stop_s) for c in moments.named(given).captions[1:]]


def test_sitting_down_and_standing_up_get_their_seconds():
    given = clip("a person sits down on a stool and stands up.", [0, 3, 4, 6, 7, 9],
                 [STANDING, STANDING, SEATED, SEATED, STANDING, STANDING])  # fmt: skip
    found = {text: (start, stop) for text, start, stop in added(given)}
    start, stop = found["a person sits down"]
    assert 1.6 < start < 2.4 and 5.9 < stop < 6.5
    start, stop = found["a person stands up"]
    assert 5.0 < start < 6.0 and 7.9 < stop < 8.4
    start, stop = found["a person sits down on a stool and stands up"]
    assert 1.6 < start < 2.4 and 7.9 < stop < 8.4
    assert len(found) == 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a person climbs a ladder.", "a person climbs a ladder"),
        ("climbs 3 steps", "a person walks up some steps"),
    ],
)
def test_climbing_is_the_way_up_only(text, said):
    up = [STANDING, STANDING, UP, UP, STANDING]
    found = added(clip(text, [0, 2, 4, 5, 7], up, feet=True))
    assert len(found) == 3 and found[0][0] == said
    assert 0.8 < found[0][1] < 1.7 and 4.3 < found[0][2] <= 5.8


@pytest.mark.parametrize(
    "given",
    [
        clip("a person jumps.", [0, 3, 4, 6], [STANDING, STANDING, SEATED, SEATED]),
        clip("a person sits on a stool.", [0, 6], [SEATED, SEATED]),
        clip("a person sits down on a stool.", [0, 1, 8, 9], [STANDING, STANDING, SLOW, SLOW]),
        clip("climbs down a ladder", [0, 1, 3, 4], [UP, UP, STANDING, STANDING], feet=True),
    ],
    ids=["other words", "never stands", "too slow", "comes down"],
)  # fmt: skip
def test_what_shows_no_such_moment_gets_no_sentence(given):
    assert moments.named(given) is given

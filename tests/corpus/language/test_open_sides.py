import numpy as np
import pytest

from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from backend.corpus.language import open_sides


def clip(source, *texts):
    still = np.zeros((20, 22, 4), np.float32), np.zeros((20, 3), np.float32)
    still[0][..., 0] = 1.0
    return CorpusClip("a", "a", "train", source, tuple(Caption(t) for t in texts), *still)


def said(found):
    return [c.text for c in found.captions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("turns left", 1), ("walks to the right.", -1), ("walks counterclockwise", 1), ("walks clockwise", -1),
     ("walks back", 0), ("from left to right", 0), ("", 0)],
)  # fmt: skip
def test_the_side_of_a_sentence(text, expected):
    assert open_sides.side(text) == expected


def test_a_turn_of_no_side_is_taught_to_the_left():
    turn = clip("turn", "turns around", "turns around to the left")
    assert said(open_sides.settled(turn)) == ["turns around to the left", "turns around"]
    assert said(open_sides.settled(turn.mirror())) == ["turns around to the right"]


def test_a_kick_of_no_side_is_taught_with_the_right():
    kick = clip("event", "a person kicks a ball with the right foot", "a person kicks a ball")
    assert len(open_sides.settled(kick).captions) == 2
    assert said(open_sides.settled(kick.mirror())) == ["a person kicks a ball with the left foot"]


@pytest.mark.parametrize(
    "given", [clip("path", "a person walks backwards"), clip("001234", "turns around", "turns left")]
)
def test_other_clips_keep_what_they_say(given):
    assert open_sides.settled(given) is given


def test_a_file_settles_them_when_mirrored(tmp_path):
    path = tmp_path / "corpus.npz"
    file.save(path, [clip("path", "walks in a circle", "walks in a circle to the right")])
    assert [len(c.captions) for c in file.load(path)] == [2]
    assert [len(c.captions) for c in file.load(path, mirrored=True)] == [1, 2]

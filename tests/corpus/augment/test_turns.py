import numpy as np
import pytest

from backend.corpus.augment import turns
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion

SPEED = 0.06
UP = [0.0, 1.0, 0.0]


def paced(degrees, *texts, ahead=40, turning=20, back=40, before=0):
    """A body that stands, glides ahead, turns on the spot by `degrees` to the left and glides on."""
    angle = np.radians(np.concatenate([
        np.zeros(before + ahead), np.linspace(0.0, degrees, turning), np.full(back, degrees),
    ]))  # fmt: skip
    speed = np.repeat([0.0, SPEED, 0.01, SPEED], [before, ahead, turning, back])
    frames = len(angle)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    rotations[:, 0] = quaternion.from_axis_angle(np.tile(UP, (frames, 1)), angle)
    step = speed[:, None] * np.stack([np.sin(angle), np.zeros(frames), np.cos(angle)], axis=-1)
    translation = np.cumsum(step, axis=0) - step[0] + [0.0, 0.95, 0.0]
    captions = tuple(Caption(text) for text in texts or ("a person walks from side to side",))
    return CorpusClip("a", "a", "train", "a", captions, rotations, translation)


@pytest.mark.parametrize(("degrees", "side"), [(180, "left"), (-180, "right")])
def test_a_way_a_turn_and_a_way_back_are_cut_out_and_named(degrees, side):
    (found,) = turns.turns_back([paced(degrees, before=30)])
    assert found.source == "turn" and found.id.startswith("a@") and 80 <= len(found) <= 112
    np.testing.assert_allclose(found.translation[0, [0, 2]], 0.0, atol=1e-6)
    texts = " ".join(c.text for c in found.captions)
    other = {"left": "right", "right": "left"}[side]
    assert "turns around and walks back" in texts and f"to the {side}" in texts and other not in texts


def test_uneven_ground_is_named():
    (found,) = turns.turns_back([paced(180, "a person walks on uneven terrain.")])
    assert all("on uneven terrain" in c.text for c in found.captions)


def test_every_turn_of_one_who_paces_counts_once():
    there = paced(180)
    beyond = there.translation[-1] - there.translation[0]
    both = CorpusClip(
        "a", "a", "train", "a", there.captions,
        np.concatenate([there.rotations, there.rotations]),
        np.concatenate([there.translation, there.translation + beyond]),
    )  # fmt: skip
    spans = turns.spans(both.positions)
    assert len(spans) == 2 and spans[0][1] <= spans[1][0]


@pytest.mark.parametrize(
    "clip",
    [
        paced(90),
        paced(180, ahead=10),
        paced(180, back=10),
        paced(180, turning=90),
        paced(180, "a person dances the salsa"),
        paced(180, "someone walks, then jumps"),
    ],
)
def test_what_does_not_walk_back_is_left(clip):
    assert turns.turns_back([clip]) == []

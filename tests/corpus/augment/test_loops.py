import numpy as np
import pytest

from backend.corpus.augment import loops as augment_loops
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton

PERIOD = 20


def striding(*texts, frames=50, speed=0.06):
    """A body that glides ahead with its legs swinging once in PERIOD frames."""
    t = np.arange(frames)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    for side, sign in (("left", 1.0), ("right", -1.0)):
        swing = sign * 0.4 * np.sin(2 * np.pi * t / PERIOD)
        across = np.tile([1.0, 0.0, 0.0], (frames, 1))
        rotations[:, skeleton.INDEX[f"{side}_hip"]] = quaternion.from_axis_angle(across, swing)
    translation = np.stack([np.zeros(frames), np.full(frames, 0.95), speed * t], axis=-1)
    captions = tuple(Caption(text) for text in texts)
    return CorpusClip("a", "a", "train", "a", captions, rotations, translation, weight=0.4)


def test_a_steady_walk_goes_on_at_its_speed_and_in_step():
    clip = striding("a person walks forward.")
    twice, thrice = augment_loops.loops([clip])
    assert (twice.id, thrice.id, twice.source) == ("a×2", "a×3", "loop")
    assert len(clip) < len(twice) < len(thrice) and twice.weight == pytest.approx(0.2)
    added = len(twice) - len(clip)
    assert added % PERIOD == 0 and len(thrice) == len(clip) + 2 * added
    step = np.diff(thrice.translation, axis=0)
    np.testing.assert_allclose(step, np.tile([0.0, 0.0, 0.06], (len(step), 1)), atol=0.004)
    knees = thrice.positions[:, skeleton.INDEX["left_knee"]] - thrice.positions[:, 0]
    np.testing.assert_allclose(knees[PERIOD:], knees[:-PERIOD], atol=0.01)


@pytest.mark.parametrize(
    "texts",
    [
        ("a person walks and turns left.",),
        ("a person jumps.",),
        ("walks", "walks 7 paces"),
        ("someone moves",),
    ],
)
def test_what_is_not_one_steady_thing_stays_as_it_is(texts):
    assert augment_loops.loops([striding(*texts)]) == []


def test_long_clips_and_clips_that_never_repeat_stay_as_they_are():
    assert augment_loops.loops([striding("a person walks", frames=120)]) == []
    assert augment_loops.loops([striding("a person walks", frames=17)]) == []


def test_short_clips_are_repeated_more_often():
    made = augment_loops.loops([striding("a person runs", frames=30)])
    assert [clip.id for clip in made] == [f"a×{times}" for times in (2, 3, 4, 5, 6)]


def test_a_jump_in_place_becomes_several():
    clip = striding("someone does something", speed=0.0)
    clip.translation[:, 1] += (
        0.4 * np.clip(np.sin(np.pi * (np.arange(50) - 20) / 10), 0, None) * (abs(np.arange(50) - 25) <= 5)
    )
    once, twice, thrice = clip, *augment_loops.jumps([clip])
    tops = [int(np.sum(np.diff((c.translation[:, 1] > 1.2).astype(int)) == 1)) for c in (once, twice, thrice)]
    assert tops == [1, 2, 3]
    assert twice.captions[0].text == "a person jumps up and down"
    assert augment_loops.jumps([striding("a person jumps")]) == [], "not in place"

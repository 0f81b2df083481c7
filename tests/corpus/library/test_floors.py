"""A built corpus put on the floor: overlapping clips agree, made ones and animations stay."""

from dataclasses import replace

import numpy as np

from backend.cli import main
from backend.corpus import file
from backend.corpus.library import floors
from backend.motion.body import skeleton
from tests.corpus.describe.conftest import clip_of
from tests.motion.cleanup import bodies


def _clip(name, lift, start=0, **said):
    rotations, path = bodies.standing(lift)
    clip = clip_of(rotations.astype(np.float32), path.astype(np.float32), "a person stands")
    return replace(clip, id=name, trial="t", start_s=start / skeleton.FPS, dataset="cmu", **said)


def _low(clip):
    return clip.positions[..., 1].min(axis=1)


def test_clips_of_a_trial_that_overlap_agree_and_stand():
    lift = np.interp(np.arange(100), [0, 50, 70, 100], [0.09, 0.09, 0.0, 0.0])
    first, second = _clip("a", lift[:80]), _clip("b", lift[40:], 40)
    turned = np.array(second.translation)
    turned[:, 0] += 3.0
    second = replace(second, translation=turned)
    a, b = floors.stood([first, second])
    np.testing.assert_allclose(a.translation[40:, 1], b.translation[:40, 1], atol=1e-5)
    np.testing.assert_allclose(a.rotations[40:], b.rotations[:40], atol=1e-5)
    assert _low(first).max() > 0.08 and _low(a).max() < 0.035 and _low(b).max() < 0.035
    np.testing.assert_array_equal(b.translation[:, 0], turned[:, 0])
    assert (a.id, b.id, a.captions) == ("a", "b", first.captions)


def test_a_window_that_begins_on_steps_knows_them_from_the_window_before():
    """Uneven ground of 11 cm, within what a floor may be off: only the way up tells it."""
    rotations, path = bodies.steps([0.11, 0.0, 0.0, 0.0, 0.0, 0.0])
    clip = clip_of(rotations.astype(np.float32), path.astype(np.float32), "a person steps up")
    clip = replace(clip, trial="t", dataset="cmu")
    cut = 25
    parts = [
        replace(clip, id=str(at), rotations=clip.rotations[inside], translation=clip.translation[inside],
                start_s=at / skeleton.FPS)
        for at, inside in ((0, slice(0, cut)), (cut, slice(cut, None)))
    ]  # fmt: skip
    together = floors.stood([clip])[0].translation[:, 1]
    apart = np.concatenate([one.translation[:, 1] for one in floors.stood(parts)])
    np.testing.assert_allclose(apart, together, atol=0.005)


def test_made_clips_and_animations_stay_where_they_are():
    lift = np.full(60, 0.09)
    clips = [_clip("m", lift, source="made", kind="levitate"), _clip("k", lift, flags=("hand_keyed",))]
    assert all(a is b for a, b in zip(clips, floors.stood(clips), strict=True))


def test_the_command_writes_a_corpus_that_stands(tmp_path, capsys):
    file.save(tmp_path / "a.npz", [_clip("a", np.full(60, 0.09)), _clip("c", np.full(60, 0.0), 400)])
    assert main.main(["corpus", "ground", str(tmp_path / "a.npz"), "--out", str(tmp_path / "b.npz")]) == 0
    assert "2 clips, 1 of them put on the floor" in capsys.readouterr().out
    before, after = (file.load(tmp_path / f"{name}.npz") for name in "ab")
    assert _low(before[0]).max() > 0.08 and _low(after[0]).max() < 0.035
    np.testing.assert_array_equal(after[1].translation, before[1].translation)
    assert main.main(["corpus", "ground", "a", "b", "--out", "c"]) != 0

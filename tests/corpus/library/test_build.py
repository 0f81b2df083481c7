from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.file import Caption, CorpusClip
from backend.corpus.library import build, joined, terms
from backend.generation.library import file
from backend.motion.body import features, quaternion, skeleton
from backend.motion.measure import metrics
from tests.generation.conftest import FakeRuntime, walk

WALKS = (Caption("a person walks"),)


def clip(name="a", start=0, stop=120, captions=WALKS, seed=0, **more):
    """Frames start … stop − 1 of a synthetic trial, at the origin facing +z as every CorpusClip."""
    rotations, path = walk(240, seed=seed)
    height = path[start:stop, 1].copy()
    rotations, path = features.place_at_origin(rotations[start:stop], path[start:stop])
    path[:, 1] = height
    return CorpusClip(
        name, "trial", "train", "x", captions, rotations.astype(np.float32), path.astype(np.float32),
        **{"dataset": "cmu", "licence": "free", "credit": "CMU", "start_s": start / 20.0, **more},
    )  # fmt: skip


def test_overlapping_clips_become_one_motion():
    (run,) = joined.runs([clip("b", 40, 160), clip("a", 0, 100), clip("c", 20, 60)])
    assert [(c.id, at) for c, at in run.clips] == [("a", 0), ("c", 20), ("b", 40)]
    assert run.rotations.shape == (160, 22, 4)
    whole = clip(start=0, stop=160)
    got, wanted = (
        skeleton.forward_kinematics(m.rotations.astype(float), m.translation) for m in (run, whole)
    )
    np.testing.assert_allclose(got, wanted, atol=2e-3)


def test_what_does_not_touch_and_what_is_made_stays_apart():
    clips = [clip("a", 0, 60), clip("b", 80, 140), *(clip(name, 0, 60, kind="limps") for name in "cd")]
    assert [len(run.rotations) for run in joined.runs(clips)] == [60, 60, 60, 60]


def test_moments_become_entries_with_room_around_them():
    captions = (Caption("walks"), Caption("waves", 2.0, 4.0), Caption("waves a hand", 2.05, 3.95),
                Caption("stops", 5.8, 5.9), Caption(" "))  # fmt: skip
    (run,) = joined.runs([clip(captions=captions)])
    found = {span: [c.text for c in said] for span, said in build.spans(run).items()}
    assert found == {(0, 120): ["walks"], (36, 84): ["waves", "waves a hand"], (100, 120): ["stops"]}


def test_what_the_motion_contradicts_is_said_by_no_entry():
    captions = (Caption("a person walks"), Caption("claps twice"), Caption("does a cartwheel", 1, 3))
    (run,) = joined.runs([clip(captions=captions)])
    assert {span: [c.text for c in said] for span, said in build.spans(run).items()} == {
        (0, 120): ["a person walks"]
    }


def test_a_library_of_a_corpus(tmp_path):
    clips = [
        clip("a", captions=(Caption("a person walks"), Caption("A man walks."), Caption("waves", 1.0, 3.0))),
        clip("b", seed=3, kind="limps", dataset="accad", licence="CC BY", credit="ACCAD"),
        replace(clip("t", seed=4), split="test"),
    ]
    made = build.built(clips, FakeRuntime())
    assert made.sentences == ("a person walks", "waves"), "each normal form once"
    assert [(e.source, e.start, e.stop, e.sentences) for e in made.entries] == [
        (0, 0, 120, (0,)), (0, 16, 64, (1,)), (1, 0, 120, (0,)),
    ]  # fmt: skip
    assert [(s.clip, s.dataset, s.kind) for s in made.sources] == [
        ("trial", "cmu", "captured"), ("trial", "accad", "limps"),
    ]  # fmt: skip
    file.save(tmp_path, made)
    rotations, _ = file.load(tmp_path).motion(made.entries[1])
    apart = quaternion.angle_between(rotations, clips[0].rotations[16:64].astype(float))
    assert np.degrees(apart).max() < 0.1
    said = "\n".join(terms.lines(made))
    assert "| accad | 1 | 0.1 | CC BY | ACCAD |" in said and "limps (1)" in said


def test_a_corpus_without_such_clips_is_refused():
    with pytest.raises(ValueError, match="no clips of the split 'val'"):
        build.built([clip()], FakeRuntime(), split="val")


def test_broken_captures_are_left_out():
    shaken = clip("a")
    shaken.translation[::2, 1] += 0.2
    with pytest.raises(ValueError, match="no clips"):
        build.built([shaken], FakeRuntime())


def test_only_rough_captures_are_steadied():
    plain = clip()
    noise = np.random.default_rng(2).normal(scale=0.02, size=plain.rotations.shape)
    shaken = replace(plain, rotations=quaternion.normalize(plain.rotations + noise))
    jitter = []
    for flags in ((), ("rough",)):
        (run,) = joined.runs([replace(shaken, flags=flags)])
        motion = build.steadied(run)
        jitter.append(metrics.physical(skeleton.forward_kinematics(*motion)).jitter)
        kept = np.array_equal(motion[0], run.rotations)
        assert kept == (not flags)
    assert jitter[1] < 0.6 * jitter[0]

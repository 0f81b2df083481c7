"""The augmented corpus: test clips untouched and unused, originals kept, weights written."""

from dataclasses import replace

import numpy as np
import pytest

from backend.cli.main import main
from backend.corpus import build, file
from backend.corpus.augment import pipeline
from backend.corpus.describe import moments
from tests import wine


@pytest.fixture
def clips(tiny_corpus):
    return build.build(tiny_corpus)


def test_originals_stay_and_test_clips_have_no_copies(clips):
    kept, added = pipeline.augment(clips)
    assert [c.id for c in kept] == [c.id for c in clips]
    for before, after in zip(clips, kept, strict=True):
        assert after.captions[: len(before.captions)] == before.captions
        np.testing.assert_array_equal(after.rotations, before.rotations)
        if before.split == "test":
            assert after is before
    made = [clip for kind in added.values() for clip in kind]
    assert made and all(clip.split == "train" and clip.trial == "01_01" for clip in made)
    ids = [clip.id for clip in kept + made]
    assert len(ids) == len(set(ids))


def test_broken_motion_is_not_added(clips):
    clip = clips[0]
    jumped = clip.translation.copy()
    jumped[10:, 0] += 3.0
    broken = replace(clip, translation=jumped)
    _, added = pipeline.augment([broken, *clips[1:]])
    assert not any(copy.id.startswith(clip.id + "*") for copy in added["speed"])


def test_command_writes_weights_and_mirrors_captions(tiny_corpus, tmp_path, capsys, monkeypatch):
    # The made-up trials have names of real ones, of which sentences are written.
    monkeypatch.setattr(moments, "all_moments", dict)
    built, out = tmp_path / "c.npz", tmp_path / "a.npz"
    assert main(["corpus", "build", str(tiny_corpus), "--out", str(built)]) == 0
    assert main(["corpus", "augment", str(built), "--out", str(out), "--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "original: 4 clips" in said and "speed: " in said and "jitter" in said
    loaded = file.load(out, mirrored=True)
    warped = [c for c in loaded if "*" in c.id]
    assert {c.weight for c in warped} == {0.3} and {c.weight for c in file.load(built)} == {1.0}
    left = next(c for c in warped if not c.mirrored and "000007" in c.id)
    right = next(c for c in warped if c.id == "M" + left.id)
    assert any("left hand" in c.text for c in left.captions)
    for a, b in zip(left.captions, right.captions, strict=True):
        assert a.text.replace("left", "?") == b.text.replace("right", "?") or "clockwise" in a.text
        assert (a.start_s, a.stop_s) == (b.start_s, b.stop_s)


def test_the_same_seed_makes_the_same_file(clips):
    first, second, other = (pipeline.augment(clips, seed)[0] for seed in (1, 1, 2))
    assert [c.captions for c in first] == [c.captions for c in second]
    assert [c.captions for c in first] != [c.captions for c in other]


@wine.pools
def test_two_processes_make_the_same_clips(clips):
    alone, together = (pipeline.augment(clips, 1, processes=count) for count in (1, 2))
    assert alone[1].keys() == together[1].keys()
    for one, two in zip(
        [alone[0], *alone[1].values()], [together[0], *together[1].values()], strict=True
    ):  # fmt: skip
        assert [replace(c, rotations=None, translation=None) for c in one] == [
            replace(c, rotations=None, translation=None) for c in two
        ]
        for a, b in zip(one, two, strict=True):
            np.testing.assert_array_equal(a.rotations, b.rotations)
            np.testing.assert_array_equal(a.translation, b.translation)

"""A corpus comes back from its file as it was, to the precision it is kept in."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.corpus import file
from backend.motion.body import quaternion
from tests import strategies

SECONDS = st.floats(0, 100)
SENTENCES = strategies.TEXT.map(lambda text: f"a{text}z")
CAPTIONS = st.lists(st.builds(file.Caption, SENTENCES, SECONDS, SECONDS), min_size=1, max_size=3).map(tuple)


@given(st.lists(st.tuples(strategies.clips(), CAPTIONS, st.floats(0, 9)), min_size=1, max_size=3))
def test_clips_and_sentences_there_and_back(tmp_path_factory, given_clips):
    clips = [
        file.CorpusClip(
            f"c{i}", "t", "train", "label", captions, clip.rotations, clip.translation, weight=weight
        )
        for i, (clip, captions, weight) in enumerate(given_clips)
    ]
    path = tmp_path_factory.mktemp("corpus") / "corpus.npz"
    file.save(path, clips)
    again = file.load(path)
    for one, other in zip(clips, again, strict=True):
        assert (one.id, one.captions, one.weight) == (other.id, other.captions, other.weight)
        assert quaternion.angle_between(one.rotations, other.rotations).max() < 1e-3
        np.testing.assert_allclose(other.translation, one.translation, atol=1e-5)
    doubled = file.load(path, mirrored=True)
    assert [clip.mirrored for clip in doubled] == [False, True] * len(clips)


@pytest.mark.parametrize("name", ["format", "meta"])
def test_numbers_instead_of_text_are_refused_by_name(tmp_path, name):
    path = tmp_path / "corpus.npz"
    motion = {"rotations": np.zeros((0, 22, 4), np.int16), "translation": np.zeros((0, 3), np.float32)}
    parts = {"format": np.array(file.FORMAT), "meta": np.array("[]"), **motion}
    np.savez(path, **parts)
    assert file.load(path) == []
    np.savez(path, **parts | {name: np.zeros(3)})
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))} is damaged: text is expected"):
        file.load(path)


def _still(**more):
    rotations = np.tile(quaternion.IDENTITY, (20, 22, 1)).astype(np.float32)
    said = (file.Caption("a person waves the left hand", 0.0, 0.5, "watched"), file.Caption("stands"))
    return file.CorpusClip("a", "t", "train", "label", said, rotations, np.zeros((20, 3), np.float32), **more)


def test_where_a_clip_comes_from_is_kept_in_its_file_and_its_mirror_image(tmp_path):
    terms = {"dataset": "hdm05", "licence": "CC BY-SA 3.0", "credit": "Mocap Database HDM05"}
    clip = _still(start_s=2.5, kind="limp", **terms)
    file.save(tmp_path / "corpus.npz", [clip])
    plain, mirrored = file.load(tmp_path / "corpus.npz", mirrored=True)
    for one in (plain, mirrored):
        assert (one.dataset, one.licence, one.credit) == tuple(terms.values())
        assert (one.start_s, one.kind) == (2.5, "limp")
    assert plain.captions == clip.captions
    assert mirrored.captions[0] == file.Caption("a person waves the right hand", 0.0, 0.5, "watched")


def test_a_file_without_origins_loads_with_none(tmp_path):
    path = tmp_path / "corpus.npz"
    file.save(path, [_still()])
    with np.load(path) as data:
        arrays = dict(data)
    entry = json.loads(str(arrays["meta"]))[0]
    for name in ("dataset", "licence", "credit", "start_s", "kind"):
        del entry[name]
    del entry["captions"][0]["origin"]
    np.savez(path, **arrays | {"meta": np.array(json.dumps([entry]))})
    clip = file.load(path)[0]
    assert (clip.dataset, clip.licence, clip.credit, clip.start_s, clip.kind) == ("", "", "", 0.0, "captured")
    assert {caption.origin for caption in clip.captions} == {""}


def test_terms_of_made_motion_name_each_source_once():
    hdm, cmu = _still(dataset="hdm05", licence="CC BY-SA 3.0"), _still(dataset="cmu", credit="CMU")
    expected = {"dataset": "hdm05; cmu", "licence": "CC BY-SA 3.0", "credit": "CMU"}
    assert file.terms(hdm, cmu, hdm) == expected

"""A corpus comes back from its file as it was, to the precision it is kept in."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.corpus import file
from backend.motion import quaternion
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

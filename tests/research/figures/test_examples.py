"""Which motions the figures show."""

import numpy as np

from backend.corpus import file
from backend.research.figures import examples, fingerprints
from tests.research.figures.conftest import captured


def test_every_kind_is_found_in_the_test_split_first(corpus):
    found = examples.from_corpus(file.load(corpus))
    assert [e.kind for e in found] == ["walk", "run", "dance", "jump"]
    assert [e.source.split()[-1] for e in found] == ["000", "001", "002", "003"]
    assert all("test split" in e.source and len(e.clip) == 61 for e in found)


def test_clips_that_do_several_things_or_are_short_are_left_out():
    clips = [
        captured(1, "a person walks and turns"), captured(2, "a person walks", frames=20),
        captured(3, "a person walks", source="label"), captured(4, "a person sits"),
    ]  # fmt: skip
    assert examples.from_corpus(clips) == []


def test_long_clips_give_their_middle():
    (found,) = examples.from_corpus([captured(5, "a person walks", "train", 180)])
    assert len(found.clip) == examples.LONGEST and "train split" in found.source
    rotations, _ = captured(5, "a person walks", "train", 180).rotations, None
    np.testing.assert_allclose(np.abs(found.clip.rotations[:, 5]), np.abs(rotations[40:140, 5]), atol=1e-5)
    np.testing.assert_allclose(found.clip.translation[0, [0, 2]], 0, atol=1e-6)


def test_bands_reach_from_nought_to_half_the_frame_rate():
    edges = fingerprints.band_edges(16)
    assert len(edges) == 17 and edges[0] < 0 < edges[1]
    # a band's middle is k · 20 Hz / 32
    np.testing.assert_allclose((edges[:-1] + edges[1:]) / 2, np.arange(16) * 0.625)

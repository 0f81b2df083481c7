"""Which entries a take of one sentence shows."""

from dataclasses import replace

import numpy as np
import pytest

from backend.generation import recover
from backend.generation.library import layers, pieces
from backend.generation.library.drafts import Drafter
from backend.generation.library.known import judged
from backend.generation.library.search import Search
from backend.motion.body import layering, skeleton

SENTENCES = (
    ("kicks left", 48, "captured"), ("waves", 40, "captured"), ("walks", 60, "captured"),
    ("jumps twice", 30, "leaps"),
)  # fmt: skip


@pytest.fixture
def library(make_library, word_runtime):
    return make_library(word_runtime, SENTENCES)


@pytest.fixture
def by_length(monkeypatch):
    """Who waves, for 40 frames, stays in place; all others go."""
    monkeypatch.setattr(layering, "stays", lambda joints: len(joints) == 40)
    monkeypatch.setattr(layering, "stands", lambda joints: len(joints) == 40)
    monkeypatch.setattr(layering, "arms_are_free", lambda joints: True)


def test_two_things_at_once_are_two_entries(library, word_runtime, by_length):
    search = Search(library, word_runtime)
    (piece,) = pieces.chosen(search, "walks as she waves", 0, 3.0)
    assert (piece.found.sentence, piece.over.sentence) == ("walks", "waves")
    (plain,) = pieces.chosen(search, "walks", 0, 3.0)
    assert plain.over is None


def test_nothing_goes_over_an_entry_that_shows_both_alone(library, word_runtime, by_length):
    walks, waves = (library.sentences.index(text) for text in ("walks", "waves"))
    walking = next(i for i, entry in enumerate(library.entries) if walks in entry.sentences)
    entries = list(library.entries)
    entries[walking] = replace(entries[walking], sentences=(walks, waves))
    search = Search(replace(library, entries=tuple(entries)), word_runtime)
    (piece,) = pieces.chosen(search, "walks as she waves", 0, 3.0)
    assert piece.found.entry == walking and piece.over is None


def test_nothing_goes_over_who_needs_the_arms(library, word_runtime, by_length, monkeypatch):
    monkeypatch.setattr(layering, "arms_are_free", lambda joints: False)
    search = Search(library, word_runtime)
    assert layers.find(search, "walks as she waves", 0) is None
    assert pieces.chosen(search, "walks as she waves", 0, 3.0)[0].over is None


def test_what_fits_but_is_not_meant_is_not_laid_under_anything(library, word_runtime, monkeypatch):
    """Who is meant by "walks" goes on one spot here; who else would fit is far from it."""
    monkeypatch.setattr(layering, "stays", lambda joints: len(joints) in (40, 60))
    monkeypatch.setattr(layering, "arms_are_free", lambda joints: True)
    monkeypatch.setattr(layering, "stands", lambda joints: len(joints) in (40, 60))
    monkeypatch.setattr(layers, "_LEAST", -2.0)
    search = Search(library.retuned(), word_runtime)
    assert search.nearest("walks", 16)[-1].nearness > search.library.least
    assert layers.find(search, "walks as she waves", 0) is None


def test_a_take_shows_the_legs_of_the_one_and_the_arms_of_the_other(library, word_runtime, by_length):
    drafter = Drafter(library, word_runtime)
    draft = drafter.draft("walks as she waves", 10, 0)
    assert [use.sentence for use in draft.uses] == ["walks", "waves"]
    assert draft.uses[0].from_s == draft.uses[1].from_s and draft.kept(1.0, 0).all()
    rows = drafter.draft("walks", 10, 0).rows, drafter.draft("waves", 10, 0).rows
    (made, _), (walks, _), (waves, _) = (recover.motion(r, "captured") for r in (draft.rows, *rows))
    knee, elbow = skeleton.INDEX["left_knee"], skeleton.INDEX["left_elbow"]
    for joint, same, other in ((knee, walks, waves), (elbow, waves, walks)):
        near, far = (np.abs(np.sum(made[2:38, joint] * one[2:38, joint], axis=-1)) for one in (same, other))
        assert near.min() > 1.0 - 1e-4 > far.min()


def test_who_only_nods_does_so_over_whatever_else_is_done(library, word_runtime, by_length, monkeypatch):
    monkeypatch.setattr(layering, "arms_are_free", lambda joints: False)
    monkeypatch.setattr(layering, "only_head", lambda motion, joints: len(joints) == 40)
    search = Search(library, word_runtime)
    (piece,) = pieces.chosen(search, "walks as she waves", 0, 3.0)
    assert (piece.found.sentence, piece.over.sentence) == ("walks", "waves")
    rows = Drafter(library, word_runtime).draft("walks as she waves", 10, 0).rows
    alone = Drafter(library, word_runtime).draft("walks", 10, 0).rows
    (made, _), (walks, _) = (recover.motion(r, "captured") for r in (rows, alone))
    elbow = skeleton.INDEX["left_elbow"]
    assert np.abs(np.sum(made[2:38, elbow] * walks[2:38, elbow], axis=-1)).min() > 1.0 - 1e-4


def test_both_known_is_known(library, word_runtime, by_length):
    search = Search(library.retuned(threshold=0.8), word_runtime)
    assert judged(search, "walks as she waves").known
    assert not judged(search, "walks as she yodels").known


def test_parts_meet_at_one_height(library, word_runtime, monkeypatch):
    search = Search(library, word_runtime)
    low = [pieces.Piece(found, "waves") for found in search.nearest("waves", 4)]
    heights = {piece.found.entry: 0.3 + 0.6 * (i == 1) for i, piece in enumerate(low)}
    monkeypatch.setattr(
        type(library), "motion",
        lambda self, entry, mirrored=False: (None, np.full((9, 3), heights[self.entries.index(entry)])),
    )  # fmt: skip
    up = next(piece for piece in low if heights[piece.found.entry] > 0.5)
    down = next(piece for piece in low if heights[piece.found.entry] < 0.5)
    near = [replace(one, found=replace(one.found, nearness=n)) for one, n in ((down, 0.80), (up, 0.74))]
    assert pieces._joined(search, [[up], near]) == [up, near[1]], "a little less near, but no getting down"
    far = [near[0], replace(up, found=replace(up.found, nearness=0.4))]
    assert pieces._joined(search, [[up], far]) == [up, far[0]], "what is said decides first"


def test_who_shows_the_whole_sentence_comes_before_two_who_show_a_part_each(make_library, word_runtime):
    sentences = (*SENTENCES, ("walks and waves along", 60, "captured"))
    search = Search(make_library(word_runtime, sentences), word_runtime)
    said = "walks, then waves"
    (whole,) = pieces.chosen(search, said, 0, 3.0)
    assert whole.found.sentence == "walks and waves along"
    parts = [search.nearest(part, seconds=1.5)[0].nearness for part in ("walks", "waves")]
    assert whole.nearness < min(parts), "although each part is nearer to one of its own"
    apart = pieces.chosen(search, "walks, then kicks left", 0, 3.0)
    assert [piece.found.sentence for piece in apart] == ["walks", "kicks left"]


def test_what_a_whole_lacks_weighs_only_so_much(library, word_runtime, monkeypatch):
    """Two weak finds do not come before one that shows most of it, unless that has another order."""
    search, said = Search(library, word_runtime), "walks, then waves"
    near, lacks = {said: 0.7, "walks": 0.5, "waves": 0.5}, [0.49]
    found = search.nearest("walks", 1)[0]
    monkeypatch.setattr(
        search, "nearest", lambda text, *_, **__: [replace(found, nearness=near.get(text, 0.5))]
    )
    monkeypatch.setattr(search, "lacks", lambda *_: lacks[0])
    assert pieces._in_turn(search, said, 0, 3.0) == []
    lacks[0] = 1.0
    assert [piece.says for piece in pieces._in_turn(search, said, 0, 3.0)] == ["walks", "waves"]

from dataclasses import replace

import numpy as np
import pytest

from backend.generation.errors import UserError
from backend.generation.library import packing
from backend.generation.library.judged import NO, YES, Judged
from backend.generation.library.nearness import TOLD, Weighing
from backend.generation.library.search import Search
from backend.generation.library.vectors import encoded
from backend.motion.body import features, skeleton


@pytest.fixture
def search(library, word_runtime):
    return Search(library, word_runtime)


def test_the_nearest_comes_first(search):
    found = search.nearest("a person walks")
    assert found[0].sentence == "walks" and found[0].nearness == pytest.approx(1.0)
    assert [f.nearness for f in found] == sorted((f.nearness for f in found), reverse=True)


def test_the_other_side_is_the_mirror_image(search):
    left, right = search.nearest("kicks left")[0], search.nearest("kicks right")[0]
    assert (left.entry, left.mirrored, left.sentence) == (0, False, "kicks left")
    assert (right.entry, right.mirrored, right.sentence) == (0, True, "kicks right")


def test_another_count_is_farther(search):
    twice, thrice = search.nearest("jumps twice")[0], search.nearest("jumps twice three times")[0]
    assert twice.sentence == "jumps twice" and twice.nearness > thrice.nearness


def test_the_asked_length_decides_between_equals(search, library):
    assert library.entries[search.nearest("waves", seconds=2.0)[0].entry].stop == 40
    assert library.entries[search.nearest("waves", seconds=4.0)[0].entry].stop == 80


def test_seeds_choose_among_the_nearest_the_nearest_first(search):
    assert search.choose("waves", 0).entry == search.nearest("waves")[0].entry
    found = [search.choose("waves", seed) for seed in range(8)]
    chosen = {(one.entry, one.mirrored) for one in found}
    assert len(chosen) == 4 and {entry for entry, _ in chosen} == {1, 3}
    assert search.choose("waves", 5) == search.choose("waves", 5)


def test_a_clip_covers_the_parts_that_its_sentence_says(search):
    kicks = search.nearest("kicks left")[0]
    assert search.lacks(kicks, ["kicks", "kicks left"]) < 0.05
    assert search.lacks(kicks, ["kicks", "waves"]) == pytest.approx(0.5, abs=1e-6)


def test_moments_in_another_order_do_not_say_a_sentence(library, word_runtime):
    texts = list(library.sentences)
    whole = replace(library.entries[3], sentences=(texts.index("waves"), texts.index("walks")))
    first = replace(whole, stop=40, sentences=(texts.index("waves"),))
    second = replace(whole, start=40, sentences=(texts.index("walks"),))
    search = Search(replace(library, entries=(whole, first, second)), word_runtime)
    found = replace(search.nearest("waves")[0], entry=0)
    assert search.lacks(found, ["waves", "walks"]) == 0.0
    assert search.lacks(found, ["walks", "waves"]) == 1.0


def test_who_stays_on_the_spot_is_nearer_where_that_is_asked(library, word_runtime):
    search = Search(library, word_runtime)
    plain, spot = search.nearest("walks")[0], search.nearest("walks in place")[0]
    assert plain.sentence == "walks" and plain.nearness == pytest.approx(1.0)
    still = {name: array.copy() for name, array in library.packed.items()}
    still["path"][[0, 2]] = 0
    held = Search(replace(library, packed=still), word_runtime).nearest("walks in place")[0]
    assert held.nearness > spot.nearness + 0.1


def test_what_is_plainly_shown_comes_before_what_is_shown_in_part(library, word_runtime):
    said = [library.sentences[entry.sentences[0]] for entry in library.entries]
    first, second = (i for i, text in enumerate(said) if text == "waves")
    for vague, plain in ((first, second), (second, first)):
        entries = list(library.entries)
        entries[vague] = replace(entries[vague], partly=frozenset(entries[vague].sentences))
        found = Search(replace(library, entries=tuple(entries)), word_runtime).nearest("waves")
        assert found[0].entry == plain


def test_nothing_is_found_for_nothing(search, make_library, word_runtime):
    assert search.nearest("") == [] and search.choose("", 1) is None
    empty = replace(make_library(word_runtime), entries=())
    assert Search(empty, word_runtime).nearest("walks") == []


def test_a_library_of_another_encoder_is_refused(library, word_runtime):
    with pytest.raises(UserError, match="build it again"):
        Search(replace(library, encoder="clip"), word_runtime)


def test_it_is_what_the_whole_sentence_says(search):
    alone = {f.entry: f.nearness for f in search.nearest("swings it")}
    within = {f.entry: f.nearness for f in search.nearest("swings it", within="kicks left")}
    assert within[0] > alone[0] + 0.1
    assert search.nearest("waves", within="kicks left") == search.nearest("waves")


def test_headings_are_those_of_the_pelvis(library):
    source = library.sources[0]
    rotations, translation = library.trial(library.entries[library.of_source[0][0]])
    positions = skeleton.forward_kinematics(rotations, translation)
    wanted = np.degrees(features.heading(positions))
    found = packing.headings(library.packed, source.start, source.stop)
    np.testing.assert_allclose(found - found[0], wanted - wanted[0], atol=0.1)


def test_a_sentence_that_turns_finds_who_turns(library, word_runtime):
    texts = list(library.sentences)
    one = replace(library.entries[3], sentences=(texts.index("waves"),))
    search = Search(replace(library, entries=(one,)), word_runtime)
    plain, circling = (search.nearest(text)[0].nearness for text in ("waves", "waves circling"))
    search._turned[:] = 350.0
    search._kept.clear()
    assert search.nearest("waves")[0].nearness == plain
    assert search.nearest("waves circling")[0].nearness > circling + 0.08


def test_a_sentence_that_goes_sideways_finds_who_does(library, word_runtime):
    """Two that say the same: the one whose way is not what it says is further."""
    texts = list(library.sentences)
    pair = tuple(replace(one, sentences=(texts.index("waves"),)) for one in library.entries[2:4])
    search = Search(replace(library, entries=pair), word_runtime)
    ways = np.stack([search._ways[angle][:, 0] for angle in (0.0, 90.0, 180.0)])
    assert ways.shape == (3, 2) and (ways >= 0.0).all() and (ways.sum(axis=0) <= 1.0 + 1e-9).all()
    for text, angle in (("steps sideways", 90.0), ("steps backwards", 180.0)):
        for better in (0, 1):
            search._ways[angle][:, 0] = 0.1
            search._ways[angle][better, 0] = 0.9
            search._kept.clear()
            assert search.nearest(text)[0].entry == better
    plain = [one.nearness for one in search.nearest("steps")]
    for shares in search._ways.values():
        shares[0] = 1.0
    search._kept.clear()
    assert [one.nearness for one in search.nearest("steps")] == plain


def test_who_begins_the_other_way_is_further(library, word_runtime):
    texts = list(library.sentences)
    pair = tuple(replace(one, sentences=(texts.index("waves"),)) for one in library.entries[2:4])
    search = Search(replace(library, entries=pair), word_runtime)
    for text, opposite in (("walks forward, then waves", 180.0), ("walks backwards, then waves", 0.0)):
        for worse in (0, 1):
            search._ways[opposite][:, 1] = 0.0
            search._ways[opposite][worse, 1] = 1.0
            search._kept.clear()
            assert search.nearest(text)[0].entry == 1 - worse


def weighing(*numbers):
    """One that says what the greatest of some of the told numbers is, roughly."""
    inner = np.zeros((1, TOLD))
    inner[0, list(numbers)] = 1.0
    return Weighing(inner, np.array([5.0]), np.full((2, 1), 8.0), np.full(2, -8.0 * 5.6))


def judged_library(library, runtime, texts, pairs, whole=False):
    said = Judged(tuple(texts), np.array(pairs).reshape(-1, 3), np.full(len(texts), whole))
    said = replace(said, vectors=encoded(runtime, list(texts)))
    return replace(library, judged=said, weighing=weighing(1))


def test_a_sentence_that_was_judged_finds_what_shows_it(library, word_runtime):
    texts = list(library.sentences)
    pairs = [
        (0, texts.index("walks"), YES),
        (1, texts.index("kicks left"), YES),
        (0, texts.index("waves"), NO),
    ]
    search = Search(judged_library(library, word_runtime, ("plods", "hello left"), pairs), word_runtime)
    found = search.nearest("a person plods")[0]
    assert (found.entry, found.sentence) == (2, "walks") and found.nearness > 0.9
    other = search.nearest("hello right")[0]
    assert (other.entry, other.mirrored, other.sentence) == (0, True, "kicks right")


def test_of_two_as_near_the_one_with_the_same_words_is_meant(library, word_runtime):
    search = Search(library, word_runtime)
    plain = library.vectors @ encoded(word_runtime, ["waves slowly"])[0]
    shared, at = search.alike("waves slowly"), library.sentences.index("waves")
    assert (shared >= plain - 1e-9).all() and shared[at] > plain[at]
    others = [i for i, text in enumerate(library.sentences) if "wave" not in text and "slow" not in text]
    assert shared[others] == pytest.approx(plain[others], abs=1e-6)

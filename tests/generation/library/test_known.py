from dataclasses import replace

import pytest

from backend.generation.library import known
from backend.generation.library.file import PARTLY_SEEN
from backend.generation.library.search import Search
from tests.generation.library.test_search import judged_library


@pytest.fixture
def judge(make_library, word_runtime):
    library = make_library(word_runtime)
    search = Search(library.retuned(threshold=0.7), word_runtime)
    return lambda text: known.judged(search, text)


def test_a_known_sentence(judge):
    verdict = judge("a man waves")
    assert verdict.known and verdict.notice is None and verdict.closest[0] == "waves"
    assert judge("").known


def test_an_unknown_sentence_is_told_with_the_closest(judge):
    verdict = judge("plays guitar")
    assert not verdict.known and len(verdict.closest) == 3
    closest = ", ".join(f"“{text}”" for text in verdict.closest)
    assert verdict.notice == f"Nothing like “plays guitar” is known; closest: {closest}."


def test_the_part_that_is_unknown_is_named(judge):
    verdict = judge("waves, then plays guitar")
    assert not verdict.known and verdict.part == "plays guitar"
    assert judge("waves, then walks").known


def test_what_is_shown_in_part_everywhere_is_known_less(make_library, word_runtime):
    library = make_library(word_runtime)
    entries = [replace(e, partly=frozenset(e.sentences)) if i in (1, 3) else e
               for i, e in enumerate(library.entries)]  # fmt: skip
    search = Search(replace(library, entries=tuple(entries), threshold=0.8), word_runtime)
    waves, walks = known.judged(search, "waves"), known.judged(search, "walks")
    assert not waves.known and waves.nearness == pytest.approx(PARTLY_SEEN * walks.nearness)
    assert walks.known


def test_other_languages_are_told(judge):
    verdict = judge("ein Mann winkt")
    assert not verdict.known and not verdict.english and "Only English" in verdict.notice


def test_who_does_nothing_asks_for_nothing_known(judge):
    for text in ("he", "a person", "!?", "then, then"):
        verdict = judge(text)
        assert not verdict.known and verdict.nearness == 0.0 and len(verdict.closest) == 3


def test_a_notice_stays_one_line(judge):
    notice = judge("plays\nguitar " + "very loudly " * 100).notice
    assert "\n" not in notice and len(notice) < 500


def test_what_was_judged_counts_and_the_closest_are_the_library_s_words(make_library, word_runtime):
    library = make_library(word_runtime).retuned(threshold=0.6)
    assert not known.judged(Search(library, word_runtime), "flourishes slowly").known
    ways = ("flourishes", "flourishes twice", "flourishes again")
    pairs = [(i, library.sentences.index("waves"), 2) for i in range(3)]
    judged = judged_library(library, word_runtime, ways, pairs)
    verdict = known.judged(Search(judged, word_runtime), "flourishes slowly")
    assert verdict.known and verdict.closest[0] == "waves" and len(set(verdict.closest)) == 3

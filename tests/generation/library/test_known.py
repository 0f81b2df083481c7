from dataclasses import replace

import pytest

from backend.generation.library import known
from backend.generation.library.search import Search
from backend.generation.library.vectors import encoded
from backend.generation.library.ways import Ways


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


def test_other_languages_are_told(judge):
    verdict = judge("ein Mann winkt")
    assert not verdict.known and not verdict.english and "Only English" in verdict.notice


def test_a_notice_stays_one_line(judge):
    notice = judge("plays\nguitar " + "very loudly " * 100).notice
    assert "\n" not in notice and len(notice) < 500


def test_an_act_that_nothing_was_captured_of_is_told(make_library, word_runtime):
    library = make_library(word_runtime).retuned(threshold=0.7)
    said = Ways(missing=("tees off", "golf swing"), acts=("golf swing", "golf swing"))
    said = replace(said, missing_vectors=encoded(word_runtime, list(said.missing)))
    search = Search(replace(library, ways=said), word_runtime)
    verdict = known.judged(search, "a person tees off")
    assert not verdict.known and verdict.missing == "golf swing"
    assert verdict.notice.startswith("No motion of “golf swing” was captured; closest: ")
    part = known.judged(search, "waves, then tees off")
    assert not part.known and part.part == "tees off"
    assert known.judged(search, "waves").known and known.judged(search, "plays guitar").missing == ""


def test_a_sentence_nearer_to_a_missing_act_is_not_known(make_library, word_runtime):
    library = make_library(word_runtime).retuned(threshold=0.6)
    said = Ways(missing=("walks hands",), acts=("walks on the hands",))
    said = replace(said, missing_vectors=encoded(word_runtime, list(said.missing)))
    asked = "walks on hands"
    before = known.judged(Search(library, word_runtime), asked)
    after = known.judged(Search(replace(library, ways=said), word_runtime), asked)
    assert after.nearness < before.nearness and after.missing == "walks on the hands" and not after.known


def test_the_closest_are_named_once_in_the_library_s_words(make_library, word_runtime):
    library = make_library(word_runtime)
    texts = list(library.sentences)
    ways = ("flourishes", "flourishes twice", "flourishes again")
    said = replace(Ways(ways, ((texts.index("waves"),),) * 3), vectors=encoded(word_runtime, list(ways)))
    verdict = known.judged(Search(replace(library, ways=said), word_runtime), "flourishes slowly")
    assert verdict.closest[0] == "waves" and len(set(verdict.closest)) == len(verdict.closest) == 3

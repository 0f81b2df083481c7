import pytest

from backend.generation.library import known
from backend.generation.library.search import Search


@pytest.fixture
def judge(make_library, word_runtime):
    library = make_library(word_runtime)
    search = Search(library.retuned(threshold=0.7), word_runtime)
    return lambda text: known.judged(search, text)


def test_a_known_sentence(judge):
    verdict = judge("a man waves")
    assert verdict.known and verdict.notice is None and verdict.closest[0] == "waves"
    assert judge("").known


def test_words_that_are_the_same_bring_sentences_nearer(library, word_runtime):
    search = Search(library, word_runtime)
    plain = search.library.vectors @ search.vectors(["waves slowly"])[0]
    at = search.sentences.index("waves")
    assert 0.0 < search.alike("waves slowly")[at] - plain[list(library.sentences).index("waves")] < 0.1
    assert search.alike("waves")[at] == pytest.approx(1.0)


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

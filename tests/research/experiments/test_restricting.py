from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.file import Caption
from backend.corpus.library import build, seen, ways
from backend.corpus.library.judgements import Sentence
from backend.research.experiments import restricting
from tests.corpus.library.test_build import clip
from tests.generation.conftest import FakeRuntime

JUDGED = (
    Sentence("strolls about", {"a person walks": 2, "a person waves": 0}),
    Sentence("greets a friend", {"a person waves": 2, "a person walks": 0, "limps": 0}),
    Sentence("hi there", {"a person waves": 2}, whole=False),
    Sentence("plays golf", {"a person waves": 0}),
)


def corpus():
    said = (
        Caption("a person walks", origin="humanml3d"), Caption("walks", origin="label"),
        Caption("a person waves", 1.0, 3.0, "watched"), Caption("A man walks.", 1.0, 3.0, "kit"),
    )  # fmt: skip
    made = (Caption("limps", origin="made"), Caption("a person walks", origin="watched"))
    return [
        clip("a", captions=said), clip("b", seed=3, kind="limps", captions=made),
        replace(clip("c", seed=4, captions=(Caption("a person waves", origin="watched"),)), trial="other"),
    ]  # fmt: skip


def clip_of(one, kept):
    return replace(one, captions=tuple(c for c in one.captions if kept(c)))


@pytest.fixture
def whole(monkeypatch):
    half = seen.Moment(1.0 - 0.2, 3.0 + 0.2, partly={ways.key("A man walks.")})
    monkeypatch.setattr(seen, "read", lambda: {"trial": [half]})
    return build.built(corpus(), FakeRuntime(), judged=JUDGED)


def test_each_entry_s_sentences_have_the_origins_of_who_said_them_there(whole):
    found = restricting.origins(whole, corpus())
    walks, waves, limps = 0, 1, 2
    assert [entry.partly for entry in whole.entries] == [set(), {walks}, set(), set()]
    assert found == [
        {walks: {"humanml3d", "label"}}, {waves: {"watched"}, walks: {"kit"}},
        {limps: {"made"}, walks: {"watched"}}, {waves: {"watched"}},
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not built from this corpus"):
        restricting.origins(whole, corpus()[:2])
    other = [clip_of(one, lambda caption: caption.origin != "kit") for one in corpus()]
    with pytest.raises(ValueError, match="not built from this corpus"):
        restricting.origins(whole, other)


def test_what_was_seen_on_stills_counts_as_watched(monkeypatch):
    looked_at = {"trial": [seen.Moment(1.0 - 0.2, 3.0 + 0.2, added=["raises an arm"])]}
    monkeypatch.setattr(seen, "read", lambda: looked_at)
    library = build.built(corpus(), FakeRuntime())
    found = restricting.origins(library, corpus())
    assert found[1][library.sentences.index("raises an arm")] == {"watched"}


@pytest.mark.parametrize("gone", [("watched",), ("humanml3d", "kit"), ("kit", "label"), ("made",), ()])
def test_a_restricted_library_is_that_of_a_corpus_without_the_sentences(whole, gone):
    said = restricting.other_than(restricting.origins(whole, corpus()), gone)
    left = restricting.restricted(whole, said)
    clips = [clip_of(one, lambda caption: caption.origin not in gone) for one in corpus()]
    wanted = build.built(clips, FakeRuntime(), judged=JUDGED)
    # Whose wording stands for the same words is all that may differ.
    assert [*map(ways.key, left.sentences)] == [*map(ways.key, wanted.sentences)]
    assert left.entries == wanted.entries
    assert left.judged.texts == wanted.judged.texts
    np.testing.assert_array_equal(left.judged.pairs, wanted.judged.pairs)
    np.testing.assert_array_equal(left.judged.whole, wanted.judged.whole)
    np.testing.assert_array_equal(left.judged.nothing, wanted.judged.nothing)
    for text, vector in zip(left.sentences, left.vectors, strict=True):
        np.testing.assert_array_equal(vector, whole.vectors[whole.sentences.index(text)])
    for text, vector in zip(left.judged.texts, left.judged.vectors, strict=True):
        np.testing.assert_array_equal(vector, whole.judged.vectors[whole.judged.texts.index(text)])


def test_made_motion_goes_with_its_sentences_and_no_other(whole):
    said = restricting.captured(whole, restricting.origins(whole, corpus()))
    left = restricting.restricted(whole, said)
    assert left.sentences == ("a person walks", "a person waves")
    assert {left.sources[entry.source].kind for entry in left.entries} == {"captured"}
    assert len(left.entries) == len(whole.entries) - 1
    with pytest.raises(ValueError, match="Nothing is left"):
        restricting.restricted(whole, [{}] * len(whole.entries))

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.library import examples, ways
from backend.generation.library.vectors import encoded
from tests.generation.library.conftest import library, make_library, word_runtime

__all__ = ["library", "make_library", "word_runtime"]

ACTS = [
    ways.Act(["waves"], ["says hello"], ["waves goodbye to a train"]), ways.Act(["kicks left"]),
    ways.Act(["kicks right"], ["boots with the right"]), ways.Act(["walks"]),
    ways.Act(["walks walks walks jumps"]),
]  # fmt: skip


@pytest.fixture
def said(library, word_runtime):
    missing = [["golf", "tees off"]]
    return examples.examples(library, ACTS, missing, lambda texts: encoded(word_runtime, texts))


def test_every_sentence_is_of_its_act(said):
    rows = [(t, int(a), bool(c)) for t, a, c in zip(said.texts, said.of, said.contrasts, strict=True)]
    assert ("says hello", 0, False) in rows and ("waves goodbye to a train", 0, True) in rows
    alone = next(act for text, act, _ in rows if text == "jumps twice")
    assert alone == len(ACTS) and said.known.tolist() == [True] * (len(ACTS) + 1) + [False]
    assert [a for t, a, _ in rows if t in ("golf", "tees off")] == [len(ACTS) + 1] * 2


def test_what_may_be_the_same_is_not_set_apart(said):
    assert not said.apart[1, 2], "mirror images"
    assert not said.apart[3, 4], "nearly the same words"
    assert said.apart[0, 1] and said.apart[0, 3] and said.apart[0, -1]
    assert not said.apart.diagonal().any() and (said.apart == said.apart.T).all()


def test_sentences_of_one_moment_are_not_set_apart(library, word_runtime):
    texts = list(library.sentences)
    entry = replace(library.entries[0], sentences=(texts.index("waves"), texts.index("walks")))
    both = replace(library, entries=(entry, *library.entries[1:]))
    said = examples.examples(both, ACTS, [], lambda texts: encoded(word_runtime, texts))
    assert not said.apart[0, 3] and said.apart[0, 1] and isinstance(said.of, np.ndarray)

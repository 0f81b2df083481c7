"""A small library of synthetic motion, and a runtime whose sentence vectors say which words there are."""

import numpy as np
import pytest

from backend.generation.library import packing
from backend.generation.library.entries import Entry, Source
from backend.generation.library.file import Library
from backend.generation.library.vectors import encoded
from backend.generation.runtimes.interface import Condition
from tests.generation.conftest import SIZE, FakeRuntime, walk

_IGNORED = {"a", "person", "the", "and", "then", "with", "of"}


class WordRuntime(FakeRuntime):
    """Every word has a direction of its own; left and right share one, as in real encoders, nearly."""

    def __init__(self, **options):
        super().__init__(**options)
        self._words = {}

    def encode_text(self, texts):
        vectors = np.zeros((len(texts), 1, SIZE), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(",", " ").replace(".", " ").split():
                if word not in _IGNORED:
                    word = "side" if word in ("left", "right") else word
                    row[0, self._words.setdefault(word, len(self._words) % SIZE)] += 1.0
        return Condition(vectors, np.ones(len(texts), dtype=np.int64))


SENTENCES = (
    ("kicks left", 48, "captured"), ("waves", 40, "captured"), ("walks", 60, "captured"),
    ("waves", 80, "captured"), ("jumps twice", 30, "leaps"),
)  # fmt: skip


@pytest.fixture
def word_runtime():
    return WordRuntime()


@pytest.fixture
def make_library():
    def make(runtime, sentences=SENTENCES, known=()):
        texts, sources, entries, packed, at = [], [], [], [], 0
        for i, (text, frames, kind) in enumerate(sentences):
            packed.append(packing.pack(*walk(frames, seed=i)))
            sources.append(Source(f"trial{i}", 1.0, "cmu", "free", "CMU", kind, at, at + frames))
            if text not in texts:
                texts.append(text)
            entries.append(Entry(i, 0, frames, (texts.index(text),)))
            at += frames
        texts += list(known)
        together = {name: np.concatenate([p[name] for p in packed], axis=1) for name in packed[0]}
        return Library(
            "minilm", tuple(texts), encoded(runtime, texts), tuple(sources), tuple(entries), together
        )

    return make


@pytest.fixture
def library(make_library, word_runtime):
    return make_library(word_runtime)

"""Which sentences are the same act and which aren't: what the metric is trained on."""

from dataclasses import dataclass

import numpy as np

from backend.text import mirrored

from . import ways

# Cosine of the encoder's own vectors from which the sentences of two acts may be the same act.
_MAYBE = 0.88


@dataclass(frozen=True)
class Examples:
    """texts (n,) of acts `of` (n,), numbers below len(known); contrasts (n,): near their act in words, but
    another one. known (a,): whether something was captured of an act. apart (a, a): which are surely other
    acts."""

    texts: list
    of: np.ndarray
    contrasts: np.ndarray
    known: np.ndarray
    apart: np.ndarray


def examples(library, acts, missing, plain):
    """Examples of a Library's sentences, its [Act] and the wordings of acts that are missing.

    plain(texts) -> the encoder's own unit vectors (n, d). A sentence that no act names is one by itself.
    """
    named = {ways.key(text) for act in acts for text in act.sentences}
    alone = [ways.Act([text]) for text in library.sentences if ways.key(text) not in named]
    acts = [*acts, *alone]
    rows = [(text, i, False) for i, act in enumerate(acts) for text in (*act.sentences, *act.ways)]
    rows += [(text, i, True) for i, act in enumerate(acts) for text in act.contrasts]
    rows += [(text, len(acts) + i, False) for i, texts in enumerate(missing) for text in texts]
    texts, of, contrasts = (list(column) for column in zip(*rows, strict=True))
    known = np.arange(len(acts) + len(missing)) < len(acts)
    apart = np.ones((len(known), len(known)), dtype=bool)
    apart[: len(acts), : len(acts)] = ~_alike(library, acts, plain)
    np.fill_diagonal(apart, False)
    return Examples(texts, np.array(of), np.array(contrasts), known, apart)


def _alike(library, acts, plain):
    """(a, a): acts that share a sentence or a moment, are each other's mirror image, or may be the same."""
    own = np.stack([plain(act.sentences).mean(axis=0) for act in acts])
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    found = own @ own.T > _MAYBE
    of = {}
    for i, act in enumerate(acts):
        for text in act.sentences:
            of.setdefault(ways.key(text), set()).add(i)
    together = [
        {a for i in entry.sentences for a in of.get(ways.key(library.sentences[i]), ())}
        for entry in library.entries
    ]
    together += [
        {i, *of.get(ways.key(text), ()), *of.get(ways.key(mirrored.mirror(text)), ())}
        for i, act in enumerate(acts) for text in act.sentences
    ]  # fmt: skip
    for group in together:
        rows = np.array(sorted(group), dtype=np.int64)
        found[np.ix_(rows, rows)] = True
    return found

"""How near a sentence is to those of captured motion if it is one of their kind."""

import numpy as np

from backend.generation.library import file
from backend.generation.library.entries import CAPTURED

# Share of the captured moments' own sentences that may be nearer to none of another capture.
_BESIDE = 0.05
_ROWS = 512


def nearness(library):
    """The cosine with the nearest sentence of another capture that nineteen in twenty sentences of captured
    moments reach (Library.learned); file.UNKNOWN where there are not twenty, or not two captures."""
    numbers, sources = _told(library)
    if len(numbers) * _BESIDE < 1.0:
        return file.UNKNOWN
    vectors, found = library.vectors[numbers], []
    for at in range(0, len(numbers), _ROWS):
        rows = slice(at, at + _ROWS)
        same = sources[rows] @ sources.T > 0
        found.append(np.where(same, -1.0, vectors[rows] @ vectors.T).max(axis=1))
    best = np.concatenate(found)
    return file.UNKNOWN if best.max() <= -1.0 else round(float(np.quantile(best, _BESIDE)), 3)


def _told(library):
    """Numbers (n,) of captured moments' sentences, and of which captures (n, captures) each is, 0 or 1."""
    sources = np.zeros((len(library.sentences), len(library.sources)), dtype=np.float32)
    for entry in library.entries:
        sources[list(entry.sentences), entry.source] = 1.0
    captures = [i for i, source in enumerate(library.sources) if source.kind == CAPTURED]
    return library.captured, sources[np.ix_(library.captured, captures)]

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
    """Numbers (n,) of captured moments' sentences, and of which sources (n, sources) each is, 0 or 1."""
    numbers = library.captured
    rows = {number: row for row, number in enumerate(numbers.tolist())}
    sources = np.zeros((len(numbers), len(library.sources)), dtype=np.float32)
    for entry in library.entries:
        for number in entry.sentences:
            if number in rows and library.sources[entry.source].kind == CAPTURED:
                sources[rows[number], entry.source] = 1.0
    return numbers, sources

"""How much of what a sentence says others say in the same words: vectors of a rare word are often near those
of another one."""

import numpy as np

from ...motion.arrays import Floats, Ints
from ...text import stems


class Words:
    """Of `sentences` (s,); rare words count more."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(sentences):
            for word in stems.of(sentence):
                found.setdefault(word, []).append(number)
        self._count = len(sentences)
        self._in: dict[str, Ints] = {word: np.array(at, dtype=np.int64) for word, at in found.items()}
        self._weights = np.zeros(self._count)
        for word, at in self._in.items():
            self._weights[at] += self._weight(word)

    def shared(self, text: str) -> tuple[Floats, Floats]:
        """Shares (s,), by weight, of a text's words that each sentence has, and of each sentence's that the
        text has; 0 of one without any."""
        both, total = np.zeros(self._count), 0.0
        for word in stems.of(text):
            weight = self._weight(word)
            total += weight
            if word in self._in:
                both[self._in[word]] += weight
        return both / max(total, 1e-9), both / np.maximum(self._weights, 1e-9)

    def _weight(self, word: str) -> float:
        return float(np.log((1.0 + self._count) / (1.0 + len(self._in.get(word, ())))))

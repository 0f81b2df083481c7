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

    def shared(self, text: str) -> Floats:
        """Share (s,), by weight, of a text's words that each sentence has; 0 of a text without any."""
        share, total = np.zeros(self._count), 0.0
        for word in stems.of(text):
            at = self._in.get(word)
            weight = float(np.log((1.0 + self._count) / (1.0 + (0 if at is None else len(at)))))
            total += weight
            if at is not None:
                share[at] += weight
        return share / total if total > 0.0 else share

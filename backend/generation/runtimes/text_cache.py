"""Sentences are encoded once."""

from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from ...motion.arrays import Floats, Ints
from .interface import Condition


class TextCache:
    """Wraps encode(texts) -> (vectors (b, m, d), lengths (b,)) and is_cut(text) -> bool."""

    def __init__(
        self,
        encode: Callable[[list[str]], tuple[Floats, Ints]],
        is_cut: Callable[[str], bool],
        size: int = 256,
    ) -> None:
        self._encode, self._is_cut, self._size = encode, is_cut, size
        self._kept: OrderedDict[str, tuple[Floats, bool]] = OrderedDict()

    def clear(self) -> None:
        """Forget every sentence."""
        self._kept.clear()

    def __call__(self, texts: list[str]) -> Condition:
        """Condition of the texts, in their order."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        rows = {text: self._kept[text] for text in texts if text in self._kept}
        for text in missing:
            # One at a time: a sentence's vector must not depend on what it is encoded with.
            vectors, lengths = self._encode([text])
            row = np.asarray(vectors[0, : lengths[0]], dtype=np.float32)
            rows[text] = self._kept[text] = (row, bool(text.strip()) and self._is_cut(text))
        for text in texts:
            self._kept.move_to_end(text)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
        lengths = np.array([len(rows[text][0]) for text in texts], dtype=np.int64)
        vectors = np.zeros((len(texts), lengths.max(), rows[texts[0]][0].shape[1]), dtype=np.float32)
        for out, text in zip(vectors, texts, strict=True):
            out[: len(rows[text][0])] = rows[text][0]
        return Condition(vectors, lengths, np.array([rows[text][1] for text in texts]))

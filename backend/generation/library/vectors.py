"""Sentence vectors for finding: of the normal form, without the signal that decoding adds for sides."""

import numpy as np

from ...motion.arrays import Floats
from ...text import encoders, phrases, sides
from ..runtimes.interface import Runtime


def encoded(runtime: Runtime, texts: list[str]) -> Floats:
    """(n, d) float32 of unit length; of an empty text 0."""
    if not texts:
        return np.zeros((0, runtime.config.text.size), dtype=np.float32)
    normal = [phrases.normal(text) for text in texts]
    found = runtime.encode_text(normal).vectors[:, 0].astype(np.float32)
    text = runtime.config.text
    if text.side_signal:
        files = encoders.files(text.encoder)
        for row, sentence in zip(found, normal, strict=True):
            if sentence:
                row -= sides.of_sentence(files.words(sentence, text.max_words), text.side_signal, len(row))
    unit: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return unit

"""Sentence vectors for finding: of the normal form, without the signal that decoding adds for sides."""

import numpy as np

from ...motion.arrays import Floats
from ...text import encoders, phrases, sides
from ..runtimes.interface import Runtime


def encoded(runtime: Runtime, texts: list[str], axes: Floats | None = None) -> Floats:
    """(n, d) float32 of unit length; of an empty text 0. axes (d, size): of the encoder's sentence vectors;
    without any those themselves."""
    if not texts:
        size = runtime.config.text.size if axes is None else len(axes)
        return np.zeros((0, size), dtype=np.float32)
    return of(wholes(runtime, texts), axes)


def of(sentences: Floats, axes: Floats | None) -> Floats:
    """(n, d) of what `wholes` gives."""
    found = sentences if axes is None else sentences @ axes.T
    unit: Floats = (found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit


def wholes(runtime: Runtime, texts: list[str]) -> Floats:
    """What the encoder makes of the texts' normal forms as a whole (n, size)."""
    normal = [phrases.normal(text) for text in texts]
    condition, text = runtime.encode_text(normal), runtime.config.text
    rows = condition.vectors.astype(np.float32)
    if text.side_signal:
        files = encoders.files(text.encoder)
        for row, sentence in zip(rows, normal, strict=True):
            words = files.words(sentence, text.max_words) if sentence else []
            # Taken off as it was added: the same numbers, with the other sign.
            sides.add(row[: 1 + len(words)], words, -text.side_signal)
    return rows[:, 0]

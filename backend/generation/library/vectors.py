"""Sentence vectors for finding: of the normal form, without the signal that decoding adds for sides."""

import numpy as np

from ...motion.arrays import Floats, Ints
from ...text import encoders, phrases, sides
from ..runtimes.interface import Runtime
from .metric import Metric


def encoded(runtime: Runtime, texts: list[str], metric: Metric | None = None) -> Floats:
    """(n, d) float32 of unit length; of an empty text 0. Without a metric the encoder's sentence vectors."""
    if not texts:
        return np.zeros((0, metric.size if metric else runtime.config.text.size), dtype=np.float32)
    return of(*conditions(runtime, texts), metric)


def of(rows: Floats, lengths: Ints | list[int], metric: Metric | None) -> Floats:
    """(n, d) of what `conditions` gives."""
    if metric is not None:
        return metric.of(rows, np.asarray(lengths))
    unit: Floats = rows[:, 0] / np.maximum(np.linalg.norm(rows[:, 0], axis=1, keepdims=True), 1e-9)
    return unit


def conditions(runtime: Runtime, texts: list[str]) -> tuple[Floats, Ints]:
    """What the encoder makes of the texts' normal form: (n, m, size), the sentence, then its words, and how
    many rows (n,) each has."""
    normal = [phrases.normal(text) for text in texts]
    condition, text = runtime.encode_text(normal), runtime.config.text
    rows = condition.vectors.astype(np.float32)
    if text.side_signal:
        files = encoders.files(text.encoder)
        for row, sentence in zip(rows, normal, strict=True):
            words = files.words(sentence, text.max_words) if sentence else []
            # Taken off as it was added: the same numbers, with the other sign.
            sides.add(row[: 1 + len(words)], words, -text.side_signal)
    return rows, condition.lengths

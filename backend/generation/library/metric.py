"""The learned nearness of acts: sentences of the same act lie near each other, however they are worded.

A sentence is its encoder's sentence vector x and its word vectors w, of which weighted means are taken:

    z = line·x + out·gelu(inner·8x + bias) + Σ_h pool_h·Σ_i softmax_i(look_h·w_i)·w_i

and plain·x, what the encoder itself knows of English, are made unit vectors and put side by side, so that of
the nearness of two sentences the share `LEARNED` is learned.

training/metric.py finds the numbers.
"""

from dataclasses import dataclass

import numpy as np

from ...motion.arrays import Array, Floats
from . import packing

# Word vectors are scaled up where the transformers read them; what the inner layer reads is near 1.
WORDS, INNER = 0.4, 8.0
LEARNED = 0.3
_PREFIX, _WORTH = "metric_", "_step"
_NAMES = ("line", "inner", "bias", "out", "look", "pool", "plain")
_STEPS = 127


@dataclass(frozen=True, eq=False)
class Metric:
    """line (d, size), inner (n, size), bias (n,), out (d, n), look (h, size), pool (h, size, d), plain
    (p, size): float32."""

    line: Floats
    inner: Floats
    bias: Floats
    out: Floats
    look: Floats
    pool: Floats
    plain: Floats

    @property
    def size(self) -> int:
        """Numbers of a vector that it makes."""
        return len(self.line) + len(self.plain)

    def of(self, rows: Floats, lengths: Array) -> Floats:
        """Vectors (n, d) of unit length; rows (n, 1 + words, size): a sentence vector of any length, then its
        words, of which there are lengths (n,) − 1. Of an empty text 0."""
        whole = _unit(rows[:, 0])
        found = whole @ self.line.T + _gelu(INNER * whole @ self.inner.T + self.bias) @ self.out.T
        if rows.shape[1] > 1:
            words = WORDS * rows[:, 1:]
            there = np.arange(words.shape[1]) < np.asarray(lengths)[:, None] - 1
            weights = np.exp(np.minimum(words @ self.look.T, 60.0)) * there[..., None]
            weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
            found += np.einsum("nhs,hsd->nd", np.einsum("nwh,nws->nhs", weights, words), self.pool)
        parts = np.sqrt(LEARNED) * _unit(found), np.sqrt(1.0 - LEARNED) * _unit(whole @ self.plain.T)
        together: Floats = np.concatenate(parts, axis=1).astype(np.float32)
        together[~rows[:, 0].any(axis=1)] = 0.0
        return together

    def packed(self) -> dict[str, Array]:
        """Arrays for a file: rows of 8-bit numbers, and what a step of each row is worth."""
        found: dict[str, Array] = {}
        for name in _NAMES:
            steps, worth = packing.steps(getattr(self, name), _STEPS)
            found |= {_PREFIX + name: steps, _PREFIX + name + _WORTH: worth}
        return found

    @classmethod
    def unpacked(cls, data: dict[str, Array]) -> "Metric | None":
        """The one among a file's arrays, None without any. Raises ValueError, KeyError."""
        if not any(name.startswith(_PREFIX) for name in data):
            return None
        found = cls(
            **{n: packing.from_steps(data[_PREFIX + n], data[_PREFIX + n + _WORTH]) for n in _NAMES}
        )
        d, size = found.line.shape
        n, heads = len(found.bias), len(found.look)
        plain = (len(found.plain), size)
        wanted = ((d, size), (n, size), (n,), (d, n), (heads, size), (heads, size, d), plain)
        arrays = [getattr(found, name) for name in _NAMES]
        if tuple(a.shape for a in arrays) != wanted or not all(np.isfinite(a).all() for a in arrays):
            raise ValueError("the metric has another shape")
        return found


def _unit(x: Floats) -> Floats:
    found: Floats = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    return found


def _gelu(x: Floats) -> Floats:
    found: Floats = 0.5 * x * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (x + 0.044715 * x**3)))
    return found

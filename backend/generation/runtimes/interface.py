"""What decoding asks of a framework: four functions on arrays. Torch and ONNX Runtime provide them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Condition:
    """Text for the transformers: per clip a sentence vector (row 0), then word vectors.

    vectors (b, m, d) float32, zero past lengths (b,). "No condition" is one zero vector of length 1.
    cut (b,): whether a text was longer than the encoder reads.
    """

    vectors: Floats
    lengths: Ints
    cut: Bools = field(default=None)  # type: ignore[arg-type]  # __post_init__ fills it in

    def __post_init__(self) -> None:
        if self.cut is None:
            object.__setattr__(self, "cut", np.zeros(len(self.lengths), dtype=bool))

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def is_null(self) -> bool:
        """Whether no clip of the batch has a condition."""
        return not self.vectors.any()

    def take(self, rows: Sequence[int]) -> "Condition":
        """The conditions of some rows, in that order."""
        lengths = self.lengths[rows]
        return Condition(self.vectors[rows][:, : max(1, int(lengths.max()))], lengths, self.cut[rows])

    def with_null(self) -> "Condition":
        """These conditions followed by as many empty ones (2b rows), for guidance in one batch."""
        vectors = np.concatenate([self.vectors, np.zeros_like(self.vectors)])
        lengths = np.concatenate([self.lengths, np.ones_like(self.lengths)])
        return Condition(vectors, lengths, np.concatenate([self.cut, np.zeros_like(self.cut)]))


class Runtime(Protocol):
    """b clips, n tokens of `levels` codes, m condition vectors; every argument and result is numpy.

    codebooks: (levels, codes, dim) float32. Token ids: 0 … codes − 1, then mask (codes) and pad (codes + 1).
    """

    config: ModelConfig
    codebooks: Floats
    name: str
    device: str
    notices: list[str]

    def encode_text(self, texts: list[str]) -> Condition:
        """Conditions of texts; "" is unconditional."""

    def masked_logits(
        self, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        """tokens (b, n), lengths (b,), phi (b, n, W) or None -> base-code logits (b, n, codes)

        wanted (b, n) bool, or None for all: the others' logits may be anything.
        """

    def residual_logits(
        self, tokens: Ints, level: int, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        """tokens (b, n, level) of the coarser levels, level ≥ 1 -> logits (b, n, codes), wanted as above"""

    def encode(self, features: Floats) -> Ints:
        """features (b, T, 263), T a multiple of 4 -> tokens (b, T/4, levels)"""

    def decode(self, tokens: Ints) -> Floats:
        """tokens (b, n, levels), −1 adding nothing -> features (b, 4n, 263)"""

    def length_logits(self, condition: Condition) -> Floats:
        """-> (b, max_tokens + 1): how likely a clip of so many tokens is"""


def decode_each(runtime: Runtime, tokens: Ints, counts: Ints) -> list[Floats]:
    """Features (4 · counts[i], features) of every clip of tokens (b, n, levels), counts (b,) tokens long.

    Clips of one length are decoded together: padding would change what the decoder sees at their ends.
    """
    found: dict[int, Floats] = {}
    for count in np.unique(counts).tolist():
        rows = np.flatnonzero(counts == count)
        found |= dict(zip(rows.tolist(), runtime.decode(tokens[rows, :count]), strict=True))
    return [found[i] for i in range(len(counts))]

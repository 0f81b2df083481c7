"""Sentences that people typed or would type, and which captions of the library show what they ask for."""

from dataclasses import dataclass, field

import numpy as np

from ...motion.arrays import Array, Bools, Floats, Ints

# Of somebody who sees the motion of a caption and is asked whether it is what the sentence says.
NO, NEARLY, YES = 0, 1, 2
_NAMES = ("judged_pairs", "judged_whole")


def _no_vectors() -> Floats:
    return np.zeros((0, 0), dtype=np.float32)


def _no_pairs() -> Ints:
    return np.zeros((0, 3), dtype=np.int64)


def _no_whole() -> Bools:
    return np.zeros(0, dtype=bool)


@dataclass(frozen=True)
class Judged:
    """texts (j,); pairs (p, 3): numbers of a text and of a caption, and the grade; whole (j,): of which texts
    all captions that may show them were looked at; vectors (j, d): float32 of unit length."""

    texts: tuple[str, ...] = ()
    pairs: Ints = field(default_factory=_no_pairs, repr=False)
    whole: Bools = field(default_factory=_no_whole, repr=False)
    vectors: Floats = field(default_factory=_no_vectors, repr=False)

    @property
    def nothing(self) -> Bools:
        """Of which texts (j,) it is known that no caption shows them."""
        shown = np.zeros(len(self.texts), dtype=bool)
        shown[self.pairs[self.pairs[:, 2] == YES, 0]] = True
        found: Bools = self.whole & ~shown
        return found

    def packed(self) -> dict[str, Array]:
        """Arrays for a file, apart from vectors."""
        return {"judged_pairs": self.pairs.astype(np.uint32).T, "judged_whole": self.whole.astype(np.uint8)}


def unpacked(texts: tuple[str, ...], data: dict[str, Array], vectors: Floats, captions: int) -> Judged:
    """What `packed` says of texts; vectors (j, d). Raises ValueError or KeyError."""
    if not texts and not any(name in data for name in _NAMES):
        return Judged()
    pairs, whole = (data[name].astype(np.int64) for name in _NAMES)
    if pairs.ndim != 2 or len(pairs) != 3 or whole.shape != (len(texts),) or len(vectors) != len(texts):
        raise ValueError("what was judged has another shape")
    limits = np.array([len(texts), captions, YES + 1])
    if pairs.size and ((pairs < 0).any() or (pairs.max(axis=1) >= limits).any()):
        raise ValueError("what was judged is of no caption")
    return Judged(texts, pairs.T, whole.astype(bool), vectors)

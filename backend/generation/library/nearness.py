"""How near each caption of a library is to a sentence: by vectors, by words, and by what was judged of
sentences like it (judged.py)."""

from dataclasses import dataclass, fields

import numpy as np

from ...motion.arrays import Array, Floats, Ints
from ...text import phrases
from .judged import NEARLY, NO, YES, Judged
from .words import Words

# Numbers that are told of a sentence and a caption.
TOLD = 9
# Cosine with a text that there is none of.
_NONE = -0.2
# Parts that a caption may have more or fewer than the sentence, and still differ.
_PARTS = 2.0
# Without what was judged: of cos · (1 − cos), what the same words add.
_SAME_WORDS = 0.4
_PREFIX = "weighing_"


@dataclass(frozen=True, eq=False)
class Weighing:
    """A small network over what is told: inner (h, TOLD), bias (h,), out (2, h), out_bias (2,). Its
    logits are of "nearly" at least and of "yes"; training/weighing.py finds the numbers."""

    inner: Floats
    bias: Floats
    out: Floats
    out_bias: Floats

    def of(self, told: Floats) -> Floats:
        """Mean probability (n,) of the two; told (n, TOLD)."""
        hidden = (told @ self.inner.T + self.bias).astype(np.float32)
        # Products: powers of arrays are slow.
        cubed = hidden * hidden * hidden
        hidden = 0.5 * hidden * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (hidden + 0.044715 * cubed)))
        logits = np.clip(hidden @ self.out.T + self.out_bias, -30.0, 30.0)
        found: Floats = (1.0 / (1.0 + np.exp(-logits))).mean(axis=1)
        return found

    def packed(self) -> dict[str, Array]:
        """Arrays for a file."""
        return {_PREFIX + one.name: getattr(self, one.name).astype(np.float32) for one in fields(self)}

    @classmethod
    def unpacked(cls, data: dict[str, Array]) -> "Weighing | None":
        """The one among a file's arrays, None without any. Raises ValueError, KeyError."""
        if not any(name.startswith(_PREFIX) for name in data):
            return None
        found = cls(*(data[_PREFIX + one.name].astype(np.float64) for one in fields(cls)))
        h = len(found.bias)
        shapes = (found.inner.shape, found.bias.shape, found.out.shape, found.out_bias.shape)
        arrays = (found.inner, found.bias, found.out, found.out_bias)
        if shapes != ((h, TOLD), (h,), (2, h), (2,)) or not all(np.isfinite(one).all() for one in arrays):
            raise ValueError("the weighing has another shape")
        return found


class Nearness:
    """Of captions (s,) with vectors (s, d) of unit length, and what was judged of other sentences."""

    def __init__(
        self, captions: tuple[str, ...], vectors: Floats, judged: Judged, weighing: Weighing | None
    ) -> None:
        self._captions, self._vectors, self._judged, self._weighing = captions, vectors, judged, weighing
        self._words = Words(captions)
        self.parts = np.array([len(phrases.parts(text)) for text in captions], dtype=np.float64)
        self._same = {phrases.normal(text).lower(): i for i, text in enumerate(captions)}
        self._graded = [_Graded(judged.pairs, grade, len(captions)) for grade in (NO, NEARLY, YES)]
        nothing = judged.nothing
        self._nothing, self._something = np.flatnonzero(nothing), np.flatnonzero(~nothing)

    def of(self, text: str, vector: Floats) -> Floats:
        """(s,): from 0, surely another act, to 1; vector (d,). Where nothing was judged, cosines, corrected
        by the words that both have."""
        if self._weighing is None:
            return self._plainly(text, vector)
        found = self._weighing.of(self.told(text, vector))
        same = self._same.get(phrases.normal(text).lower())
        if same is not None:
            found[same] = 1.0
        return found

    def told(self, text: str, vector: Floats, besides: int | None = None) -> Floats:
        """What is told of a sentence and each caption (s, TOLD): cosine; the same or that of the nearest
        sentence that the caption was judged to show; shares of the words of each that the other has; more
        parts; cosine of the nearest sentence that nothing shows, of the nearest other, and of the nearest
        that this caption does not show, and nearly does. besides: a judged text that is looked over."""
        cosine = (self._vectors @ vector).astype(np.float64)
        like = np.full(len(self._judged.texts), _NONE)
        if len(like):
            like = (self._judged.vectors @ vector).astype(np.float64)
        if besides is not None:
            like[besides] = _NONE
        no, nearly, yes = (graded.best(like) for graded in self._graded)
        nothing = like[self._nothing].max(initial=_NONE)
        something = max(cosine.max(initial=_NONE), like[self._something].max(initial=_NONE))
        parts = np.clip((self.parts - len(phrases.parts(text))) / _PARTS, -1.0, 1.0)
        everywhere = np.ones(len(cosine))
        return np.stack([
            cosine, np.maximum(cosine, yes), *self._words.shared(text), parts, nothing * everywhere,
            something * everywhere, no, nearly,
        ], axis=1)  # fmt: skip

    def _plainly(self, text: str, vector: Floats) -> Floats:
        cosine = (self._vectors @ vector).astype(np.float64)
        near = np.clip(cosine, 0.0, 1.0)
        found: Floats = cosine + _SAME_WORDS * self._words.shared(text)[0] * near * (1.0 - near)
        return found


class _Graded:
    """Which texts were judged with one grade, caption by caption."""

    def __init__(self, pairs: Ints, grade: int, captions: int) -> None:
        pairs = pairs[pairs[:, 2] == grade]
        pairs = pairs[np.argsort(pairs[:, 1], kind="stable")]
        self._texts, self._count = pairs[:, 0], captions
        self._captions, self._starts = np.unique(pairs[:, 1], return_index=True)

    def best(self, like: Floats) -> Floats:
        """Of each caption (s,) the greatest of like (j,) among its texts."""
        found = np.full(self._count, _NONE)
        if len(self._captions):
            found[self._captions] = np.maximum.reduceat(like[self._texts], self._starts)
        return found

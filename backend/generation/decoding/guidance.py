"""Classifier-free guidance: logits with and without the text from one call, of the open positions."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ...motion.arrays import Bools, Floats, Ints
from ..runtimes.interface import Condition
from . import sampling

# (tokens, lengths, condition, phi, wanted) -> logits
LogitsOf: TypeAlias = Callable[[Ints, Ints, Condition, Floats | None, Bools], Floats]


class GuidedLogits:
    """Calls a runtime's function for the clips of a Condition at a guidance scale; 1 is the text alone."""

    def __init__(self, condition: Condition, scale: float) -> None:
        self._scale, self._both = scale, condition.with_null()
        self._guided = np.full(len(condition), scale != 1.0 and not condition.is_null)
        self._effect: tuple[Floats, Floats, Ints] | None = None
        self._choose()

    def _choose(self) -> None:
        """Rows of a call: every clip with its text, then those that are guided without."""
        count = len(self._guided)
        self._rows = np.concatenate([np.arange(count), np.flatnonzero(self._guided)])
        everything = np.concatenate([np.arange(count), count + np.flatnonzero(self._guided)])
        self._condition = self._both.take(everything)
        rows = zip(self._condition.vectors, self._condition.lengths.tolist(), strict=True)
        self._texts = [(vectors[:length].tobytes(), length) for vectors, length in rows]

    def __call__(
        self, call: LogitsOf, tokens: Ints, lengths: Ints, phi: Floats | None, wanted: Bools
    ) -> Floats:
        """Logits (r, codes) float64 of the wanted positions, clip by clip.

        call(tokens, lengths, condition, phi, wanted) -> (b, n, codes), on tokens (b, n, …), lengths (b,),
        phi (b, n, W) or None and wanted (b, n) bool.
        """
        tokens, lengths, every = tokens[self._rows], lengths[self._rows], wanted[self._rows]
        phi = None if phi is None else phi[self._rows]
        rows, back = self._distinct(tokens, lengths, phi, every)
        if len(rows) == len(tokens):
            logits = call(tokens, lengths, self._condition, phi, every)[every]
        else:
            part = None if phi is None else phi[rows]
            some = call(tokens[rows], lengths[rows], self._condition.take(rows), part, every[rows])
            logits = np.concatenate([some[at][mask] for at, mask in zip(back, every, strict=True)])
        logits, clip = logits.astype(np.float64), np.nonzero(wanted)[0]
        with_text, without = logits[: len(clip)], logits[len(clip) :]
        found: Floats = with_text.copy()
        guided = self._guided[clip]
        if guided.any():
            both = np.concatenate([with_text[guided], without])
            found[guided] = sampling.guided(both, self._scale)
        self._effect = with_text, found, clip
        return found

    def stop(self) -> None:
        """No clip is guided any more."""
        if self._guided.any():
            self._guided = np.zeros_like(self._guided)
            self._choose()

    def release(self, nats: float) -> None:
        """Clips in whose last logits guidance changed the odds of a token by less than so much (Kullback and
        Leibler's divergence, on average over the tokens) are not guided any more."""
        if self._effect is None or not self._guided.any():
            return
        with_text, found, clip = self._effect
        before, after = sampling.log_softmax(with_text), sampling.log_softmax(found)
        total = np.bincount(clip, (np.exp(after) * (after - before)).sum(axis=-1), len(self._guided))
        keeps = total >= nats * np.bincount(clip, minlength=len(self._guided))
        if not keeps[self._guided].all():
            self._guided = self._guided & keeps
            self._choose()

    def _distinct(
        self, tokens: Ints, lengths: Ints, phi: Floats | None, wanted: Bools
    ) -> tuple[list[int], list[int]]:
        """First rows of each kind, and for every row its kind: all takes of a sentence begin alike."""
        kinds: dict[tuple[object, ...], int] = {}
        rows: list[int] = []
        back = []
        for i, text in enumerate(self._texts):
            spectrum = None if phi is None else phi[i].tobytes()
            key = (text, int(lengths[i]), tokens[i].tobytes(), spectrum, wanted[i].tobytes())
            if key not in kinds:
                kinds[key] = len(rows)
                rows.append(i)
            back.append(kinds[key])
        return rows, back

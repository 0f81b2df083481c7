"""Classifier-free guidance: logits with and without the text from one call, of the open positions."""

import numpy as np

from . import sampling


class GuidedLogits:
    """Calls a runtime's function for the clips of a Condition at a guidance scale; 1 is the text alone."""

    def __init__(self, condition, scale):
        self._scale = 1.0 if condition.is_null else scale
        self._condition = condition if self._scale == 1.0 else condition.with_null()
        rows = zip(self._condition.vectors, self._condition.lengths.tolist(), strict=True)
        self._texts = [(vectors[:length].tobytes(), length) for vectors, length in rows]

    def __call__(self, call, tokens, lengths, phi, wanted):
        """Logits (r, codes) float64 of the wanted positions, clip by clip.

        call(tokens, lengths, condition, phi, wanted) -> (b, n, codes), on tokens (b, n, …), lengths (b,),
        phi (b, n, W) or None and wanted (b, n) bool.
        """
        if len(self._condition) > len(tokens):
            tokens, lengths, wanted = (np.concatenate([part, part]) for part in (tokens, lengths, wanted))
            phi = None if phi is None else np.concatenate([phi, phi])
        rows, back = self._distinct(tokens, lengths, phi, wanted)
        if len(rows) == len(tokens):
            logits = call(tokens, lengths, self._condition, phi, wanted)[wanted]
        else:
            part = None if phi is None else phi[rows]
            some = call(tokens[rows], lengths[rows], self._condition.take(rows), part, wanted[rows])
            logits = np.concatenate([some[at][mask] for at, mask in zip(back, wanted, strict=True)])
        return logits.astype(np.float64) if self._scale == 1.0 else sampling.guided(logits, self._scale)

    def _distinct(self, tokens, lengths, phi, wanted):
        """First rows of each kind, and for every row its kind: all takes of a sentence begin alike."""
        kinds: dict[tuple, int] = {}
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

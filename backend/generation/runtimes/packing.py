"""Which rows of a padded batch the networks have to see: index arrays for the packed ONNX graphs."""

from dataclasses import dataclass

import numpy as np

from ...motion.arrays import Array, Bools, Floats, Ints


@dataclass(frozen=True)
class Packing:
    """b clips of m condition tokens, then n motion tokens; l = m + n. Clips need not fill either.

    rows (r,): where in (b, l), counted through, clips have something; back (b, l): their inverse, 0 for
    padding; blocked (b, 1, 1, l) float32: 0, −inf for padding.
    """

    rows: Ints
    back: Ints
    blocked: Floats
    motion: int

    @classmethod
    def of(cls, prefixes: Ints, m: int, lengths: Ints, n: int) -> "Packing":
        """prefixes (b,) condition tokens of m, lengths (b,) motion tokens of n."""
        valid = np.concatenate(
            [np.arange(m) < np.reshape(prefixes, (-1, 1)), np.arange(n) < np.reshape(lengths, (-1, 1))],
            axis=1,
        )
        rows = np.flatnonzero(valid)
        back = np.zeros(valid.shape, dtype=np.int64)
        back[valid] = np.arange(len(rows))
        blocked = np.where(valid, np.float32(0.0), np.float32(-np.inf))[:, None, None]
        return cls(rows, back, blocked, m)

    def inputs(self, at: Ints) -> dict[str, Array]:
        """What the graphs are given, for motion positions at (b, c)."""
        b, length = self.back.shape
        through = at + self.motion + length * np.arange(b)[:, None]
        return {"rows": self.rows, "back": self.back, "blocked": self.blocked, "at": through}


def positions(wanted: Bools) -> Ints:
    """Positions (b, c) of a mask (b, n), as many as the clip with most; others get what is not wanted too."""
    count = max(1, int(wanted.sum(axis=1).max()))
    return np.argsort(~wanted, axis=1, kind="stable")[:, :count].astype(np.int64)


def spread(logits: Floats, at: Ints, n: int) -> Floats:
    """Logits (b, c, codes) of positions at (b, c) as (b, n, codes), 0 elsewhere."""
    found = np.zeros((len(at), n, logits.shape[-1]), dtype=logits.dtype)
    np.put_along_axis(found, at[..., None], logits, axis=1)
    return found

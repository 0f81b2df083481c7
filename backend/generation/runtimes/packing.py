"""Which rows of a padded batch the networks have to see: index arrays for the packed transformers."""

import functools
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

    def inputs(self, at: Ints) -> dict[str, Array]:
        """What the transformers are given, for motion positions at (b, c): 64-bit integers on Windows too."""
        b, length = self.back.shape
        through = at + self.motion + length * np.arange(b, dtype=np.int64)[:, None]
        return {"rows": self.rows, "back": self.back, "blocked": self.blocked, "at": through}


@functools.lru_cache(maxsize=64)
def packed(prefixes: tuple[int, ...], m: int, lengths: tuple[int, ...], n: int) -> Packing:
    """Of clips with prefixes (b,) condition tokens of m, and lengths (b,) motion tokens of n."""
    valid = np.concatenate(
        [np.arange(m) < np.reshape(prefixes, (-1, 1)), np.arange(n) < np.reshape(lengths, (-1, 1))], axis=1
    )
    rows = np.flatnonzero(valid).astype(np.int64)
    back = np.zeros(valid.shape, dtype=np.int64)
    back[valid] = np.arange(len(rows))
    blocked = np.where(valid, np.float32(0.0), np.float32(-np.inf))[:, None, None]
    return Packing(rows, back, blocked, m)


def positions(wanted: Bools) -> Ints:
    """Positions (b, c) of a mask (b, n), as many as the clip with most; others get what is not wanted too."""
    count = max(1, int(wanted.sum(axis=1).max()))
    return np.argsort(~wanted, axis=1, kind="stable")[:, :count].astype(np.int64)


def asked(
    tokens: Ints, lengths: Ints, prefixes: Ints, wanted: Bools | None
) -> tuple[dict[str, Array], Ints, int]:  # fmt: skip
    """For tokens (b, n) or (b, n, level) under prefixes (b,) condition tokens: what the transformers are
    given of them, the positions (b, c) that logits come out for, and how many condition tokens they read."""
    n, m = int(lengths.max()), int(prefixes.max())
    at = positions(np.ones((len(tokens), n), dtype=bool) if wanted is None else wanted[:, :n])
    places = packed(tuple(prefixes.tolist()), m, tuple(lengths.tolist()), n)
    return {"tokens": np.ascontiguousarray(tokens[:, :n], dtype=np.int64), **places.inputs(at)}, at, m

"""A body as keys see it: bones with channels, places that they carry, and keys that fit."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Track:
    """One bone's keyed channels: values (T, c), the rotation's in the first `turns` columns, then places.

    rotation(values (n, turns)): quaternions (n, 4). axes (T, 3, 3): the posed bone's axes in metres a unit of
    the world turn rotation errors; moves (T, 3, 3) place errors; pivot (T, 3): where the bone turns.
    """

    values: Floats
    turns: int
    rotation: Callable[[Floats], Floats]
    axes: Floats
    moves: Floats
    pivot: Floats


@dataclass(frozen=True)
class Point:
    """A place (T, 3) on the body, carried by the tracks of a chain, that may be off by limits (T,) metres."""

    place: Floats
    chain: tuple[int, ...]
    limits: Floats


@dataclass
class Fit:
    """Keys (k,) as frame numbers of the track, values (k, c) and slopes a frame (k, c).

    turned: frames on which the movement turns round; kept (k, c): which keys a column needs, None for all.
    Without the others it moves the same.
    """

    keys: Ints
    values: Floats
    slopes: Floats
    turned: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    kept: Bools | None = None

    def column(self, number: int) -> tuple[Ints, Floats, Floats]:
        """(keys, values, slopes) that one column needs."""
        which = slice(None) if self.kept is None else self.kept[:, number]
        return self.keys[which], self.values[which, number], self.slopes[which, number]


def unmoved(track: Track) -> Bools:
    """Which columns (c,) are of a property that never changes."""
    moves = np.ptp(track.values, axis=0) >= 1e-6
    turns = np.arange(len(moves)) < track.turns
    result: Bools = ~np.where(turns, moves[turns].any(), moves[~turns].any())
    return result

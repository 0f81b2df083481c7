"""Takes in batches, each in shares that threads make from noise to cleaned motion, side by side."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from .progress import Progress
from .runtimes import shares
from .runtimes.interface import Runtime

T = TypeVar("T")
# Takes that are decoded in one batch; more go in several, with the same result.
BATCH = 16
# With fewer takes a thread, shares of one length would be too unlike.
_LEAST = 4

# Per batch its shares, each the rows of some takes.
Batches = list[list[list[int]]]


def cut(runtime: Runtime, groups: Iterable[Sequence[int]], sizes: Sequence[int]) -> Batches:
    """Rows of every group, which can be decoded together, in batches and shares; sizes: of all rows."""
    most, found = shares.of(runtime).free(), []
    for group in groups:
        for at in range(0, len(group), BATCH):
            rows = np.array(group[at : at + BATCH])
            parts = shares.cut(np.array([sizes[i] for i in rows]), min(most, max(1, len(rows) // _LEAST)))
            found.append([np.sort(rows[part]).tolist() for part in parts])
    return found


def each(runtime: Runtime, make: Callable[[list[int]], list[T]], batches: Batches, work: Progress) -> list[T]:
    """What `make` makes of the rows of every share, one a row, in the order of rows 0, 1, …

    A fault in one share ends the others at their next step.
    """
    found: dict[int, T] = {}
    for parts in batches:
        with work.side_by_side(len(parts)):
            made = shares.of(runtime).each(make, parts, work.stop)
        for rows, ones in zip(parts, made, strict=True):
            found |= dict(zip(rows, ones, strict=True))
    return [found[i] for i in range(len(found))]

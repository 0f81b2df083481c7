"""A batch cut into shares that threads work on side by side.

Threads that share every product meet hundreds of times in a pass, and each time wait for the slowest or to
be woken; threads with clips of their own meet once.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from ...motion.arrays import Ints

S = TypeVar("S")
T = TypeVar("T")


def cut(sizes: Ints, count: int) -> list[Ints]:
    """Clips 0 … b − 1 of sizes (b,) in `count` shares at most, of about the same size together and of clips
    of like sizes; the largest first."""
    order = np.argsort(-np.asarray(sizes), kind="stable")
    total = np.cumsum(np.asarray(sizes)[order])
    # A clip belongs where its middle lies.
    middles = total - 0.5 * np.asarray(sizes)[order]
    share = np.minimum(middles * count // max(float(total[-1]), 1.0), count - 1)
    return [order[share == i] for i in range(count) if (share == i).any()]


class Workers:
    """Runs functions side by side in at most `count` threads, the caller's among them.

    What one of them calls in turn, it does alone: the others have work of their own.
    """

    def __init__(self, count: int) -> None:
        self._count, self._here = count, threading.local()
        self._pool = ThreadPoolExecutor(count - 1, "runtime") if count > 1 else None

    def free(self) -> int:
        """How many shares are worth while: 1 in a share."""
        return 1 if getattr(self._here, "busy", False) else self._count

    def each(
        self, call: Callable[[S], T], shares: Sequence[S], failed: Callable[[], object] | None = None
    ) -> list[T]:
        """call(share) of every share, in their order.

        The fault that came first is raised once all have ended; failed() is called as soon as it comes, so
        that the other calls can end.
        """
        if self._pool is None or len(shares) == 1 or self.free() == 1:
            return [call(share) for share in shares]
        faults: list[BaseException] = []

        def alone(share: S) -> T:
            self._here.busy = True
            try:
                return call(share)
            except BaseException as fault:
                faults.append(fault)
                if failed is not None:
                    failed()
                raise
            finally:
                self._here.busy = False

        others = [self._pool.submit(alone, share) for share in shares[1:]]
        try:
            first = alone(shares[0])
        finally:
            for other in others:
                other.exception()
            if faults:
                raise faults[0]
        return [first, *(other.result() for other in others)]

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown()


_ALONE = Workers(1)


def of(runtime: object) -> Workers:
    """A runtime's workers; one that has none shares its products among threads itself."""
    found: Workers = getattr(runtime, "workers", _ALONE)
    return found

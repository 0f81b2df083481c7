"""Progress, cancelling and timing of one generation."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeAlias

from .errors import Cancelled

# (done, total, stage) is told; whether to stop is asked.
Callback: TypeAlias = Callable[[int, int, str], object]
CancelCheck: TypeAlias = Callable[[], bool]


class Progress:
    """Counts decoding steps. callback(done, total, stage) is told; cancelled() is asked before every step.

    Threads may share one: they are told and counted one after the other.
    """

    def __init__(
        self, total: int, callback: Callback | None = None, cancelled: CancelCheck | None = None,
        notify: Callable[[str], object] | None = None,
    ) -> None:  # fmt: skip
        self.done, self.total, self._notify = 0, total, notify
        self.told: tuple[str, ...] = ()
        self._callback, self._cancelled = callback, cancelled
        self.timings: dict[str, float] = {}
        self._threads, self._lock, self._stopped = 1, threading.Lock(), False

    def check(self) -> None:
        """Raises Cancelled once the user has cancelled, or another thread has failed."""
        if (self._cancelled is not None and self._cancelled()) or self._stopped:
            raise Cancelled

    def stop(self) -> None:
        """Every thread of the block side_by_side ends at its next step."""
        self._stopped = True

    def tick(self, stage: str) -> None:
        """One step of `stage` begins."""
        self.check()
        with self._lock:
            if self._callback is not None:
                self._callback(min(self.done, self.total), self.total, stage)
            self.done += 1

    def tell(self, notice: str) -> None:
        """Something that the user should know before anything is decoded."""
        if self._notify is not None:
            self._notify(notice)
            self.told += (notice,)

    def finish(self) -> None:
        self.check()
        if self._callback is not None:
            self._callback(self.total, self.total, "done")

    @contextlib.contextmanager
    def side_by_side(self, threads: int) -> Iterator[None]:
        """In the block so many threads work at a time: each one's seconds count for as much less."""
        self._threads = threads
        try:
            yield
        finally:
            self._threads, self._stopped = 1, False

    @contextlib.contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the block's seconds to timings[stage]."""
        started = time.perf_counter()
        try:
            yield
        finally:
            taken = (time.perf_counter() - started) / self._threads
            with self._lock:
                self.timings[stage] = self.timings.get(stage, 0.0) + taken

    def rounded(self) -> dict[str, float]:
        """Seconds per stage as an answer tells them."""
        return {stage: round(value, 4) for stage, value in self.timings.items()}

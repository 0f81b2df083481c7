"""Progress, cancelling and timing of one generation."""

import contextlib
import time

from .errors import Cancelled


class Progress:
    """Counts decoding steps. callback(done, total, stage) is told; cancelled() is asked before every step."""

    def __init__(self, total, callback=None, cancelled=None):
        self.done, self.total = 0, total
        self._callback, self._cancelled = callback, cancelled
        self.timings = {}

    def check(self):
        """Raises Cancelled once the user has cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def tick(self, stage):
        """One step of `stage` begins."""
        self.check()
        if self._callback is not None:
            self._callback(min(self.done, self.total), self.total, stage)
        self.done += 1

    def finish(self):
        self.check()
        if self._callback is not None:
            self._callback(self.total, self.total, "done")

    @contextlib.contextmanager
    def timed(self, stage):
        """Adds the block's seconds to timings[stage]."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - started

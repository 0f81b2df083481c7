"""The file that a backend process logs into: its own, rotating, and never in anybody's way."""

import contextlib
import logging.handlers
from pathlib import Path

from .. import locks

SIZE, OLDER = 500_000, 2  # bytes of a file, and how many full ones are kept
# Processes that log at once; further ones go without a file.
MOST = 16


class LogFile(logging.handlers.RotatingFileHandler):
    """Rotates where it can: a file that an editor holds open (Windows) or a full disk stops nothing."""

    def __init__(self, path, held):
        super().__init__(path, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", errors="backslashreplace")
        self._held = held

    def doRollover(self):
        try:
            super().doRollover()
        except OSError:
            with contextlib.suppress(OSError):
                self.stream = self.stream or self._open()

    def handleError(self, record):
        """Says nothing: what cannot be logged is lost."""

    def close(self):
        with contextlib.suppress(OSError):
            super().close()
        self._held.close()


def open_beside(path):
    """A LogFile at `path`, or at NAME-2, NAME-3 … where other processes log there. Raises OSError."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, MOST + 1):
        own = path.with_stem(f"{path.stem}-{number}") if number > 1 else path
        try:
            held = locks.hold(own.with_name(own.name + ".lock"))
        except BlockingIOError:
            continue
        try:
            return LogFile(own, held)
        except OSError:
            held.close()
            raise
    raise OSError(f"{MOST} processes log in {path.parent} already")

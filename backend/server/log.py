"""The backend's rotating log. What the user types goes into it only where DYNMASK_DEBUG is 1."""

import contextlib
import logging.handlers
import os
import re
import sys
import traceback
from pathlib import Path

from ..paths import cache_folder

NAME = "dynmask"
SIZE = 500_000  # bytes of a file; the full one before it is kept
KEPT = 8  # files of earlier processes
_LONGEST = 40  # characters of a name that others chose
_CAUSES = 8


def start(path=None):
    """Log to a file of this process; returns the logger and the file's path.

    path: its name without the process id (default: logs/backend.log in the cache folder). Where no file can
    be written the log goes to stderr, and the path is None.
    """
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.DEBUG if everything() else logging.INFO)
    logger.propagate = False
    try:
        handler = _own_file(Path(path or cache_folder() / "logs" / "backend.log"))
        path = Path(handler.baseFilename)
    except OSError:
        handler, path = logging.StreamHandler(sys.stderr), None
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    logger.handlers[:] = [handler]
    if path:
        # Whoever started us shows these when we die.
        errors = logging.StreamHandler(sys.stderr)
        errors.setLevel(logging.ERROR)
        logger.addHandler(errors)
    return logger, path


class _File(logging.handlers.RotatingFileHandler):
    """Rotates where it can: a file that an editor holds open (Windows) or a full disk stops nothing."""

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


def _own_file(path):
    """The handler of a file beside `path` for this process; older processes' files go. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    start, folder = f"{path.stem}-", path.parent.iterdir()
    earlier = (found for found in folder if found.name.startswith(start) and path.suffix in found.name)
    with contextlib.suppress(OSError):
        for old in sorted(earlier, key=lambda file: file.stat().st_mtime)[:-KEPT]:
            # Windows keeps what a process still has open.
            with contextlib.suppress(OSError):
                old.unlink()
    own = path.with_stem(f"{path.stem}-{os.getpid()}")
    return _File(own, maxBytes=SIZE, backupCount=1, encoding="utf-8", errors="backslashreplace")


def everything():
    """Whether the log may hold what was typed."""
    return os.environ.get("DYNMASK_DEBUG") == "1"


def failure(fault):
    """Where an exception, and what caused it, came from, as lines: types and frames.

    Not what they say, since a KeyError quotes the key: that only with `everything`.
    """
    if everything():
        return "".join(traceback.format_exception(fault)).rstrip()
    parts = []
    while fault is not None and len(parts) < _CAUSES:
        parts.append("".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__)
        fault = fault.__cause__ or fault.__context__
    return "\nthen\n".join(reversed(parts))


def name(identifier):
    """A call's id as one word of a line."""
    return re.sub(r"[^\w.-]", "?", str(identifier), flags=re.ASCII)[:_LONGEST]

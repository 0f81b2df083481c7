"""The backend's rotating log. What the user types never goes into it."""

import logging
import logging.handlers
import sys
from pathlib import Path

from ..generation.loading import cache_folder

NAME = "dynmask"


def start(path=None):
    """Log to `path` (default: logs/backend.log in the cache folder); returns the logger and the path.

    Where the file cannot be written, the log goes to stderr and the path is None.
    """
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    path = Path(path) if path else cache_folder() / "logs" / "backend.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=500_000, backupCount=2, encoding="utf-8", errors="backslashreplace"
        )
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

"""The backend's rotating log. What the user types goes into it only where DYNMASK_DEBUG is 1."""

import logging
import os
import re
import sys
import traceback
from pathlib import Path

from ..generation.loading import cache_folder
from . import log_file

NAME = "dynmask"
_LONGEST = 40  # characters of a name that others chose
_CAUSES = 8


def start(path=None):
    """Log to `path` (default: logs/backend.log in the cache folder); returns the logger and the path.

    Where another process logs there, the file beside it (see log_file); where none can be written, the log
    goes to stderr and the path is None.
    """
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.DEBUG if everything() else logging.INFO)
    logger.propagate = False
    try:
        handler = log_file.open_beside(path or cache_folder() / "logs" / "backend.log")
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

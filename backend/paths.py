"""Where DynMask keeps what it can make again."""

import os
import sys
import tempfile
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder for DynMask; $DYNMASK_CACHE overrides it."""
    if given := os.environ.get("DYNMASK_CACHE"):
        return Path(given)
    try:
        home = Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "dynmask"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "DynMask"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "DynMask"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "dynmask"

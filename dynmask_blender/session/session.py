"""What this session of Blender knows and no file does: never saved, never undone. Plain Python."""

import contextlib
from dataclasses import dataclass, field
from typing import Any

# Seeds are what every platform's C integers hold.
MAX_SEED = 2**31 - 1
# Raised with `updating` where a drawn seed is shown: nobody gave it.
SEED = "a drawn seed"


@dataclass
class Session:
    """One for as long as Blender runs."""

    # The backend's client, and the preferences that it was made for.
    client: Any = None
    client_settings: Any = None
    # What is being applied of an answer.
    answer: Any = None
    # Preferences with which starting the backend early failed.
    failed_start: Any = None
    # The set-up of the GPU runtime.
    runtime_job: Any = None
    # session_uids of the actions that were listed as takes in this file.
    takes: set = field(default_factory=set)
    # Previews of takes.
    pictures: Any = None
    # The mouse over a strip, as (region's address, x, y); whether drawing a strip failed; how often anything
    # was made on the graphics card.
    hover: tuple | None = None
    strip_failed: bool = False
    uploads: int = 0
    # How takes are compared in the 3D view (a compare.shown.Comparison), and whether drawing them failed.
    comparison: Any = None
    compare_failed: bool = False
    # Whether drawing guides failed.
    guides_failed: bool = False
    # What animated an object (by session_uid) when no frame of it stood: it is not looked through again.
    lying: dict = field(default_factory=dict)
    # Names of what we change ourselves just now.
    updating: set = field(default_factory=set)


current = Session()


@contextlib.contextmanager
def updating(name):
    """While it lasts, the update callbacks that ask `is_updating(name)` do not react to our own changes."""
    outer = name in current.updating
    current.updating.add(name)
    try:
        yield
    finally:
        if not outer:
            current.updating.discard(name)


def is_updating(name):
    return name in current.updating

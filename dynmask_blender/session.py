"""What this session of Blender knows and no file does: never saved, never undone. Plain Python."""

import contextlib
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Session:
    """client: the backend's, made for the preferences `client_settings`; answer: the one being applied.

    takes: session_uids of the actions listed as takes; updating: names of what we change ourselves just now.
    """

    client: Any = None
    client_settings: Any = None
    answer: Any = None
    takes: set = field(default_factory=set)
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

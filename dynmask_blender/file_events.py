"""What the session has to know of another file, or another state of it: after loading, undo and redo."""

import bpy

from .session import jobs, status
from .session.session import current as session


@bpy.app.handlers.persistent
def loaded(*_):
    """Another file was loaded: its listed takes are the session's, and the last message is of the other."""
    session.takes = {
        take.action.session_uid for obj in getattr(bpy.data, "objects", ())
        for take in obj.dynmask.takes if take.action
    }  # fmt: skip
    changed()


@bpy.app.handlers.persistent
def changed(*_):
    """The file is in another state: the last message is about what is not so any more."""
    status.clear()
    jobs.redraw(strip=False)


def _handlers():
    events = bpy.app.handlers
    return (events.load_post, loaded), (events.undo_post, changed), (events.redo_post, changed)


def register():
    loaded()
    for handlers, handler in _handlers():
        handlers.append(handler)


def unregister():
    for handlers, handler in _handlers():
        if handler in handlers:
            handlers.remove(handler)

"""Searching the library while the animator types: asked soon after the last keystroke, never waited for."""

from dataclasses import dataclass
from typing import Any

import bpy

from ..actions import origins
from ..session import client, interpreter, jobs, libraries, model_folders, status

SOON = 0.25
COUNT = 20


@dataclass
class Search:
    """What the panel shows. rows: library_origins.Origin, nearest first; model: the scene's when they were
    found; waiting: the request under way."""

    query: str = ""
    model: str = ""
    rows: tuple = ()
    message: str = ""
    waiting: Any = None


current = Search()


def row(entry, mirrored):
    """What was found of an entry of that side, None if it is not among the rows."""
    return next((r for r in current.rows if (r.entry, r.mirrored) == (entry, mirrored)), None)


def typed(settings, context):
    """The search's update: soon after the last of several keystrokes."""
    if bpy.app.background:
        return
    if bpy.app.timers.is_registered(begin):
        bpy.app.timers.unregister(begin)
    bpy.app.timers.register(begin, first_interval=SOON)


def begin():
    """Ask the backend for what the scene's search says; an older question is given up."""
    scene = bpy.context.scene
    query = scene.dynmask.library_query.strip()
    _give_up()
    current.query, current.model = query, scene.dynmask.model
    if not query:
        current.rows, current.message = (), ""
        jobs.redraw(strip=False)
        return
    current.message = "Searching …"
    try:
        call = {"query": query[:500], "count": COUNT}
        current.waiting = jobs.backend().request("library", {**params(), **call}, _answered(query))
        jobs.keep_polling()
    except (client.BackendError, interpreter.InterpreterError, model_folders.UnknownModel) as error:
        current.rows, current.message = (), status.sentence(ValueError(error))
    jobs.redraw(strip=False)


def again():
    """After a change of My Library: what was found may differ."""
    if current.query:
        begin()


def params():
    """What every call about libraries says of them. Raises UnknownModel."""
    return {"weights": jobs.weights(), "own_library": libraries.own()}


def _answered(query):
    def done(result, error):
        if current.query != query:
            return
        current.waiting = None
        if error is not None:
            # A cancelled search says nothing; the rows found before stay.
            current.message = "" if error == client.CANCELLED else error
        else:
            current.rows = tuple(origins.all_of(result.get("rows")))
            current.message = "" if current.rows else "Nothing was found"
        jobs.redraw(strip=False)

    return done


def _give_up():
    request, current.waiting, current.query = current.waiting, None, ""
    if request is not None:
        jobs.backend().cancel(request)


@bpy.app.handlers.persistent
def _forget(*_):
    current.__init__()


def register():
    _forget()
    bpy.app.handlers.load_pre.append(_forget)


def unregister():
    if bpy.app.timers.is_registered(begin):
        bpy.app.timers.unregister(begin)
    if _forget in bpy.app.handlers.load_pre:
        bpy.app.handlers.load_pre.remove(_forget)

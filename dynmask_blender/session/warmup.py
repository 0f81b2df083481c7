"""Starts the backend and loads the model while the animator types: the first take then comes sooner.

Where that fails nothing is said and nothing is tried again with these settings: Generate will say why.
"""

import bpy

from . import client, interpreter, jobs, model_folders, options
from .session import current as session

# Seconds after a keystroke.
SOON = 0.3


def typed(settings, context):
    """A prompt's update: soon, and not while Blender sets it."""
    if not bpy.app.background and options.starts_early() and not bpy.app.timers.is_registered(begin):
        bpy.app.timers.register(begin, first_interval=SOON)


def begin():
    """Ask the backend for the scene's model, unless it runs, DynMask is busy, or it failed before."""
    chosen = options.current()
    try:
        if chosen == session.failed_start or jobs.busy() or jobs.backend().running:
            return

        def done(result, error):
            session.failed_start = chosen if error is not None and error != client.CANCELLED else None

        jobs.backend().request("load", {"weights": jobs.weights()}, done)
        jobs.keep_polling()
    except (client.BackendError, interpreter.InterpreterError, model_folders.UnknownModel):
        session.failed_start = chosen


def register():
    session.failed_start = None


def unregister():
    if bpy.app.timers.is_registered(begin):
        bpy.app.timers.unregister(begin)

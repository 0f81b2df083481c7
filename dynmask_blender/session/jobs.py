"""Backend calls that end on Blender's main thread; a timer polls only while something is pending.

An answer is applied a few steps a tick, so that Blender answers the animator in between.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import bpy

from . import client, interpreter, libraries, model_folders, options, status
from .session import current as session

INTERVAL = 0.1
BETWEEN = 0.005
# Seconds in a tick after which no further step is begun.
SLICE = 0.012
PANELS = {("VIEW_3D", "UI"), ("PREFERENCES", "WINDOW")}
EDITORS = {"DOPESHEET_EDITOR", "GRAPH_EDITOR"}
NEED_MODEL = ("load", "generate", "regenerate", "inbetween", "extend", "join", "library_take")


@dataclass
class _Answer:
    """What is being applied; undo: name of the undo step afterwards; then: what is to be done after that."""

    on_result: Callable
    result: Any
    undo: str | None
    steps: Iterator | None = None
    then: Callable | None = None


_DONE = object()


def backend():
    """The client of this session; the process itself starts with the first request.

    Where the preferences have changed since it was made, a new one takes its place.
    """
    chosen = options.current()
    if session.client is not None and chosen != session.client_settings and not session.client.pending:
        close_backend(wait=False)
    if session.client is None:
        session.client = client.Client(lambda: options.launch(chosen))
        session.client_settings = chosen
    return session.client


def busy():
    return bool(status.current.busy)


def submit(label, method, params, on_result, *, undo=None, on_error=None):
    """Ask the backend; `on_result(result)` runs on the main thread when the answer comes.

    It may return an iterator of steps, which are done over several ticks. undo: name of the undo step to push
    when all of them are done. Every failure ends as one message in the status and
    goes to `on_error(text)` too. Methods that need a model get the scene's.
    Raises Problem when another call is under way or the backend cannot be started.
    """
    if busy():
        raise status.Problem("DynMask is still busy: wait, or cancel first")

    def done(result, error):
        if error is not None:
            status.finish()
            cancelled = error == client.CANCELLED
            status.tell(error, "INFO" if cancelled else "ERROR")
            if on_error:
                on_error(error)
        else:
            session.answer = _Answer(on_result, _with_notice(result), undo)
            status.current.stage = "writing keys"
        redraw(strip=False)

    def progressed(values):
        status.advance(values)
        redraw(strip=False)

    if method in NEED_MODEL:
        params = {"weights": weights(), "own_library": libraries.own(), **params}
    status.start(label)
    try:
        request = backend().request(method, params, done, progressed)
    except (client.BackendError, interpreter.InterpreterError) as error:
        status.finish()
        raise status.Problem(str(error)) from error
    keep_polling()
    redraw(strip=False)
    return request


def weights():
    """The folder of the scene's model, or None for the backend's own."""
    return model_folders.folder_of(bpy.context.scene.dynmask.model, options.user_folder())


def keep_polling(first=INTERVAL):
    """Let the timer run for what is pending."""
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=first, persistent=True)


def work(label, steps, *, undo=None):
    """Take steps of our own over several ticks, as for an answer; undo as in `submit`.

    Raises Problem when another call is under way.
    """
    if busy():
        raise status.Problem("DynMask is still busy: wait, or cancel first")
    status.start(label)
    status.current.stage = "frame by frame"
    session.answer = _Answer(lambda _: steps, None, undo)
    keep_polling(BETWEEN)
    redraw(strip=False)


def then(call):
    """Inside a step: call() when the work is done, and DynMask not busy any more."""
    session.answer.then = call


def cancel():
    """Cancel whatever is under way; nothing of it is left. Returns whether there was anything."""
    if session.answer is not None:
        _finish_applying()
        status.tell(client.CANCELLED)
        return True
    return session.client is not None and session.client.cancel_all() > 0


def wait(timeout=600.0):
    """Pump answers until nothing is pending: for scripts and background mode, where timers do not run."""
    deadline = time.monotonic() + timeout
    while session.answer is not None or (session.client is not None and session.client.pending):
        if session.answer is not None:
            _apply_step()
            continue
        if time.monotonic() > deadline:
            cancel()
            raise status.Problem(f"The backend gave no answer within {timeout:.0f} s")
        if not session.client.poll():
            time.sleep(0.01)


def shutdown(*, wait=True):
    """End the backend and the timer; pending calls fail quietly. wait: until the process has ended."""
    session.answer = None
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    close_backend(wait=wait)
    status.finish()


def close_backend(*, wait=True):
    """End the process and touch nothing of Blender's: also for the interpreter's exit, which has to wait."""
    running, session.client = session.client, None
    if running is not None:
        running.close(wait=wait)


def describe(answer):
    """One line for the answer of `load` and the handshake before it."""
    said = {**(session.client.hello or {} if session.client else {}), **answer}
    parts = [f"{said['runtime']} on {said['device']}"] if said.get("runtime") and said.get("device") else []
    if said.get("python"):
        parts.append(f"Python {said['python']}")
    parts.append(f"weights {said['weights']}" if said.get("weights") else "DynMask's own weights")
    return "The backend is ready: " + ", ".join(parts)


def redraw(strip=True):
    """Redraw what shows the status and, with `strip`, the editors with the strip; no 3D view has to be."""
    for window in getattr(bpy.context.window_manager, "windows", ()):
        for area in window.screen.areas:
            for region in area.regions:
                if (area.type, region.type) in PANELS or (strip and area.type in EDITORS):
                    region.tag_redraw()


def _tick():
    try:
        if session.answer is not None:
            if is_held():
                return INTERVAL
            _apply_slice()
        elif session.client is not None:
            session.client.poll()
    except Exception as error:
        status.finish()
        status.log.exception("polling the backend")
        status.tell(status.sentence(error), "ERROR")
    if session.answer is not None:
        return BETWEEN
    return INTERVAL if session.client is not None and session.client.pending else None


def is_held():
    """Whether the animator drags something: the undo step of a take would keep it half-way.

    Modal operators of other add-ons may run for ever, and are not waited for.
    """
    for window in getattr(bpy.context.window_manager, "windows", ()):
        for operator in window.modal_operators:
            name = operator.bl_idname
            # Operators of Blender's own that are written in C have no class here.
            ours = name.startswith("DYNMASK_OT_") or getattr(bpy.types, name, None) is None
            if ours and "UNDO" in operator.bl_options:
                return True
    return False


def _with_notice(result):
    """The answer, and what is to be told about the process that gave it."""
    notice = session.client.pop_notice() if session.client is not None else ""
    if not notice or not isinstance(result, dict):
        return result
    return {**result, "notices": [*(result.get("notices") or ()), notice]}


def _apply_slice():
    """Steps of an answer for about SLICE seconds."""
    end, shown = time.perf_counter() + SLICE, status.current.progress
    while not _apply_step() and time.perf_counter() < end:
        pass
    if abs(status.current.progress - shown) > 0.005:
        redraw(strip=False)


def _apply_step():
    """One step of an answer; whether it was the last."""
    answer = session.answer
    try:
        if answer.steps is None:
            answer.steps = answer.on_result(answer.result) or iter(())
            return False
        if next(answer.steps, _DONE) is not _DONE:
            return False
        answer.steps = None
        # At once: an undo that finds takes which no undo step knows of leaves the rig pointing nowhere.
        if answer.undo:
            push_undo(answer.undo)
        _finish_applying()
        if answer.then is not None:
            answer.then()
    except Exception as error:
        if not isinstance(error, status.Problem):
            status.log.exception("applying a result")
        if session.answer is not None:
            _finish_applying()
        status.tell(status.sentence(error), "ERROR")
    return True


def _finish_applying():
    """Forget what is left of an answer."""
    answer, session.answer = session.answer, None
    if answer.steps is not None:
        answer.steps.close()
    status.finish()
    redraw()


def push_undo(name):
    """One undo step for changes made outside an operator; does nothing where there is no window."""
    windows = getattr(bpy.context.window_manager, "windows", ())
    if bpy.app.background or not windows:
        return
    with contextlib.suppress(RuntimeError), bpy.context.temp_override(window=windows[0]):
        bpy.ops.ed.undo_push(message=f"DynMask: {name}")

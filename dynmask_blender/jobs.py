"""Backend calls that end on Blender's main thread; a timer polls only while something is pending.

An answer with several takes is applied one take a tick, so that Blender answers the animator between them.
"""

import contextlib
import time

import bpy

from . import client, interpreter, models, preferences, status

INTERVAL = 0.1
BETWEEN = 0.005
NEED_MODEL = ("load", "generate", "regenerate", "inbetween", "extend")

_client = None
_settings = None
_waiting = None


def backend():
    """The client of this session; the process itself starts with the first request.

    Where the preferences have changed since it was made, a new one takes its place.
    """
    global _client, _settings
    chosen = preferences.settings()
    if _client is not None and chosen != _settings and not _client.pending:
        close_backend()
    if _client is None:
        _client, _settings = client.Client(lambda: preferences.launch(chosen)), chosen
    return _client


def busy():
    return bool(status.current.busy)


def submit(label, method, params, on_result, *, undo=None, on_error=None):
    """Ask the backend; `on_result(result)` runs on the main thread when the answer comes.

    Of an answer with several takes it gets one at a time, and as "part" how many went before.
    undo: name of the undo step to push after `on_result`. Every failure ends as one message in the status and
    goes to `on_error(text)` too. Methods that need a model get the scene's.
    Raises Problem when another call is under way or the backend cannot be started.
    """
    if busy():
        raise status.Problem("DynMask is still busy: wait, or cancel first")

    def done(result, error):
        global _waiting
        if error is not None:
            status.finish()
            cancelled = error == client.CANCELLED
            status.tell(error, "INFO" if cancelled else "ERROR")
            if on_error:
                on_error(error)
        else:
            _waiting = (on_result, list(_parts(result)), undo)
            _apply_next()
        redraw()

    def progressed(values):
        status.advance(values)
        redraw()

    if method in NEED_MODEL:
        chosen = models.folder_of(bpy.context.scene.dynmask.model, preferences.user_folder())
        params = {"weights": chosen, **params}
    status.start(label)
    try:
        request = backend().request(method, params, done, progressed)
    except (client.BackendError, interpreter.InterpreterError) as error:
        status.finish()
        raise status.Problem(str(error)) from error
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=INTERVAL, persistent=True)
    redraw()
    return request


def cancel():
    """Cancel whatever is under way; takes that are there stay. Returns whether there was anything."""
    if _waiting is not None:
        _finish_applying()
        status.tell("Stopped: the other takes were left out")
        return True
    return _client is not None and _client.cancel_all() > 0


def wait(timeout=600.0):
    """Pump answers until nothing is pending: for scripts and background mode, where timers do not run."""
    deadline = time.monotonic() + timeout
    while _waiting is not None or (_client is not None and _client.pending):
        if _waiting is not None:
            _apply_next()
            continue
        if time.monotonic() > deadline:
            cancel()
            raise status.Problem(f"The backend gave no answer within {timeout:.0f} s")
        if not _client.poll():
            time.sleep(0.01)


def shutdown():
    """End the backend and the timer; pending calls fail quietly."""
    global _waiting
    _waiting = None
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    close_backend()
    status.finish()


def close_backend():
    """End the process and touch nothing of Blender's: also for the interpreter's exit."""
    global _client
    running, _client = _client, None
    if running is not None:
        running.close()


def describe(answer):
    """One line for the answer of `load` and the handshake before it."""
    said = {**(_client.hello or {} if _client else {}), **answer}
    parts = [f"{said['runtime']} on {said['device']}"] if said.get("runtime") and said.get("device") else []
    if said.get("python"):
        parts.append(f"Python {said['python']}")
    parts.append(f"weights {said['weights']}" if said.get("weights") else "DynMask's own weights")
    return "The backend is ready: " + ", ".join(parts)


def redraw():
    """Redraw the areas that show the panel or the strip."""
    for window in getattr(bpy.context.window_manager, "windows", ()):
        for area in window.screen.areas:
            if area.type in {"VIEW_3D", "DOPESHEET_EDITOR", "GRAPH_EDITOR", "PREFERENCES"}:
                area.tag_redraw()


def _tick():
    try:
        if _waiting is not None:
            _apply_next()
            redraw()
        if _waiting is not None:
            return BETWEEN
        if _client is None:
            return None
        _client.poll()
        if _waiting is not None:
            return BETWEEN
        return INTERVAL if _client.pending else None
    except Exception as error:
        status.finish()
        status.log.exception("polling the backend")
        status.tell(status.sentence(error), "ERROR")
        return None


def _parts(result):
    """The answer, or one for each of its takes."""
    takes = result.get("takes") if isinstance(result, dict) else None
    if not takes or len(takes) < 2:
        return [result]
    return [{**result, "takes": [take], "part": i} for i, take in enumerate(takes)]


def _apply_next():
    """Apply the next part of an answer; after the last one, or a failure, there is nothing to wait for."""
    on_result, parts, _ = _waiting
    part = parts.pop(0)
    if parts:
        status.current.stage = "writing keys"
    else:
        status.finish()
    try:
        on_result(part)
    except Exception as error:
        if not isinstance(error, status.Problem):
            status.log.exception("applying a result")
        _finish_applying(some=isinstance(part, dict) and bool(part.get("part")))
        status.tell(status.sentence(error), "ERROR")
    else:
        if not parts:
            _finish_applying()


def _finish_applying(some=True):
    """Forget what is left of an answer. some: whether any of it was applied, which is one undo step."""
    global _waiting
    undo, _waiting = _waiting[2], None
    status.finish()
    if undo and some:
        push_undo(undo)


def push_undo(name):
    """One undo step for changes made outside an operator; does nothing where there is no window."""
    windows = getattr(bpy.context.window_manager, "windows", ())
    if bpy.app.background or not windows:
        return
    with contextlib.suppress(RuntimeError), bpy.context.temp_override(window=windows[0]):
        bpy.ops.ed.undo_push(message=f"DynMask: {name}")

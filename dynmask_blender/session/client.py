"""Talks to the backend process. No bpy here: threads carry bytes, `poll` runs everything else.

One thread reads frames, one writes them, one drains the log; none of them calls back. Answers are handed
out by `poll`, on the thread that calls it, and only to requests that still wait.
"""

import contextlib
import itertools
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ...backend import protocol
from . import child, validation

HELLO_SECONDS = 120.0
# A cancelled call that has not ended after this time holds up the next one: the process is replaced.
STUCK_SECONDS = 15.0
CANCELLED = "Cancelled"


class BackendError(Exception):
    """A request failed; the text is one readable sentence."""


class Cancelled(BackendError):
    """The request was cancelled before its answer came."""


@dataclass
class Request:
    """A call under way. `on_done(result | None, error text | None)` runs in `poll`, once."""

    id: int
    method: str
    frame: bytes = field(repr=False)
    on_done: Callable | None = None
    on_progress: Callable | None = None


class Client:
    """One backend process, started by the first request and again after it died.

    launch: a callable that returns the Launch (it may raise InterpreterError).
    """

    def __init__(self, launch):
        self._launch = launch
        self._events = queue.Queue()
        self._ids = itertools.count(1)
        self._pending = {}
        self._cancelled = {}
        self._waiting_for_hello = []
        self._process = None
        self._hello = None
        self._notice = ""
        self.hello = None

    @property
    def running(self):
        """Whether a backend process is alive."""
        return self._process is not None

    @property
    def pending(self):
        """How many requests still wait for their answer."""
        return len(self._pending)

    def request(self, method, params=None, on_done=None, on_progress=None):
        """Send a request, starting the backend if need be; never blocks on it.

        Raises BackendError (or what `launch` raises) when it cannot be sent or no process can be started.
        """
        request = self._new(method, params or {}, on_done, on_progress)
        self._start_if_needed()
        if self.hello is None:
            self._waiting_for_hello.append(request)
        else:
            self._process.write(request.frame)
        self._pending[request.id] = request
        return request

    def pop_notice(self):
        """A sentence about the process that was started last, or ""; each is told once."""
        notice, self._notice = self._notice, ""
        return notice

    def cancel(self, request):
        """Forget a request and tell the backend to stop; its late answer is dropped."""
        if self._pending.pop(request.id, None) is None:
            return
        if request in self._waiting_for_hello:
            self._waiting_for_hello.remove(request)
        elif self._process is not None:
            self._process.write(protocol.encode(protocol.notification("cancel", {"id": request.id})))
            self._cancelled[request.id] = time.monotonic()
        if request.on_done:
            request.on_done(None, CANCELLED)

    def cancel_all(self):
        """Cancel every pending request; returns how many there were."""
        waiting = list(self._pending.values())
        for request in waiting:
            self.cancel(request)
        return len(waiting)

    def poll(self):
        """Hand out what has arrived, always on the same thread; returns how many events there were."""
        handled = 0
        while True:
            try:
                generation, kind, payload = self._events.get_nowait()
            except queue.Empty:
                break
            handled += 1
            if self._process is not None and generation is self._process:
                self._handle(kind, payload)
        if self._hello is not None and time.monotonic() > self._hello[1]:
            self._fail_all(f"The backend did not answer within {HELLO_SECONDS:.0f} s")
        return handled

    def call_blocking(self, method, params=None, timeout=600.0, on_progress=None):
        """Result of one call, pumping the queue meanwhile. Raises BackendError, also when time runs out."""
        answer = []
        request = self.request(method, params, lambda *outcome: answer.append(outcome), on_progress)
        deadline = time.monotonic() + timeout
        while not answer:
            if time.monotonic() > deadline:
                request.on_done = None
                self.cancel(request)
                raise BackendError(f"The backend gave no answer to '{method}' within {timeout:.0f} s")
            if not self.poll():
                time.sleep(0.005)
        result, error = answer[0]
        if error is not None:
            raise BackendError(error)
        return result

    def log_tail(self, lines=20):
        """The last lines the backend wrote to its standard error."""
        return self._process.log_tail(lines) if self._process else []

    def close(self, seconds=2.0, *, wait=True):
        """Ask the backend to end, and end it if it has not after `seconds`. Pending requests fail.

        wait: return when the process is gone; otherwise a thread sees to it.
        """
        if self._process is not None:
            with contextlib.suppress(BackendError):
                self._process.write(self._new("shutdown", {}).frame)
            running, self._process = self._process, None
            running.close(seconds, wait=wait)
        self._fail_all("The backend was shut down")

    # the rest runs on the caller's thread

    def _start_if_needed(self):
        self.poll()
        if self._process is not None and self._process.poll() is not None:
            self._events.put((self._process, "end", None))
            self.poll()
        if self._process is not None and not self._pending and self._is_stuck():
            self.close(0.0, wait=False)
        if self._process is not None:
            return
        self.hello, self._cancelled = None, {}
        try:
            self._process = child.Process(self._launch(), self._events)
        except OSError as error:
            raise BackendError(f"The backend could not be started: {error}") from error
        hello = self._new("hello", {"protocol": protocol.VERSION})
        self._hello = (hello.id, time.monotonic() + HELLO_SECONDS)
        self._process.write(hello.frame)

    def _is_stuck(self):
        oldest = min(self._cancelled.values(), default=time.monotonic())
        return time.monotonic() - oldest > STUCK_SECONDS

    def _new(self, method, params, on_done=None, on_progress=None):
        identifier = next(self._ids)
        try:
            frame = protocol.encode(protocol.request(identifier, method, params))
        except (TypeError, ValueError) as error:
            raise BackendError(f"'{method}' cannot be sent to the backend: {error}") from error
        return Request(identifier, method, frame, on_done, on_progress)

    def _handle(self, kind, payload):
        if kind == "end":
            self._fail_all(self._obituary(payload))
            return
        if "method" in payload:
            method, params = payload["method"], payload.get("params")
            if isinstance(method, str) and method == "progress" and validation.is_progress(params):
                request = self._pending.get(_identifier(params))
                if request and request.on_progress:
                    request.on_progress(params)
            return
        identifier = _identifier(payload)
        if identifier is None:
            said = validation.sentence(payload.get("error")) or "nothing"
            self._fail_all(self._obituary(f"it said: {said}"))
        elif self._hello is not None and identifier == self._hello[0]:
            self._greeted(payload)
        else:
            self._cancelled.pop(identifier, None)
            request = self._pending.pop(identifier, None)
            if request and request.on_done:
                request.on_done(*_outcome(request.method, payload))

    def _greeted(self, answer):
        self._hello = None
        hello, error = _outcome("hello", answer)
        theirs = None if error else hello.get("protocol")
        if error is None and (type(theirs) is not int or theirs != protocol.VERSION):
            theirs = validation.line(str(hello.get("protocol")), 40)
            error = (
                f"The backend speaks protocol {theirs}, this extension {protocol.VERSION}: reinstall DynMask"
            )
        if error is not None:
            self._fail_all(error)
            return
        self.hello = hello
        package = validation.line(str(hello.get("package")), 40)
        if package != protocol.PACKAGE:
            self._notice = (
                f"The backend is DynMask {package}, this extension {protocol.PACKAGE}: restart Blender, "
                "so that both come from the same release"
            )
        waiting, self._waiting_for_hello = self._waiting_for_hello, []
        for request in waiting:
            self._process.write(request.frame)

    def _obituary(self, reason):
        code = self._process.poll()
        if reason or code is None:
            text = f"The backend had to be stopped: {reason or 'it closed the connection'}"
        else:
            how = f"ended by itself (code {code})" if code >= 0 else f"was killed (signal {-code})"
            text = f"The backend {how}: try again, which restarts it"
        tail = self.log_tail(6)
        return text + (". Its last lines: " + " | ".join(tail) if tail else "")

    def _fail_all(self, text):
        """Every waiting request gets the error; the process is dropped, the next request starts another."""
        dead, self._process = self._process, None
        self._hello = self.hello = None
        self._waiting_for_hello = []
        if dead is not None:
            dead.close(0.0, wait=False)
        failed, self._pending = self._pending, {}
        for request in failed.values():
            if request.on_done:
                request.on_done(None, text)


def _identifier(message):
    """The id of a call of ours that a message names, or None."""
    identifier = message.get("id")
    return identifier if type(identifier) is int else None


def _outcome(method, answer):
    """(result, None) of an answer that can be used, otherwise (None, a sentence)."""
    error, result = validation.sentence(answer.get("error")), answer.get("result")
    if error is None and (wrong := validation.fault(method, result)):
        error = f"The backend's answer to '{method}' cannot be used: {wrong}; restart Blender and try again"
    return (result, None) if error is None else (None, error)

"""Reads requests, answers the short ones at once and hands the long ones to a worker, one at a time."""

import collections
import os
import threading
import traceback

from .. import protocol
from ..generation.errors import Cancelled, UserError, is_out_of_memory
from . import log

MAX_QUEUE = 64
MAX_ID = 100  # characters
NO_MEMORY = "The backend ran out of memory: try fewer takes, a shorter clip, or close other programs."
_GRACE = 2.0  # seconds a running call gets to stop once nobody waits for it


class _Call:
    def __init__(self, identifier, method, params):
        self.id, self.method, self.params = identifier, method, params
        self.cancelled = threading.Event()


class Server:
    """One conversation over a protocol.Reader and a protocol.Writer.

    `service` has hello(params) and status() for what is answered at once, and methods: {name:
    function(params, progress, cancelled) → result} for what is queued. The reader runs in a thread of its
    own and the calls in the thread of `run`, so that a cancel is heard while a call is running.
    `end(exit_code)` ends the process at once.
    """

    def __init__(self, reader, writer, service, logger, end=os._exit):
        self._reader, self._writer, self._service, self._log = reader, writer, service, logger
        self._end = end
        self._greeted = False
        self._exit_code = 0
        self._waiting = collections.deque()
        self._running = None
        self._state = threading.Condition()
        self._closing = False

    def run(self):
        """Serve until shutdown or the end of the stream; returns the exit code."""
        threading.Thread(target=self._read_all, name="reader", daemon=True).start()
        while (call := self._next()) is not None:
            self._send(self._answer(call))
            with self._state:
                self._running = None
        return self._exit_code

    def close(self, exit_code=0):
        """Stop: cancel what runs, forget what waits. A call that does not stop is ended with the process."""
        with self._state:
            if self._closing:
                return
            self._closing, self._exit_code = True, exit_code
            self._waiting.clear()
            if self._running:
                self._running.cancelled.set()
            self._state.notify_all()
        timer = threading.Timer(_GRACE, self._end, [exit_code])
        timer.daemon = True
        timer.start()

    def _next(self):
        with self._state:
            self._state.wait_for(lambda: self._closing or self._waiting)
            if self._closing:
                return None
            self._running = self._waiting.popleft()
            return self._running

    def _answer(self, call):
        def progress(step, steps, stage, notice=None):
            if not call.cancelled.is_set():
                params = {"id": call.id, "step": step, "steps": steps, "stage": stage}
                if notice is not None:
                    params["notice"] = notice
                self._send(protocol.notification("progress", params))

        self._log.info("%s %s starts", call.method, log.name(call.id))
        self._log.debug("%r", call.params)
        try:
            if call.cancelled.is_set():
                raise Cancelled
            value = self._service.methods[call.method](call.params, progress, call.cancelled.is_set)
            if call.cancelled.is_set():
                raise Cancelled
            self._log.info("%s %s done", call.method, log.name(call.id))
            return protocol.result(call.id, value)
        except Cancelled:
            self._log.info("%s %s cancelled", call.method, log.name(call.id))
            return protocol.error(call.id, protocol.CANCELLED, "Cancelled.")
        except UserError as fault:
            self._log.info("%s %s refused", call.method, log.name(call.id))
            return protocol.error(call.id, protocol.USER_ERROR, str(fault))
        except Exception as fault:
            if is_out_of_memory(fault):
                self._log.error("%s %s: out of memory", call.method, log.name(call.id))
                return protocol.error(call.id, protocol.INTERNAL_ERROR, NO_MEMORY)
            trace = traceback.format_exc()
            self._log.error("%s %s failed\n%s", call.method, log.name(call.id), log.failure(fault))
            message = f"The backend failed inside ({type(fault).__name__}: {str(fault)[:300]})."
            return protocol.error(call.id, protocol.INTERNAL_ERROR, message, {"traceback": trace[-4000:]})

    def _read_all(self):
        while not self._closing:
            try:
                message = self._reader.read()
            except protocol.FrameError as fault:
                self._log.error("bad frame: %s", fault)
                sentence = f"The backend received a malformed message: {fault}."
                self._send(protocol.error(None, protocol.PARSE_ERROR, sentence))
                if not fault.recoverable:
                    return self.close(3)
                continue
            except (OSError, ValueError) as fault:
                self._log.info("the stream broke (%s)", type(fault).__name__)
                return self.close(0)
            except Exception as fault:
                # A process that no longer listens must not stay.
                self._log.error("reading failed\n%s", log.failure(fault))
                return self.close(3)
            if message is None:
                self._log.info("the parent closed the stream")
                return self.close(0)
            try:
                reply = self._receive(message)
            except Exception as fault:
                self._log.error("receiving failed\n%s", log.failure(fault))
                reply = protocol.error(
                    None, protocol.INTERNAL_ERROR, "The backend could not handle a message; see its log."
                )
            if reply is not None:
                self._send(reply)

    def _receive(self, message):
        """The answer to a message, or None where it comes later or never."""
        identifier, method, params = message.get("id"), message.get("method"), message.get("params", {})
        if type(identifier) not in (int, str, type(None)) or len(str(identifier)) > MAX_ID:
            identifier, method = None, None
        if not isinstance(method, str) or not isinstance(params, dict) or message.get("jsonrpc") != "2.0":
            return protocol.error(identifier, protocol.INVALID_REQUEST, "That is not a JSON-RPC 2.0 request.")
        if method == "cancel":
            return self._reply(identifier, {"cancelled": self._cancel(params.get("id"))})
        if identifier is None:
            return None
        if method == "shutdown":
            self._log.info("shutdown")
            self._send(protocol.result(identifier, {}))
            return self.close(0)
        if method == "hello":
            return self._hello(identifier, params)
        if not self._greeted:
            return protocol.error(identifier, protocol.INVALID_REQUEST, "Say hello first.")
        if method == "status":
            return protocol.result(identifier, {**self._service.status(), **self._queue_state()})
        if method not in self._service.methods:
            return protocol.error(
                identifier, protocol.METHOD_NOT_FOUND, f"There is no method {method[:80]!r}."
            )
        return self._enqueue(_Call(identifier, method, params))

    @staticmethod
    def _reply(identifier, value):
        return None if identifier is None else protocol.result(identifier, value)

    def _hello(self, identifier, params):
        theirs = params.get("protocol")
        if type(theirs) is not int or theirs != protocol.VERSION:
            return protocol.error(
                identifier, protocol.USER_ERROR,
                f"The add-on speaks protocol {repr(theirs)[:40]}, the backend {protocol.VERSION}: "
                "install both from the same release and restart Blender.",
            )  # fmt: skip
        self._greeted = True
        return protocol.result(identifier, {"protocol": protocol.VERSION, **self._service.hello(params)})

    def _enqueue(self, call):
        with self._state:
            if self._closing:
                return None
            if any(call.id == other.id for other in (self._running, *self._waiting) if other):
                text = f"A call with id {call.id!r} is already under way."
                return protocol.error(None, protocol.INVALID_REQUEST, text)
            if len(self._waiting) >= MAX_QUEUE:
                return protocol.error(call.id, protocol.USER_ERROR, "The backend is busy: try again later.")
            self._waiting.append(call)
            self._state.notify_all()
        return None

    def _cancel(self, identifier):
        """'running', 'waiting' or 'unknown': where the call was found."""
        with self._state:
            if self._running and self._running.id == identifier:
                self._running.cancelled.set()
                return "running"
            for call in self._waiting:
                if call.id == identifier:
                    self._waiting.remove(call)
                    break
            else:
                return "unknown"
        self._send(protocol.error(identifier, protocol.CANCELLED, "Cancelled."))
        return "waiting"

    def _queue_state(self):
        with self._state:
            running = self._running
            return {"running": running and running.id, "waiting": [call.id for call in self._waiting]}

    def _send(self, message):
        try:
            self._writer.write(message)
        except OSError:
            self.close(0)
        except Exception as fault:
            # An answer that cannot be written as a frame must still be an answer.
            self._log.error("answer could not be sent\n%s", log.failure(fault))
            sentence = f"The backend's answer could not be sent ({type(fault).__name__})."
            self._writer.write(protocol.error(message.get("id"), protocol.INTERNAL_ERROR, sentence))

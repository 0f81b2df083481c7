"""The child process: three threads around its pipes, none of which ever blocks the caller (no bpy)."""

import contextlib
import queue
import subprocess
import threading
from collections import deque

from ...backend import protocol
from . import interpreter, validation

LOG_LINES = 200
LOG_LINE_LENGTH = 400
GRACE_SECONDS = 1.0


class Process:
    """A started backend: puts (self, "message", dict), at last (self, "end", reason | None) into `events`."""

    def __init__(self, launch, events):
        """Raises OSError when the command cannot be run."""
        self._events = events
        self._outbox = queue.Queue()
        self._log = deque(maxlen=LOG_LINES)
        self._child = subprocess.Popen(
            launch.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=launch.folder, env=launch.environment, **interpreter.hidden_window(),
        )  # fmt: skip
        self._threads = [
            threading.Thread(target=target, name=f"DynMask {target.__name__}", daemon=True)
            # The reader waits for the drain, which therefore runs first.
            for target in (self._drain, self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()

    def write(self, frame):
        """Queue the bytes of a frame; the writer thread sends them."""
        self._outbox.put(frame)

    def poll(self):
        """Exit code, or None while the process lives."""
        return self._child.poll()

    def wait(self, seconds):
        """Exit code after waiting up to `seconds`, or None."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(seconds)
        return self._child.returncode

    def log_tail(self, lines):
        """The last lines of its standard error; complete once its end was told."""
        return list(self._log)[-lines:]

    def close(self, seconds, *, wait=True):
        """Close the pipe to the child, give it `seconds` to end by itself, then kill it.

        wait: return when it is gone; otherwise a thread sees to it.
        """
        self._outbox.put(None)
        if wait:
            self._end(seconds)
        else:
            threading.Thread(target=self._end, args=(seconds,), name="DynMask end").start()

    def _end(self, seconds):
        if self.wait(seconds) is None:
            self._child.kill()
            self.wait(5.0)
        for thread in self._threads:
            thread.join(1.0)

    def _read(self):
        reason = None
        reader = protocol.Reader(self._child.stdout)
        try:
            while (message := reader.read()) is not None:
                self._events.put((self, "message", message))
        except Exception as error:
            reason = f"what it sent could not be understood: {error}"
        if reason is None:
            # Its exit code and last words come a little after the end of its output.
            self.wait(GRACE_SECONDS)
            self._threads[0].join(GRACE_SECONDS)
        self._events.put((self, "end", reason))

    def _write(self):
        with contextlib.suppress(OSError, ValueError):
            while (frame := self._outbox.get()) is not None:
                self._child.stdin.write(frame)
                self._child.stdin.flush()
            self._child.stdin.close()

    def _drain(self):
        with contextlib.suppress(OSError, ValueError):
            while line := self._child.stderr.readline(65536):
                text = validation.line(line.decode("utf-8", "replace"), LOG_LINE_LENGTH)
                if text:
                    self._log.append(text)

"""The installer's process as Blender sees it: started, asked, cancelled; nothing here ever waits."""

import contextlib
import json
import queue
import subprocess
import threading
from pathlib import Path

from ..session import interpreter, status, validation
from . import addresses

SCRIPT = Path(__file__).with_name("__main__.py")
LAST = ("done", "removed", "cancelled", "failed")
KINDS = ("progress", "plan", *LAST)
LONGEST = 2**20  # bytes of an event; a plan has a line for every package
STRAY_LINES, STRAY_LENGTH = 20, 400  # what is logged of output that is no event


class Job:
    """A set-up under way. Raises OSError when the Python cannot be run."""

    def __init__(self, python, order, log="its log"):
        self._events, self._log, self.over = queue.Queue(), log, False
        self._child = subprocess.Popen(
            (str(python), "-I", "-X", "utf8", str(SCRIPT)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=interpreter.environment(), **interpreter.hidden_window(),
        )  # fmt: skip
        self._write(order.to_json())
        threading.Thread(target=self._read, name="DynMask set-up", daemon=True).start()

    @property
    def pid(self):
        return self._child.pid

    def poll(self):
        """The events since the last time; the last one of all is one of LAST."""
        events = []
        with contextlib.suppress(queue.Empty):
            while not self.over:
                event = self._events.get_nowait()
                self.over = event["event"] in LAST
                events.append(event)
        return events

    def install(self):
        """The plan was agreed to."""
        self._write(json.dumps({"order": "install"}))

    def cancel(self):
        """Ask it to stop and tidy up; `cancelled` comes when it has."""
        self._write(json.dumps({"order": "cancel"}))

    def abandon(self):
        """Like cancel, but nobody listens any more."""
        self.over = True
        with contextlib.suppress(OSError, ValueError):
            self._child.stdin.close()

    def _write(self, line):
        with contextlib.suppress(OSError, ValueError):
            self._child.stdin.write(line.encode() + b"\n")
            self._child.stdin.flush()

    def _read(self):
        with contextlib.suppress(OSError, ValueError):
            for event in events(self._child.stdout):
                self._events.put(event)
        code = self._child.wait()
        message = (
            f"The set-up was ended from outside (exit code {code}): start it again; details: {self._log}"
        )
        self._events.put({"event": "failed", "message": message})


def events(stream):
    """The events of a binary stream, one JSON object a line; what else is there is passed over and logged."""
    stray = 0
    for line in _lines(stream):
        event = None
        with contextlib.suppress(ValueError, RecursionError):
            event = json.loads(line)
        if isinstance(event, dict) and event.get("event") in KINDS:
            yield event
        elif line.strip() and stray < STRAY_LINES:
            stray += 1
            said = addresses.redacted(line[: 4 * STRAY_LENGTH].decode("utf-8", "replace"))
            status.log.warning("the set-up said: %s", validation.line(said, STRAY_LENGTH))


def _lines(stream):
    """Lines of a stream; of those longer than an event can be, the beginning."""
    whole = True
    while line := stream.readline(LONGEST):
        if whole:
            yield line
        whole = line.endswith(b"\n")

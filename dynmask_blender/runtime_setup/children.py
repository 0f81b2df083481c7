"""Programs that the set-up starts: output goes into the log, a cancel ends them, and none outlives us."""

import contextlib
import json
import queue
import subprocess
import threading
import time
from pathlib import Path

from ..session import interpreter
from . import addresses
from .faults import Cancelled

WATCHED = Path(__file__).with_name("watched.py")
INTERVAL = 0.25
SHARE = 10  # times as long as looking at the progress takes, nothing looks again
TAIL = 20_000  # bytes of output that are looked at for what went wrong


class Orders:
    """What Blender says: one JSON object a line; the end of the stream, like `cancel`, cancels."""

    def __init__(self, stream):
        self._stream, self._heard = stream, queue.Queue()
        self.cancelled = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with contextlib.suppress(OSError, ValueError):
            for line in self._stream:
                order = json.loads(line).get("order")
                if order == "cancel":
                    break
                self._heard.put(order)
        self.cancelled.set()

    def check(self):
        """Raises Cancelled once that was said."""
        if self.cancelled.is_set():
            raise Cancelled

    def wait_for(self, order):
        """Until `order` is heard. Raises Cancelled."""
        while True:
            self.check()
            with contextlib.suppress(queue.Empty):
                if self._heard.get(timeout=INTERVAL) == order:
                    return


class Children:
    """Runs one program at a time. log: an open binary file; orders: Orders."""

    def __init__(self, log, orders):
        self._log, self._orders = log, orders
        self._environment = interpreter.environment()

    def run(self, python, *arguments, path="", isolated=True, environment=None, meanwhile=None):
        """(exit code, the end of its output) of `python -m ARGUMENTS`, under watched.py.

        path: where modules are looked for first; meanwhile(): called at most four times a second, and less
        often where it takes long. Raises Cancelled, OSError.
        """
        command = [str(python), "-I" if isolated else "-P", "-X", "utf8", str(WATCHED), str(path)]
        command += map(str, arguments)
        self._log.write(f"\n$ {addresses.redacted(' '.join(command))}\n".encode())
        self._log.flush()
        start = self._log.tell()
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=self._log, stderr=subprocess.STDOUT,
            env={**self._environment, **(environment or {})}, **interpreter.hidden_window(),
        )  # fmt: skip
        pause = 0.0
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(INTERVAL)
                    break
                self._orders.check()
                if meanwhile and time.monotonic() >= pause:
                    before = time.monotonic()
                    meanwhile()
                    pause = time.monotonic() + SHARE * (time.monotonic() - before)
        finally:
            if child.poll() is None:
                child.kill()
            child.stdin.close()
            child.wait()
        return child.returncode, self._output(start)

    def _output(self, start):
        end = self._log.seek(0, 2)
        self._log.seek(max(start, end - TAIL))
        text = self._log.read().decode("utf-8", "replace")
        self._log.seek(0, 2)
        return text

"""A conversation with a real backend process."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from backend import protocol

ROOT = Path(__file__).resolve().parents[2]
LONG = 300  # seconds; a busy machine may take more than 60 until torch is loaded


class Conversation:
    """`python -m backend serve`, with its answers collected by a thread."""

    def __init__(self, *arguments, log, environment=None, greet=True):
        self.child = subprocess.Popen(
            [sys.executable, "-m", "backend", "serve", "--log", str(log), *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1", **(environment or {})},
        )  # fmt: skip
        self.log = log.with_stem(f"{log.stem}-{self.child.pid}")
        self.writer = protocol.Writer(self.child.stdin)
        self.messages, self.arrived, self.ended = [], threading.Condition(), False
        self.errors = b""
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._drain, daemon=True).start()
        self.next_id = 0
        if greet:
            self.hello = self.call("hello", protocol=protocol.VERSION)["result"]

    def _read(self):
        reader = protocol.Reader(self.child.stdout)
        while True:
            message = reader.read()
            with self.arrived:
                if message is None:
                    self.ended = True
                else:
                    self.messages.append(message)
                self.arrived.notify_all()
            if message is None:
                return

    def _drain(self):
        self.errors = self.child.stderr.read()

    def send(self, method, **params):
        self.next_id += 1
        self.writer.write(protocol.request(self.next_id, method, params))
        return self.next_id

    def wait(self, wanted, seconds=LONG):
        """The first message that `wanted(message)` accepts."""
        with self.arrived:
            found = self.arrived.wait_for(lambda: self.ended or any(map(wanted, self.messages)), seconds)
            assert found, f"no answer within {seconds} s"
            return next((m for m in self.messages if wanted(m)), None)

    def answer(self, identifier, seconds=LONG):
        return self.wait(lambda m: m.get("id") == identifier and "method" not in m, seconds)

    def call(self, method, **params):
        return self.answer(self.send(method, **params))

    def progress(self, identifier):
        return [
            m["params"]
            for m in self.messages
            if m.get("method") == "progress" and m["params"]["id"] == identifier
        ]

    def end(self):
        """Its exit code, once it has ended by itself."""
        return self.child.wait(LONG)

    def close(self):
        self.child.stdin.close()
        try:
            self.end()
        finally:
            self.child.kill()
            self.child.wait()
            self.child.stdout.close()
            time.sleep(0)


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory):
    """A folder of small random weights."""
    from tests.weights import write_tiny

    return write_tiny(tmp_path_factory.mktemp("weights") / "tiny")


@pytest.fixture
def converse(tmp_path, tiny_weights):
    """Starts backends that end with the test."""
    started = []

    def start(*arguments, **options):
        started.append(
            Conversation(*(arguments or ("--weights", tiny_weights)), log=tmp_path / "backend.log", **options)
        )
        return started[-1]

    yield start
    for one in started:
        one.close()

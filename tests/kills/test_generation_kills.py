"""The backend killed at random moments of a generation: no half answers, and the same take afterwards."""

import contextlib
import os
import signal
import sys
import threading
import time

import pytest
from dynmask.dynmask_blender.session import client, interpreter

from backend import protocol
from backend.generation.runtimes.onnx_runtime import OnnxRuntime
from backend.generation.runtimes.torch_runtime import TorchRuntime
from backend.server.process import Server
from backend.server.service import Service
from tests.kills import doomed
from tests.weights import write_graphs, write_tiny

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
REQUEST = {"prompt": "a person walks", "seconds": 4.0, "seeds": [3, 4], "steps": 8}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_graphs(write_tiny(tmp_path_factory.mktemp("kills") / "tiny"))


@pytest.fixture(scope="module", params=("torch", "onnx"))
def runtime(request, weights):
    import torch

    torch.set_num_threads(1)
    # A fork has no other threads than the one that forked.
    loaded = (
        OnnxRuntime(weights / "onnx", 1) if request.param == "onnx" else TorchRuntime.load(weights, "cpu")
    )
    loaded.encode_text([REQUEST["prompt"], ""])
    return loaded


class Backend:
    """A server on pipes in a fork of this process, which has the runtime already."""

    def __init__(self, runtime):
        import logging

        logger = logging.getLogger("kills")
        logger.propagate = False
        logger.handlers[:] = [logging.NullHandler()]
        requests, answers = os.pipe(), os.pipe()

        def serve():
            os.close(requests[1])
            os.close(answers[0])
            server = Server(
                protocol.Reader(os.fdopen(requests[0], "rb")), protocol.Writer(os.fdopen(answers[1], "wb")),
                Service(load=lambda **_: runtime), logger,
            )  # fmt: skip
            os._exit(server.run())

        self.pid = doomed.fork(serve)
        os.close(requests[0])
        os.close(answers[1])
        self.out, self.input = os.fdopen(requests[1], "wb"), os.fdopen(answers[0], "rb")
        writer = protocol.Writer(self.out)
        writer.write(protocol.request(0, "hello", {"protocol": protocol.VERSION}))
        writer.write(protocol.request(1, "generate", REQUEST))
        self._read = None
        self._reading = threading.Thread(target=self._listen, daemon=True)
        self._reading.start()

    def kill(self):
        doomed.kill(self.pid)
        assert doomed.wait(self.pid) in (0, -signal.SIGKILL)

    def _listen(self):
        reader, answer = protocol.Reader(self.input), None
        while True:
            try:
                message = reader.read()
            except protocol.FrameError as fault:
                self._read = answer, "inside a frame" if "inside a frame" in str(fault) else str(fault)
                return
            if message is None:
                self._read = answer, "between frames"
                return
            if message.get("id") == 1:
                answer = message["result"]
                self.out.close()

    def read(self):
        """(the whole answer or None, how the stream ended)"""
        self._reading.join(doomed.LONGEST)
        assert self._read is not None, "the stream does not end with the process"
        if not self.out.closed:
            self.out.close()
        self.input.close()
        return self._read


def same(answer, expected):
    return all(
        a["rotations"].tobytes() == b["rotations"].tobytes()
        and a["tokens"].tobytes() == b["tokens"].tobytes()
        for a, b in zip(answer["takes"], expected["takes"], strict=True)
    )


def test_no_half_answers_and_the_same_take_afterwards(runtime):
    started = time.monotonic()
    first = Backend(runtime)
    expected, _ = first.read()
    long = time.monotonic() - started
    assert doomed.wait(first.pid) == 0 and len(expected["takes"]) == 2
    kills = answered = cut = 0
    for after in doomed.moments(long, seed=6):
        one = Backend(runtime)
        time.sleep(after)
        one.kill()
        answer, end = one.read()
        assert end in ("inside a frame", "between frames")
        kills, cut = kills + 1, cut + (end == "inside a frame")
        if answer is not None:
            answered += 1
            assert same(answer, expected)
        if kills >= doomed.KILLS:
            break
    last = Backend(runtime)
    assert same(last.read()[0], expected)
    assert doomed.wait(last.pid) == 0
    print(f"generation, {runtime.name}: {kills} kills, {answered} after the answer was out, "
          f"{cut} inside a frame")  # fmt: skip


@pytest.mark.parametrize("name", ("torch", "onnx"))
def test_the_extension_says_so_and_starts_another(tmp_path, weights, name):
    """Real processes and the extension's own client."""
    arguments = ("serve", "--weights", str(weights), "--runtime", name, "--device", "cpu",
                 "--log", str(tmp_path / "log"))  # fmt: skip
    launch = interpreter.launch(
        sys.executable, arguments=arguments, environ={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    connection = client.Client(lambda: launch)
    started = time.monotonic()
    expected = connection.call_blocking("generate", REQUEST, timeout=doomed.LONGEST)
    long = time.monotonic() - started
    kills = 0
    try:
        for after in doomed.moments(long, seed=7):
            outcome = []
            connection.request("generate", REQUEST, lambda *given: outcome.append(given))  # noqa: B023
            pid, end = connection._process._child.pid, time.monotonic() + after
            while time.monotonic() < end and not outcome:
                connection.poll()
                time.sleep(0.002)
            # It may be the one that was killed last, its end not noticed yet.
            with contextlib.suppress(ProcessLookupError):
                doomed.kill(pid)
            kills += 1
            end = time.monotonic() + doomed.LONGEST
            while not outcome:
                connection.poll()
                assert time.monotonic() < end, "the request was never answered"
                time.sleep(0.002)
            result, error = outcome[0]
            assert (
                same(result, expected)
                if error is None
                else error.startswith("The backend was killed (signal 9)")
            )
            if kills >= max(2, doomed.KILLS // 10):
                break
        assert same(connection.call_blocking("generate", REQUEST, timeout=doomed.LONGEST), expected)
    finally:
        connection.close(1.0)
    print(f"extension, {name}: {kills} kills of real processes")

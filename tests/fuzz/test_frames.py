"""Ten thousand hostile frames: the reader alone, the server in this process, and a real backend process.

DYNMASK_FRAMES sets how many the real process gets (40 otherwise).
"""

import io
import logging
import os
import threading
import time

import pytest

from backend import protocol
from backend.server.process import Server
from backend.server.service import Service
from tests.fuzz import frames
from tests.server.conftest import Conversation
from tests.weights import write_graphs, write_tiny

COUNT = 10_000
REAL = int(os.environ.get("DYNMASK_FRAMES", "40"))


def peak():
    """Most kilobytes this process ever had, 0 on Windows."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_reader_refuses_in_a_sentence_and_asks_for_no_memory():
    before = peak()
    ends = {"read": 0, "refused": 0, "fatal": 0}
    for number in range(COUNT):
        messages, refused, end = frames.outcome(frames.hostile(number))
        ends["read"] += len(messages)
        ends["refused"] += refused
        ends["fatal"] += end != "end"
    assert min(ends.values()) > COUNT / 20, f"the frames are all of one sort: {ends}"
    assert peak() - before < 300_000


@pytest.mark.parametrize("number", range(0, 600, 3))
def test_after_a_recoverable_frame_the_next_good_one_is_read(number):
    messages, _, end = frames.outcome(frames.hostile(number))
    together, _, end_together = frames.outcome(frames.hostile(number) + b"\r\n" + frames.GOOD)
    if end == "end":
        assert end_together == "end" and together[-1]["id"] == "good"


def refuse_to_load(**_):
    raise ValueError("no weights here")


def test_the_server_answers_and_lives():
    """Requests in the hostile bytes go through the whole service, without weights."""
    logger = logging.getLogger("fuzz")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    hello = protocol.encode(protocol.request("hello", "hello", {"protocol": protocol.VERSION}))
    ended = []
    for number in range(400):
        answers = io.BytesIO()
        answers.close = lambda: None
        server = Server(
            protocol.Reader(io.BytesIO(hello + frames.hostile(number))), protocol.Writer(answers),
            Service(load=refuse_to_load), logger, lambda code: None,
        )  # fmt: skip
        thread = threading.Thread(target=lambda server=server: ended.append(server.run()), daemon=True)
        thread.start()
        thread.join(20)
        assert not thread.is_alive(), f"hostile frame {number} hangs the server"
        told = frames.outcome(answers.getvalue())
        assert told[0][0]["id"] == "hello" and told[1:] == (0, "end")
        for answer in told[0]:
            assert "\n" not in answer.get("error", {}).get("message", "")
    assert set(ended) <= {0, 3}


@pytest.mark.parametrize("runtime", ("no weights", "onnx"))
def test_a_real_process_answers_or_ends(tmp_path, runtime):
    """After every piece it either answers `status`, or has ended with a code of its own; it never hangs."""
    started, weights = [], tmp_path / "weights"
    if runtime == "onnx":
        write_graphs(write_tiny(weights))

    def start():
        one = Conversation("--weights", weights, "--runtime", "onnx", log=tmp_path / "backend.log")
        started.append(one)
        assert ("result" in one.call("load")) == (runtime == "onnx")
        return one

    one, restarts = start(), 0
    try:
        for number in range(REAL):
            data = frames.hostile(number)
            _, _, end = frames.outcome(data)
            one.child.stdin.write(data)
            if end != "end":
                one.child.stdin.close()
                assert one.child.wait(20) in (0, 3), f"hostile frame {number}"
                one, restarts = start(), restarts + 1
            else:
                name = f"status {number}"
                one.child.stdin.write(b"\r\n")
                one.writer.write(protocol.request(name, "status"))
                assert "result" in one.answer(name), f"hostile frame {number}"
        assert restarts < REAL
    finally:
        for each in started:
            each.child.kill()
            each.child.wait()
            time.sleep(0)

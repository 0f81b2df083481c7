"""The dispatcher, with a service whose calls are as slow or as broken as a test needs."""

import io
import logging
import os
import threading
import time

import numpy as np
import pytest

from backend import protocol
from backend.generation.errors import Cancelled, UserError
from backend.server.process import Server


class Service:
    def __init__(self):
        self.release = threading.Event()
        self.ran = []
        self.methods = {
            "steps": self.steps, "refuse": self.refuse, "crash": self.crash, "object": self.object,
            "memory": self.memory, "stubborn": self.stubborn, "echo": lambda params, *_: params,
        }  # fmt: skip

    def hello(self, params):
        return {"version": "test"}

    def status(self):
        return {"loaded": False}

    def steps(self, params, progress, cancelled):
        self.ran.append(params.get("name"))
        for step in range(1000):
            if cancelled():
                raise Cancelled
            progress(step, 1000, "motion")
            self.release.wait(0.01)
            if self.release.is_set():
                return {"steps": step}

    def stubborn(self, params, progress, cancelled):
        while not cancelled():
            time.sleep(0.005)
        return {"late": True}

    def refuse(self, *_):
        raise UserError("The seed must be a whole number.")

    def crash(self, *_):
        raise RuntimeError("the model fell over")

    def memory(self, *_):
        raise MemoryError

    def object(self, *_):
        return {"x": np.array([None])}


def no_end(code):
    """Instead of ending the process that runs the tests."""


@pytest.fixture
def talk():
    """A Talk with a Server that runs in threads of this process."""
    talks = []

    class Talk:
        def __init__(self):
            requests, answers = os.pipe(), os.pipe()
            self.out = os.fdopen(requests[1], "wb")
            self.reader = protocol.Reader(os.fdopen(answers[0], "rb"))
            self.writer = protocol.Writer(self.out)
            self.service = Service()
            self.server = Server(
                protocol.Reader(os.fdopen(requests[0], "rb")), protocol.Writer(os.fdopen(answers[1], "wb")),
                self.service, logging.getLogger("test"), no_end,
            )  # fmt: skip
            self.code = None
            self.thread = threading.Thread(target=self._run, daemon=True)
            self.thread.start()
            talks.append(self)

        def _run(self):
            self.code = self.server.run()

        def send(self, identifier, method, **params):
            self.writer.write(protocol.request(identifier, method, params))

        def read(self):
            while True:
                message = self.reader.read()
                if message is None or message.get("method") != "progress":
                    return message

        def hello(self):
            self.send(0, "hello", protocol=protocol.VERSION)
            assert self.read()["result"] == {"protocol": protocol.VERSION, "version": "test"}
            return self

    yield Talk
    for one in talks:
        one.service.release.set()
        one.server.close(0)


def test_hello_comes_first_and_versions_must_fit(talk):
    one = talk()
    one.send(1, "echo")
    assert one.read()["error"]["message"] == "Say hello first."
    one.send(2, "hello", protocol=99)
    assert "same release" in one.read()["error"]["message"]
    one.hello()
    one.send(3, "echo", a=1)
    assert one.read()["result"] == {"a": 1}


def test_status_is_answered_while_a_call_is_running(talk):
    one = talk().hello()
    one.send(1, "steps")
    one.send(2, "steps")
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        one.send("s", "status")
        status = one.read()["result"]
        if status["running"] == 1 and status["waiting"] == [2]:
            break
    assert status == {"loaded": False, "running": 1, "waiting": [2]}
    one.service.release.set()
    assert [one.read()["id"], one.read()["id"]] == [1, 2]


def test_cancel_stops_the_running_call_within_a_step(talk):
    one = talk().hello()
    one.send(1, "steps")
    while one.reader.read()["params"]["step"] < 3:
        pass
    started = time.monotonic()
    one.writer.write(protocol.notification("cancel", {"id": 1}))
    assert one.read()["error"]["code"] == protocol.CANCELLED
    assert time.monotonic() - started < 0.5
    one.send(2, "echo")
    assert one.read()["id"] == 2


def test_a_waiting_call_is_cancelled_without_running(talk):
    one = talk().hello()
    one.send(1, "steps", name="first")
    one.send(2, "steps", name="second")
    one.send(3, "cancel", id=2)
    answers = {message["id"]: message for message in (one.read(), one.read())}
    assert answers[2]["error"]["code"] == protocol.CANCELLED
    assert answers[3]["result"] == {"cancelled": "waiting"}
    one.service.release.set()
    assert one.read()["id"] == 1 and one.service.ran == ["first"]
    one.send(4, "cancel", id=77)
    assert one.read()["result"] == {"cancelled": "unknown"}


def test_a_result_that_comes_after_the_cancel_is_not_sent(talk):
    one = talk().hello()
    one.send(1, "stubborn")
    time.sleep(0.05)
    one.writer.write(protocol.notification("cancel", {"id": 1}))
    answer = one.read()
    assert answer["error"]["code"] == protocol.CANCELLED and "result" not in answer


def test_failures_are_sentences_and_the_next_call_works(talk):
    one = talk().hello()
    one.send(1, "refuse")
    assert one.read()["error"] == {"code": protocol.USER_ERROR, "message": "The seed must be a whole number."}
    one.send(2, "crash")
    fault = one.read()["error"]
    assert fault["message"] == "The backend failed inside (RuntimeError: the model fell over)."
    assert "Traceback" in fault["data"]["traceback"] and fault["code"] == protocol.INTERNAL_ERROR
    one.send(3, "memory")
    assert "out of memory" in one.read()["error"]["message"]
    one.send(4, "object")
    assert "could not be sent" in one.read()["error"]["message"]
    one.send(5, "nothing")
    assert one.read()["error"]["code"] == protocol.METHOD_NOT_FOUND
    one.send(6, "echo", ok=True)
    assert one.read()["result"] == {"ok": True}


@pytest.mark.parametrize(
    "message",
    [{"id": 1}, {"jsonrpc": "2.0", "id": 1, "method": 5}, {"jsonrpc": "2.0", "id": [1], "method": "echo"},
     {"jsonrpc": "2.0", "id": 1, "method": "echo", "params": [1]}, {"id": 1, "method": "echo"}, {}],
)  # fmt: skip
def test_messages_that_are_no_requests(talk, message):
    one = talk().hello()
    one.writer.write(message)
    assert one.read()["error"]["code"] == protocol.INVALID_REQUEST
    one.send(9, "echo")
    assert one.read()["id"] == 9


def test_an_id_is_used_once_at_a_time(talk):
    one = talk().hello()
    one.send(1, "steps")
    one.send(1, "steps")
    assert "already under way" in one.read()["error"]["message"]


def test_the_queue_is_bounded(talk):
    one = talk().hello()
    for i in range(1, 80):
        one.send(i, "steps")
    assert "busy" in one.read()["error"]["message"]


def test_garbage_is_answered_and_survived(talk):
    one = talk().hello()
    one.out.write(b"\xff\xfe garbage\r\nmore\r\n")
    one.out.flush()
    answer = one.read()
    assert answer["id"] is None and answer["error"]["code"] == protocol.PARSE_ERROR
    one.send(1, "echo")
    assert one.read()["id"] == 1


MALFORMED = {
    b"hello there\r\n": "the stream holds something that is not a frame",
    b"Content-Length: 5\r\n\r\n{nope": "the body of a frame is not JSON (JSONDecodeError)",
    b"Content-Length: 2\r\n\r\n[]": "the body of a frame must be one JSON object",
    b"Content-Length: x\r\n\r\n": "the header of a frame has no valid content-length",
    b'Content-Length: 20\r\n\r\n{"a":{"$array": 0} }':
        "the body refers to an array that is not among the 0 with it",
}  # fmt: skip


@pytest.mark.parametrize("data", MALFORMED, ids=lambda data: data[:25].decode())
def test_malformed_frames_are_told_word_for_word(talk, data):
    one = talk().hello()
    one.out.write(data)
    one.out.flush()
    assert one.read()["error"]["message"] == f"The backend received a malformed message: {MALFORMED[data]}."
    one.send(1, "echo")
    assert one.read()["id"] == 1


def test_a_frame_that_cannot_be_skipped_ends_the_process(talk):
    one = talk().hello()
    one.out.write(b"Content-Length: 99999999999\r\n\r\n")
    one.out.flush()
    said = "The backend received a malformed message: content-length is 99999999999, more than 16777216."
    assert one.read()["error"]["message"] == said
    one.thread.join(5)
    assert one.code == 3


def test_the_end_of_the_stream_cancels_and_ends(talk):
    one = talk().hello()
    one.send(1, "stubborn")
    time.sleep(0.05)
    one.out.close()
    one.thread.join(5)
    assert one.code == 0


def test_a_writer_that_is_shut_does_not_raise_out_of_the_server():
    class Shut(io.BytesIO):
        def write(self, data):
            raise BrokenPipeError

    frames = protocol.encode(protocol.request(1, "hello", {"protocol": 1}))
    server = Server(
        protocol.Reader(io.BytesIO(frames)),
        protocol.Writer(Shut()),
        Service(),
        logging.getLogger("test"),
        no_end,
    )
    assert server.run() == 0

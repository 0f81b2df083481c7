"""Whatever a backend says, the client ends every request once, with a result that can be used or a sentence.

DYNMASK_FRAMES sets how many hostile streams come through a real pipe (60 otherwise).
"""

import os
import time

import numpy as np
import pytest
from dynmask.backend import protocol
from dynmask.dynmask_blender.session import client, interpreter, validation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import frames

COUNT = int(os.environ.get("DYNMASK_FRAMES", "60"))
# Ids of the first request and of the hello before it.
FIRST, HELLO = 1, 2
GREETING = protocol.result(HELLO, {"protocol": protocol.VERSION, "package": protocol.PACKAGE})


def take(frames=8):
    rotations = np.zeros((frames, 22, 4), np.float32)
    rotations[..., 0] = 1.0
    return {
        "rotations": rotations, "translation": np.zeros((frames, 3), np.float32), "fps": 20.0, "seed": 3,
        "omega": np.zeros(frames), "phi": np.zeros((frames, 4)), "energy": np.zeros(frames),
        "tokens": np.zeros((2, 3), np.int32), "prompt": "walks", "model": "m", "seconds": 0.4,
    }  # fmt: skip


def assert_sentence(text):
    assert text and text.isprintable() and len(text) < 4000 and "Traceback" not in text, text


def pumped(connection, outcomes, seconds):
    end = time.monotonic() + seconds
    while not outcomes and time.monotonic() < end:
        connection.poll()
        time.sleep(0.001)


@pytest.mark.skipif(os.name == "nt", reason="a shell's commands")
@pytest.mark.parametrize("stays", (False, True), ids=("ends", "stays"))
def test_hostile_streams_through_a_real_pipe(tmp_path, stays):
    """Where the process ends the request ends by itself, where it stays at the latest with a cancel."""
    path, told = tmp_path / "stream", set()
    script = 'cat "$0"' + ("; exec sleep 60" if stays else "")
    launch = interpreter.Launch(("sh", "-c", script, str(path)), dict(os.environ), tmp_path)
    for number in range(COUNT // 5 if stays else COUNT):
        path.write_bytes(protocol.encode(GREETING) * (number % 4 > 0) + frames.hostile(number))
        connection, outcomes = client.Client(lambda: launch), []
        try:
            request = connection.request(
                "generate", {"seeds": [1]}, lambda *found, to=outcomes: to.append(found), lambda values: None
            )
            pumped(connection, outcomes, 0.05 if stays else 20)
            if stays and not outcomes:
                connection.cancel(request)
            assert len(outcomes) == 1, f"hostile stream {number} hangs the client"
            result, error = outcomes[0]
            assert result is None
            assert_sentence(error)
            told.add(error[:40])
        finally:
            connection.close(0.0)
        assert len(outcomes) == 1 and connection.pending == 0
    assert len(told) > 1


class Silent:
    """A process that only counts what is written to it."""

    def __init__(self, launch, events):
        self.written = 0

    def write(self, frame):
        self.written += 1

    def poll(self):
        return None

    def wait(self, seconds):
        return None

    def log_tail(self, lines):
        return []

    def close(self, seconds, *, wait=True):
        pass


_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 4), st.just(10**400), st.floats(), st.text(max_size=5),
    st.sampled_from(["progress", "cancel", "\x1b[31m\n", "x" * 9000]), st.just(np.full(3, np.nan)),
)  # fmt: skip
_VALUES = st.recursive(
    _ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "step", "steps", "stage", "message", "code", "takes", "notices", "protocol", "package"]
    ), inner, max_size=4), max_leaves=6,
)  # fmt: skip
_MESSAGES = st.dictionaries(
    st.sampled_from(["jsonrpc", "id", "method", "params", "result", "error"]), _VALUES, max_size=6
) | st.builds(
    lambda identifier, kind, value: {"id": identifier, kind: value},
    st.sampled_from([FIRST, HELLO]), st.sampled_from(["result", "error"]), _VALUES,
)  # fmt: skip


@settings(max_examples=max(100, settings().max_examples))
@given(st.lists(_MESSAGES, max_size=6), st.booleans())
def test_messages_of_every_sort(messages, greeted):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.child, "Process", Silent)
        connection, outcomes, progress = client.Client(lambda: None), [], []
        connection.request("generate", {}, lambda *found: outcomes.append(found), progress.append)
        started = connection._process
        for message in [GREETING] * greeted + messages:
            connection._events.put((started, "message", message))
        connection._events.put((started, "end", None))
        connection.poll()
        assert len(outcomes) == 1 and outcomes[0][0] is None and connection.pending == 0
        assert_sentence(outcomes[0][1])
        assert all(validation.is_progress(values) for values in progress)


def spoilt(name, value):
    """A result whose second take has another value under a name; "" stands for the take itself."""
    second = take() | {name: value} if name else value
    return {"takes": [take(), second], "notices": []}


SPOILT = {
    "no take": ("", 3), "nan rotations": ("rotations", np.full((8, 22, 4), np.nan)),
    "zero rotations": ("rotations", np.zeros((8, 22, 4))), "huge": ("rotations", np.full((8, 22, 4), 1e30)),
    "other bones": ("rotations", np.ones((8, 5, 4)) / 2), "no frames": ("rotations", np.ones((0, 22, 4))),
    "words": ("rotations", np.full((8, 22, 4), "a")), "list": ("rotations", [[1, 0, 0, 0]]),
    "none": ("rotations", None), "scalar": ("rotations", np.array(1.0)),
    "short": ("translation", np.zeros((7, 3))), "flat": ("translation", np.zeros(8)),
    "inf": ("translation", np.full((8, 3), np.inf)), "whole": ("translation", np.zeros((8, 3), int)),
    "omega": ("omega", np.zeros(9)), "nan omega": ("omega", np.full(8, np.nan)),
    "no phi": ("phi", np.zeros(8)),
    "no bands": ("phi", np.zeros((8, 0))), "energy": ("energy", None), "rate": ("fps", 0.0),
    "nan rate": ("fps", float("nan")), "text rate": ("fps", "20"), "true rate": ("fps", True),
    "seed": ("seed", 2**31), "text seed": ("seed", "1"), "tokens": ("tokens", np.zeros((2, 3))),
    "flat tokens": ("tokens", np.zeros(3, int)), "prompt": ("prompt", ["a"]), "model": ("model", 5),
    "array for prompt": ("prompt", np.zeros(3)), "array for rate": ("fps", np.zeros(3)),
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_takes_that_cannot_be_applied_are_refused(kind):
    wrong = validation.fault("generate", spoilt(*SPOILT[kind]))
    assert wrong.startswith("take 2 ") and wrong.isprintable()


def test_good_takes_pass_and_other_calls_have_none():
    assert validation.fault("generate", {"takes": [take(), take(1)], "notices": ["cut"]}) == ""
    for more in ({"tokens": None}, {"prompt": None}, {"seed": -1}):
        assert validation.fault("extend", {"takes": [take() | more]}) == ""
    assert validation.fault("load", {"loaded": True}) == ""
    for result in (None, 5, [], {"takes": []}, {"takes": take()}, {"takes": [take()], "notices": [3]}):
        assert validation.fault("regenerate", result)


@pytest.mark.skipif(os.name == "nt", reason="a shell's commands")
def test_a_bad_take_fails_its_request_and_leaves_the_process(tmp_path):
    path = tmp_path / "stream"
    bad = spoilt(*SPOILT["nan rotations"])
    path.write_bytes(b"".join(map(protocol.encode, (GREETING, protocol.result(FIRST, bad)))))
    # Its output stays open: closed, it would count as ended.
    launch = interpreter.Launch(
        ("sh", "-c", 'cat "$0"; exec sleep 60', str(path)), dict(os.environ), tmp_path
    )
    connection, outcomes = client.Client(lambda: launch), []
    try:
        connection.request("generate", {}, lambda *found: outcomes.append(found))
        pumped(connection, outcomes, 20)
        assert outcomes == [(None, (
            "The backend's answer to 'generate' cannot be used: take 2 has no usable rotations; "
            "restart Blender and try again"
        ))]  # fmt: skip
        assert connection.running and connection.pending == 0
    finally:
        connection.close(0.0)

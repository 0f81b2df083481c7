"""The real process, on small random weights."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from backend import protocol
from tests.server.conftest import ROOT


def motion(take):
    return {name: take[name] for name in ("rotations", "translation", "fps", "tokens")}


def test_a_whole_conversation(converse):
    one = converse()
    assert one.hello["protocol"] == protocol.VERSION and one.hello["pid"] == one.child.pid
    assert not one.call("status")["result"]["loaded"]

    generate = one.send("generate", prompt="a person walks", seconds=3.0, seeds=[1, 2], steps=6)
    takes = one.answer(generate)["result"]["takes"]
    told = one.progress(generate)
    assert told[0]["stage"] == "load" and {t["stage"] for t in told} == {
        "load",
        "motion",
        "detail",
        "decode",
        "done",
    }
    assert [t["step"] for t in told[1:]] == list(range(10)) and told[-1]["steps"] == 9
    first = takes[0]
    assert first["rotations"].shape == (60, 22, 4) and first["omega"].shape == (60,)
    assert first["phi"].shape == (60, 16) and first["tokens"].shape == (15, 3) and first["seed"] == 1

    again = one.call("generate", prompts=["a person walks"], seconds=3.0, seeds=[1], steps=6)["result"][
        "takes"
    ][0]
    assert again["rotations"].tobytes() == first["rotations"].tobytes(), "the same seed, the same take"

    edited = one.call("regenerate", motion=motion(first), start_s=1.0, stop_s=2.0, prompt="kicks", seeds=[5])
    edited = edited["result"]["takes"][0]
    assert edited["rotations"][:20].tobytes() == first["rotations"][:20].tobytes()
    assert edited["rotations"][40:].tobytes() == first["rotations"][40:].tobytes()
    assert (edited["rotations"][20:40] != first["rotations"][20:40]).any()

    between = one.call("inbetween", before=motion(first), after=motion(takes[1]), seconds=1.0, seeds=[3])
    assert len(between["result"]["takes"][0]["rotations"]) == 140
    assert (
        len(one.call("extend", motion=motion(first), seconds=1.0, seeds=[3])["result"]["takes"][0]["omega"])
        == 80
    )

    found = one.call("analyse", motion=motion(first))["result"]
    np.testing.assert_allclose(found["omega"], first["omega"])
    status = one.call("status")["result"]
    assert status["loaded"] and status["runtime"] == "torch" and status["memory"]["process"] > 1e7
    assert one.call("unload")["result"] == {} and not one.call("status")["result"]["loaded"]
    assert one.call("shutdown")["result"] == {}
    assert one.end() == 0
    log = one.log.read_text()
    assert "generate 3 done" in log and "walks" not in log and "kicks" not in log


BAD = {
    "seed": ({"seeds": [2**31]}, "seed"), "length": ({"seconds": float("nan")}, "length"),
    "frames": ({"seconds": 50_000}, "length"), "steps": ({"steps": 0}, "steps"),
    "msd": ({"msd": {"x": 1}}, "msd"), "prompt": ({"prompt": ["a"] * 999}, "prompts"),
    "weights": ({"weights": "/nowhere"}, "no weights"), "device": ({"device": "tpu"}, "device"),
    "foot_lock": ({"foot_lock": 3}, "foot_lock"),
}  # fmt: skip


def test_bad_requests_are_sentences_and_nothing_is_lost(converse):
    one = converse()
    for params, word in BAD.values():
        answer = one.call("generate", **{"prompt": "x", "seconds": 2.0, "seeds": [1], **params})
        assert answer["error"]["code"] == protocol.USER_ERROR and word in answer["error"]["message"], answer
    for motion_ in (
        None,
        {},
        {"rotations": np.zeros((3, 22, 4)), "translation": np.full((3, 3), np.nan)},
        {"rotations": np.zeros((3, 5, 4)), "translation": np.zeros((3, 3))},
        {"rotations": np.zeros((0, 22, 4)), "translation": np.zeros((0, 3))},
        {"rotations": np.ones((3, 22, 4)), "translation": np.ones((3, 3)), "fps": 0},
    ):
        answer = one.call("regenerate", motion=motion_, start_s=0.0, stop_s=1.0, seeds=[1])
        assert answer["error"]["code"] == protocol.USER_ERROR and "motion" in answer["error"]["message"], (
            answer
        )
    assert one.call("generate", prompt="x", seconds=2.0, seeds=[1])["result"]["takes"]
    assert "error" in one.call("load", weights="/nowhere") and one.call("status")["result"]["loaded"]
    made = one.call("generate", prompt="walk " * 20_000, seconds=2.0, seeds=[1])["result"]
    assert len(made["takes"][0]["rotations"]) == 40 and "100,000 characters" in made["notices"][0]


def test_hostile_frames_leave_it_alive(converse):
    one = converse()
    for junk in (b"\x00\xff\xfe\n", b"Content-Length: 5\r\n\r\n{{{{{", b"Content-Length: x\r\n\r\n",
                 b"Content-Length: 2\r\nContent-Arrays: 1\r\n\r\n{}\4" + bytes(7) + b"junk"):  # fmt: skip
        one.messages.clear()
        one.child.stdin.write(junk)
        one.child.stdin.flush()
        one.wait(lambda m: m.get("error", {}).get("code") == protocol.PARSE_ERROR)
        assert "result" in one.call("status")
    one.child.stdin.write(b"Content-Length: 123456789012\r\n\r\n")
    one.child.stdin.flush()
    assert one.end() == 3


def test_cancel_within_one_step(converse):
    one = converse()
    one.call("load")
    call = one.send("generate", prompt="x", seconds=60.0, seeds=list(range(16)), steps=100)
    one.wait(lambda m: m.get("method") == "progress" and m["params"]["step"] > 2)
    one.writer.write(protocol.notification("cancel", {"id": call}))
    started = time.monotonic()
    assert one.answer(call)["error"]["code"] == protocol.CANCELLED
    assert time.monotonic() - started < 3
    after = len(one.progress(call))
    made = one.call("generate", prompt="x", seconds=2.0, seeds=[1])["result"]
    assert len(made["takes"]) == 1 and len(one.progress(call)) == after


def test_it_ends_when_the_pipe_is_closed_even_while_busy(converse):
    one = converse()
    one.call("load")
    call = one.send("generate", prompt="x", seconds=120.0, seeds=list(range(64)), steps=100)
    one.wait(lambda m: m.get("method") == "progress" and m["params"]["id"] == call)
    one.child.stdin.close()
    assert one.end() == 0


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_it_ends_when_its_parent_is_killed_although_the_pipe_stays_open(tmp_path, tiny_weights):
    """The parent dies by SIGKILL while another process still holds the pipe's other end."""
    log = str(tmp_path / "log")
    script = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-m', 'backend', 'serve', '--log', {log!r}],"
        " stdin=sys.stdin, stdout=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True); time.sleep(60)\n"
    )
    read_end, write_end = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=read_end, stdout=subprocess.PIPE, cwd=ROOT
    )
    pid = int(parent.stdout.readline())
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("log-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.close(write_end)
    os.close(read_end)
    parent.stdout.close()
    assert not alive(pid)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_prints_after_the_claim_go_to_stderr():
    script = (
        "import os, sys\nfrom backend.server import streams\n_, out = streams.claim()\n"
        "print('a print'); os.write(1, b'a printf\\n'); out.write(b'frame'); out.flush()\n"
        "print(repr(sys.stdin.read()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=b"request", capture_output=True, cwd=ROOT, timeout=60
    )
    assert done.stdout == b"frame"
    assert b"a print" in done.stderr and b"a printf" in done.stderr and b"''" in done.stderr


def test_missing_weights_are_a_sentence(converse, tmp_path):
    one = converse("--weights", tmp_path / "nowhere")
    answer = one.call("generate", prompt="x", seconds=2.0, seeds=[1])
    assert "There are no weights at" in answer["error"]["message"]
    assert "result" in one.call("analyse", positions=np.zeros((30, 22, 3)), fps=24.0)


def test_a_log_that_cannot_be_written_is_no_reason_to_fail(tiny_weights, tmp_path):
    (tmp_path / "file").write_text("")
    from tests.server.conftest import Conversation

    one = Conversation("--weights", tiny_weights, log=tmp_path / "file" / "log")
    assert one.hello["log"] is None
    one.close()

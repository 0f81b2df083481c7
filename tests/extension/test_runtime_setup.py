"""The GPU runtime's set-up with tiny made-up wheels: done, cancelled, killed, repaired, removed."""

import io
import json
import logging
import os
import signal
import subprocess
import time

import pytest
from dynmask.dynmask_blender.runtime_setup import installer, job
from dynmask.dynmask_blender.session import environments

from tests import wheelhouse
from tests.extension.set_up import SECONDS, complete, left, start, until


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    return wheelhouse.fill(tmp_path_factory.mktemp("a folder of wheels"))


def ended(pid):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_complete_repair_and_remove(tmp_path, wheels):
    root = tmp_path / "user" / "runtime"
    plan, done = complete(root, wheels)
    assert {name for name, _, _ in plan["wheels"]} == {"torch", "fake_library", "probe"}
    assert all(size > 0 for _, _, size in plan["wheels"])
    assert plan["download"] == 0 and 0 < plan["room"] < plan["free"]
    assert done["event"] == "done" and done["changed"] and done["device"] == "fake-gpu"
    found = environments.find(root)
    assert found.trouble == "" and found.state.torch == "2.13.0" and found.state.size > 0
    says = [found.python, "-I", "-c", "import torch, sys; print(torch.__version__, sys.prefix)"]
    assert subprocess.check_output(says, text=True).split() == ["2.13.0", str(root / found.state.folder)]
    assert left(root) == [found.state.folder, "state.json"]

    running = start(root, wheels, "repair")
    last = until(running)[-1]
    assert last["event"] == "done" and not last["changed"] and environments.find(root).state == found.state

    (library,) = (root / found.state.folder).rglob("fake_library.py")
    library.unlink()
    _, done = complete(root, wheels, task="repair")
    assert done["changed"] and environments.find(root).state.folder != found.state.folder
    assert left(root) == [environments.find(root).state.folder, "state.json"]

    assert until(start(root, wheels, "remove"))[-1]["event"] == "removed"
    assert left(root) == [] and environments.find(root) == environments.Found()


@pytest.mark.parametrize("how", ("cancel", "abandon"))
def test_cancelled_before_and_while_installing(tmp_path, how):
    root = tmp_path / "runtime"
    slow = wheelhouse.fill(tmp_path / "slow", "import time\ntime.sleep(600)\n")
    running = start(root, slow)
    planned = until(running, "plan")
    assert planned[-1]["event"] == "plan", planned
    if how == "cancel":
        running.cancel()
        assert until(running)[-1]["event"] == "cancelled"
    else:
        running.install()
        until(running, "test")
        running.abandon()
        assert ended_quietly(running)
    assert left(root) == [] and environments.find(root) == environments.Found()


def ended_quietly(running):
    return running._child.wait(SECONDS) == 0


@pytest.mark.skipif(os.name == "nt", reason="a signal of Unix")
def test_killed_half_way_then_repaired(tmp_path, wheels):
    root = tmp_path / "runtime"
    slow = wheelhouse.fill(tmp_path / "slow", "import time\ntime.sleep(600)\n")
    running = start(root, slow)
    until(running, "plan")
    running.install()
    until(running, "test")
    child = wait_for_child(running.pid)
    os.kill(running.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    last = until(running)[-1]
    assert last["event"] == "failed" and "ended from outside" in last["message"]
    assert ended(child), "the killed set-up left a process behind"
    found = environments.find(root)
    assert found.python is None and "not finished" in found.trouble and len(left(root)) >= 1
    _, done = complete(root, wheels, task="repair")
    assert done["event"] == "done" and done["changed"]
    assert left(root) == [environments.find(root).state.folder, "state.json"]


def wait_for_child(pid):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
        if said.stdout.split():
            return int(said.stdout.split()[0])
        time.sleep(0.02)
    raise AssertionError("no child was started")


def test_one_that_does_not_work_is_not_used(tmp_path, wheels):
    root = tmp_path / "runtime"
    _, before = complete(root, wheels)
    bad = wheelhouse.fill(tmp_path / "bad", "raise SystemExit('no driver for this GPU')\n")
    state = (root / "state.json").read_text()
    _, last = complete(root, bad)
    assert last["event"] == "failed" and "does not work (no driver for this GPU)" in last["message"]
    assert str(tmp_path / environments.LOG) in last["message"]
    assert "no driver" in (tmp_path / environments.LOG).read_text()
    assert (root / "state.json").read_text() == state and left(root) == [before["folder"], "state.json"]


def test_two_at_once(tmp_path, wheels):
    root = tmp_path / "runtime"
    first = start(root, wheels)
    until(first, "environment")
    last = until(start(root, wheels))[-1]
    assert last["event"] == "failed" and last["message"].startswith(installer.BUSY)
    first.cancel()
    assert until(first)[-1]["event"] == "cancelled"


def test_what_cannot_be_set_up_is_a_sentence(tmp_path, wheels):
    (tmp_path / "file").write_text("")
    _, last = complete(tmp_path / "file" / "runtime", wheels)
    assert last["message"].startswith(f"The folder {tmp_path / 'file' / 'runtime'} cannot be written to")
    (tmp_path / "empty").mkdir()
    _, last = complete(tmp_path / "runtime", tmp_path / "empty")
    assert last["message"].startswith(f"There are no wheels in {tmp_path / 'empty'}")
    (half := tmp_path / "half").mkdir()
    wheelhouse.wheel(half, "torch", "2.13.0", {"torch.py": ""}, needs=("fake-library",))
    _, last = complete(tmp_path / "runtime", half)
    assert last["message"].startswith("There is no fake-library for this system and Python")
    assert left(tmp_path / "runtime") == []


def test_an_order_survives_its_line():
    order = installer.Order("/x y/ü", "repair", source="/a'b")
    assert installer.Order(**json.loads(order.to_json())) == installer.Order(
        "/x y/ü", "repair", source="/a'b", requirements=list(order.requirements), alone=list(order.alone),
        check=list(order.check),
    )  # fmt: skip


NOISE = r"""
import json, sys
say = lambda text: print(text, flush=True)
sys.stdin.readline()
say("WARNING: Ignoring invalid distribution at https://me:secret@somewhere/simple")
say('{"event": "progress", "stage": "download", "done": 1, "total": 2}')
sys.stdout.buffer.write(b"\xff\xfe no text at all\n\n[1, 2]\n{}\n")
say('{"event": ["done"]}\n{"event": "of another kind"}')
say("[" * 100_000)
say("x" * 3_000_000 + '{"event": "failed", "message": "the end of a long line"}')
say(json.dumps({"event": "done", "changed": True, "device": "fake-gpu"}))
"""


def test_stray_lines_are_passed_over(tmp_path, monkeypatch, caplog):
    """A warning of pip or a library's print between the events; the log gets a little of it."""
    script = tmp_path / "noise.py"
    script.write_text(NOISE, "utf-8")
    monkeypatch.setattr(job, "SCRIPT", script)
    with caplog.at_level(logging.WARNING, "dynmask"):
        events = until(start(tmp_path / "runtime", ""))
    assert [event["event"] for event in events] == ["progress", "done"]
    said = [record.getMessage() for record in caplog.records]
    assert said[0].endswith("Ignoring invalid distribution at https://****@somewhere/simple")
    assert len(said) < 10 and all(len(text) < 500 for text in said)


def test_what_is_logged_of_stray_lines_has_an_end(caplog):
    lines = b"noise\n" * 1000 + b'{"event": "cancelled"}\n'
    with caplog.at_level(logging.WARNING, "dynmask"):
        assert list(job.events(io.BytesIO(lines))) == [{"event": "cancelled"}]
    assert len(caplog.records) == job.STRAY_LINES

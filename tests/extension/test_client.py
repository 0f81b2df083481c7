"""The client against a backend that misbehaves in every way a real one might; needs no Blender."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from dynmask.backend import protocol
from dynmask.dynmask_blender.session import child as process
from dynmask.dynmask_blender.session import client, interpreter

ROOT = Path(__file__).resolve().parents[2]
FAKE = Path(__file__).with_name("fake_backend.py")
LONG = 60  # seconds; a busy machine takes ten to start a process


def launch(**environ):
    launched = interpreter.launch(sys.executable)
    return interpreter.Launch(
        (sys.executable, str(FAKE), str(ROOT)), launched.environment | environ, launched.folder
    )


@pytest.fixture
def connect():
    made = []

    def make(**environ):
        made.append(client.Client(lambda: launch(**environ)))
        return made[-1]

    yield make
    for each in made:
        each.close(0.2)


def pump(connection, until, seconds=LONG):
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        connection.poll()
        time.sleep(0.005)
    assert until(), "nothing came in time"


def test_hello_happens_first_and_only_once(connect):
    backend = connect()
    assert not backend.running
    assert backend.call_blocking("echo", {"a": 1}, timeout=LONG) == {"a": 1}
    assert backend.hello == {"protocol": protocol.VERSION, "package": protocol.PACKAGE}
    process = backend._process
    backend.call_blocking("echo", {}, timeout=LONG)
    assert backend._process is process


def test_arrays_and_unicode_come_back_unchanged(connect):
    sent = {"text": "eine Drehung – 回転 🕺", "x": np.linspace(0, 1, 50_000, dtype=np.float32).reshape(-1, 5)}
    got = connect().call_blocking("echo", sent, timeout=LONG)
    assert got["text"] == sent["text"]
    assert got["x"].dtype == np.float32 and np.array_equal(got["x"], sent["x"])


def test_progress_is_delivered_in_order(connect):
    seen = []
    connect().call_blocking("generate", {"prompt": "", "seeds": [1]}, LONG, seen.append)
    assert [(p["step"], p["steps"], p["stage"]) for p in seen] == [(k, 3, "Decoding") for k in (1, 2, 3)]


def test_a_cancelled_call_s_late_answer_is_never_applied(connect):
    backend = connect()
    answers = []
    late = backend.request("generate", {"prompt": "sleep 0.5", "seeds": [1]}, lambda *a: answers.append(a))
    pump(backend, lambda: backend.hello is not None)
    backend.cancel(late)
    assert answers == [(None, client.CANCELLED)]
    # The fake ignores cancels: its stale answer arrives before this one's, and must not be taken for it.
    assert backend.call_blocking("echo", {"fresh": True}, timeout=LONG) == {"fresh": True}
    assert answers == [(None, client.CANCELLED)]
    assert backend.pending == 0


def test_a_call_that_ignores_its_cancel_does_not_hold_up_the_next(connect, monkeypatch):
    backend = connect()
    request = backend.request("generate", {"prompt": "mute", "seeds": [1]})
    pump(backend, lambda: backend.hello is not None)
    backend.cancel(request)
    stuck = backend._process
    monkeypatch.setattr(client, "STUCK_SECONDS", 0.1)
    time.sleep(0.2)
    assert backend.call_blocking("echo", {"on": 1}, timeout=LONG) == {"on": 1}
    assert backend._process is not stuck and stuck.poll() is not None


def test_a_cancelled_call_that_has_ended_leaves_the_process(connect, monkeypatch):
    backend = connect()
    request = backend.request("generate", {"prompt": "sleep 0.2", "seeds": [1]})
    pump(backend, lambda: backend.hello is not None)
    backend.cancel(request)
    before = backend._process
    monkeypatch.setattr(client, "STUCK_SECONDS", 0.5)
    time.sleep(1.0)
    backend.call_blocking("echo", {}, timeout=LONG)
    assert backend._process is before


def test_cancel_before_hello_sends_nothing(connect):
    backend = connect()
    request = backend.request("generate", {"prompt": "kill", "seeds": [1]})
    backend.cancel(request)
    backend.cancel(request)
    assert backend.call_blocking("echo", {}, timeout=LONG) == {}


# Windows knows no signals: whoever kills a process chooses its code.
KILLED_BY = r"\(code 9\)" if os.name == "nt" else "signal 9"


@pytest.mark.parametrize("prompt, said", [("die", "the model fell over"), ("kill", KILLED_BY)])
def test_death_is_told_with_the_last_lines_and_the_next_call_restarts(connect, prompt, said):
    backend = connect()
    with pytest.raises(client.BackendError, match=said):
        backend.call_blocking("generate", {"prompt": prompt, "seeds": [1]}, timeout=LONG)
    assert not backend.running and backend.pending == 0
    assert backend.call_blocking("echo", {"again": 1}, timeout=LONG) == {"again": 1}


KILLED = "The backend was killed (signal 9): try again, which restarts it"


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_killed_backend_is_told_word_for_word(connect):
    with pytest.raises(client.BackendError) as caught:
        connect().call_blocking("generate", {"prompt": "kill", "seeds": [1]}, timeout=LONG)
    assert str(caught.value) == KILLED


def test_death_while_idle_is_noticed_by_the_next_call(connect):
    backend = connect()
    backend.call_blocking("echo", {}, timeout=LONG)
    backend._process._child.kill()
    backend._process.wait(LONG)
    assert backend.call_blocking("echo", {"again": 1}, timeout=LONG) == {"again": 1}


def test_a_flood_of_log_lines_hangs_nothing_and_keeps_little(connect):
    backend = connect()
    assert backend.call_blocking("generate", {"prompt": "flood", "seeds": [1]}, timeout=LONG)["takes"]
    lines = backend.log_tail(1000)
    assert 0 < len(lines) <= 200 and max(map(len, lines)) <= 400


def test_nonsense_on_the_pipe_ends_the_process_with_a_sentence(connect):
    backend = connect()
    with pytest.raises(client.BackendError) as caught:
        backend.call_blocking("generate", {"prompt": "garbage", "seeds": [1]}, timeout=LONG)
    said = str(caught.value)
    assert said.startswith("The backend had to be stopped: ")
    assert said.endswith("the stream holds something that is not a frame")
    assert backend.call_blocking("echo", {}, timeout=LONG) == {}


def test_a_refusal_arrives_as_its_sentence_and_leaves_the_process(connect):
    backend = connect()
    with pytest.raises(client.BackendError, match="^The weights are missing$"):
        backend.call_blocking("generate", {"prompt": "refuse", "seeds": [1]}, timeout=LONG)
    assert backend.running


def test_long_prompts_and_the_largest_seed(connect):
    prompt, seed = "jump " * 20_000, 2**31 - 1
    result = connect().call_blocking("generate", {"prompt": prompt, "seeds": [seed]}, timeout=LONG)
    assert result["takes"][0]["seed"] == seed


def test_requests_do_not_block_while_the_backend_reads_nothing(connect):
    backend = connect()
    backend.request("generate", {"prompt": "mute", "seeds": [1]})
    pump(backend, lambda: backend.hello is not None)
    start = time.monotonic()
    for _ in range(5):
        backend.request("echo", {"big": np.zeros(100_000)})
    assert time.monotonic() - start < 3.0
    start = time.monotonic()
    backend.close(0.2)
    assert time.monotonic() - start < 8.0


def test_time_runs_out_with_a_sentence(connect):
    with pytest.raises(client.BackendError, match="no answer to 'generate' within"):
        connect().call_blocking("generate", {"prompt": "mute", "seeds": [1]}, timeout=1.0)


def test_another_protocol_version_is_refused(connect):
    with pytest.raises(client.BackendError, match="speaks protocol 99"):
        connect(FAKE_PROTOCOL="99").call_blocking("echo", {}, timeout=LONG)


def test_another_release_is_told_once_and_not_refused(connect):
    backend = connect(FAKE_PACKAGE="9.8.7")
    assert backend.call_blocking("echo", {"a": 1}, timeout=LONG) == {"a": 1}
    notice = backend.pop_notice()
    assert notice.startswith(f"The backend is DynMask 9.8.7, this extension {protocol.PACKAGE}: ")
    assert backend.call_blocking("echo", {}, timeout=LONG) == {} and backend.pop_notice() == ""
    same = connect()
    same.call_blocking("echo", {}, timeout=LONG)
    assert same.pop_notice() == ""


def test_a_command_that_does_not_exist_is_an_error_not_a_crash():
    missing = client.Client(lambda: interpreter.launch("/nowhere/python"))
    with pytest.raises(client.BackendError, match="could not be started"):
        missing.request("echo")
    assert missing.pending == 0


def test_close_fails_what_is_pending_and_ends_the_process(connect):
    backend = connect()
    answers = []
    backend.request("generate", {"prompt": "mute", "seeds": [1]}, lambda *a: answers.append(a))
    pump(backend, lambda: backend.hello is not None)
    child = backend._process._child
    backend.close(0.1)
    assert child.poll() is not None
    assert answers == [(None, "The backend was shut down")]


def test_closing_without_waiting_returns_at_once_and_the_process_is_ended_all_the_same(connect):
    backend = connect()
    backend.request("generate", {"prompt": "mute", "seeds": [1]})
    pump(backend, lambda: backend.hello is not None)
    child, waited = backend._process._child, []
    backend._process.wait = lambda seconds, wait=backend._process.wait: (
        waited.append(threading.current_thread()), wait(seconds)
    )[1]  # fmt: skip
    backend.close(0.5, wait=False)
    assert not backend.running
    child.wait(LONG)
    assert waited and threading.main_thread() not in waited


def test_the_news_of_a_death_is_told_without_waiting_for_it(connect, monkeypatch):
    backend, waited = connect(), []
    wait = process.Process.wait

    def noted(self, seconds):
        waited.append(threading.current_thread())
        return wait(self, seconds)

    monkeypatch.setattr(process.Process, "wait", noted)
    with pytest.raises(client.BackendError, match="the model fell over"):
        backend.call_blocking("generate", {"prompt": "die", "seeds": [1]}, timeout=LONG)
    assert threading.main_thread() not in waited


def test_interpreter_search(tmp_path):
    def make(relative):
        path = tmp_path / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return path

    def find(configured="", **environ):
        return interpreter.find(configured, runtime, environ, tmp_path / "source")

    runtime = None
    assert find() is None
    runtime = make("runtime/bin/python3")
    assert find() == runtime
    beside = make("source/.venv/bin/python")
    assert find() == beside
    by_variable = make("other/python")
    assert find(DYNMASK_PYTHON=str(by_variable)) == by_variable
    chosen = make("chosen/bin/python3")
    assert find(str(chosen), DYNMASK_PYTHON=str(by_variable)) == chosen
    assert find(str(tmp_path / "chosen")) == chosen
    with pytest.raises(interpreter.InterpreterError, match="gone.*does not exist"):
        find(str(tmp_path / "gone"))


def test_launch_does_not_hand_on_the_host_s_python_settings():
    started = interpreter.launch("py", "/src", {"PYTHONHOME": "/b", "PYTHONPATH": "/c", "PATH": "/bin"})
    assert started.command == ("py", "-m", "backend", "serve")
    assert "PYTHONHOME" not in started.environment
    assert started.environment["PYTHONPATH"] == "/src" and started.environment["PYTHONUTF8"] == "1"


def test_what_lies_where_the_backend_works_is_not_imported(tmp_path):
    (tmp_path / "backend").mkdir()
    (tmp_path / "backend" / "__main__.py").write_text("raise SystemExit(9)")
    launched = interpreter.launch(sys.executable, arguments=("--help",))
    run = subprocess.run(launched.command, env=launched.environment, cwd=tmp_path, capture_output=True)
    assert run.returncode == 0 and b"generate" in run.stdout

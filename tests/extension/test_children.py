"""Programs that the extension starts: no console windows, and output of any bytes."""

import ast
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from dynmask.dynmask_blender.runtime_setup import children, installer, job
from dynmask.dynmask_blender.session import child as process
from dynmask.dynmask_blender.session import interpreter

SOURCES = Path(interpreter.__file__).parents[1]
NO_WINDOW = 0x08000000
STARTERS = {("os", name) for name in ("system", "popen", "startfile")} | {
    ("subprocess", name) for name in ("Popen", "run", "call", "check_call", "check_output")
}
LOUD = r"import sys; sys.stdout.buffer.write(b'caf\xe9 \xff\xfe\x80 done\n'); sys.exit(3)"


@pytest.fixture
def on_windows(monkeypatch):
    """Windows as `interpreter` sees it; gives the keyword arguments of programs that are not started."""
    started = []

    def popen(command, **options):
        started.append(options)
        raise FileNotFoundError(command[0])

    monkeypatch.setattr(interpreter.sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", NO_WINDOW, raising=False)
    monkeypatch.setattr(subprocess, "Popen", popen)
    return started


def test_hidden_window_is_for_windows_only(monkeypatch):
    for system in ("linux", "darwin"):
        monkeypatch.setattr(interpreter.sys, "platform", system)
        assert interpreter.hidden_window() == {}


def test_no_program_opens_a_console_on_windows(on_windows, tmp_path):
    launch = interpreter.Launch(("python",), {}, tmp_path)
    starts = (
        lambda: process.Process(launch, None),
        lambda: job.Job("python", installer.Order(str(tmp_path), "install", "", "")),
        lambda: children.Children(io.BytesIO(), None).run("python", "module"),
    )
    for start in starts:
        with pytest.raises(FileNotFoundError):
            start()
    assert [options.get("creationflags") for options in on_windows] == [NO_WINDOW] * 3


def test_no_other_place_starts_programs():
    """Three places start programs, the ones that are tried above."""
    places = []
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            owner = getattr(node, "value", None)
            starts = isinstance(node, ast.Attribute) and isinstance(owner, ast.Name) and (
                (owner.id, node.attr) in STARTERS
            )  # fmt: skip
            places += [path.relative_to(SOURCES).as_posix()] * starts
    assert sorted(places) == ["runtime_setup/children.py", "runtime_setup/job.py", "session/child.py"]


def test_output_that_is_no_utf_8_aborts_nothing(tmp_path):
    """What pip says on a system of another encoding ends up in the log; the set-up goes by the exit code."""
    (tmp_path / "loud.py").write_text(LOUD)
    read, write = os.pipe()
    with open(tmp_path / "log", "w+b") as log, open(read, "rb") as stream:
        code, said = children.Children(log, children.Orders(stream)).run(
            sys.executable, "loud", path=str(tmp_path)
        )
        os.close(write)
    assert code == 3
    assert said.startswith("caf\ufffd ") and said.endswith(" done\n")


def test_a_backend_s_log_of_any_bytes_is_kept(tmp_path):
    import queue

    code = LOUD.replace("stdout", "stderr")
    launch = interpreter.Launch((sys.executable, "-c", code), dict(os.environ), tmp_path)
    events = queue.Queue()
    child = process.Process(launch, events)
    assert events.get(timeout=60)[1:] == ("end", None)
    child.wait(60)
    (line,) = child.log_tail(5)
    child.close(1.0)
    assert line.startswith("caf\ufffd ") and line.endswith(" done")

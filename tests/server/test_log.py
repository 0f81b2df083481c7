"""One log a process: two at once, files that cannot be renamed, a disk that cannot be written."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backend.server import log

ROOT = Path(__file__).resolve().parents[2]
LINES = 400
WRITES = (
    "import sys; from backend.server import log; log.SIZE = 4000\n"
    "logger, path = log.start(sys.argv[1]); print(path, flush=True); input()\n"
    f"for i in range({LINES}): logger.info('line %d', i)\n"
)


@pytest.fixture
def start():
    """Function that opens a log in this process, with files of so many bytes."""
    yield lambda path: log.start(path)
    for handler in logging.getLogger(log.NAME).handlers:
        handler.close()
    logging.getLogger(log.NAME).handlers[:] = []


def test_two_processes_at_once_have_a_log_each(tmp_path):
    """Both write, and rotate, at the same time: nothing is lost of either, and neither says anything."""
    path, children = tmp_path / "backend.log", []
    for _ in range(2):
        children.append(
            subprocess.Popen(
                [sys.executable, "-c", WRITES, str(path)],
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )  # fmt: skip
        )
    try:
        own = [Path(child.stdout.readline().strip()) for child in children]
        assert [path.name for path in own] == [f"backend-{child.pid}.log" for child in children]
        for child in children:
            child.stdin.write("\n")
            child.stdin.flush()
        for child in children:
            assert child.wait(60) == 0 and child.stderr.read() == ""
    finally:
        for child in children:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout, child.stderr):
                pipe.close()
    for child, file in zip(children, own, strict=True):
        text = "".join(part.read_text() for part in (Path(f"{file}.1"), file) if part.exists())
        found = re.findall(r"^\S+ \S+ (\d+) INFO line (\d+)$", text, re.MULTILINE)
        assert {int(pid) for pid, _ in found} == {child.pid} and len(found) == text.count("\n")
        numbers = [int(number) for _, number in found]
        assert numbers == list(range(numbers[0], LINES)) and len(numbers) > 50
    assert len(list(tmp_path.iterdir())) == 4


def test_only_the_newest_logs_are_kept(tmp_path, start):
    """Of earlier processes; what else lies in the folder stays."""
    for number in range(20):
        old = tmp_path / f"backend-{100 + number}.log{'.1' if number % 2 else ''}"
        old.write_text("old")
        os.utime(old, (number, number))
    (tmp_path / "backend.log").write_text("an earlier release's")
    _, path = start(tmp_path / "backend.log")
    left = {file.name for file in tmp_path.iterdir()}
    newest = {f"backend-{100 + n}.log{'.1' if n % 2 else ''}" for n in range(20 - log.KEPT, 20)}
    assert left == newest | {"backend.log", path.name}


def test_a_file_that_cannot_be_renamed_is_written_on(tmp_path, start, monkeypatch, capsys):
    monkeypatch.setattr(log, "SIZE", 500)

    def refuse(*_):
        raise PermissionError("in use by an editor")

    logger, path = start(tmp_path / "backend.log")
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse)
        for number in range(50):
            logger.info("line %d", number)
    assert re.findall(r"line (\d+)", path.read_text()) == [str(number) for number in range(50)]
    logger.info("rotated")
    assert "rotated" in path.read_text() and path.stat().st_size < 500
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_no_error(tmp_path, start, monkeypatch, capsys):
    logger, _ = start(tmp_path / "backend.log")
    handler = logger.handlers[0]
    handler.stream.close()
    handler.stream = open("/dev/full", "w") if os.path.exists("/dev/full") else handler._open()  # noqa: SIM115
    logger.info("lost")
    assert capsys.readouterr().err == ""


def test_where_no_file_can_be_made_it_goes_to_stderr(tmp_path, start, capsys):
    (tmp_path / "file").touch()
    logger, path = start(tmp_path / "file" / "backend.log")
    logger.info("said")
    assert path is None and "said" in capsys.readouterr().err


def test_two_backends_at_once(converse):
    """As two Blenders start them: with the same --log."""
    one, two = converse(), converse()
    logs = [Path(each.hello["log"]) for each in (one, two)]
    assert [path.name for path in logs] == [f"backend-{each.child.pid}.log" for each in (one, two)]
    for path, each in zip(logs, (one, two), strict=True):
        assert f" {each.child.pid} INFO backend starts" in path.read_text()

"""One log a process: two at once, files that cannot be renamed, a disk that cannot be written."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backend import locks
from backend.server import log, log_file

ROOT = Path(__file__).resolve().parents[2]
LINES = 400
WRITES = (
    "import sys; from backend.server import log, log_file; log_file.SIZE = 4000\n"
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
        assert sorted(p.name for p in own) == ["backend-2.log", "backend.log"]
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
        text = "".join(
            part.read_text() for part in (Path(f"{file}.2"), Path(f"{file}.1"), file) if part.exists()
        )
        found = re.findall(r"^\S+ \S+ (\d+) INFO line (\d+)$", text, re.MULTILINE)
        assert {int(pid) for pid, _ in found} == {child.pid} and len(found) == text.count("\n")
        numbers = [int(number) for _, number in found]
        assert numbers == list(range(numbers[0], LINES)) and len(numbers) > 100
    assert len(list(tmp_path.iterdir())) == 2 * (1 + log_file.OLDER + 1)


def test_the_next_process_goes_on_in_the_same_file(tmp_path, start):
    for _ in range(2):
        logger, path = start(tmp_path / "logs" / "backend.log")
        logger.info("here")
        for handler in logger.handlers:
            handler.close()
        assert path == tmp_path / "logs" / "backend.log"
    assert path.read_text().count("here") == 2


def test_a_file_that_cannot_be_renamed_is_written_on(tmp_path, start, monkeypatch, capsys):
    monkeypatch.setattr(log_file, "SIZE", 500)

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


def test_more_processes_than_files_log_to_stderr(tmp_path, start, monkeypatch, capsys):
    monkeypatch.setattr(log_file, "MOST", 2)
    held = [locks.hold(tmp_path / f"{name}.lock") for name in ("backend.log", "backend-2.log")]
    logger, path = start(tmp_path / "backend.log")
    logger.info("said")
    assert path is None and "said" in capsys.readouterr().err
    for file in held:
        file.close()


def test_two_backends_at_once(converse):
    """As two Blenders start them: with the same --log."""
    one, two = converse(), converse()
    logs = [Path(each.hello["log"]) for each in (one, two)]
    assert [path.name for path in logs] == ["backend.log", "backend-2.log"]
    for path, each in zip(logs, (one, two), strict=True):
        assert f" {each.child.pid} INFO backend starts" in path.read_text()

"""Locks between processes, and what exports under way keep from each other."""

import errno
import importlib.util
import os
import subprocess
import sys
import threading
import types
from pathlib import Path

import pytest

from backend import locks
from backend.generation.runtimes import onnx_export

ROOT = Path(__file__).resolve().parents[1]
HOLD = "import sys; from backend import locks; held = locks.hold(sys.argv[1]); print(1, flush=True); input()"


@pytest.fixture
def holder():
    """Starts a process that holds a path until it is killed."""
    started = []

    def start(path):
        child = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(child)
        assert child.stdout.readline().strip() == b"1"
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def test_one_holds_until_it_is_killed(tmp_path, holder):
    other = holder(tmp_path / "lock")
    with pytest.raises(BlockingIOError):
        locks.hold(tmp_path / "lock")
    other.kill()
    other.wait()
    with locks.hold(tmp_path / "lock"), pytest.raises(BlockingIOError):
        locks.hold(tmp_path / "lock")
    locks.hold(tmp_path / "lock").close()


def test_where_it_cannot_be_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        locks.hold(tmp_path / "gone" / "lock")


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no file that is open")
def test_a_lock_deleted_while_it_was_taken_is_not_held(tmp_path, monkeypatch):
    lock = locks._lock
    monkeypatch.setattr(locks, "_lock", lambda file: (lock(file), (tmp_path / "lock").unlink()))
    with pytest.raises(FileNotFoundError):
        locks.hold(tmp_path / "lock")


def test_one_at_a_time_and_nothing_left(tmp_path):
    inside, most, done = [], [], []

    def work(number):
        for _ in range(20):
            with locks.alone(tmp_path / "lock"):
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)
        done.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(done) == 4 and set(most) == {1} and list(tmp_path.iterdir()) == []


def test_a_file_that_is_being_deleted_is_tried_again(tmp_path, monkeypatch):
    """As Windows says it, which refuses to open it meanwhile; what stays refused is told."""
    hold, refused = locks.hold, []

    def deleting(path):
        refused.append(path)
        if len(refused) < 4:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return hold(path)

    monkeypatch.setattr(locks, "hold", deleting)
    monkeypatch.setattr(locks, "GOING", 0.0)
    with pytest.raises(PermissionError), locks.alone(tmp_path / "lock"):
        pass
    monkeypatch.setattr(locks, "GOING", 60.0)
    with locks.alone(tmp_path / "lock"):
        assert len(refused) == 4


def test_waiting_ends(tmp_path, holder):
    holder(tmp_path / "lock")
    with pytest.raises(TimeoutError, match="another program"), locks.alone(tmp_path / "lock", 0.05):
        pass
    with pytest.raises(FileNotFoundError), locks.alone(tmp_path / "gone" / "lock"):
        pass


def test_a_disk_without_locks_makes_nobody_wait(tmp_path, monkeypatch):
    def refuse(file):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_lock", refuse)
    with locks.alone(tmp_path / "lock"):
        (tmp_path / "written").write_bytes(b"")


def test_exports_under_way_stay_however_old_they_look(tmp_path, holder):
    """The clock may jump: only what nobody holds is swept away."""
    live, dead, empty = (tmp_path / f".export-{name}" for name in ("live", "dead", "empty"))
    for folder in (live, dead, empty):
        folder.mkdir()
    for folder in (live, dead):
        (folder / "graphs").mkdir()
        (folder / "graphs" / "masked.onnx").write_bytes(bytes(10))
        child = holder(folder / "lock")
    child.kill()
    child.wait()
    for path in (live, live / "lock", live / "graphs"):
        os.utime(path, (0, 0))
    onnx_export._sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".export-live"]
    assert (live / "graphs" / "masked.onnx").stat().st_size == 10


def test_a_sweep_at_the_wrong_moment_only_costs_another_folder(tmp_path):
    """Folders are swept away all the time while others are made."""
    over = threading.Event()

    def sweep():
        while not over.is_set():
            onnx_export._sweep(tmp_path)

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    try:
        for _ in range(200):
            with onnx_export._scratch(tmp_path) as scratch:
                (scratch / "graphs").mkdir()
                (scratch / "graphs" / "a").write_bytes(b"a")
                assert (scratch / "graphs" / "a").exists()
    finally:
        over.set()
        sweeper.join()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "number, fault, met",
    [
        (errno.EACCES, BlockingIOError, errno.EAGAIN),
        (errno.EDEADLK, BlockingIOError, errno.EAGAIN),
        (errno.EINVAL, OSError, errno.ENOLCK),
        (errno.EIO, OSError, errno.EIO),
    ],
)
def test_only_a_held_file_is_told_as_held_on_windows(tmp_path, monkeypatch, number, fault, met):
    """Windows' locking, whose errors are those of its C runtime: a disk without locks is no other program."""

    def locking(descriptor, how, size):
        raise OSError(number, "refused")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    spec = importlib.util.spec_from_file_location("locks_of_windows", locks.__file__)
    windows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(windows)
    with pytest.raises(OSError) as caught:
        windows.hold(tmp_path / "lock")
    assert type(caught.value) is fault and caught.value.errno == met

"""The GPU runtime's set-up killed at random moments: what was in use still works, and a re-run completes."""

import contextlib
import os
import subprocess
import time

import pytest
from dynmask.dynmask_blender.session import environments

from tests import wheelhouse
from tests.extension import set_up
from tests.kills import doomed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
# One takes about three seconds, of files a few milliseconds.
KILLS = max(2, doomed.KILLS // 2)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    return wheelhouse.fill(tmp_path_factory.mktemp("a folder of wheels"))


@pytest.fixture(scope="module")
def made(tmp_path_factory, wheels):
    """A runtime folder with a complete environment, and the seconds that took."""
    root, started = tmp_path_factory.mktemp("user") / "runtime", time.monotonic()
    completes(root, wheels)
    return root, time.monotonic() - started


@pytest.fixture
def index(wheels, monkeypatch):
    """The source "" that stands for pip's own index, from which wheels are downloaded first."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", wheels.as_uri())
    return ""


def killed(root, source, task, after):
    """Whether a set-up (its plan agreed to) was killed, `after` seconds from its start; else it was over."""
    running, end, events = set_up.start(root, source, task), time.monotonic() + after, []
    while time.monotonic() < end and not running.over:
        new = running.poll()
        if any(event["event"] == "plan" for event in new):
            running.install()
        events += new
        time.sleep(0.002)
    if not running.over:
        with contextlib.suppress(ProcessLookupError):
            doomed.kill(running.pid)
    last = (events + set_up.until(running))[-1]
    if last["event"] != "failed":
        return False
    assert "ended from outside" in last["message"], last
    return True


def working(root):
    """The folder of the environment in use, which was tried, or None where there is none."""
    found = environments.find(root)
    if found.python is None:
        assert found.state is None, found
        return None
    assert found.trouble == ""
    says = [found.python, "-I", "-c", "import torch, probe, sys; print(sys.prefix)"]
    here = root / found.state.folder
    assert subprocess.check_output(says, text=True).splitlines()[-1] == str(here)
    return here.name


def completes(root, source, before=None):
    """Set up to the end; what is left is the new environment and nothing else. Returns its folder."""
    _, done = set_up.complete(root, source)
    assert done["event"] == "done" and done["changed"], done
    folder = working(root)
    assert folder == done["folder"] != before and set_up.left(root) == [folder, "state.json"]
    return folder


def test_a_first_set_up(tmp_path, made, index):
    root, kills, finished = tmp_path / "user" / "runtime", 0, 0
    for after in doomed.moments(made[1], seed=8):
        kills += killed(root, index, "install", after)
        if working(root):
            finished += 1
            set_up.until(set_up.start(root, index, "remove"))
            assert working(root) is None
        elif root.is_dir():
            # Finished downloads are kept for the next try.
            assert environments.find(root).trouble or set(set_up.left(root)) <= {"wheels"}
        if kills >= KILLS:
            break
    completes(root, index)
    print(f"first set-up: {kills} kills, {finished} times it was complete by then")


def test_one_that_takes_another_s_place(made, wheels):
    (root, long), kills, replaced = made, 0, 0
    for after in doomed.moments(long, seed=9):
        before = working(root)
        kills += killed(root, wheels, "install", after)
        folder = working(root)
        assert folder, "the environment in use was lost"
        replaced += folder != before
        if kills >= KILLS:
            break
    completes(root, wheels, working(root))
    print(f"second set-up: {kills} kills, the new one in use {replaced} times")


def test_repair_and_removal(made, wheels):
    root, kills = made[0], 0
    for after in doomed.moments(made[1] / 5, seed=10):
        kills += killed(root, wheels, "repair", after)
        assert working(root), "a repair lost what worked"
        if kills >= KILLS:
            break
    for after in doomed.moments(made[1] / 5, seed=11):
        kills += killed(root, wheels, "remove", after)
        if not working(root):
            break
    assert set_up.until(set_up.start(root, wheels, "remove"))[-1]["event"] == "removed"
    assert set_up.left(root) == [] and environments.find(root) == environments.Found()
    print(f"repair and removal: {kills} kills")

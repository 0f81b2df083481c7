"""What other systems than this would stumble over, looked for in the sources."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for name in ("backend", "dynmask_blender") for path in (ROOT / name).rglob("*.py"))
DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{i}" for kind in ("com", "lpt") for i in range(1, 10))}


def names():
    git = shutil.which("git")
    done = git and subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if not git or done.returncode:
        pytest.skip("git does not know this folder's files")
    return [name for name in done.stdout.decode().split("\0") if name]


def test_file_names_differ_in_more_than_capitals():
    """macOS' and Windows' disks take the others for the same."""
    found = {}
    for name in names():
        assert found.setdefault(name.casefold(), name) == name
    assert len(found) > 500


def test_file_names_are_allowed_on_windows():
    for name in names():
        for part in name.split("/"):
            assert not set(part) & set('<>:"|?*\\') and part == part.rstrip(". ") and part.isprintable(), name
            assert part.partition(".")[0].lower() not in DEVICES, name


def calls(path):
    """(line, dotted name, arguments) of what a file calls, as "os.fork"."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), [ast.unparse(value) for value in node.args]


def test_nothing_forks():
    """A forked process of macOS may not use what its parent had loaded; Windows has none."""
    spawned = 0
    for path in SOURCES:
        for line, name, arguments in calls(path):
            where = f"{path.relative_to(ROOT)}:{line}"
            assert name not in ("os.fork", "os.forkpty", "pty.fork"), where
            assert name not in ("multiprocessing.Process", "multiprocessing.Pool"), where
            if name.endswith("get_context"):
                assert arguments == ["'spawn'"], where
                spawned += 1
            if name.endswith("ProcessPoolExecutor"):
                assert "spawn" in arguments, where
    assert spawned == 1


def test_no_file_is_read_or_written_in_the_system_s_own_encoding():
    """Windows' is not UTF-8; Python's UTF-8 mode is on for the backend only."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name, given = ast.unparse(node.func), [word.arg for word in node.keywords]
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            if name.endswith(".read_text"):
                assert node.args or "encoding" in given, where
            if name.endswith(".write_text"):
                assert len(node.args) > 1 or "encoding" in given, where
            if name == "open":
                mode = node.args[1].value if len(node.args) > 1 else "r"
                assert "b" in mode or "encoding" in given, where

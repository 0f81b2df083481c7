"""tools/matrix.sh finds the Blenders of a folder and says of each what its tests said (here: stand-ins)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JUNIT = "--junitxml=out/platforms"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


@pytest.fixture
def house(tmp_path):
    """A copy of the script with a .venv whose Python stands in for pytest."""
    (tmp_path / "house" / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "matrix.sh", tmp_path / "house" / "tools")
    program(tmp_path / "house" / ".venv" / "bin" / "python", 'echo "$BT_ROOT $*"; echo "4 passed in 9s"')
    return tmp_path / "house"


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def matrix(house, folder, **environment):
    run = subprocess.run(
        [house / "tools" / "matrix.sh", folder], capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip
    return run.returncode, [line for line in run.stdout.splitlines() if "running" not in line], run.stderr


def test_environments_and_windows_each_have_a_line(house, tmp_path):
    kit = tmp_path / "kit"
    program(kit / "venv-4.2" / "bin" / "python", 'echo "== 3 passed, 1 skipped in 2s =="')
    program(kit / "venv-5.0" / "bin" / "python", 'echo "1 failed, 2 passed in 2s"; exit 1')
    program(kit / "bin" / "blender43", "exit 9")
    program(kit / "trixie" / "bin" / "blender", "exit 9")
    code, lines, _ = matrix(house, kit)
    assert code == 1 and lines == [
        "blender43: passed, 4 passed in 9s",
        "installs: passed, 4 passed in 9s",
        "venv-4.2: passed,  3 passed, 1 skipped in 2s ",
        "venv-5.0: FAILED, 1 failed, 2 passed in 2s",
        "FAILED, not tested because not there: 4.5 5.2 (VERSIONS names others)",
    ]
    said = (house / "out" / "matrix" / "blender43.log").read_text()
    assert said.startswith(f"{kit} -m pytest -q -k blender43 {JUNIT}/blender43.xml tests/window\n")


def test_a_blender_that_says_nothing_has_failed(house, tmp_path):
    program(tmp_path / "kit" / "venv-4.5" / "bin" / "python", "kill -SEGV $$")
    found = matrix(house, tmp_path / "kit", VERSIONS="4.5")
    assert found[:2] == (1, ["venv-4.5: FAILED, it said no counts"])


@pytest.mark.parametrize("counts", ["== 53 skipped in 2s ==", "0 passed, 3 skipped in 2s", "no words"])
def test_where_everything_is_skipped_nothing_was_tested(house, tmp_path, counts):
    program(tmp_path / "kit" / "venv-4.5" / "bin" / "python", f'echo "{counts}"')
    code, lines, _ = matrix(house, tmp_path / "kit", VERSIONS="4.5")
    assert code == 1 and len(lines) == 1 and lines[0].startswith("venv-4.5: FAILED (no test passed), ")


def test_one_blender_alone_is_no_matrix(house, tmp_path):
    """Unless it is all that was asked for."""
    program(tmp_path / "kit" / "venv-4.2" / "bin" / "python", 'echo "10 passed in 2s"')
    code, lines, _ = matrix(house, tmp_path / "kit")
    missing = "FAILED, not tested because not there: 4.3 4.5 5.0 5.2 (VERSIONS names others)"
    assert (code, lines) == (1, ["venv-4.2: passed, 10 passed in 2s", missing])
    assert matrix(house, tmp_path / "kit", VERSIONS="4.2")[:2] == (0, lines[:1])
    assert matrix(house, tmp_path / "kit" / "venv-4.2", VERSIONS="4.2")[:2] == (0, lines[:1])


def test_no_blender_is_said(house, tmp_path):
    (tmp_path / "kit").mkdir()
    code, lines, said = matrix(house, tmp_path / "kit")
    assert code == 2 and not lines and "holds no Blender" in said

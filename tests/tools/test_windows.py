"""tools/windows.sh where there is no kit; what it runs is in tests/installed and docs/platforms.md."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "windows.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


def test_without_a_kit_it_is_skipped_in_a_sentence(tmp_path):
    run = subprocess.run([SCRIPT, tmp_path / "none"], capture_output=True, text=True)
    assert run.returncode == 0 and not run.stderr
    said = f"test-windows: skipped, no Windows kit at {tmp_path / 'none'} (WINDOWS=FOLDER names another)\n"
    assert run.stdout == said


def test_a_kit_that_cannot_be_set_up_is_told(tmp_path):
    (tmp_path / "setup_wine.sh").write_text("echo no wine here; exit 3\n")
    house = tmp_path / "house"
    (house / "tools").mkdir(parents=True)
    (house / "tools" / "windows.sh").write_bytes(SCRIPT.read_bytes())
    run = subprocess.run(
        ["sh", house / "tools" / "windows.sh", tmp_path], capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", "WINE_KIT": str(tmp_path / "kit"), "PYTHON": sys.executable},
    )  # fmt: skip
    assert run.returncode == 1 and "could not be set up, see out/windows/setup.log" in run.stdout
    assert (house / "out" / "windows" / "setup.log").read_text() == "no wine here\n"

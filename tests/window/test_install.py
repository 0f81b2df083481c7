"""Install and go: the Linux zip in a clean Blender with no network, no Python environment and an empty PATH.

Needs the Blender kit (tests/window/kit.py) and `unshare`; what is not there is skipped. The zip is built from
the wheels in .cache/wheels, downloaded once.
"""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.window.kit import KIT, OFFLINE, offline

HERE = Path(__file__).parent
MODULES = ("4.2", "4.5", "5.0")
MEGABYTE = 1e6


def first_take(name, archive, folder):
    """What first_take.py tells from a Blender of the kit, and the seconds that installing took."""
    shutil.copy(HERE / "rig.py", folder)
    shutil.copy(HERE / "first_take.py", folder)
    resources, result = folder / "user", folder / "result.json"
    resources.mkdir()
    environment = {
        **{n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "VIRTUAL_ENV", "DYNMASK"))},
        "BLENDER_USER_RESOURCES": str(resources), "DYNMASK_CACHE": str(folder / "cache"),
    }  # fmt: skip
    script, start = [folder / "first_take.py", "--", result, folder], time.monotonic()
    if name in MODULES:
        command = [KIT / f"venv-{name}" / "bin" / "python", *script, archive]
    else:
        install = ("--command", "extension", "install-file", "-r", "user_default", "-e", archive)
        subprocess.run(
            [*OFFLINE, KIT / "bin" / name, *install], env=environment, check=True, capture_output=True
        )
        command = [KIT / "bin" / name, "-b", "--python", *script]
    installed = time.monotonic() - start
    run = subprocess.run([*OFFLINE, *command], env=environment, capture_output=True, text=True, timeout=500)
    assert result.exists(), run.stdout + run.stderr
    said = json.loads(result.read_text("utf-8"))
    return said | {"install": max(installed, said["install"])}


def test_the_zip_is_small_enough(complete):
    assert complete.stat().st_size < 200 * MEGABYTE


@pytest.mark.parametrize("name", (*MODULES, "blender43", "blender52"))
def test_a_sentence_becomes_motion_with_nothing_set_up(name, complete, tmp_path):
    there = KIT / (f"venv-{name}" if name in MODULES else f"bin/{name}")
    if not there.exists():
        pytest.skip(f"the Blender kit has no {there.name}")
    if not offline():
        pytest.skip("`unshare --net` is not available or not allowed")
    said = first_take(name, complete, tmp_path)
    assert said["level"] == "INFO" and said["takes"] == 2, said["message"]
    assert said["keys"][0] == 1 and said["keys"][1] > 20
    assert said["in_use"].startswith("Built-in CPU runtime")
    assert said["loaded"]["runtime"] == "onnx" and said["loaded"]["device"] == "cpu"
    assert said["command"][:2] == [said["own_python"], "-I"]
    print(
        f"\nBlender {said['version']}, Python {said['hello']['python']}, numpy {said['hello']['numpy']}: "
        f"install {said['install']:.1f} s, first motion {said['first']:.1f} s, second {said['second']:.1f} s"
    )

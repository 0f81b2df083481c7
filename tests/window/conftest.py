"""A screen for Blender's windows, and the zip that an animator installs."""

import subprocess
import sys

import pytest

from tests.window import command
from tests.window.kit import OFFLINE, ROOT, Window, available, offline


@pytest.fixture(scope="session")
def screen():
    """A display of our own, on a number that is free."""
    with command.screen() as display:
        yield display


@pytest.fixture(scope="session")
def complete(tmp_path_factory):
    """The zip that an animator on Linux installs, in a folder of its own."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, ROOT / "tools" / "build_extension.py", "--platform", "linux-x64", "--out", out]
    subprocess.run(build, check=True, capture_output=True)
    (archive,) = out.glob("*-linux_x64.zip")
    return archive


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, ROOT / "tools" / "build_extension.py", "--out", folder], check=True)
    return next(folder.glob("*.zip"))


@pytest.fixture(params=("blender43", "blender52"))
def quick_window(request, screen, archive, tmp_path):
    """A Blender with the small zip, and a stand-in for the backend that needs no model."""
    if not available(request.param):
        pytest.skip(f"the Blender kit has no {request.param}, or Xvfb, xdotool or ImageMagick is missing")
    python = tmp_path / "python"
    fake = ROOT / "tests" / "extension" / "fake_backend.py"
    python.write_text(f'#!/bin/sh\nFAKE_STEP=0.4 exec python3 "{fake}" "{ROOT}"\n', "utf-8")
    python.chmod(0o755)
    opened = Window(request.param, archive, tmp_path, python, screen)
    yield opened
    opened.close()


@pytest.fixture
def installed():
    """The zip that an offline_window has from the start; a file of tests may have another."""
    return None


@pytest.fixture(params=("blender43", "blender52"))
def offline_window(request, screen, installed, tmp_path):
    """A Blender without a network."""
    if not available(request.param):
        pytest.skip(f"the Blender kit has no {request.param}, or Xvfb, xdotool or ImageMagick is missing")
    if not offline():
        pytest.skip("`unshare --net` is not available or not allowed")
    opened = Window(request.param, installed, tmp_path, "", screen, OFFLINE)
    yield opened
    opened.close()

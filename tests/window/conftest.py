"""A screen for Blender's windows, and the zip that an animator installs."""

import subprocess
import sys

import pytest

from tests.window import command
from tests.window.kit import ROOT


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

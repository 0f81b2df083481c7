"""A screen for Blender's windows, and the zip that an animator installs."""

import os
import subprocess
import sys

import pytest

from tests.window.kit import ROOT


@pytest.fixture(scope="session")
def screen():
    """A display of our own, on a number that is free."""
    number, told = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL, pass_fds=(told,),
    )  # fmt: skip
    os.close(told)
    with os.fdopen(number) as file:
        yield ":" + file.readline().strip()
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def complete(tmp_path_factory):
    """The zip that an animator on Linux installs, in a folder of its own."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, ROOT / "tools" / "build_extension.py", "--platform", "linux-x64", "--out", out]
    subprocess.run(build, check=True, capture_output=True)
    (archive,) = out.glob("*-linux_x64.zip")
    return archive

"""A screen for Blender's windows."""

import subprocess
import time

import pytest

from tests.window.kit import DISPLAY


@pytest.fixture(scope="session")
def screen():
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    time.sleep(1.0)
    yield DISPLAY
    server.terminate()
    server.wait(10)

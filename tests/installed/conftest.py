"""The complete zip installed, and what a Blender on it would start.

DYNMASK_ZIP names the zip for this system (`make test-installed` and `make test-windows` do); without it all
is skipped. Where DYNMASK_EXPECTED names a take that another system, or the sources, made of the same weights,
it has to be the same here.
"""

import os
import sys
import time
import types
from pathlib import Path

import pytest

from tests.installed import layout

# Letters of Western Europe and of none of its code pages, and spaces.
PERSON = "Jörg Müller 日本"
VERSION = "4.5"


class Installed:
    """An installed extension; `client()` is the one of its own code, as a Blender holds it."""

    def __init__(self, profile, cache):
        self.profile, self.cache, self._open = profile, cache, []
        self.folder = layout.extension_of(profile)
        package = types.ModuleType("installed")
        package.__path__ = [str(self.folder)]
        sys.modules["installed"] = package

    def launch(self):
        from installed.dynmask_blender.session import builtin_python

        packages = str(layout.packages_of(self.profile))
        sys.path.insert(0, packages)
        try:
            assert builtin_python.available()
            environ = {**os.environ, "DYNMASK_CACHE": str(self.cache)}
            started = builtin_python.launch(["serve", "--runtime", "onnx"], environ=environ)
        finally:
            sys.path.remove(packages)
        assert packages in started.command[7], "not the zip's wheels"
        return started

    def client(self):
        from installed.dynmask_blender.session import client

        self._open.append(client.Client(self.launch))
        return self._open[-1]

    def close(self):
        for one in self._open:
            one.close()
        self._open.clear()

    def moved(self, profile):
        """The same under another user's folder."""
        self.close()
        profile.parent.mkdir(parents=True, exist_ok=True)
        os.rename(self.profile, profile)
        for name in [name for name in sys.modules if name.partition(".")[0] == "installed"]:
            del sys.modules[name]
        return Installed(profile, self.cache)


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """The zip, unpacked once."""
    archive = os.environ.get("DYNMASK_ZIP")
    if not archive:
        pytest.skip("no zip of the extension: DYNMASK_ZIP names one, as in `make test-installed`")
    users = tmp_path_factory.mktemp("Users")
    profile = users / PERSON / "AppData" / "Roaming" / "Blender Foundation" / "Blender" / VERSION
    layout.install(Path(archive), profile)
    return Installed(profile, users / PERSON / "AppData" / "Local" / "DynMask")


@pytest.fixture
def installed(unpacked):
    yield unpacked
    unpacked.close()


def pump(connection, until, seconds=120.0):
    """Poll a client until something is so."""
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        connection.poll()
        time.sleep(0.01)
    assert until(), "nothing came in time"


def generate(connection, **more):
    """The take of a short sentence."""
    params = {"prompt": "a person waves", "seconds": 3.0, "seeds": [7], **more}
    return connection.call_blocking("generate", params, 600.0)["takes"][0]

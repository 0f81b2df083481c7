"""Blender tests: the repository as the package `dynmask`, and a clean file for every test."""

import os
import random
import sys
import types
from pathlib import Path

import pytest

from tests import wine

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

if "dynmask" not in sys.modules:
    # As in an installed extension the repository root is a package, but nothing is registered.
    package = types.ModuleType("dynmask")
    package.__path__ = [str(REPO)]
    sys.modules["dynmask"] = package

try:
    import bpy
except ImportError:
    bpy = None
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(autouse=True)
def clean_file():
    """An empty Blender file; add-ons stay enabled as the test found them."""
    if bpy:
        bpy.ops.wm.read_factory_settings(use_empty=True)
    yield


@pytest.fixture(autouse=True)
def no_crash_in_gltf(monkeypatch):
    """Where Blender's glTF exporter may crash, it does so in another process."""
    if not bpy:
        return
    import gltf_apart
    from dynmask.dynmask_blender.export import formats

    if gltf_apart.CRASHES:
        monkeypatch.setattr(formats, "_run", gltf_apart.run_apart(formats._run))


@pytest.fixture(scope="session")
def opengl():
    """Skips what draws where there is no OpenGL: Blender's module would end the process."""
    if wine.here() and not os.environ.get("DISPLAY"):
        pytest.skip("Wine has no OpenGL without a display")


@pytest.fixture
def scene():
    """The current scene, at 20 frames a second like the model."""
    bpy.context.scene.render.fps = 20
    bpy.context.scene.render.fps_base = 1.0
    return bpy.context.scene


@pytest.fixture
def addon(monkeypatch, clean_file):
    """The add-on, registered, with a stand-in for the backend that needs no model."""
    from dynmask.dynmask_blender import registration
    from dynmask.dynmask_blender.session import interpreter, options, status

    def launch(chosen):
        started = interpreter.launch(sys.executable)
        fake = REPO / "tests" / "extension" / "fake_backend.py"
        return interpreter.Launch((sys.executable, str(fake), str(REPO)), started.environment, started.folder)

    monkeypatch.setattr(options, "launch", launch)
    registration.register()
    status.current.__init__()
    # Seeds are drawn, but the same ones in every run.
    random.seed(0)
    yield bpy.context.scene.dynmask
    registration.unregister()


@pytest.fixture
def rig(addon):
    """A Mixamo-named rig, active."""
    import rigs

    made = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = made
    return made


@pytest.fixture
def sent(monkeypatch):
    """Requests as (method, params)."""
    from dynmask.dynmask_blender.session import client

    kept, request = [], client.Client.request

    def noted(self, method, params=None, *arguments):
        kept.append((method, params))
        return request(self, method, params, *arguments)

    monkeypatch.setattr(client.Client, "request", noted)
    return kept

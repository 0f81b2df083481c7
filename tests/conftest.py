"""Fixtures for every test: the shared corpus and fixtures, and a Blender that touches nobody's settings."""

import os
import platform
import sys
import tempfile
from pathlib import Path

import pytest

try:
    from hypothesis import settings
except ImportError:  # A Blender's own environment (tools/matrix.sh): no test there has properties.
    settings = None

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REHEARSAL = os.environ.get("DYNMASK_REHEARSAL") == "1"

# Properties hold for a few examples, always the same ones; DYNMASK_EXAMPLES=2000 tries that many new ones.
if settings:
    settings.register_profile("quick", max_examples=15, derandomize=True, deadline=None, database=None)
    settings.register_profile(
        "deep", max_examples=int(os.environ.get("DYNMASK_EXAMPLES", "2000")), deadline=None, print_blob=True
    )
    settings.load_profile("deep" if "DYNMASK_EXAMPLES" in os.environ else "quick")

os.environ.setdefault("BLENDER_USER_RESOURCES", tempfile.mkdtemp(prefix="dynmask-blender-"))


def _folder(path, what):
    if not path.is_dir():
        pytest.skip(f"{what} is not on this machine ({path.name}/ beside the repository)")
    return path


@pytest.fixture(scope="session")
def repo_dir():
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir():
    """The folder of fixtures and corpus beside the repository; skips where there is none."""
    return _folder(SHARED, "the folder of shared fixtures")


@pytest.fixture(scope="session")
def corpus_dir():
    """The motion-capture corpus (clips.json, cmu.tar.xz); skips where there is none."""
    return _folder(SHARED / "corpus", "the motion-capture corpus")


def pytest_collection_modifyitems(items):
    """What is marked `cuda` is skipped where torch finds no GPU, unless it is rehearsed on the CPU."""
    marked = [item for item in items if item.get_closest_marker("cuda")]
    if marked and not REHEARSAL:
        import torch

        if not torch.cuda.is_available():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason="torch finds no CUDA device on this machine"))


@pytest.fixture(scope="session")
def cuda_device():
    """For tests marked `cuda`: the device, or the CPU where `tools/gpu.py --rehearse` tries them."""
    return "cpu" if REHEARSAL else "cuda"


@pytest.fixture(scope="session", autouse=True)
def _told(record_testsuite_property):
    """What ran the tests, for tools/platforms.py."""
    record_testsuite_property("python", platform.python_version())
    record_testsuite_property("system", platform.system())
    if "bpy" in sys.modules:
        record_testsuite_property("blender", sys.modules["bpy"].app.version_string)


def pytest_sessionfinish(session, exitstatus):
    session.config.dynmask_exit = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    # Blender's module can crash while the interpreter shuts down, after all tests have passed.
    if "bpy" in sys.modules and hasattr(config, "dynmask_exit"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.dynmask_exit)

"""The extension's zip: made by Blender's own builder, with all it runs on and nothing else."""

import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000

pytestmark = pytest.mark.skipif(not find_spec("bpy"), reason="Blender's builder is inside bpy")


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, ROOT / "tools" / "build_extension.py", "--out", out]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (archive,) = out.glob("dynmask-*.zip")
    assert archive.stat().st_size < 70 * MEGABYTE
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return set(opened.namelist())


def test_zip_holds_every_source_of_the_extension_and_the_backend(names):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("backend", "dynmask_blender")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {"blender_manifest.toml", "__init__.py", "LICENSE"} <= names
    assert not wanted - names


def test_zip_holds_the_default_weights(names):
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "weights" / "starter").glob("*.*")}
    assert not here - names


def test_zip_holds_nothing_else(names):
    files = {"blender_manifest.toml", "__init__.py", "LICENSE", "README.md"}
    assert {name.partition("/")[0] for name in names} <= files | {"backend", "dynmask_blender", "weights"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".part"))]

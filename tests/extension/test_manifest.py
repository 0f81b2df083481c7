"""The zip holds what the add-on runs on, and nothing of the workshop."""

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

INSIDE = (
    "__init__.py", "README.md", "LICENSE", "dynmask_blender/ui/panels.py", "backend/motion/clip.py",
    "weights/starter/manifest.json",
)  # fmt: skip
OUTSIDE = (
    "Makefile", "pyproject.toml", "constraints.txt", "x.whl", ".venv/a.py", ".git/config", "tests/a.py",
    "docs/a.png", "tools/a.py", "runs/a", "out/a", "weights/old/manifest.json", "weights/notes.md",
    "dynmask_blender/__pycache__/ui.pyc",
)  # fmt: skip


def builder():
    try:
        base = Path(importlib.metadata.distribution("bpy").locate_file("bpy"))
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("Blender's module, which builds extensions, is not installed")
    return next(base.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py"))


def test_zip_is_valid_and_holds_no_tests(tmp_path):
    source, archive = tmp_path / "source", tmp_path / "x.zip"
    for name in (*INSIDE, *OUTSIDE):
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (source / "blender_manifest.toml").write_bytes((ROOT / "blender_manifest.toml").read_bytes())
    tool = [sys.executable, builder()]
    subprocess.run([*tool, "build", "--source-dir", source, "--output-filepath", archive], check=True)
    subprocess.run([*tool, "validate", archive], check=True)
    with zipfile.ZipFile(archive) as file:
        names = set(file.namelist())
    assert names == {"blender_manifest.toml", *INSIDE}


def test_validate_accepts_the_source_tree():
    done = subprocess.run([sys.executable, builder(), "validate", ROOT], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

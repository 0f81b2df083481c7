"""Build and validate the extension's zip with Blender's own builder: dist/dynmask-VERSION.zip."""

import argparse
import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def builder():
    """The command-line tool that ships inside the bpy module; it needs no Blender to run."""
    base = Path(importlib.metadata.distribution("bpy").locate_file("bpy"))
    found = sorted(base.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py"))
    if not found:
        raise SystemExit(f"Blender's extension builder is not in {base}")
    return found[-1]


def build(out=ROOT / "dist", quiet=False):
    """Validate the sources, build the zip into `out`, validate the zip. Returns its path."""
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    archive = out / f"{manifest['id']}-{manifest['version']}.zip"
    archive.unlink(missing_ok=True)
    tool = [sys.executable, builder()]
    for arguments in (
        ["validate", ROOT],
        ["build", "--source-dir", ROOT, "--output-filepath", archive],
        ["validate", archive],
    ):
        run = subprocess.run([*tool, *arguments], capture_output=True, text=True, encoding="utf-8")
        if run.returncode or not quiet:
            print(run.stdout + run.stderr, end="", file=sys.stderr)
        if run.returncode:
            raise SystemExit(f"blender_ext.py {arguments[0]} failed")
    return archive


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default=ROOT / "dist", help="folder for the zip")
    archive = build(parser.parse_args().out)
    print(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()

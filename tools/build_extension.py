"""Build and validate the extension's zips with Blender's own builder.

Without --platform: dist/dynmask-VERSION.zip of the sources, quick and offline; it needs a Python environment.
With it: dist/dynmask-VERSION-PLATFORM.zip that runs as it is, on Blender's own Python: ONNX Runtime and the
tokenizer as wheels (tools/wheels.py), the default weights and the text encoder as ONNX graphs.
"""

import argparse
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import sbom
import wheels

ROOT = Path(__file__).resolve().parent.parent
GRAPHS = "weights/starter/onnx"


def builder():
    """The command-line tool that ships inside the bpy module; it needs no Blender to run."""
    base = Path(importlib.metadata.distribution("bpy").locate_file("bpy"))
    found = sorted(base.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py"))
    if not found:
        raise SystemExit(f"Blender's extension builder is not in {base}")
    return found[-1]


def build(out=ROOT / "dist", quiet=False):
    """Validate the sources, build and validate the zip without a runtime in `out`. Returns its path."""
    archive = _place(out, "")
    _blender(quiet, "validate", ROOT)
    _blender(quiet, "build", "--source-dir", ROOT, "--output-filepath", archive)
    repack(archive)
    _blender(quiet, "validate", archive)
    return archive


def build_complete(platforms, out=ROOT / "dist", quiet=False, fetch=wheels.fetch, export=None):
    """The zips for some platforms that need nothing else. Returns their paths."""
    archives = [_place(out, f"-{platform.replace('-', '_')}") for platform in platforms]
    with tempfile.TemporaryDirectory() as scratch:
        stage, made = Path(scratch) / "stage", Path(scratch) / "made"
        with zipfile.ZipFile(build(scratch, quiet)) as sources:
            sources.extractall(stage)
        (export or export_graphs)(stage / GRAPHS)
        (stage / "wheels").mkdir()
        names = set()
        for platform in platforms:
            for wheel in fetch(platform):
                shutil.copy(wheel, stage / "wheels")
                names.add(f"./wheels/{wheel.name}")
        manifest = stage / "blender_manifest.toml"
        text = manifest.read_text("utf-8")
        manifest.write_text(with_wheels(text, platforms, sorted(names)), "utf-8", newline="\n")
        made.mkdir()
        _blender(quiet, "build", "--source-dir", stage, "--output-dir", made, "--split-platforms")
        for archive in archives:
            shutil.move(made / archive.name, archive)
            bill = sbom.of_zip(archive, ROOT)
            repack(archive, {sbom.NAME: bill})
            _blender(quiet, "validate", archive)
    return archives


def repack(archive, more=None):
    """Write a zip again so that its bytes depend on its contents only; more: {name: bytes} to add."""
    made, more = archive.with_name(archive.name + ".part"), more or {}
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(made, "w") as new:
        kept = {entry.filename for entry in old.infolist() if not entry.is_dir()}
        for name in sorted(kept | more.keys()):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            # Wheels are zips already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            new.writestr(entry, more[name] if name in more else old.read(name))
    made.replace(archive)


def with_wheels(manifest, platforms, names):
    """The manifest's text with its platforms and the paths of its wheels added."""
    added = f"platforms = {json.dumps(list(platforms))}\nwheels = {json.dumps(names, indent=2)}\n\n"
    head, table, tail = manifest.partition("\n[")
    return f"{head}\n{added}{table.lstrip()}{tail}"


def export_graphs(folder):
    """The default weights and the text encoder as packed ONNX graphs, made in a process of their own."""
    command = [sys.executable, "-m", "backend", "export", "--bundle", "--out", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"The graphs could not be exported: {run.stderr.strip()}")


def _place(out, suffix):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    archive = out / f"{manifest['id']}-{manifest['version']}{suffix}.zip"
    archive.unlink(missing_ok=True)
    return archive


def _blender(quiet, *arguments):
    command = [sys.executable, builder(), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if run.returncode or not quiet:
        print(run.stdout + run.stderr, end="", file=sys.stderr)
    if run.returncode:
        raise SystemExit(f"blender_ext.py {arguments[0]} failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", default=ROOT / "dist", help="folder for the zips")
    parser.add_argument(
        "--platform", nargs="+", choices=(*wheels.locked(), "all"), default=(),
        help="build complete zips for these platforms",
    )  # fmt: skip
    args = parser.parse_args()
    if "all" in args.platform:
        args.platform = list(wheels.locked())
    try:
        made = build_complete(args.platform, args.out) if args.platform else [build(args.out)]
    except ValueError as fault:
        raise SystemExit(str(fault)) from fault
    for archive in made:
        print(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()

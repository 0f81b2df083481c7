"""The extension's zip: made by Blender's own builder, with all it runs on and nothing else."""

import json
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000

blender = pytest.mark.skipif(find_spec("bpy") is None, reason="Blender's module is not installed")


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    if find_spec("bpy") is None:
        pytest.skip("Blender's module, which builds extensions, is not installed")
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


@blender
def test_complete_zips_hold_their_platform_s_wheels_and_the_graphs(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import build_extension

    tags = {"linux-x64": "manylinux_2_28_x86_64", "windows-x64": "win_amd64"}

    def fetch(platform):
        names = [f"thing-{v}-cp{v}-cp{v}-{tags[platform]}.whl" for v in ("311", "313")]
        for name in names:
            (tmp_path / name).write_bytes(b"wheel")
        return [tmp_path / name for name in names]

    def export(folder):
        folder.mkdir(parents=True)
        (folder / "text.onnx").write_bytes(b"graph")

    made = build_extension.build_complete(list(tags), tmp_path / "dist", True, fetch, export)
    assert [path.name.rpartition("-")[2] for path in made] == ["linux_x64.zip", "windows_x64.zip"]
    for path, tag in zip(made, tags.values(), strict=True):
        with zipfile.ZipFile(path) as opened:
            inside = set(opened.namelist())
            manifest = tomllib.loads(opened.read("blender_manifest.toml").decode())
        wheels = {name for name in inside if name.endswith(".whl")}
        assert wheels == {f"wheels/thing-{v}-cp{v}-cp{v}-{tag}.whl" for v in ("311", "313")}
        assert {f"./{name}" for name in wheels} == set(manifest["build"]["generated"]["wheels"])
        assert {"weights/starter/onnx/text.onnx", "backend/cli/serve.py", "LICENSE"} <= inside
        with zipfile.ZipFile(path) as opened:
            bill = json.loads(opened.read("bom.json"))
        assert bill["bomFormat"] == "CycloneDX" and bill["metadata"]["component"]["name"] == "DynMask"
        starter = ROOT / "weights" / "starter"
        weights = {
            path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in (*starter.glob("*.safetensors"), starter / "library.npz")
        }
        listed = {part["bom-ref"]: part["hashes"][0]["content"] for part in bill["components"]}
        assert (
            listed
            == {
                f"pkg:pypi/thing@{v}?file_name=thing-{v}-cp{v}-cp{v}-{tag}.whl": sha256(b"wheel").hexdigest()
                for v in ("311", "313")
            }
            | {"weights/starter/onnx/text.onnx": sha256(b"graph").hexdigest()}
            | weights
        )
        kinds = {part["type"] for part in bill["components"] if part["bom-ref"] in weights}
        assert len(weights) >= 5 and kinds == {"machine-learning-model", "data"}
        (clips,) = (part for part in bill["components"] if part["type"] == "data")
        assert clips["name"] == "weights/starter/library.npz" and "LIBRARY.md" in clips["description"]


def test_the_sources_manifest_lists_no_wheels():
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    assert "wheels" not in manifest and "platforms" not in manifest


def test_order_dates_and_compression_do_not_matter(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import build_extension

    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    names = ["b/x.py", "a.toml", "wheels/thing.whl"]
    for path, order, date, how in (
        (one, names, (2024, 1, 2, 3, 4, 6), zipfile.ZIP_STORED),
        (other, names[::-1], (2026, 5, 6, 7, 8, 10), zipfile.ZIP_DEFLATED),
    ):
        with zipfile.ZipFile(path, "w", how) as archive:
            for name in order:
                archive.writestr(zipfile.ZipInfo(name, date), f"in {name}" * 50, how)
    assert one.read_bytes() != other.read_bytes()
    for path in (one, other):
        build_extension.repack(path, {"bom.json": b"{}"})
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.namelist() == sorted([*names, "bom.json"]) and archive.testzip() is None
        assert archive.read("b/x.py") == b"in b/x.py" * 50
        assert archive.getinfo("wheels/thing.whl").compress_type == zipfile.ZIP_STORED

"""The demo from end to end in a process of its own, with tiny random weights."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(find_spec("bpy") is None, reason="Blender's module is not installed")


def demo(weights, out, **more):
    given = {"prompt": "a person waves — “hello”", "seconds": "3", "seed": "5", **more}
    command = [sys.executable, ROOT / "tools" / "demo.py", "--weights", weights, "--out", out]
    for name, value in given.items():
        command += [f"--{name}", value]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=600)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    from tests.weights import write_tiny

    return write_tiny(tmp_path_factory.mktemp("weights"))


def test_demo_leaves_its_files_and_one_line_of_json(weights, tmp_path):
    run = demo(weights, tmp_path / "out")
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.strip().splitlines()) == 1
    report = json.loads(run.stdout)
    assert report["largest_difference_outside"] == 0
    # The worst is that of a random network, which turns limbs about between two frames.
    assert report["retarget_error_deg"]["mean"] < 2
    assert report["fbx_error_mm"] < 1
    first, last = report["regenerated"]
    assert 1 <= first < last <= report["frames"]
    assert abs(report["frames"] - 3 * report["fps"]) <= 2
    assert {"backend", "generate", "regenerate", "export"} <= report["seconds"].keys()
    assert (tmp_path / "out" / "demo.blend").stat().st_size > 100_000
    assert (tmp_path / "out" / "demo.fbx").read_bytes().startswith(b"Kaydara FBX Binary")
    assert Image.open(tmp_path / "out" / "demo.png").width > 1500


def test_demo_says_what_is_missing(tmp_path):
    run = demo(tmp_path / "nowhere", tmp_path / "out")
    assert run.returncode == 1 and not run.stdout
    assert "weights" in run.stderr.splitlines()[-1] and "Traceback" not in run.stderr

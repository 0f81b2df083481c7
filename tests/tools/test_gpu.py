"""`make gpu` rehearsed on the CPU: every step runs, and what it found is small."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from tests.training.conftest import swaying
from tests.weights import write_tiny

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("tokenizer", "masked", "residual", "length")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    clips = [
        CorpusClip(
            f"{split}{i}", f"{split}{i}", split, "told", (Caption(f"a person sways {i} times"),),
            *(array.astype(np.float32) for array in swaying(i, 90)),
        )
        for split, count in (("test", 4), ("train", 6)) for i in range(count)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("corpus") / "corpus.npz"
    file.save(path, clips)
    return path


def gpu(*arguments):
    command = [sys.executable, ROOT / "tools" / "gpu.py", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_rehearsal_does_all_that_a_gpu_would(corpus, tmp_path):
    out, run = tmp_path / "out", tmp_path / "run"
    done = gpu("--rehearse", "--corpus", corpus, "--out", out, "--run", run, "--minutes", 10, "--weights",
               write_tiny(tmp_path / "weights"))  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr + "".join(p.read_text() for p in out.glob("*.log"))
    summary = json.loads((out / "summary.json").read_text())
    assert {name: step["ended"] for name, step in summary["steps"].items()} == dict.fromkeys(
        ("tests", "bench", "training"), 0
    )
    said = (out / "tests.log").read_text()
    assert " passed" in said and "skipped" not in said
    bench = json.loads((out / "bench.json").read_text())["sizes"]["default"]["half"]
    assert {"1", "2"} == set(bench["float16"]["takes"])
    for stage in STAGES:
        rows = list(csv.DictReader((out / f"training-{stage}.csv").read_text().splitlines()))
        assert int(rows[-1]["step"]) == 2
    assert (out / "training.png").read_bytes()[:4] == b"\x89PNG"
    assert (run / "weights" / "manifest.json").is_file() and not list(out.rglob("*.safetensors"))
    assert sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) < 2**24


def test_what_is_missing_is_said(tmp_path, corpus):
    done = gpu("--corpus", tmp_path / "none.npz", "--out", tmp_path / "out")
    assert done.returncode == 2 and "there is no corpus" in done.stderr
    import torch

    if not torch.cuda.is_available():
        done = gpu("--corpus", corpus, "--out", tmp_path / "out")
        assert done.returncode == 2 and "--rehearse" in done.stderr

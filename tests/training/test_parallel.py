"""Two processes of torchrun take the steps that one takes with the doubled batch."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.corpus import file
from backend.models.quantizer import Codebook
from backend.training import parallel
from backend.training.loop import Loop, LoopConfig
from tests import wine

from .conftest import swaying
from .several import TOTAL

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("tokenizer", "masked", "residual", "length")
TORCHRUN = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")

pytestmark = pytest.mark.skipif(
    not torch.distributed.is_available() or not torch.distributed.is_gloo_available(),
    reason="this torch has no gloo, which processes on the CPU talk through",
)


def run(count, *arguments):
    before = TORCHRUN if count > 1 else ()
    # Only the loopback interface: a machine's own name may lead nowhere.
    more = {"OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"} if sys.platform == "linux" else {}
    done = subprocess.run(
        [sys.executable, *before, "-m", *map(str, arguments)], cwd=ROOT, env=os.environ | more,
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Folders: of one process with 8 clips a step; of two with 4 each, of which one with 8 made the end."""
    folder = tmp_path_factory.mktemp("runs")
    run(1, "tests.training.several", folder / "one", 8, TOTAL)
    two = run(2, "tests.training.several", folder / "two", 4, TOTAL - 2)
    # Threads of a group that outlive it abort the process now and then.
    assert two.stdout.replace("\n", "") == "threads left:" * 2
    run(1, "tests.training.several", folder / "two", 8, 2)
    return folder


def curves(folder):
    rows = list(csv.DictReader((folder / "log.csv").read_text().splitlines()))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name != "seconds"}


@wine.torchrun
@pytest.mark.parametrize("stage", STAGES)
def test_two_processes_are_one_with_the_doubled_batch(runs, stage):
    one, two = (curves(runs / name / stage) for name in ("one", "two"))
    assert one["step"].tolist() == two["step"].tolist() == list(range(1, TOTAL + 1))
    assert np.ptp(one["loss"]) > 1e-3, "it learns"
    for name, curve in one.items():
        np.testing.assert_allclose(two[name], curve, rtol=1e-3, atol=1e-5, err_msg=name)
    states = [torch.load(runs / name / stage / "last.pt", weights_only=True) for name in ("one", "two")]
    for part in ("model", "buffers", "average"):
        for name, tensor in states[0][part].items():
            np.testing.assert_allclose(
                states[1][part][name], tensor, rtol=1e-2, atol=2e-3, err_msg=f"{part} {name}"
            )


@wine.torchrun
def test_the_command_under_torchrun(tmp_path):
    said = (file.Caption("a person sways"),)
    clips = []
    for i, split in enumerate(("train", "train", "test")):
        rotations, translation = (array.astype(np.float32) for array in swaying(i))
        clips.append(file.CorpusClip(str(i), str(i), split, str(i), said, rotations, translation))
    file.save(tmp_path / "corpus.npz", clips)
    done = run(
        2, "backend", "train", "tokenizer", "--corpus", tmp_path / "corpus.npz", "--out", tmp_path / "run",
        "--size", "tiny", "--steps", 2, "--batch", 4, "--accumulate", 2, "--device", "cpu",
    )  # fmt: skip
    assert done.stdout.count("tokenizer: best test score") == 1, "the first process speaks for both"
    log = curves(tmp_path / "run" / "tokenizer")
    assert log["step"].tolist() == [2] and np.isfinite(log["loss"]).all()
    assert (tmp_path / "run" / "tokenizer" / "best.pt").is_file()


class Halves(parallel.Processes):
    """Two processes in one: the other's part of every sum is put in from outside."""

    def add(self, *tensors):
        for tensor, other in zip(tensors, self.others.pop(0), strict=True):
            tensor += other

    others: list


def test_codes_move_by_the_rows_of_all_processes():
    torch.manual_seed(0)
    whole, half = Codebook(6, 4), Codebook(6, 4)
    x = torch.randn(40, 4)
    for book in (whole, half):
        torch.manual_seed(1)
        book.codebook.normal_()
        book.restart(5)
    indices = whole.nearest(x)
    torch.manual_seed(2)
    expected = whole.update(x, indices)
    half.sharing = sharing = Halves(1, 2)
    other = indices[:20]
    counts = torch.bincount(other, minlength=6).float()
    object.__setattr__(
        sharing, "others", [[counts, torch.zeros(6, 4).index_add_(0, other, x[:20])], [torch.zeros(6, 4)]]
    )
    torch.manual_seed(2)
    found = half.update(x[20:], indices[20:])
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(half.counts, whole.counts)
    torch.testing.assert_close(half.codebook, whole.codebook)


class Line:
    """The slope of a line by least squares; batches of four points drawn from the step's seed."""

    name = "line"

    def __init__(self):
        self.modules = torch.nn.Linear(1, 1)

    def loss(self, progress):
        x = torch.randn(4, 1)
        loss = (self.modules(x) - 3.0 * x).square().mean()
        self.drawn = [*getattr(self, "drawn", []), x]
        return loss, {"loss": loss.item()}

    def validate(self):
        return {"score": abs(self.modules.weight.item() - 3.0)}


def test_accumulated_gradients_are_the_mean_of_the_passes(tmp_path):
    torch.manual_seed(0)
    task = Line()
    start = {name: tensor.clone() for name, tensor in task.modules.state_dict().items()}
    loop = Loop(task, tmp_path, LoopConfig(steps=1, accumulate=3))
    loop._gradients(task.loss)
    assert len(task.drawn) == 3 and not torch.equal(task.drawn[0], task.drawn[1])
    x = torch.cat(task.drawn)
    weight, bias = start["weight"], start["bias"]
    error = x * weight + bias - 3.0 * x
    torch.testing.assert_close(task.modules.weight.grad.squeeze(), (2.0 * error * x).mean())
    torch.testing.assert_close(task.modules.bias.grad.squeeze(), 2.0 * error.mean())
    loop.run()
    assert loop.step == 1 and len(task.drawn) == 6

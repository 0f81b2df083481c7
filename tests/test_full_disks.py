"""Disks and memory that run out: a sentence is said, and what was there before stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.cli.main import main
from backend.corpus import file as corpus_file
from backend.generation.errors import UserError, is_out_of_memory
from backend.generation.runtimes import onnx_export
from backend.models import checkpoint
from backend.motion import files
from backend.motion.clip import Clip
from backend.training.presets import PRESETS
from tests.kills import doomed
from tests.training.conftest import swaying
from tests.weights import write_tiny

try:
    import resource
except ImportError:
    # Windows has no limits of this kind; what needs them is skipped there.
    resource = None

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX limits and signals")


@pytest.fixture
def folder(tmp_path):
    return write_tiny(tmp_path / "weights")


def limited(limit, size, work, log):
    """Exit code of `work()` in a fork with a resource limit, its standard error in the file `log`."""

    def run():
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        sys.stderr = os.fdopen(2, "w", closefd=False)
        resource.setrlimit(limit, (size, size))
        code = work()
        sys.stderr.flush()
        os._exit(code or 0)

    return doomed.wait(doomed.fork(run))


TOO_LARGE = "{} is too large for its disk: choose another folder; what was there before is kept.\n"
FULL = "The disk of {} is full: free some space and try again; what was there before is kept.\n"


@posix
@pytest.mark.parametrize("kind", ["npz", "bvh"])
def test_a_full_disk(folder, tmp_path, kind):
    """A take that does not fit: the file that was there before is still there."""
    out = tmp_path / f"take.{kind}"
    out.write_text("old")
    command = ["generate", "--weights", str(folder), "--runtime", "torch", "--device", "cpu", "--prompt", "",
               "--seconds", "2", "--steps", "1", "--out", str(out)]  # fmt: skip
    torch.set_num_threads(1)
    code = limited(resource.RLIMIT_FSIZE, 2000, lambda: main(command), tmp_path / "log")
    assert (code, (tmp_path / "log").read_text()) == (2, TOO_LARGE.format(out))
    assert out.read_text() == "old" and sorted(os.listdir(tmp_path)) == ["log", out.name, "weights"]


@posix
def test_a_full_disk_while_training(tmp_path):
    """A checkpoint that does not fit leaves the one before, and the run goes on from there."""
    clips = []
    for split in ("train", "test"):
        said = (corpus_file.Caption("he sways"),)
        clips.append(corpus_file.CorpusClip(split, split, split, "label", said, *swaying(1)))
    corpus_file.save(tmp_path / "corpus.npz", clips)
    command = ["train", "tokenizer", "--size", "tiny", "--batch", "2", "--device", "cpu",
               "--corpus", str(tmp_path / "corpus.npz"), "--out", str(tmp_path / "run")]  # fmt: skip
    torch.set_num_threads(1)
    assert main([*command, "--steps", "1"]) == 0
    path = tmp_path / "run" / "tokenizer" / "last.pt"
    before = path.read_bytes()
    assert len(before) > 100_000
    code = limited(
        resource.RLIMIT_FSIZE, 100_000, lambda: main([*command, "--steps", "2", "--resume"]), tmp_path / "log"
    )
    assert code == 2 and path.read_bytes() == before
    told = [TOO_LARGE.format(path.with_name(name)) for name in ("last.pt", "best.pt")]
    said = (tmp_path / "log").read_text()
    assert any(one in said.splitlines(keepends=True) for one in told), said
    assert main([*command, "--steps", "2", "--resume"]) == 0 and path.read_bytes() != before


@posix
def test_weights_that_do_not_fit_leave_the_old(folder, tmp_path):
    states = {name: module.state_dict() for name, module in checkpoint.build(PRESETS["tiny"]).items()}
    before = checkpoint.load(folder).digest

    def work():
        try:
            checkpoint.save_weights(folder, PRESETS["tiny"], states)
        except OSError as fault:
            print(files.sentence(fault), file=sys.stderr)
            return 2

    assert limited(resource.RLIMIT_FSIZE, 2000, work, tmp_path / "log") == 2
    said = (tmp_path / "log").read_text()
    assert said in [TOO_LARGE.format(folder / name) for name in os.listdir(folder)]
    assert checkpoint.load(folder).digest == before


def test_a_cache_that_cannot_be_written(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_export, "_write_graphs", lambda *_: None)
    monkeypatch.setattr(onnx_export.encoders, "load_for", lambda _: None)
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError) as caught:
        onnx_export.export(folder, tmp_path / "file" / "cache" / "graphs")
    reason = "File already exists" if os.name == "nt" else "Not a directory"
    assert str(caught.value) == f"{tmp_path / 'file' / 'cache'} cannot be written to ({reason})."


MOUNT = (
    "mount -t tmpfs -o size={size} none {disk} && cd {root} && cp {motion} {disk}/old.npz && "
    "mount -o remount,bind,{how} {disk} && "
    "{python} -m backend regenerate --weights {weights} --runtime torch --device cpu --in {motion} "
    "--from 0 --to 1 --steps 1 --out {disk}/old.npz; echo $?; cmp {motion} {disk}/old.npz && ls {disk}"
)


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """Words in front of a command that may mount what only it sees, as root or as anyone else."""
    disk = tmp_path_factory.mktemp("disk")
    for words in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        command = [*words, "mount", "-t", "tmpfs", "none", disk]
        if shutil.which("unshare") and not subprocess.run(command, capture_output=True).returncode:
            return words
    pytest.skip("this system lets nobody mount a file system of their own")


@posix
@pytest.mark.parametrize(
    ("how", "reason"),
    [("rw", FULL), ("ro", "The disk of {} is read-only: choose another folder.\n")],
    ids=["full", "read-only"],
)
def test_a_real_full_or_read_only_disk(folder, apart, tmp_path, how, reason):
    """On a small file system of its own."""
    disk, motion = tmp_path / "disk", tmp_path / "motion.npz"
    disk.mkdir()
    rng = np.random.default_rng(0)
    rotations = rng.normal(size=(60, 22, 4))
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    Clip(rotations, rng.normal(size=(60, 3)), 20.0).save(motion)
    script = MOUNT.format(
        size="4m" if how == "ro" else motion.stat().st_size + 8192, how=how, disk=disk, root=ROOT,
        motion=motion, weights=folder, python=sys.executable,
    )  # fmt: skip
    run = subprocess.run([*apart, "sh", "-c", script], capture_output=True, text=True, timeout=300)
    assert run.stderr == reason.format(disk / "old.npz")
    assert run.stdout.split() == ["2", "old.npz"], "the old file is gone, or something was left beside it"


@posix
def test_memory_that_runs_out(tmp_path):
    """What torch says about memory under a limit of the process counts as such; the process goes on."""

    def work():
        for size in (2**40, 2**33):
            try:
                torch.ones(size, dtype=torch.uint8)
            except Exception as fault:
                assert is_out_of_memory(fault), fault
            else:
                return 3
        assert float(torch.ones(10).sum()) == 10
        return 0

    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    assert limited(resource.RLIMIT_AS, mapped + 2**31, work, tmp_path / "log") == 0
    assert not is_out_of_memory(RuntimeError("shapes do not fit"))

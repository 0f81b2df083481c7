"""Files and folders being written when the process is killed: afterwards the old or the new, whole."""

import json
import os
import time

import numpy as np
import pytest
import torch

from backend.generation.runtimes import onnx_export
from backend.generation.runtimes.onnx_runtime import GRAPHS
from backend.models import checkpoint
from backend.motion.clip import Clip
from backend.motion.formats import bvh
from backend.motion.load import load_motion
from backend.training import token_cache
from backend.training.presets import PRESETS
from tests.kills import doomed
from tests.weights import write_tiny

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


def kill_often(write, check, seed, kills=doomed.KILLS):
    """Kill `write(i)` at random moments, `check()` after each; returns the results of the checks."""
    long, found, done = max(doomed.timed(lambda: write(0)) for _ in range(2)), [], 0
    for i, after in enumerate(doomed.moments(long, seed)):
        done += doomed.run_and_kill(lambda i=i: write(i), after)
        found.append(check())
        if done >= kills:
            return found


@pytest.fixture
def two(tmp_path):
    """(folder of weights, two sets of states, function that says which of them the folder holds)"""
    folder, states = tmp_path / "weights", []
    for seed in (0, 1):
        torch.manual_seed(seed)
        states.append({n: m.state_dict() for n, m in checkpoint.build(PRESETS["tiny"]).items()})
    checkpoint.save_weights(folder, PRESETS["tiny"], states[0])

    def check():
        weights = checkpoint.load(folder)
        found = [
            all(torch.equal(getattr(weights, part).state_dict()[name], tensor.half().float())
                for part in checkpoint.PARTS for name, tensor in state[part].items()
                if tensor.is_floating_point() and name not in ("mean", "std"))
            for state in states
        ]  # fmt: skip
        assert sum(found) == 1, "the weights are of neither kind"
        return found.index(True)

    return folder, states, check


def test_weights_are_the_old_or_the_new(two):
    folder, states, check = two
    found = kill_often(
        lambda i: checkpoint.save_weights(folder, PRESETS["tiny"], states[i % 2]), check, seed=2
    )
    print(f"weights: {len(found)} writes killed or ended, new ones {sum(found)} times")


def test_two_processes_write_the_same_weights(two):
    """Whole at every moment for whoever looks, at the end those of one of the two, with nothing beside."""
    folder, states, check = two

    def write(state):
        for _ in range(15):
            checkpoint.save_weights(folder, PRESETS["tiny"], state)

    writers, looked = [doomed.fork(lambda state=state: write(state)) for state in states], 0
    while not doomed.over(writers):
        checkpoint.check_folder(folder)
        looked += 1
    assert looked > 5 and check() in (0, 1)
    names = {"manifest.json", "config.json", *(f"{part}.safetensors" for part in checkpoint.PARTS)}
    assert {path.name for path in folder.iterdir()} == names


def test_two_processes_write_the_same_checkpoint(tmp_path):
    path, kinds = tmp_path / "last.pt", [bytes([i]) * 300_000 for i in (1, 2)]
    checkpoint.write_atomically(path, kinds[0])

    def write(data):
        for _ in range(40):
            checkpoint.write_atomically(path, data)

    writers, looked = [doomed.fork(lambda data=data: write(data)) for data in kinds], 0
    while not doomed.over(writers):
        assert path.read_bytes() in kinds
        looked += 1
    assert looked > 5 and [p.name for p in tmp_path.iterdir()] == ["last.pt"]


def test_motion_files_are_the_old_or_the_new(tmp_path):
    rng = np.random.default_rng(0)
    rotations = rng.normal(size=(400, 22, 4))
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    clips = [Clip(rotations, np.full((400, 3), float(i)), seed=i) for i in (0, 1)]
    for path, write in ((tmp_path / "m.npz", Clip.save), (tmp_path / "m.bvh", lambda c, p: bvh.write(p, c))):
        write(clips[0], path)

        def check(path=path):
            clip = load_motion(path)
            assert len(clip) == 400 and len(set(np.round(clip.translation, 4).ravel())) == 1
            return float(clip.translation[0, 0])

        kill_often(
            lambda i, w=write, p=path: w(clips[i % 2], p), check, seed=3, kills=(doomed.KILLS + 1) // 2
        )


def test_the_token_cache_is_whole_or_absent(tmp_path):
    numbers = [np.full(40, i, np.float32) for i in range(200)]
    parts = [[(np.full((40, 3), i, np.int16), row, row)] for i, row in enumerate(numbers)]
    path = tmp_path / "tokens.npz"

    def check():
        found = token_cache.load(path, "key")
        assert found is None or len(found) == 200
        return found is not None

    kill_often(lambda i: token_cache.save(path, "key", parts), check, seed=4)


def test_cached_graphs_are_whole_or_absent(tmp_path, monkeypatch):
    """The graphs are stand-ins of the same names: what is tested is how they get into the cache."""
    out, size = tmp_path / "cache" / "graphs", 200_000

    def write(weights, text, folder):
        for name in GRAPHS:
            (folder / f"{name}.onnx").write_bytes(bytes(size))
            time.sleep(0.002)

    monkeypatch.setattr(onnx_export, "_write_graphs", write)
    monkeypatch.setattr(onnx_export.encoders, "load_for", lambda _: None)
    weights = write_tiny(tmp_path / "weights")

    def check():
        if not out.exists():
            return False
        assert json.loads((out / "export.json").read_text())["weights"]
        assert [p.stat().st_size for p in out.glob("*.onnx")] == [size] * len(GRAPHS)
        return True

    kill_often(lambda i: onnx_export.export(weights, out), check, seed=5)
    onnx_export.export(weights, out)
    assert check()
    assert [p.name for p in out.parent.iterdir()] == ["graphs"], "what was killed is still there"


def test_two_processes_at_once_fill_the_cache(tmp_path, monkeypatch):
    out = tmp_path / "cache" / "graphs"

    def write(weights, text, folder):
        for name in ("masked", "residual"):
            (folder / f"{name}.onnx").write_bytes(bytes(1000))
            time.sleep(0.01)

    monkeypatch.setattr(onnx_export, "_write_graphs", write)
    monkeypatch.setattr(onnx_export.encoders, "load_for", lambda _: None)
    weights = write_tiny(tmp_path / "weights")
    for _ in range(3):
        children = [doomed.fork(lambda: onnx_export.export(weights, out)) for _ in range(4)]
        assert [doomed.wait(child) for child in children] == [0] * 4
        assert sorted(p.name for p in out.iterdir()) == [
            "codebooks.npy", "config.json", "export.json", "masked.onnx", "residual.onnx"
        ]  # fmt: skip
        assert [p.name for p in out.parent.iterdir()] == ["graphs"], "something was left in the cache"
        import shutil

        shutil.rmtree(out)

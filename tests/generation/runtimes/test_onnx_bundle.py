"""Graphs as they are shipped: packed without loss, checked, and needing nothing that does not come along."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from backend.generation.errors import UserError
from backend.generation.generator import Generator
from backend.generation.runtimes import loading, onnx_bundle
from backend.generation.runtimes.onnx_runtime import OnnxRuntime
from backend.generation.runtimes.torch_runtime import TorchRuntime
from backend.motion.clip import Clip

ROOT = Path(__file__).resolve().parents[3]


def product(weights):
    """A graph y = x · weights."""
    rows, columns = weights.shape
    return helper.make_model(
        helper.make_graph(
            [helper.make_node("MatMul", ["x", "w"], ["y"])], "product",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", rows])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", columns])],
            [numpy_helper.from_array(weights, "w")],
        ),
        opset_imports=[helper.make_opsetid("", 17)], ir_version=8,
    )  # fmt: skip


def unpacked(weights):
    """(weights as the runtime reads them after packing, bytes of the packed graph)"""
    model = product(weights)
    onnx_bundle.pack(model)
    data = model.SerializeToString()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.eye(len(weights), dtype=np.float32)})[0], len(data)


def test_16_bit_weights_are_packed_exactly():
    weights = np.random.default_rng(0).normal(size=(64, 96)).astype(np.float16).astype(np.float32)
    read, size = unpacked(weights)
    np.testing.assert_array_equal(read, weights)
    assert size < 2.2 * weights.size


def test_other_weights_lose_no_more_than_a_rounding():
    random = np.random.default_rng(1)
    weights = (random.normal(size=(64, 96)) * 10.0 ** random.uniform(-6, 3, (64, 1))).astype(np.float32)
    weights[5] = 0.0
    weights[6, 0] = 1e5
    read, size = unpacked(weights)
    assert not np.array_equal(read, weights), "the bound would hold for anything"
    assert (np.abs(read - weights) <= 1.3e-7 * np.abs(weights).max(axis=-1, keepdims=True)).all()
    assert size < 3.4 * weights.size


@pytest.fixture(scope="module")
def shipped(tiny_weights, tmp_path_factory):
    """Tiny weights with their graphs inside, as in the extension's zip."""
    folder = tmp_path_factory.mktemp("shipped") / "weights"
    shutil.copytree(tiny_weights, folder)
    onnx_bundle.bundle(folder, folder / "onnx")
    return folder


def test_takes_are_torch_s_token_for_token(shipped):
    packed, reference = loading.load_runtime(shipped, "onnx"), TorchRuntime.load(shipped, "cpu")
    for seed, text in enumerate(("someone kicks", "a person walks to the left and waves", "")):
        a, b = (Generator(r).generate(text, 3.0, seed, foot_lock=False)[0] for r in (reference, packed))
        np.testing.assert_array_equal(a.tokens, b.tokens)
        np.testing.assert_allclose(a.positions, b.positions, atol=1e-3)


def test_damaged_graphs_are_refused(shipped, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(shipped, broken)
    path = broken / "onnx" / "masked.onnx"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(UserError, match="masked.onnx is missing or damaged"):
        loading.load_runtime(broken, "onnx")
    path.unlink()
    with pytest.raises(UserError, match="masked.onnx is missing or damaged"):
        loading.load_runtime(broken, "onnx")


def test_a_runtime_that_cannot_be_loaded_is_a_sentence(shipped, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UserError, match="cannot be loaded on this system"):
        OnnxRuntime(shipped / "onnx")


def test_nothing_but_numpy_onnxruntime_and_tokenizers_is_needed(shipped, tmp_path):
    allowed = {"numpy", "onnxruntime", "tokenizers"}
    script = f"""
import importlib.abc, sys
class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names | {allowed | {"backend"}!r}:
            raise ImportError(f"{{name}} does not come with Blender or the extension")
sys.meta_path.insert(0, Wall())
import importlib.util
importlib.util.find_spec = lambda name, package=None: object() if name == "onnxruntime" else None
from backend.cli import main
sys.exit(main.main(["generate", "--prompt", "kicks", "--seconds", "2", "--seed", "4", "--no-foot-lock",
                    "--weights", {str(shipped)!r}, "--out", {str(tmp_path / "a.npz")!r}]))
"""
    environment = {**os.environ, "DYNMASK_MINILM": str(shipped / "onnx"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    here = Generator(TorchRuntime.load(shipped, "cpu")).generate("kicks", 2.0, 4, foot_lock=False)[0]
    np.testing.assert_array_equal(Clip.load(tmp_path / "a.npz").tokens, here.tokens)

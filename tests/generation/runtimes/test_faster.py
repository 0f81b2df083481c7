"""Where torch and ONNX Runtime are both installed, `auto` is the faster of those that have these weights."""

import shutil

import numpy as np
import pytest

from backend.generation.errors import UserError
from backend.generation.runtimes import drivers, loading, onnx_runtime, torch_runtime
from tests.weights import write_graphs, write_tiny


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Tiny weights with their graphs beside them."""
    return write_graphs(write_tiny(tmp_path_factory.mktemp("faster") / "weights"))


@pytest.fixture(autouse=True)
def no_gpu(monkeypatch, tmp_path):
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(drivers, "present", lambda: False)


def gpu(monkeypatch, device, notice=None):
    monkeypatch.setattr(drivers, "present", lambda: True)
    monkeypatch.setattr(torch_runtime, "pick_device", lambda wanted: (device, notice))


def test_on_the_cpu_it_is_onnx_runtime_once_there_are_graphs(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(torch_runtime, "pick_device", lambda wanted: pytest.fail("no driver is there"))
    assert loading.load_runtime(exported).name == "onnx"
    assert loading.load_runtime(exported, "auto", "cpu").name == "onnx"
    monkeypatch.undo()
    bare = shutil.copytree(exported, tmp_path / "bare", ignore=shutil.ignore_patterns("onnx"))
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path / "cache"))
    assert loading.load_runtime(bare, "auto", "cpu").name == "torch", "graphs would take longer than a take"
    loading.load_runtime(bare, "onnx")
    assert loading.load_runtime(bare, "auto", "cpu").name == "onnx"


def test_the_graphs_are_verified_once(exported, monkeypatch):
    verified, verify = [], loading._verify
    monkeypatch.setattr(loading, "_verify", lambda *given: verified.append(given) or verify(*given))
    assert loading.load_runtime(exported).name == "onnx" and len(verified) == 1


def test_what_it_chooses_can_be_told_to_be_torch(exported):
    assert loading.load_runtime(exported, "torch", "cpu").name == "torch"


@pytest.mark.parametrize(("found", "name"), [
    (("cuda", None), "torch"), (("mps", None), "torch"), (("cpu", None), "onnx"),
    (("cpu", "The device cuda cannot be used."), "torch"),
])  # fmt: skip
def test_on_a_gpu_it_is_torch(exported, monkeypatch, found, name):
    gpu(monkeypatch, *found)
    monkeypatch.setattr(
        torch_runtime.TorchRuntime, "load", lambda folder, device: type("Loaded", (), {"name": "torch"})
    )
    assert loading.load_runtime(exported).name == name
    assert loading.load_runtime(exported, "auto", "cuda:1").name == "torch"
    assert loading.load_runtime(exported, "auto", "cpu").name == "onnx", "told so"


def test_a_torch_that_is_broken_is_not_asked_for_a_gpu(exported, monkeypatch):
    def broken(wanted):
        raise ImportError("libtorch_cpu.so: cannot open shared object file")

    gpu(monkeypatch, "cuda")
    monkeypatch.setattr(torch_runtime, "pick_device", broken)
    assert loading.load_runtime(exported).name == "onnx"


def test_damaged_graphs_and_a_broken_package_are_told_and_torch_runs(exported, tmp_path, monkeypatch):
    damaged = shutil.copytree(exported, tmp_path / "damaged")
    (damaged / "onnx" / "masked.onnx").write_bytes(b"cut short")
    runtime = loading.load_runtime(damaged)
    assert runtime.name == "torch" and "delete that folder" in runtime.notices[0]

    def broken():
        raise UserError("ONNX Runtime cannot be loaded on this system.")

    monkeypatch.setattr(onnx_runtime, "_onnxruntime", broken)
    runtime = loading.load_runtime(exported)
    assert runtime.name == "torch" and "cannot be loaded on this system" in runtime.notices[0]
    with pytest.raises(UserError, match="cannot be loaded"):
        loading.load_runtime(exported, "onnx")


@pytest.mark.parametrize("phi", [True, False])
def test_both_can_leave_out_what_attention_compares(exported, phi):
    random = np.random.default_rng(3)
    tokens, lengths = random.integers(0, 32, (2, 9)), np.array([9, 5])
    given = random.random((2, 9, 4)).astype(np.float32) if phi else None
    logits = []
    for name in ("torch", "onnx"):
        runtime = loading.load_runtime(exported, name, "cpu")
        condition = runtime.encode_text(["walks", ""])
        fine = runtime.residual_logits(tokens[..., None], 1, lengths, condition, given)
        logits.append((runtime.masked_logits(tokens, lengths, condition, given), fine))
    inside = np.arange(9) < lengths[:, None]
    for one, other in zip(*logits, strict=True):
        assert np.abs(one[inside]).max() > 0.05
        np.testing.assert_allclose(one[inside], other[inside], atol=1e-3)
    with_phi = loading.load_runtime(exported, "onnx").masked_logits(
        tokens, lengths, condition, random.random((2, 9, 4)).astype(np.float32)
    )
    assert np.abs(with_phi[:, :5] - logits[0][0][:, :5]).max() > 1e-3, "the prior does something"

"""Torch and ONNX on the same small random weights: the same numbers, the same takes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.generation.errors import UserError
from backend.generation.generator import Generator
from backend.generation.runtimes import loading, onnx_export
from backend.generation.runtimes.interface import decode_each
from backend.generation.runtimes.onnx_runtime import OnnxRuntime
from backend.generation.runtimes.torch_runtime import TorchRuntime, pick_device
from backend.motion.cleanup import flight_time, ground
from backend.motion.clip import Clip

ROOT = Path(__file__).resolve().parents[3]

SENTENCES = ["a person walks to the left and waves", "someone kicks", ""]


@pytest.fixture(scope="module")
def torch_runtime(tiny_weights):
    return TorchRuntime.load(tiny_weights, "cpu")


@pytest.fixture(scope="module")
def onnx_runtime(tiny_weights, tmp_path_factory):
    return OnnxRuntime(onnx_export.export(tiny_weights, tmp_path_factory.mktemp("graphs") / "onnx"))


@pytest.fixture
def batch(torch_runtime):
    random = np.random.default_rng(3)
    codes = torch_runtime.config.tokenizer.codes
    lengths = np.array([33, 20, 7])
    tokens = random.integers(0, codes + 1, (3, 33))
    phi = random.random((3, 33, 4)).astype(np.float32)
    return tokens, lengths, torch_runtime.encode_text(SENTENCES), phi


def assert_close(a, b, lengths):
    assert a.shape == b.shape and np.abs(a).max() > 0.05, "all but zero would agree with anything"
    for x, y, length in zip(a, b, lengths, strict=True):
        assert np.abs(x[:length] - y[:length]).max() < 1e-3


def test_text_agrees(torch_runtime, onnx_runtime):
    a, b = torch_runtime.encode_text(SENTENCES), onnx_runtime.encode_text(SENTENCES)
    np.testing.assert_allclose(a.vectors, b.vectors, atol=1e-3)
    np.testing.assert_array_equal(a.lengths, b.lengths)
    assert a.lengths.tolist() == [9, 3, 1] and not a.vectors[2].any()


def test_masked_logits_agree(torch_runtime, onnx_runtime, batch):
    tokens, lengths, condition, phi = batch
    for prior in (phi, np.zeros_like(phi)):
        a = torch_runtime.masked_logits(tokens, lengths, condition, prior)
        assert_close(a, onnx_runtime.masked_logits(tokens, lengths, condition, prior), lengths)


def test_residual_logits_agree_on_every_level(torch_runtime, onnx_runtime, batch):
    tokens, lengths, condition, phi = batch
    tokens = np.minimum(tokens, torch_runtime.config.tokenizer.codes - 1)
    for level in range(1, torch_runtime.config.tokenizer.levels):
        coarse = np.stack([tokens] * level, axis=-1)
        a = torch_runtime.residual_logits(coarse, level, lengths, condition, phi)
        assert_close(a, onnx_runtime.residual_logits(coarse, level, lengths, condition, phi), lengths)


def test_tokenizer_and_length_agree(torch_runtime, onnx_runtime):
    random = np.random.default_rng(0)
    features = random.normal(size=(2, 52, 263)).astype(np.float32)
    np.testing.assert_array_equal(torch_runtime.encode(features), onnx_runtime.encode(features))
    tokens = random.integers(-1, torch_runtime.config.tokenizer.codes, (2, 13, 3))
    decoded = torch_runtime.decode(tokens)
    assert decoded.shape == (2, 52, 263) and decoded.std() > 0.05
    np.testing.assert_allclose(decoded, onnx_runtime.decode(tokens), atol=1e-3)
    condition = torch_runtime.encode_text(SENTENCES)
    np.testing.assert_allclose(
        torch_runtime.length_logits(condition), onnx_runtime.length_logits(condition), atol=1e-3
    )


def test_a_seed_is_the_same_take_on_both(torch_runtime, onnx_runtime):
    for seed in range(4):
        a, b = (
            Generator(runtime).generate(SENTENCES[0], None, seed, foot_lock=False)[0]
            for runtime in (torch_runtime, onnx_runtime)
        )
        np.testing.assert_array_equal(a.tokens, b.tokens)
        np.testing.assert_allclose(a.rotations, b.rotations, atol=1e-3)


def test_a_seed_is_bit_identical_on_one_runtime(torch_runtime):
    a, b = (Generator(torch_runtime).generate(SENTENCES[0], 4.0, 5, foot_lock=False)[0] for _ in range(2))
    assert (
        a.rotations.tobytes() == b.rotations.tobytes() and a.translation.tobytes() == b.translation.tobytes()
    )


def test_takes_of_a_batch_are_the_takes_alone(torch_runtime, monkeypatch):
    # What carries a random body, and whether its flight hangs, may depend on the last bit.
    monkeypatch.setattr(flight_time, "retimed", lambda *arguments: None)
    monkeypatch.setattr(ground, "solve", lambda rotations, translation, fps: translation)
    together = Generator(torch_runtime).generate(SENTENCES, [3.0, 4.0, 5.0], [1, 2, 3], foot_lock=False)
    for i in range(3):
        alone = Generator(torch_runtime).generate(SENTENCES[i], [3.0, 4.0, 5.0][i], i + 1, foot_lock=False)[0]
        np.testing.assert_array_equal(alone.tokens, together[i].tokens)


def test_regeneration_on_real_modules(torch_runtime, make_clip):
    clip = make_clip(100, fps=30.0)
    out = Generator(torch_runtime).regenerate(clip, 1.0, 2.0, "x", 1, foot_lock=False)[0]
    assert (out.rotations[:30] == clip.rotations[:30]).all() and (
        out.rotations[60:] == clip.rotations[60:]
    ).all()


def test_a_full_device_falls_back_to_the_cpu(tiny_weights, monkeypatch):
    runtime = TorchRuntime.load(tiny_weights, "cpu")
    runtime.device = "cuda"
    conditions, moved = runtime._conditions, []

    def full(vectors):
        raise torch.OutOfMemoryError("CUDA out of memory")

    runtime._conditions = full
    monkeypatch.setattr(
        runtime, "_tensor", lambda array, dtype=torch.int64: torch.from_numpy(array).to(dtype)
    )

    def move(device):
        moved.append(device)
        runtime.device, runtime._conditions = device, conditions

    monkeypatch.setattr(runtime, "_move", move)
    tokens = np.zeros((1, 5), np.int64)
    logits = runtime.masked_logits(tokens, np.array([5]), runtime.encode_text(["x"]), None)
    assert logits.shape == (1, 5, 32) and moved == ["cpu"] and "ran out" in runtime.notices[0]


def test_devices():
    assert pick_device("cpu") == ("cpu", None)
    with pytest.raises(UserError, match="choose one of"):
        pick_device("tpu")


def test_loading_says_what_is_wrong(tiny_weights, tmp_path):
    with pytest.raises(UserError, match="no weights at"):
        loading.load_runtime(tmp_path / "nowhere")
    with pytest.raises(UserError, match="runtime must be"):
        loading.load_runtime(tiny_weights, "jax")
    with pytest.raises(UserError, match="runs on the CPU"):
        loading.load_runtime(tiny_weights, "onnx", "cuda")
    damaged = tmp_path / "damaged"
    shutil.copytree(tiny_weights, damaged)
    data = bytearray((damaged / "masked.safetensors").read_bytes())
    data[-1] ^= 1
    (damaged / "masked.safetensors").write_bytes(data)
    for runtime in ("torch", "onnx"):
        with pytest.raises(UserError, match="checksum"):
            loading.load_runtime(damaged, runtime)


def test_onnx_graphs_are_made_once_and_need_no_torch_then(tiny_weights, tmp_path, monkeypatch):
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path))
    older = loading.graphs_folder(loading.weights_digest(tiny_weights), 1)
    older.mkdir(parents=True)
    (older / "masked.onnx").write_bytes(b"of another version")
    loading.load_runtime(tiny_weights, "onnx")
    assert not older.exists(), "nothing would ever read it again"
    monkeypatch.setattr(onnx_export, "export", lambda *_: pytest.fail("exported again"))
    assert loading.load_runtime(tiny_weights, "onnx").name == "onnx"
    (next((tmp_path / "onnx").iterdir()) / "masked.onnx").write_bytes(b"cut short")
    with pytest.raises(UserError, match="delete that folder"):
        loading.load_runtime(tiny_weights, "onnx")


def test_onnx_without_graphs_and_torch(tiny_weights, tmp_path, monkeypatch):
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path))
    monkeypatch.setattr(loading, "find_spec", lambda name: None if name == "torch" else object())
    with pytest.raises(UserError, match="python -m backend export"):
        loading.load_runtime(tiny_weights)


def test_text_is_encoded_once(torch_runtime, monkeypatch):
    torch_runtime.encode_text(["only once"])
    monkeypatch.setattr(torch_runtime.encode_text, "_encode", lambda texts: pytest.fail("encoded again"))
    assert torch_runtime.encode_text(["only once", "only once"]).vectors.shape[0] == 2


def test_the_end_of_a_long_text_is_cut(torch_runtime):
    condition = torch_runtime.encode_text(["walk " * 300, "walk"])
    assert condition.cut.tolist() == [True, False] and condition.lengths.max() == 49


def test_generation_without_torch(tiny_weights, tmp_path):
    """With graphs in place a machine that has no torch generates, and the same take."""
    from backend.generation.runtimes.loading import graphs_folder, weights_digest

    os.environ["DYNMASK_CACHE"] = str(tmp_path)
    try:
        onnx_export.export(tiny_weights, graphs_folder(weights_digest(tiny_weights)))
    finally:
        del os.environ["DYNMASK_CACHE"]
    script = (
        "import sys; sys.modules['torch'] = sys.modules['safetensors'] = None\n"
        "from importlib import util; find = util.find_spec\n"
        "util.find_spec = lambda name, *a: None if name == 'torch' else find(name, *a)\n"
        "from backend.cli import main\n"
        f"sys.exit(main.main(['generate', '--prompt', 'walks', '--seconds', '2', '--seed', '4',"
        f" '--out', {str(tmp_path / 'a.npz')!r}, '--weights', {str(tiny_weights)!r}, '--no-foot-lock']))\n"
    )
    environment = {**os.environ, "DYNMASK_CACHE": str(tmp_path), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    here = Generator(TorchRuntime.load(tiny_weights, "cpu")).generate("walks", 2.0, 4, foot_lock=False)[0]
    np.testing.assert_array_equal(Clip.load(tmp_path / "a.npz").tokens, here.tokens)


def test_a_take_ends_alike_whatever_longer_one_is_decoded_beside_it(torch_runtime):
    tokens = np.random.default_rng(0).integers(0, 32, (2, 20, 3))
    tokens[1, 6:] = 5
    short, whole = decode_each(torch_runtime, tokens, np.array([20, 6]))[::-1]
    np.testing.assert_allclose(short, torch_runtime.decode(tokens[1:, :6])[0], atol=1e-5)
    np.testing.assert_allclose(whole, torch_runtime.decode(tokens[:1])[0], atol=1e-5)

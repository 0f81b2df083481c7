"""What holds on an NVIDIA GPU; on the CPU, with what must be feigned there, as a rehearsal (tools/gpu.py)."""

import contextlib

import numpy as np
import pytest
import torch

from backend.generation.generator import Generator
from backend.generation.runtimes.torch_runtime import TorchRuntime, pick_device

pytestmark = pytest.mark.cuda

TEXTS = ["a person walks to the left and waves", "someone kicks"]


@pytest.fixture(scope="module")
def reference(tiny_weights):
    return TorchRuntime.load(tiny_weights, "cpu")


@pytest.fixture
def runtime(tiny_weights, cuda_device):
    loaded = TorchRuntime.load(tiny_weights, cuda_device)
    yield loaded
    loaded.close()


def logits(runtime, tokens=40, pairs=1):
    """Of pairs of takes, one `tokens` long and one 20."""
    codes, condition = runtime.config.tokenizer.codes, runtime.encode_text(TEXTS * pairs)
    shown = np.random.default_rng(3).integers(0, codes + 1, (2 * pairs, tokens))
    phi = np.random.default_rng(4).random((2 * pairs, tokens, 4)).astype(np.float32)
    return runtime.masked_logits(shown, np.array([tokens, 20] * pairs), condition, phi)


def test_it_is_chosen_by_itself(cuda_device):
    assert pick_device("auto") == (cuda_device if torch.cuda.is_available() else "cpu", None)


def test_its_numbers_are_the_cpu_s(runtime, reference):
    found, expected = logits(runtime), logits(reference)
    assert np.abs(expected).max() > 0.05
    np.testing.assert_allclose(found[0], expected[0], atol=1e-3)
    np.testing.assert_allclose(found[1, :20], expected[1, :20], atol=1e-3)
    tokens = np.random.default_rng(0).integers(0, 32, (1, 20, 3))
    np.testing.assert_allclose(runtime.decode(tokens), reference.decode(tokens), atol=1e-3)
    rows = np.random.default_rng(1).normal(size=(1, 40, 263)).astype(np.float32)
    np.testing.assert_array_equal(runtime.encode(rows), reference.encode(rows))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_near(tiny_weights, cuda_device, reference, dtype):
    half = TorchRuntime.load(tiny_weights, cuda_device, dtype)
    found, expected = logits(half), logits(reference)
    assert found.dtype == np.float32 and np.isfinite(found).all()
    assert 0.0 < np.abs(found[0] - expected[0]).max() < 0.1 * np.abs(expected[0]).max()
    assert len(Generator(half).generate(TEXTS[0], 2.0, 1)[0]) == 40
    half.close()


def test_memory_is_told_and_given_back(runtime):
    held = runtime.memory()
    runtime.close()
    if torch.cuda.is_available():
        assert held > 100_000 and runtime.device == "cpu"
        assert torch.cuda.memory_allocated() < held
    assert runtime.memory() is None
    assert logits(runtime).shape == (2, 40, 32)


@contextlib.contextmanager
def full(runtime):
    """The device has no memory left; on the CPU its first use says so."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction(torch.cuda.memory_reserved() / total, 0)
        try:
            yield
        finally:
            torch.cuda.set_per_process_memory_fraction(1.0, 0)
        return

    def full(vectors):
        raise torch.OutOfMemoryError("CUDA out of memory")

    runtime.device, runtime._conditions = "cpu:0", full
    yield


def test_when_its_memory_runs_out_the_take_is_made_on_the_cpu(runtime, reference):
    # Enough of them to need a new block of the device's memory.
    expected = logits(reference, 49, 124)
    with full(runtime):
        found = logits(runtime, 49, 124)
    assert runtime.device == "cpu" and "ran out" in runtime.notices[0]
    np.testing.assert_allclose(found[0], expected[0], atol=1e-3)

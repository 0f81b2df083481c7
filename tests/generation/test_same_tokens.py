"""A seed's tokens, as hashes: the same in every runtime and on every system.

Held by torch and ONNX Runtime on Linux, by both in a Windows Python under Wine (`make test-windows`), and by
CUDA where there is one (`make gpu`). Tokens may differ

- in 16 and in 8 bits: one in ten does with the default weights (docs/speed.md);
- where two codes' noisy logits are nearer than the rounding of 32 bits: another processor or version of torch
  or ONNX Runtime may then turn that one draw, and what follows from it;
- where products are in TF32, which torch does on CUDA only when it is told to.

Motion made of the same tokens agrees to a thousandth, not to the bit: test_runtimes.py.
"""

import hashlib

import numpy as np
import pytest
import torch

from backend.generation import raw
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.runtimes.loading import load_runtime
from tests.weights import write_graphs, write_same_everywhere

# (sentence, tokens, seed): SHA-256 of its tokens (n, levels), 32-bit little endian, the first 16 digits.
WALK = "a person walks forward and waves"
EXPECTED = {
    (WALK, 15, 1): "3bc9692323d299ea",
    (WALK, 15, 2): "f5358368d8590372",
    ("someone kicks with the left leg", 49, 3): "b650c2e8a478adfd",
    ("", 5, 4): "ae7038ba6d02a6be",
    ("a person jumps, then sits down", 30, 2**31 - 1): "10c38e4def9b148a",
    ("a person dances", 49, 12345): "3e19fa7c47b0df70",
}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_graphs(write_same_everywhere(tmp_path_factory.mktemp("same") / "weights"))


def hashed(tokens):
    return hashlib.sha256(np.ascontiguousarray(tokens, dtype="<i4").tobytes()).hexdigest()[:16]


def made(weights, runtime, device="cpu"):
    loaded = load_runtime(weights, runtime, device)
    texts, counts, seeds = zip(*EXPECTED, strict=True)
    found = raw.tokens(loaded, list(texts), np.array(counts), list(seeds), DecodingSettings())
    return {key: hashed(found[i, : key[1]]) for i, key in enumerate(EXPECTED)}


def test_weights_are_the_same_to_begin_with(weights):
    digests = [hashlib.sha256((weights / f"{part}.safetensors").read_bytes()).hexdigest()[:16]
               for part in ("masked", "residual", "tokenizer", "length")]  # fmt: skip
    assert digests == ["fbeb49a41b9f2f90", "509efc2d5a4e4552", "06528dbaafe7e1ce", "2d77f7754a5142b4"]


@pytest.mark.parametrize("runtime", ["torch", "onnx"])
def test_a_seed_has_these_tokens(weights, runtime):
    assert made(weights, runtime) == EXPECTED


@pytest.mark.cuda
def test_a_seed_has_these_tokens_on_cuda(weights, cuda_device):
    assert not torch.backends.cuda.matmul.allow_tf32
    assert made(weights, "torch", cuda_device) == EXPECTED

"""What MoMask's own code computes from a tiny random checkpoint, computed by imported weights."""

import numpy as np
import pytest
import torch

from backend.importing.momask import import_momask
from backend.models import checkpoint

TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def tiny(shared_dir):
    folder = shared_dir / "fixtures" / "momask_tiny"
    if not folder.is_dir():
        pytest.skip("MoMask's tiny checkpoint is not on this machine")
    return folder


@pytest.fixture(scope="module")
def weights(tiny, tmp_path_factory):
    out = tmp_path_factory.mktemp("imported") / "tiny"
    import_momask(tiny / "checkpoints", out)
    return checkpoint.load(out)


@pytest.fixture(scope="module")
def golden(tiny):
    with np.load(tiny / "golden.npz") as data:
        return {name: torch.from_numpy(data[name]) for name in data.files}


@pytest.fixture(scope="module")
def condition(golden):
    """With the sentence, without it, and the count of vectors."""
    vectors = golden["cond"].unsqueeze(1)
    return vectors, torch.zeros_like(vectors), torch.ones(3, dtype=torch.int64)


def close(found, wanted):
    assert found.shape == wanted.shape and (found - wanted).abs().max() < TOLERANCE
    assert wanted.abs().max() > 0.1


def guided(with_text, without, scale):
    return without + scale * (with_text - without)


@torch.inference_mode()
def test_masked_transformer(weights, golden, condition):
    vectors, null, one = condition
    with_text, without = (
        weights.masked(golden["ids_in"], golden["m_lens"], given, one) for given in (vectors, null)
    )
    close(with_text, golden["mask_logits_cond"])
    close(guided(with_text, without, 4.0), golden["mask_logits_cfg4"])


@torch.inference_mode()
def test_residual_transformer_with_the_pad_class(weights, golden, condition):
    vectors, null, one = condition
    model, tokens = weights.residual, golden["all_indices"]
    found = []
    for level in range(1, 6):
        levels = torch.full((3,), level)
        with_text, without = (
            model.hidden(tokens[..., :level], levels, golden["m_lens"], given, one)
            @ model.output_tables[level - 1].T
            for given in (vectors, null)
        )
        found.append(guided(with_text, without, 5.0))
        short = model(tokens, level, golden["m_lens"], vectors, one)
        assert torch.equal(short, with_text[..., : model.codes])
    close(torch.stack(found, dim=1), golden["residual_logits_cfg5"])


@torch.inference_mode()
def test_tokenizer(weights, golden):
    padding = torch.arange(12) >= golden["m_lens"].unsqueeze(1)
    tokens = torch.where(padding.unsqueeze(-1), -1, golden["all_indices"])
    close(weights.tokenizer.decode(tokens), golden["decoded_normalised"])
    assert torch.equal(weights.tokenizer.encode(golden["feats"]), golden["encode_indices"])


@torch.inference_mode()
def test_length_estimator(weights, golden):
    close(weights.length(golden["cond"]), golden["length_logits"])


def test_sizes_come_from_the_options(weights):
    config = weights.config
    assert (config.tokenizer.codes, config.tokenizer.code_dim, config.tokenizer.levels) == (32, 16, 6)
    assert (config.masked.layers, config.masked.width, config.masked.heads) == (2, 24, 3)
    assert config.text.size == 512 and config.max_tokens == 49

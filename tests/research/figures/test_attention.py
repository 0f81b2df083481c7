"""Attention maps: what is recorded is what the model does, and the prior does what its formula says."""

import numpy as np
import pytest
import torch

from backend.generation.runtimes.interface import Condition
from backend.models import checkpoint
from backend.models.attention import SpectralPrior
from backend.research.figures import attention
from tests.weights import write_tiny


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return checkpoint.load(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))


@pytest.fixture(scope="module")
def tokens():
    return np.random.default_rng(3).integers(0, 32, (14, 3))


@pytest.fixture(scope="module")
def condition():
    vectors = np.random.default_rng(4).normal(size=(1, 5, 384)).astype(np.float32)
    return Condition(vectors, np.array([5]))


def inputs(weights, tokens, condition):
    base = torch.from_numpy(tokens[None, :, 0])
    return base, torch.tensor([14]), torch.from_numpy(condition.vectors), torch.from_numpy(condition.lengths)


@pytest.mark.parametrize("with_prior", [False, True])
def test_recorded_attention_is_what_mixes_the_values(weights, tokens, condition, with_prior):
    model, given = weights.masked, inputs(weights, tokens, condition)
    phi = torch.rand(1, 14, 4) if with_prior else None
    layer, entered, left = model.body.layers[0], [], []
    hooks = [
        layer.register_forward_pre_hook(lambda _, arguments: entered.append(arguments[0])),
        layer.out_proj.register_forward_pre_hook(lambda _, arguments: left.append(arguments[0])),
    ]
    with torch.no_grad(), attention.recorded(model.body) as found:
        model(*given, phi)
    for hook in hooks:
        hook.remove()
    values = layer.project(entered[0])[2]
    mixed = (found[0] @ values).transpose(1, 2).reshape(left[0].shape)
    torch.testing.assert_close(mixed, left[0], atol=1e-5, rtol=1e-4)
    assert len(found) == len(model.body.layers)
    torch.testing.assert_close(found[1].sum(-1), torch.ones_like(found[1].sum(-1)))


def test_recording_leaves_the_model_as_it_was(weights, tokens, condition):
    model, given = weights.masked, inputs(weights, tokens, condition)
    with torch.no_grad():
        before = model(*given)
        with attention.recorded(model.body) as found:
            assert torch.equal(model(*given), before)
        count = len(found)
        assert torch.equal(model(*given), before) and len(found) == count
    assert not any(layer._forward_pre_hooks for layer in model.body.layers)


def test_maps_hold_similarity_and_shares(weights, tokens, condition):
    maps = attention.maps(weights, tokens, condition, hidden=0.5, seed=2)
    assert maps.hidden.sum() == 7
    np.testing.assert_allclose(maps.similarity, maps.similarity.T, atol=1e-6)
    np.testing.assert_allclose(np.diag(maps.similarity), 1.0, atol=1e-5)
    assert maps.plain.shape == maps.prior.shape == (2, 14, 14)
    for look in (maps.plain, maps.prior):
        assert (look >= 0).all() and (look.sum(-1) < 1).all() and (look.sum(-1) > 0.2).all()
    assert maps.alphas == pytest.approx((0.2, 0.2 * weights.config.msd.decay))
    assert np.abs(maps.plain - maps.prior).max() > 1e-4
    assert maps.agreement().shape == (2, 2)


def test_without_strength_the_prior_changes_nothing(weights, tokens, condition):
    maps = attention.maps(weights, tokens, condition, alpha=0.0)
    np.testing.assert_allclose(maps.plain, maps.prior, atol=1e-6)
    assert weights.masked.body.alphas[0] == weights.config.msd.attention


def test_full_strength_looks_by_similarity_alone(weights, tokens, condition):
    maps = attention.maps(weights, tokens, condition, hidden=0.3, alpha=1.0)
    scale = weights.config.msd.scale
    ratio = np.log(maps.prior[0] / maps.prior[0][:, :1])
    np.testing.assert_allclose(ratio, scale * (maps.similarity - maps.similarity[:, :1]), atol=0.02)


def test_prior_leaves_the_sentence_alone(weights):
    layer = weights.masked.body.layers[0]
    q, k, _ = layer.project(torch.randn(1, 6, 32))
    prior = SpectralPrior(torch.rand(1, 4, 4), torch.tensor([4]), prefix=2, scale=4.0)
    blocked = torch.zeros(1, 1, 1, 6)
    both = [layer.attention(q, k, blocked, prior, alpha) for alpha in (0.0, 0.7)]
    torch.testing.assert_close(both[0][:, :, :2], both[1][:, :, :2])


def test_what_varies_most_is_found(weights):
    steady = np.zeros((8, 3), dtype=np.int64)

    class Stub:
        def __init__(self, tokens):
            self.tokens = tokens

    lively = np.random.default_rng(1).integers(0, 32, (8, 3))
    lively[:4] = 0
    assert attention.most_varied([Stub(steady), Stub(lively)], weights) == 1

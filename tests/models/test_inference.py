"""The networks as decoding runs them compute what the modules compute."""

import numpy as np
import pytest
import torch

from backend.models import layout
from backend.models.config import ModelConfig, MSDConfig, TextConfig, TokenizerConfig, TransformerConfig
from backend.models.inference import MaskedInference, ResidualInference
from backend.models.masked import MaskedTransformer
from backend.models.residual import ResidualTransformer
from backend.models.tokenizer import Tokenizer

BODY = TransformerConfig(layers=3, width=32, feedforward=64, heads=2)
LENGTHS, PREFIXES = [11, 6, 11, 1], [5, 1, 5, 3]


def config(attention=0.3, max_words=48):
    return ModelConfig(
        tokenizer=TokenizerConfig(features=12, width=16, code_dim=16, codes=20, levels=4),
        masked=BODY, residual=BODY, text=TextConfig(size=6, max_words=max_words),
        msd=MSDConfig(attention=attention),
    )  # fmt: skip


def made(kind, **options):
    torch.manual_seed(3)
    model = kind(config(**options)).eval().requires_grad_(False)
    for parameter in model.parameters():
        parameter.data += 0.2 * torch.randn_like(parameter)
    return model


@pytest.fixture
def batch():
    torch.manual_seed(5)
    vectors = torch.randn(4, 5, 6)
    lengths = torch.tensor(LENGTHS)
    return lengths, vectors, torch.tensor(PREFIXES), torch.rand(4, 11, 4)


def compare(found, expected, wanted):
    assert expected[torch.from_numpy(wanted)].abs().max() > 0.5, "all but zero would agree with anything"
    at = torch.from_numpy(wanted)
    assert (found[at] - expected[at]).abs().max() < 1e-5
    assert not found[~at & (found.abs().sum(-1) == 0)].any()


def wanted_positions(share):
    inside = np.arange(11) < np.array(LENGTHS)[:, None]
    return inside & (np.random.default_rng(1).random((4, 11)) < share)


@pytest.mark.parametrize("share", [1.0, 0.4])
@pytest.mark.parametrize("attention, words", [(0.3, 48), (0.0, 48), (0.3, 0)])
def test_masked_logits_are_the_module_s(batch, share, attention, words):
    lengths, vectors, prefixes, phi = batch
    model = made(MaskedTransformer, attention=attention, max_words=words)
    tokens, wanted = torch.randint(0, 21, (4, 11)), wanted_positions(share)
    fast = MaskedInference(model)
    found = fast(tokens, LENGTHS, *fast.prepare(vectors, prefixes), phi, wanted)
    compare(found, model(tokens, lengths, vectors, prefixes, phi), wanted)


@pytest.mark.parametrize("share", [1.0, 0.4])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_residual_logits_are_the_module_s(batch, share, level):
    lengths, vectors, prefixes, phi = batch
    model = made(ResidualTransformer)
    tokens, wanted = torch.randint(0, 20, (4, 11, level)), wanted_positions(share)
    fast = ResidualInference(model)
    found = fast(tokens, level, LENGTHS, *fast.prepare(vectors, prefixes), phi, wanted)
    compare(found, model(tokens, level, lengths, vectors, prefixes, phi), wanted)


def test_laying_out_changes_strides_and_nothing_else(batch):
    lengths, vectors, prefixes, phi = batch
    torch.manual_seed(0)
    tokens = torch.arange(44).view(4, 11) % 20
    for model, call in (
        (made(MaskedTransformer), lambda m: m(tokens, lengths, vectors, prefixes, phi)),
        (Tokenizer(config().tokenizer).eval(), lambda m: m.decoder(m.encoder(torch.ones(2, 16, 12)))),
    ):  # fmt: skip
        with torch.no_grad():
            before, state = call(model), {n: t.clone() for n, t in model.state_dict().items()}
            layout.lay_out(model)
            torch.testing.assert_close(call(model), before, atol=1e-5, rtol=1e-4)
        for name, tensor in model.state_dict().items():
            assert torch.equal(tensor, state[name]), name
        linear = next(m for m in model.modules() if isinstance(m, torch.nn.Linear) or hasattr(m, "kernel"))
        assert linear.weight.stride(0) == 1


def test_laid_out_convolution_needs_no_copy():
    tokenizer = layout.lay_out(Tokenizer(config().tokenizer).eval())
    conv = next(m for m in tokenizer.modules() if getattr(m, "kernel", 1) > 1)
    assert conv._matrix().data_ptr() == conv.weight.data_ptr()

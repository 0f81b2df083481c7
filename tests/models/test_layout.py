"""Weights laid out for a CPU's products stay what they are."""

import pytest
import torch

from backend.models import layout
from backend.models.config import ModelConfig, TextConfig, TokenizerConfig, TransformerConfig
from backend.models.masked import MaskedTransformer
from backend.models.packed import PackedMasked
from backend.models.tokenizer import Tokenizer

BODY = TransformerConfig(layers=3, width=32, feedforward=64, heads=2)
CONFIG = ModelConfig(
    tokenizer=TokenizerConfig(features=12, width=16, code_dim=16, codes=20, levels=4),
    masked=BODY, residual=BODY, text=TextConfig(size=6),
)  # fmt: skip


def transformer():
    torch.manual_seed(3)
    model = MaskedTransformer(CONFIG).eval().requires_grad_(False)
    for parameter in model.parameters():
        parameter.data += 0.2 * torch.randn_like(parameter)
    return model


def test_laying_out_changes_strides_and_nothing_else():
    torch.manual_seed(0)
    tokens, lengths = torch.arange(44).view(4, 11) % 20, torch.tensor([11, 6, 11, 1])
    given = (tokens, lengths, torch.randn(4, 5, 6), torch.tensor([5, 1, 5, 3]), torch.rand(4, 11, 4))
    for model, call in (
        (transformer(), lambda m: m(*given)),
        (Tokenizer(CONFIG.tokenizer).eval(), lambda m: m.decoder(m.encoder(torch.ones(2, 16, 12)))),
    ):
        with torch.no_grad():
            before, state = call(model), {n: t.clone() for n, t in model.state_dict().items()}
            layout.lay_out(model)
            torch.testing.assert_close(call(model), before, atol=1e-5, rtol=1e-4)
        for name, tensor in model.state_dict().items():
            assert torch.equal(tensor, state[name]), name
        linear = next(m for m in model.modules() if isinstance(m, torch.nn.Linear) or hasattr(m, "kernel"))
        assert linear.weight.stride(0) == 1


def test_laid_out_convolution_needs_no_copy():
    tokenizer = layout.lay_out(Tokenizer(CONFIG.tokenizer).eval())
    conv = next(m for m in tokenizer.modules() if getattr(m, "kernel", 1) > 1)
    assert conv._matrix().data_ptr() == conv.weight.data_ptr()


@pytest.mark.parametrize("name", ["body.layers.0.in_proj", "last_q", "last_kv"])
def test_a_packed_transformer_is_laid_out_too_and_shares_what_is_already(name):
    model = layout.lay_out(transformer())
    before = model.body.layers[0].in_proj.weight.data_ptr()
    linear = layout.lay_out(PackedMasked(model, 11)).get_submodule(name)
    assert linear.weight.stride(0) == 1 and linear.weight.stride(1) > len(linear.weight)
    assert model.body.layers[0].in_proj.weight.data_ptr() == before

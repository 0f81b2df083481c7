"""The packed transformers give what the plain ones give."""

import dataclasses

import numpy as np
import pytest
import torch

from backend.generation.runtimes.packing import packed
from backend.models.config import MSDConfig, TextConfig
from backend.models.masked import MaskedTransformer
from backend.models.packed import Conditions, PackedMasked, PackedResidual
from backend.models.residual import ResidualTransformer
from backend.training.presets import PRESETS

TEXTS, LENGTHS = np.array([6, 1, 3]), np.array([20, 13, 5])
B, N, M = len(LENGTHS), 20, 6


def models(layers, attention, words=48):
    torch.manual_seed(0)
    tiny = PRESETS["tiny"]
    config = dataclasses.replace(
        tiny,
        masked=dataclasses.replace(tiny.masked, layers=layers),
        residual=dataclasses.replace(tiny.residual, layers=layers),
        msd=MSDConfig(attention=attention),
        text=TextConfig(max_words=words),
    )
    found = MaskedTransformer(config).eval(), ResidualTransformer(config).eval()
    for model in found:
        for parameter in model.parameters():
            parameter.data += 0.1 * torch.randn_like(parameter)
    return config, *found


@pytest.mark.parametrize("wanted", [range(N)[::-1], (12, 0, 4)])
@pytest.mark.parametrize(
    ("layers", "attention", "words"), [(3, 0.2, 48), (1, 0.4, 48), (2, 0.0, 0), (1, 0.0, 48), (2, 0.2, 0)]
)
@torch.no_grad()
def test_packed_transformers_agree_with_plain_ones(layers, attention, words, wanted):
    config, masked, residual = models(layers, attention, words)
    m, texts = (M, TEXTS) if words else (1, np.ones_like(TEXTS))
    vectors = torch.randn(B, m, config.text.size)
    phi = torch.rand(B, N, config.msd.window)
    lengths, counts = torch.tensor(LENGTHS), torch.tensor(texts)
    at = np.tile(wanted, (B, 1))
    embedded = Conditions(masked, residual)(vectors)

    def run(kind, model, condition, extra, *given):
        inputs = packed(tuple(texts + extra), m + extra, tuple(LENGTHS), N).inputs(at)
        places = [torch.from_numpy(inputs[name]) for name in ("rows", "back", "at", "blocked")]
        prior = (phi, torch.tensor(model.body.alphas)) if attention else ()
        return kind(model, N).eval()(*given, *condition, *places, *prior)

    tokens = torch.randint(0, config.tokenizer.codes + 1, (B, N))
    pairs = [(
        masked(tokens, lengths, vectors, counts, phi), run(PackedMasked, masked, embedded[:2], 0, tokens)
    )]  # fmt: skip
    for level in range(1, config.tokenizer.levels):
        tokens = torch.randint(0, config.tokenizer.codes + 1, (B, N, level))
        pairs.append((
            residual(tokens, level, lengths, vectors, counts, phi),
            run(PackedResidual, residual, embedded[2:], 1, tokens, torch.tensor([level])),
        ))  # fmt: skip
    for plain, found in pairs:
        assert found.shape == (B, len(wanted), plain.shape[2])
        for i, length in enumerate(LENGTHS):
            inside = np.array(wanted) < length
            expected = plain[i, at[i][inside]]
            assert expected.std() > 0.05, "all but zero would agree with anything"
            torch.testing.assert_close(found[i, inside], expected, atol=1e-4, rtol=1e-4)

from dataclasses import replace

import numpy as np
import pytest
import torch

from backend.models import spectral
from backend.models.config import MSDConfig
from backend.models.tokenizer import Tokenizer
from backend.training import masking
from backend.training.masked import MaskedTask
from backend.training.presets import PRESETS
from backend.training.tokens import TextBank, TokenSet

from .conftest import fake_encode


@pytest.fixture
def tokenizer():
    torch.manual_seed(0)
    made = Tokenizer(PRESETS["tiny"].tokenizer).eval()
    for layer in made.quantizer.layers:
        layer.codebook.normal_()
    return made


def same(a, b):
    pairs = [(x, y) for p, q in zip(a.tokens, b.tokens, strict=True) for x, y in zip(p, q, strict=True)]
    return all(np.array_equal(x, y) for x, y in pairs)


def test_the_second_time_tokens_come_from_the_file(clips, tokenizer, tmp_path, monkeypatch):
    fresh = TokenSet(clips, tokenizer, 49, 4)
    first = TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    monkeypatch.setattr(TokenSet, "_encode", None)
    second = TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    assert same(fresh, first) and same(first, second)
    for name in ("omega", "energy"):
        for kept, read in zip(getattr(first, name), getattr(second, name), strict=True):
            assert all(np.array_equal(a, b) for a, b in zip(kept, read, strict=True))


def test_another_tokenizer_or_other_clips_make_the_file_again(clips, tokenizer, tmp_path):
    TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    tokenizer.quantizer.layers[0].codebook.mul_(-1.0)
    assert same(
        TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz"), TokenSet(clips, tokenizer, 49, 4)
    )
    fewer = TokenSet(clips[:2], tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    assert len(fewer.tokens) == 2
    assert same(fewer, TokenSet(clips[:2], tokenizer, 49, 4))


def test_energy_is_that_of_all_levels_floored_where_a_code_repeats(clips, tokenizer):
    made = TokenSet(clips, tokenizer, 49, 4)
    tokens = torch.from_numpy(made.tokens[0][0].astype(np.int64))[None]
    _, expected = spectral.descriptor(tokenizer.quantizer.decode(tokens), torch.tensor([tokens.shape[1]]), 4)
    floored = np.log(np.maximum(expected[0].detach().numpy(), made.floor))
    np.testing.assert_allclose(made.energy[0][0], floored, rtol=1e-5)
    every = np.concatenate([e for of_clip in made.energy for e in of_clip])
    assert np.isfinite(every).all() and every.min() == pytest.approx(np.log(made.floor))
    low, high = made.base_range(tokenizer.codebooks[0], 4)
    assert low < high


def test_the_strength_goes_by_the_scalar_that_the_configuration_names(clips, tokenizer, monkeypatch):
    made = TokenSet(clips, tokenizer, 49, 4)
    bank, seen = TextBank(fake_encode, made.texts()), []
    choose = masking.choose
    monkeypatch.setattr(masking, "choose", lambda level, *rest: seen.append(level) or choose(level, *rest))
    for complexity in ("flatness", "energy"):
        config = replace(PRESETS["tiny"], msd=MSDConfig(attention=0.0, complexity=complexity))
        torch.manual_seed(0)
        MaskedTask(config, tokenizer.codebooks, made, made, bank).loss(0.5)
    flat, lively = seen
    assert flat.min() >= 0.0 and flat.max() <= 0.5 < lively.max() and flat.shape == lively.shape

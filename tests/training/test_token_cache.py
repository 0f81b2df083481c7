import numpy as np
import pytest
import torch

from backend.models.tokenizer import Tokenizer
from backend.training.presets import PRESETS
from backend.training.tokens import TokenSet


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


def test_another_tokenizer_or_other_clips_make_the_file_anew(clips, tokenizer, tmp_path):
    TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    tokenizer.quantizer.layers[0].codebook.mul_(-1.0)
    assert same(
        TokenSet(clips, tokenizer, 49, 4, cache=tmp_path / "tokens.npz"), TokenSet(clips, tokenizer, 49, 4)
    )
    fewer = TokenSet(clips[:2], tokenizer, 49, 4, cache=tmp_path / "tokens.npz")
    assert len(fewer.tokens) == 2
    assert same(fewer, TokenSet(clips[:2], tokenizer, 49, 4))

import math

import pytest
import torch

from backend.models.attention import Dropout, Layer, SpectralPrior
from backend.models.config import ModelConfig, MSDConfig, TextConfig, TokenizerConfig, TransformerConfig
from backend.models.masked import MaskedTransformer
from backend.models.residual import ResidualTransformer

BODY = TransformerConfig(layers=2, width=16, feedforward=32, heads=2)


def small(attention=0.3):
    return ModelConfig(
        tokenizer=TokenizerConfig(width=8, code_dim=8, codes=12, levels=4),
        masked=BODY, residual=BODY, text=TextConfig(size=6), msd=MSDConfig(attention=attention),
    )  # fmt: skip


def inputs(b=3, n=10):
    torch.manual_seed(5)
    lengths = torch.tensor([n, n - 3, 4])[:b]
    phi = torch.rand(b, n, 4)
    return torch.randint(0, 12, (b, n)), lengths, torch.randn(b, 5, 6), torch.tensor([5, 3, 1])[:b], phi


def test_attention_without_prior_is_exactly_the_plain_model():
    torch.manual_seed(0)
    model = MaskedTransformer(small(attention=0.0)).eval()
    *plain, phi = inputs()
    assert torch.equal(model(*plain), model(*plain, phi))


def test_attention_with_prior_changes_the_logits():
    torch.manual_seed(0)
    model = MaskedTransformer(small()).eval()
    *plain, phi = inputs()
    assert (model(*plain) - model(*plain, phi)).abs().max() > 1e-4


def test_prior_formula_on_one_layer():
    torch.manual_seed(2)
    layer = Layer(BODY).eval()
    x, phi, lengths = torch.randn(1, 5, 16), torch.rand(1, 4, 4), torch.tensor([3])
    blocked = torch.zeros(1, 1, 1, 5)
    blocked[..., 4] = float("-inf")
    q, k, v = layer.in_proj(x).chunk(3, dim=-1)
    heads = []
    for h in range(2):
        part = slice(8 * h, 8 * h + 8)
        logits = q[0, :, part] @ k[0, :, part].T / math.sqrt(8)
        for i in range(1, 4):
            for j in range(1, 4):
                a, b = phi[0, i - 1], phi[0, j - 1]
                cos = (a @ b) / (a.norm() * b.norm())
                logits[i, j] = (1 - 0.4) * logits[i, j] + 0.4 * 3.0 * cos
        logits[:, 4] = float("-inf")
        heads.append(torch.softmax(logits, -1) @ v[0, :, part])
    y = layer.norm1(x + layer.out_proj(torch.cat(heads, -1)))
    y = layer.norm2(y + layer.linear2(torch.nn.functional.gelu(layer.linear1(y))))
    prior = SpectralPrior(phi, lengths, prefix=1, scale=3.0)
    torch.testing.assert_close(layer(x, blocked, prior, 0.4), y)


@pytest.mark.parametrize("attention", [0.0, 0.3])
def test_clips_of_a_batch_do_not_touch_each_other(attention):
    torch.manual_seed(1)
    model = MaskedTransformer(small(attention)).eval()
    tokens, lengths, vectors, vector_lengths, phi = inputs()
    together = model(tokens, lengths, vectors, vector_lengths, phi)
    for i, n in enumerate(lengths.tolist()):
        m = int(vector_lengths[i])
        alone = model(
            tokens[i : i + 1, :n],
            lengths[i : i + 1],
            vectors[i : i + 1, :m],
            vector_lengths[i : i + 1],
            phi[i : i + 1, :n],
        )
        torch.testing.assert_close(together[i, :n], alone[0], atol=1e-5, rtol=1e-4)


def test_all_masked_without_spectrum_is_finite():
    model = MaskedTransformer(small()).eval()
    _, lengths, vectors, vector_lengths, phi = inputs()
    tokens = torch.full((3, 10), model.mask_id)
    assert torch.isfinite(model(tokens, lengths, vectors, vector_lengths, torch.zeros_like(phi))).all()


def test_residual_reads_only_coarser_levels_and_shares_tables():
    torch.manual_seed(3)
    model = ResidualTransformer(small()).eval()
    _, lengths, vectors, vector_lengths, phi = inputs()
    tokens = torch.randint(0, 12, (3, 10, 4))
    before = model(tokens, 2, lengths, vectors, vector_lengths, phi)
    changed = tokens.clone()
    changed[..., 2:] = 0
    assert torch.equal(before, model(changed, 2, lengths, vectors, vector_lengths, phi))
    assert before.shape == (3, 10, 12)
    assert torch.equal(model.embedding_tables[1:], model.output_tables[:-1])
    want = model.embedding_tables[0, tokens[0, 0, 0]] + model.embedding_tables[1, tokens[0, 0, 1]]
    torch.testing.assert_close(model.embed(tokens, torch.tensor([2, 2, 2]))[0, 0], want)


def test_sentence_only_condition_ignores_word_rows():
    torch.manual_seed(4)
    config = ModelConfig(
        tokenizer=TokenizerConfig(width=8, code_dim=8, codes=12, levels=4), masked=BODY, residual=BODY,
        text=TextConfig(size=6, max_words=0), msd=MSDConfig(attention=0.0),
    )  # fmt: skip
    model = MaskedTransformer(config).eval()
    tokens, lengths, vectors, vector_lengths, _ = inputs()
    torch.testing.assert_close(
        model(tokens, lengths, vectors, vector_lengths),
        model(tokens, lengths, vectors[:, :1], torch.ones(3, dtype=torch.long)),
    )


def test_dropout_keeps_the_mean_and_the_share():
    torch.manual_seed(0)
    dropout, x = Dropout(0.25).train(), torch.ones(100_001)
    y = dropout(x)
    assert abs((y == 0).float().mean().item() - 0.25) < 0.01
    assert abs(y.mean().item() - 1.0) < 0.01
    assert torch.equal(dropout.eval()(x), x)

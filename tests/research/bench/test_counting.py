"""The counted multiply-adds are those that the real networks do."""

import numpy as np
import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from backend.generation.runtimes import packing
from backend.models import checkpoint
from backend.models.config import LengthConfig, ModelConfig, MSDConfig, TextConfig, TokenizerConfig
from backend.models.config import TransformerConfig as Body
from backend.models.packed import Conditions, PackedMasked, PackedResidual
from backend.research.bench import counting

N, ROWS = 13, 5


def config(attention=0.2, words=48):
    return ModelConfig(
        tokenizer=TokenizerConfig(features=20, width=24, code_dim=40, codes=32, levels=4, depth=2),
        masked=Body(layers=3, width=48, feedforward=80, heads=4),
        residual=Body(layers=2, width=64, feedforward=96, heads=2),
        length=LengthConfig(width=16), text=TextConfig(size=28, max_words=words),
        msd=MSDConfig(attention=attention),
    )  # fmt: skip


def counted(call):
    counter = FlopCounterMode(display=False)
    # Torch counts the plain attention; its fused one on a CPU it does not know.
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH), counter:
        call()
    return counter.get_total_flops() // 2


@pytest.mark.parametrize("attention, words", [(0.2, 48), (0.0, 48), (0.2, 0)])
def test_transformers(attention, words):
    sizes = config(attention, words)
    parts = {name: part.eval() for name, part in checkpoint.build(sizes).items()}
    rows = ROWS if words else 1
    given = (torch.tensor([N]), torch.randn(1, rows, 28), torch.tensor([rows]), torch.rand(1, N, 4))
    tokens = torch.randint(0, 32, (1, N))
    assert counted(lambda: parts["masked"](tokens, *given)) == counting.masked(sizes, N, rows)
    tokens = torch.randint(0, 32, (1, N, 2))
    assert counted(lambda: parts["residual"](tokens, 2, *given)) == counting.residual(sizes, N, rows)


def test_decoder():
    sizes = config()
    tokenizer = checkpoint.build(sizes)["tokenizer"].eval()
    tokens = torch.randint(0, 32, (1, N, 4))
    assert counted(lambda: tokenizer.decode(tokens)) == counting.decoder(sizes.tokenizer, N)


def test_sentence_encoder():
    from backend.text.minilm import MiniLM

    model = MiniLM(50, 64).eval()
    ids = torch.randint(0, 50, (1, 9))
    assert counted(lambda: model(ids, torch.tensor([9]))) == counting.sentence(9)


def test_decoding_does_less_than_is_counted():
    """The runtimes leave out rows of the last layer, and look up what the modules multiply."""
    sizes = config()
    parts = {name: part.eval() for name, part in checkpoint.build(sizes).items()}
    condition = Conditions(parts["masked"], parts["residual"])(torch.randn(1, ROWS, 28))
    phi, wanted = torch.rand(1, N, 4), np.arange(N)[None] < 4

    def given(name, extra, *shape):
        tokens = torch.randint(0, 32, (1, N, *shape)).numpy()
        asked, _, _ = packing.asked(tokens, np.array([N]), np.array([ROWS + extra]), wanted)
        alphas = torch.tensor(sizes.msd.alphas(getattr(sizes, name).layers))
        return {key: torch.from_numpy(array) for key, array in asked.items()} | {"phi": phi, "alphas": alphas}

    masked, residual = PackedMasked(parts["masked"], N), PackedResidual(parts["residual"], N)
    inputs = given("masked", 0) | dict(zip(("condition", "condition_qkv"), condition[:2], strict=True))
    assert 0.4 < counted(lambda: masked(**inputs)) / counting.masked(sizes, N, ROWS) < 0.9
    inputs = given("residual", 1, 2) | dict(zip(("condition", "condition_qkv"), condition[2:], strict=True))
    done = counted(lambda: residual(level=torch.tensor([2]), **inputs))
    assert 0.4 < done / counting.residual(sizes, N, ROWS) < 0.9


def test_a_published_take_is_the_known_work():
    """A 196-frame take in ten steps at the published sizes is 20 · 10⁹ multiply-adds, attention included."""
    work = counting.per_stage(ModelConfig(), counting.Request(49, 7))
    assert sum(work.values()) == pytest.approx(20.1e9, rel=0.005)
    assert work["masked"] > work["residual"] > work["decode"] > work["text"] > 0
    twice = counting.per_stage(ModelConfig(), counting.Request(49, 7, takes=2, steps=20))
    assert twice["masked"] == 4 * work["masked"] and twice["decode"] == 2 * work["decode"]

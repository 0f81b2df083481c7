"""The counted multiply-adds are those that the real networks do."""

import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from backend.models import checkpoint
from backend.models.config import LengthConfig, ModelConfig, MSDConfig, TextConfig, TokenizerConfig
from backend.models.config import TransformerConfig as Body
from backend.models.inference import MaskedInference, ResidualInference
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
    vectors, lengths = torch.randn(1, ROWS, 28), torch.tensor([ROWS])
    wanted = torch.zeros(1, N, dtype=torch.bool).numpy()
    wanted[:, :4] = True
    phi = torch.rand(1, N, 4)
    masked, residual = MaskedInference(parts["masked"]), ResidualInference(parts["residual"])
    rest = ([N], *masked.prepare(vectors, lengths), phi, wanted)
    done = counted(lambda: masked(torch.randint(0, 32, (1, N)), *rest))
    assert 0.4 < done / counting.masked(sizes, N, ROWS) < 0.9
    rest = ([N], *residual.prepare(vectors, lengths), phi, wanted)
    done = counted(lambda: residual(torch.randint(0, 32, (1, N, 2)), 2, *rest))
    assert 0.4 < done / counting.residual(sizes, N, ROWS) < 0.9


def test_a_published_take_is_the_known_work():
    """A 196-frame take in ten steps at the published sizes is 20 · 10⁹ multiply-adds, attention included."""
    work = counting.per_stage(ModelConfig(), counting.Request(49, 7))
    assert sum(work.values()) == pytest.approx(20.1e9, rel=0.005)
    assert work["masked"] > work["residual"] > work["decode"] > work["text"] > 0
    twice = counting.per_stage(ModelConfig(), counting.Request(49, 7, takes=2, steps=20))
    assert twice["masked"] == 4 * work["masked"] and twice["decode"] == 2 * work["decode"]

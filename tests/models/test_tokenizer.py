import pytest
import torch
from torch import nn

from backend.models.config import TokenizerConfig
from backend.models.conv import FrameConv
from backend.models.quantizer import Codebook, ResidualQuantizer
from backend.models.tokenizer import Tokenizer

SMALL = TokenizerConfig(features=5, width=8, code_dim=4, codes=6, levels=3)


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "padding"),
    [(3, 1, 1, None), (3, 1, 9, None), (4, 2, 1, 1), (1, 1, 1, None)],
)
def test_frame_conv_is_conv1d(kernel, stride, dilation, padding):
    torch.manual_seed(0)
    ours = FrameConv(3, 5, kernel, stride=stride, dilation=dilation, padding=padding)
    theirs = nn.Conv1d(3, 5, kernel, stride, padding=ours.padding, dilation=dilation)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(2, 24, 3)
    torch.testing.assert_close(ours(x), theirs(x.mT).mT)


def test_four_frames_become_one_token_and_back():
    model = Tokenizer(SMALL).eval()
    tokens = model.encode(torch.randn(2, 24, 5))
    assert tokens.shape == (2, 6, 3)
    assert model.decode(tokens).shape == (2, 24, 5)


def test_residual_levels_sum_up_and_negative_tokens_add_nothing():
    quantizer = ResidualQuantizer(SMALL)
    for level, layer in enumerate(quantizer.layers):
        layer.codebook.copy_(torch.arange(24.0).view(6, 4) + 100 * level)
    tokens = torch.tensor([[[1, 2, 3], [1, -1, -1]]])
    books = quantizer.codebooks
    torch.testing.assert_close(quantizer.decode(tokens)[0, 0], books[0, 1] + books[1, 2] + books[2, 3])
    torch.testing.assert_close(quantizer.decode(tokens)[0, 1], books[0, 1])


def test_encode_takes_the_nearest_code_of_what_is_left():
    quantizer = ResidualQuantizer(SMALL)
    torch.manual_seed(1)
    for layer in quantizer.layers:
        layer.codebook.normal_()
    x = torch.randn(1, 3, 4)
    rest, tokens = x.clone(), quantizer.encode(x)
    for level in range(3):
        distance = (rest.unsqueeze(2) - quantizer.codebooks[level]).norm(dim=-1)
        assert torch.equal(tokens[..., level], distance.argmin(-1))
        rest = rest - quantizer.codebooks[level][tokens[..., level]]


def test_codebook_moves_towards_its_rows_and_restarts_dead_codes():
    book = Codebook(2, 1, decay=0.5)
    book.codebook.copy_(torch.tensor([[0.0], [10.0]]))
    book.totals.copy_(book.codebook * 4.0)
    book.counts.fill_(4.0)
    x = torch.tensor([[1.0], [1.0], [1.0], [1.0]])
    book.update(x, torch.zeros(4, dtype=torch.long))
    # (0·4·½ + 4·½) / (4·½ + 4·½) for the used code; the other one still counts 2 and stays.
    torch.testing.assert_close(book.codebook, torch.tensor([[0.5], [10.0]]))
    for _ in range(2):
        book.update(x, torch.zeros(4, dtype=torch.long))
    assert book.codebook[1].item() == 1.0


def test_gradient_passes_straight_through_the_quantiser():
    torch.manual_seed(0)
    model = Tokenizer(SMALL).train()
    for which in range(3):
        model.zero_grad(set_to_none=True)
        model(torch.randn(2, 16, 5))[which].sum().backward()
        assert model.encoder[0].weight.grad.abs().sum() > 0


def test_forward_also_gives_what_the_base_level_alone_says():
    torch.manual_seed(0)
    model = Tokenizer(SMALL).train()
    x = torch.randn(2, 16, 5)
    model(x)
    model.eval()
    y, base, *_ = model(x)
    tokens = model.encode(x)
    torch.testing.assert_close(y, model.decode(tokens))
    torch.testing.assert_close(base, model.decode(tokens[..., :1]))

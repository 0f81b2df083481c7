import math

import torch

from backend.models import spectral
from backend.models.config import MSDConfig
from backend.training import masking


def ragged(b=400, n=20):
    lengths = torch.full((b,), n)
    lengths[::2] = 13
    valid = torch.arange(n) < lengths.unsqueeze(1)
    return lengths, valid


def test_how_many_are_masked_does_not_depend_on_the_strength():
    torch.manual_seed(0)
    lengths, valid = ragged()
    omega = torch.rand(valid.shape)
    ratio = torch.rand(len(valid))
    want = (ratio * lengths).round().clamp_min(1).long()
    for strength in (0.0, 2.0):
        chosen = masking.choose(omega, valid, ratio, strength)
        assert torch.equal(chosen.sum(1), want)
        assert not (chosen & ~valid).any()


def test_strength_zero_is_uniform_and_more_prefers_the_complex():
    torch.manual_seed(0)
    valid = torch.ones(4000, 8, dtype=torch.bool)
    omega = torch.linspace(0, 1, 8).expand(4000, 8)
    uniform = masking.choose(omega, valid, torch.tensor(0.25), 0.0).float().mean(0)
    assert (uniform - 0.25).abs().max() < 0.03
    focused = masking.choose(omega, valid, torch.tensor(0.125), 1.0).float().mean(0)
    z = (omega[0] - omega[0].mean()) / omega[0].std(correction=0)
    torch.testing.assert_close(focused, torch.softmax(z, 0), atol=0.03, rtol=0)


def test_the_strength_grows_and_is_taken_back_over_the_last_part():
    kept, released = MSDConfig(masking=0.5), MSDConfig(masking=0.5, release=0.25)
    at = (0.0, 0.15, 0.3, 0.75, 0.875, 1.0)
    assert [masking.strength(kept, 0.3, p) for p in at] == [0.0, 0.25, 0.5, 0.5, 0.5, 0.5]
    assert [masking.strength(released, 0.3, p) for p in at] == [0.0, 0.25, 0.5, 0.5, 0.25, 0.0]


def test_corruption_shares():
    torch.manual_seed(0)
    tokens = torch.zeros(400, 100, dtype=torch.long)
    chosen = torch.zeros_like(tokens, dtype=torch.bool)
    chosen[:, :50] = True
    seen = masking.corrupt(tokens, chosen, 1000, 1000)
    assert not seen[:, 50:].any()
    masked = (seen[:, :50] == 1000).float().mean().item()
    random = ((seen[:, :50] > 0) & (seen[:, :50] < 1000)).float().mean().item()
    assert abs(masked - 0.9 * 0.88) < 0.01 and abs(random - 0.10) < 0.01


def test_cosine_ratio_mean():
    torch.manual_seed(0)
    assert abs(masking.cosine_ratio(100_000, "cpu").mean().item() - 2 / math.pi) < 0.01


def test_interpolation_between_visible_neighbours():
    vectors = torch.tensor([[[9.0], [0.0], [9.0], [9.0], [9.0], [4.0], [9.0]]])
    known = torch.tensor([[False, True, False, False, False, True, False]])
    filled = masking.interpolate_hidden(vectors, known)
    torch.testing.assert_close(filled[0, :, 0], torch.tensor([0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 4.0]))
    assert not masking.interpolate_hidden(vectors, torch.zeros_like(known)).any()


def test_spectra_do_not_know_the_hidden_tokens():
    torch.manual_seed(0)
    codebook, lengths = torch.randn(10, 6), torch.tensor([12])
    truth = torch.randint(0, 10, (1, 12))
    chosen = torch.rand(1, 12) < 0.5
    seen = torch.where(chosen, 10, truth)
    other = torch.where(chosen, (truth + 1) % 10, truth)
    seen_other = torch.where(chosen, 10, other)
    phi = masking.estimate_phi(seen, lengths, codebook, 10, MSDConfig())
    assert torch.equal(phi, masking.estimate_phi(seen_other, lengths, codebook, 10, MSDConfig()))
    predicted = masking.estimate_phi(seen, lengths, codebook, 10, MSDConfig(), predicted=truth)
    torch.testing.assert_close(predicted, spectral.descriptor(codebook[truth], lengths, 4)[0])

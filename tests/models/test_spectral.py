import numpy as np
import pytest
import torch

from backend.generation.decoding import spectrum
from backend.models import spectral as torch_msd
from backend.models.config import MSDConfig
from backend.motion.measure import spectral as numpy_msd


def test_torch_agrees_with_numpy_clip_by_clip():
    torch.manual_seed(0)
    x, lengths = torch.randn(3, 20, 7, dtype=torch.float64), torch.tensor([20, 9, 1])
    phi, energy = torch_msd.descriptor(x, lengths, 4)
    for i, n in enumerate(lengths.tolist()):
        reference, strength = numpy_msd.descriptor(x[i, :n].numpy(), 4)
        np.testing.assert_allclose(phi[i, :n], reference, atol=1e-6)
        np.testing.assert_allclose(energy[i, :n], strength, atol=1e-5)
        assert not phi[i, n:].any() and not energy[i, n:].any()


def test_complexity_lies_between_one_band_and_all_bands():
    one, flat = torch.tensor([[[1.0, 0, 0, 0]]]), torch.full((1, 1, 4), 0.5)
    assert torch_msd.complexity(one).item() == 0.25 and torch_msd.complexity(flat).item() == 0.5
    assert torch_msd.normalized_complexity(one).item() == 0.0
    assert torch_msd.normalized_complexity(flat).item() == 1.0


@pytest.mark.parametrize("prior", ["phi", "energy"])
def test_what_attention_compares_is_the_same_in_decoding(prior):
    torch.manual_seed(1)
    x, lengths = torch.randn(3, 20, 7, dtype=torch.float64), torch.tensor([20, 9, 2])
    x[0, 4:12] = x[0, 4]
    msd = MSDConfig(prior=prior, energy_low=0.3, energy_high=2.0)
    found = torch_msd.prior(x, lengths, msd)
    decoded, _ = spectrum.describe(x.numpy(), lengths.numpy(), msd)
    np.testing.assert_allclose(found, decoded, atol=1e-5)
    assert found[0, :4].any() and not found[1, 9:].any()
    if prior == "energy":
        assert not found.sum(1).abs().max() > 1e-4, "the mean over the moments is taken off"


def test_energy_is_that_of_numpy_and_of_the_level_in_decoding():
    torch.manual_seed(2)
    x, lengths = torch.randn(2, 15, 7, dtype=torch.float64), torch.tensor([15, 8])
    energy = torch_msd.descriptor(x, lengths, 4)[1]
    msd = MSDConfig(energy_low=1.0, energy_high=3.0)
    level = spectrum.describe(x.numpy(), lengths.numpy(), msd, "energy")[1]
    expected = ((torch_msd.log_energy(energy, np.exp(1.0)) - 1.0) / 2.0).clamp(0.0, 1.0).numpy()
    expected[1, 8:] = 0.0
    np.testing.assert_allclose(level, expected, atol=1e-5)
    numpy_energy = numpy_msd.descriptor(x[0].numpy(), 4)[1]
    np.testing.assert_allclose(
        torch_msd.log_energy(energy[0], 1e-3), numpy_msd.log_energy(numpy_energy, 1e-3), atol=1e-5
    )


def test_the_range_leaves_out_codes_that_repeat():
    energies = np.concatenate([np.zeros(20), np.exp(np.linspace(0.0, 1.0, 101))])
    assert torch_msd.energy_range([energies[:50], energies[50:]]) == pytest.approx((0.05, 0.95))
    assert torch_msd.energy_range([np.zeros(3)]) == (0.0, 0.0)

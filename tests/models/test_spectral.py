import numpy as np
import torch

from backend.models import spectral as torch_msd
from backend.motion import spectral as numpy_msd


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

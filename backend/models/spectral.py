"""Motion Spectral Descriptor for batches of token vectors: the torch twin of backend.motion.measure.spectral.

Which levels' code vectors it is taken of: all levels' sum where the tokens are known (what training masks),
the base level's where only an estimate is (attention, temperature, exploration), the levels drawn so far in
the residual transformer.
"""

import numpy as np
import torch

from backend.motion.measure.spectral import EPS, dct_matrix


def descriptor(x, lengths, window):
    """Band spectrum of x (b, n, d) with `lengths` (b,) valid rows each.

    Returns phi (b, n, window) of unit length and energy (b, n); rows past a clip's length are zero.
    """
    b, n, _ = x.shape
    last = (lengths - 1).clamp_min(0).view(b, 1)
    velocity = torch.zeros_like(x)
    velocity[:, 1:] = x[:, 1:] - x[:, :-1]
    if n > 1:
        velocity[:, 0] = velocity[:, 1] * (lengths > 1).view(b, 1)
    t = torch.arange(n, device=x.device)
    offsets = torch.arange(window, device=x.device) - (window - 1) // 2
    at = torch.minimum((t.view(1, n, 1) + offsets).clamp_min(0), last.unsqueeze(-1))  # (b, n, w)
    windows = torch.gather(
        velocity.unsqueeze(2).expand(-1, -1, window, -1), 1, at.unsqueeze(-1).expand(-1, -1, -1, x.shape[-1])
    )
    dct = torch.as_tensor(dct_matrix(window).astype(np.float32), device=x.device, dtype=x.dtype)
    bands = torch.einsum("kw,bnwd->bnkd", dct, windows).norm(dim=-1)  # (b, n, k)
    valid = (t.view(1, n) < lengths.view(b, 1)).unsqueeze(-1)
    bands = bands * valid
    energy = bands.norm(dim=-1)
    return bands / (energy.unsqueeze(-1) + EPS), energy


def log_energy(energy, floor):
    """E = log‖f‖ of energies ‖f‖ of any shape, those below `floor` > 0 taken as that."""
    return energy.clamp_min(floor).log()


def energy_range(energies):
    """(low, high): 5th and 95th percentile of E over the moments that have any energy; (0, 0) without one.

    One base token in seven has none, because its code repeats for a whole window: log 0 would be the 5th
    percentile. Such moments read as `low`.
    """
    moving = np.concatenate([np.asarray(e, dtype=np.float64).ravel() for e in energies])
    moving = moving[moving > 0.0]
    if not len(moving):
        return 0.0, 0.0
    low, high = np.percentile(np.log(moving), (5.0, 95.0))
    return float(low), float(high)


def prior(x, lengths, msd):
    """What attention compares (b, n, W) of x (b, n, d), lengths (b,): φ, or log f less the clip's mean."""
    phi, energy = descriptor(x, lengths, msd.window)
    if msd.prior == "phi":
        return phi
    valid = (torch.arange(x.shape[1], device=x.device).view(1, -1) < lengths.view(-1, 1)).unsqueeze(-1)
    logs = log_energy(phi * energy.unsqueeze(-1), msd.energy_floor) * valid
    mean = logs.sum(1, keepdim=True) / valid.sum(1, keepdim=True).clamp_min(1)
    return (logs - mean) * valid


def complexity(phi):
    """Ω (b, n): mean over bands of phi (b, n, W)."""
    return phi.mean(dim=-1)


def normalized_complexity(phi):
    """Ω̂ (b, n) in [0, 1]."""
    window = phi.shape[-1]
    return ((window * complexity(phi) - 1.0) / (window**0.5 - 1.0)).clamp(0.0, 1.0)

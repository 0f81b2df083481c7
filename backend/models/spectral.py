"""Motion Spectral Descriptor for batches of token vectors: the torch twin of backend.motion.spectral."""

import numpy as np
import torch

from backend.motion.spectral import EPS, dct_matrix


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


def complexity(phi):
    """Ω (b, n): mean over bands of phi (b, n, W)."""
    return phi.mean(dim=-1)


def normalized_complexity(phi):
    """Ω̂ (b, n) in [0, 1]."""
    window = phi.shape[-1]
    return ((window * complexity(phi) - 1.0) / (window**0.5 - 1.0)).clamp(0.0, 1.0)

"""Which tokens are masked in training, and what the model may know of the masked ones' spectra."""

import math

import torch

from backend.models import spectral

RANDOM_SHARE, MASK_SHARE = 0.10, 0.88


def standardise(level, valid):
    """z (b, n): level minus its clip's mean, over its clip's standard deviation; 0 at padding."""
    count = valid.sum(1, keepdim=True).clamp_min(1)
    mean = (level * valid).sum(1, keepdim=True) / count
    variance = ((level - mean).pow(2) * valid).sum(1, keepdim=True) / count
    return (level - mean) / (variance.sqrt() + 1e-6) * valid


def strength(msd, anneal, progress):
    """λ at a point of the run (0 … 1): it grows over the first `anneal`, goes back to 0 over `release`."""
    grown = msd.masking * min(1.0, progress / anneal)
    return grown * min(1.0, (1.0 - progress) / msd.release) if msd.release else grown


def choose(level, valid, ratio, strength):
    """Content-focused choice (b, n) of round(ratio · length) tokens per clip, at least one.

    Drawn without replacement with weights exp(strength · z), z of level (b, n), by Gumbel top-k; strength 0
    is uniform.
    """
    scores = torch.empty_like(level).exponential_().log_().neg_()
    if strength:
        scores = scores + strength * standardise(level, valid)
    scores = scores.masked_fill(~valid, float("-inf"))
    count = (ratio * valid.sum(1)).round().clamp_min(1).long()
    rank = scores.argsort(dim=1, descending=True).argsort(dim=1)
    return (rank < count.unsqueeze(1)) & valid


def cosine_ratio(b, device):
    """Share of tokens to mask (b,): cos(πu/2), u uniform."""
    return torch.cos(0.5 * math.pi * torch.rand(b, device=device))


def corrupt(tokens, chosen, codes, mask_id):
    """Of the chosen tokens (b, n), 10 % become random codes, 88 % of the rest the mask, the others stay."""
    draw = torch.rand(tokens.shape, device=tokens.device)
    random = chosen & (draw < RANDOM_SHARE)
    masked = chosen & ~random & (torch.rand(tokens.shape, device=tokens.device) < MASK_SHARE)
    shuffled = torch.randint(0, codes, tokens.shape, device=tokens.device)
    return torch.where(masked, mask_id, torch.where(random, shuffled, tokens))


def interpolate_hidden(vectors, known):
    """vectors (b, n, d) with unknown rows filled in: linear between the nearest known ones (b, n).

    Beyond the first or last known row that row is repeated; with nothing known all is zero.
    """
    b, n, d = vectors.shape
    at = torch.arange(n, device=vectors.device).expand(b, n)
    before = torch.where(known, at, -1).cummax(dim=1).values
    after = torch.where(known, at, n).flip(1).cummin(dim=1).values.flip(1)
    low = torch.where(before >= 0, before, after).clamp(0, n - 1)
    high = torch.where(after < n, after, before).clamp(0, n - 1)
    span = (high - low).clamp_min(1)
    part = ((at - low).clamp_min(0) / span).unsqueeze(-1)
    rows = torch.arange(b, device=vectors.device).unsqueeze(1)
    filled = vectors[rows, low] * (1 - part) + vectors[rows, high] * part
    return filled * known.any(dim=1).view(b, 1, 1)


def estimate_phi(seen, lengths, codebook, mask_id, msd, predicted=None):
    """What attention compares (b, n, W), as the MSDConfig's prior says, from what decoding has too: seen
    tokens (b, n), and at masked positions either the `predicted` tokens (b, n) or an interpolation of the
    visible neighbours.
    """
    n = seen.shape[1]
    valid = torch.arange(n, device=seen.device).view(1, n) < lengths.view(-1, 1)
    known = (seen != mask_id) & valid
    if predicted is None:
        vectors = codebook[torch.where(known, seen, 0)]
        vectors = interpolate_hidden(vectors, known)
    else:
        vectors = codebook[torch.where(known, seen, predicted)]
    return spectral.prior(vectors, lengths, msd)

"""How errors depend on what the descriptor says: reconstruction per frame and prediction of hidden tokens."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from ...models import spectral
from ...motion.body import features
from ...motion.measure import spectral as motion_spectral
from ...training import masking
from ...training.tokenizer import joint_errors
from ...training.tokens import TokenSet

SCALARS = ("flatness", "energy")
RATIOS, REPEATS = (0.3, 0.6, 0.9), 2
_RESAMPLED = 500


@dataclass(frozen=True)
class Points:
    """Errors (m,) at values (m,) of one of SCALARS, called complexity, and of which clip (m,) each is."""

    complexity: np.ndarray
    error: np.ndarray
    clip: np.ndarray

    @classmethod
    def joined(cls, parts):
        """Points of a list with one (complexity, error) a clip."""
        clip = np.concatenate([np.full(len(x), i) for i, (x, _) in enumerate(parts)])
        return cls(*(np.concatenate([part[k] for part in parts]) for k in (0, 1)), clip)


@dataclass(frozen=True)
class Binned:
    """Bins of equal count, ascending: mean complexity, mean error, its 95 % interval (2, bins) of a
    bootstrap over clips, and the middle half (2, bins) of the errors."""

    complexity: np.ndarray
    mean: np.ndarray
    interval: np.ndarray
    middle: np.ndarray


def token_floor(weights, clips):
    """‖f‖ at which masking floors E of the tokens (all levels), of the FeatureClips of a train split."""
    config = weights.config
    return TokenSet(clips, weights.tokenizer, config.max_tokens, config.msd.window).floor


@torch.no_grad()
def reconstruction(weights, clips):
    """{scalar: Points} of the frames of FeatureClips: Ω̂ (gated) or E of the joints, joint error in mm."""
    tokenizer, parts = weights.tokenizer, []
    for clip in clips:
        rows = clip.features[: len(clip.features) // 4 * 4]
        x = tokenizer.normalize(torch.from_numpy(rows).float())[None]
        decoded = tokenizer.denormalize(tokenizer.decode(tokenizer.encode(x)))[0].numpy()
        error = 1000.0 * joint_errors(decoded, rows).mean(1)
        parts.append((of_joints(rows), error))
    return _by_scalar(parts)


def of_joints(rows):
    """Ω̂, gated, and E, floored where a body counts as still: (2, T) of the joints of features (T, 263)."""
    found = motion_spectral.analyse(features.recover_positions(rows.astype(np.float64)))
    return np.stack([found.omega, motion_spectral.log_energy(found.energy, motion_spectral.STILL_ENERGY)])


def of_tokens(tokenizer, tokens, window, floor):
    """Ω̂ and E, floored at ‖f‖ = floor: (2, n) of the summed code vectors of tokens (1, n, levels)."""
    length = torch.tensor([tokens.shape[1]])
    phi, energy = spectral.descriptor(tokenizer.quantizer.decode(tokens), length, window)
    return torch.cat([spectral.normalized_complexity(phi), spectral.log_energy(energy, floor)]).numpy()


@torch.no_grad()
def prediction(weights, clips, encode_text, floor, seed=0):
    """Twice {scalar: Points} of hidden base tokens of FeatureClips, NLL in nats: against the scalars of the
    true tokens (of_tokens), and against those of the joints in the token's frames.

    Shares of RATIOS are hidden, each REPEATS times; φ is that of decoding, never of what is hidden.
    """
    config, tokenizer, model = weights.config, weights.tokenizer, weights.masked
    torch.manual_seed(seed)
    ratio, by_token, by_joint = torch.tensor(RATIOS).repeat(REPEATS), [], []
    for clip in clips:
        rows = clip.features[: min(len(clip.features) // 4, config.max_tokens) * 4]
        tokens = tokenizer.encode(tokenizer.normalize(torch.from_numpy(rows).float())[None])
        truth = tokens[..., 0].expand(len(ratio), -1)
        lengths = torch.tensor([tokens.shape[1]]).expand(len(ratio))
        condition = encode_text([clip.captions[0].text]).take([0] * len(ratio))
        everywhere = torch.ones_like(truth, dtype=torch.bool)
        hidden = masking.choose(torch.zeros(truth.shape), everywhere, ratio, 0.0)
        seen = torch.where(hidden, model.mask_id, truth)
        given = (seen, lengths, torch.from_numpy(condition.vectors), torch.from_numpy(condition.lengths))
        estimate = None
        if config.msd.attention > 0:
            guess = model(*given).argmax(-1)
            estimate = masking.estimate_phi(
                seen, lengths, tokenizer.codebooks[0], model.mask_id, config.msd, guess
            )
        nll = F.cross_entropy(model(*given, estimate)[hidden], truth[hidden], reduction="none").numpy()
        at = hidden.nonzero()[:, 1].numpy()
        by_token.append((of_tokens(tokenizer, tokens, config.msd.window, floor)[:, at], nll))
        by_joint.append((of_joints(rows).reshape(len(SCALARS), -1, 4).mean(-1)[:, at], nll))
    return _by_scalar(by_token), _by_scalar(by_joint)


def _by_scalar(parts):
    """{scalar: Points} of a list with one (values (scalars, m), error (m,)) a clip."""
    return {name: Points.joined([(x[i], error) for x, error in parts]) for i, name in enumerate(SCALARS)}


def binned(points, count=8, seed=0):
    """Points in `count` bins of equal size."""
    order = np.argsort(points.complexity, kind="stable")
    bins = np.array_split(order, count)
    of_bin = np.empty(len(order), dtype=int)
    for index, rows in enumerate(bins):
        of_bin[rows] = index
    clips = points.clip.max() + 1
    cell = points.clip * count + of_bin
    number = np.bincount(cell, minlength=clips * count).reshape(clips, count)
    total = np.bincount(cell, points.error, minlength=clips * count).reshape(clips, count)
    drawn = np.random.default_rng(seed).integers(0, clips, (_RESAMPLED, clips))
    with np.errstate(invalid="ignore"):
        means = total[drawn].sum(1) / number[drawn].sum(1)
    return Binned(
        np.array([points.complexity[rows].mean() for rows in bins]),
        np.array([points.error[rows].mean() for rows in bins]),
        np.nanpercentile(means, (2.5, 97.5), axis=0),
        np.array([np.percentile(points.error[rows], (25, 75)) for rows in bins]).T,
    )


def rank_correlation(points, seed=0):
    """Spearman's ρ of error and complexity with its 95 % bootstrap interval over clips."""
    rows = [np.flatnonzero(points.clip == i) for i in range(points.clip.max() + 1)]
    random = np.random.default_rng(seed)
    found = []
    for drawn in random.integers(0, len(rows), (_RESAMPLED // 5, len(rows))):
        chosen = np.concatenate([rows[i] for i in drawn])
        found.append(_spearman(points.complexity[chosen], points.error[chosen]))
    low, high = np.percentile(found, (2.5, 97.5))
    return _spearman(points.complexity, points.error), (float(low), float(high))


def _spearman(x, y):
    """Spearman's ρ, 0 where one of the two never changes."""
    from scipy.stats import spearmanr

    return float(spearmanr(x, y).statistic) if np.ptp(x) and np.ptp(y) else 0.0

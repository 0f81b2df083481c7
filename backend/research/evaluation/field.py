"""The field's measures of text-to-motion (Guo et al., CVPR 2022), as functions of embeddings (n, d)."""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import hypergeom

POOL = 32
DIVERSITY_PAIRS = 300
MULTIMODALITY_PAIRS = 10


def fid(a, b):
    """Fréchet distance between Gaussians fitted to a (n, d) and b (m, d), n and m at least 2.

    The trace of the covariances' root is the nuclear norm of a product of their factors, which needs no
    covariance of full rank.
    """
    a, b = _two_dimensional(a, 2), _two_dimensional(b, 2)
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"embeddings of {a.shape[1]} and {b.shape[1]} numbers cannot be compared")
    shift = a.mean(0) - b.mean(0)
    factors = [np.linalg.qr((x - x.mean(0)) / np.sqrt(len(x) - 1), mode="r") for x in (a, b)]
    spread = sum((f**2).sum() for f in factors)
    common = np.linalg.svd(factors[0] @ factors[1].T, compute_uv=False).sum()
    return float(max(0.0, shift @ shift + spread - 2.0 * common))


def ranks(texts, motions):
    """(n,): how many other motions are nearer to text i than motion i, of paired texts and motions (n, d)."""
    distances = cdist(_two_dimensional(texts), _two_dimensional(motions))
    return (distances < distances.diagonal()[:, None]).sum(axis=1)


def r_precision(texts, motions, pool=POOL, top=3):
    """(top,): share of texts whose motion is among the nearest 1 … top in consecutive pools; a last pool
    that is not full is dropped."""
    pools = len(texts) // pool
    if pools == 0:
        raise ValueError(f"R-precision in pools of {pool} needs as many motions, there are {len(texts)}")
    found = np.concatenate(
        [ranks(texts[i * pool : (i + 1) * pool], motions[i * pool : (i + 1) * pool]) for i in range(pools)]
    )
    return np.array([(found <= k).mean() for k in range(top)])


def expected_r_precision(texts, motions, pool=POOL, top=3):
    """`r_precision` averaged over all pools that could be drawn, for sets of few motions.

    Of the n − 1 others, r are nearer than the text's own; how many of them are among pool − 1 random ones is
    hypergeometric.
    """
    n = len(texts)
    if n < pool:
        raise ValueError(f"R-precision in pools of {pool} needs as many motions, there are {n}")
    nearer = ranks(texts, motions)
    return np.array([hypergeom.cdf(k, n - 1, nearer, pool - 1).mean() for k in range(top)])


def mm_distance(texts, motions):
    """Mean distance between texts and their motions."""
    return float(np.linalg.norm(_two_dimensional(texts) - _two_dimensional(motions), axis=1).mean())


def diversity(motions, random, pairs=DIVERSITY_PAIRS):
    """Mean distance of `pairs` random pairs of different motions, or as many pairs as there are motions."""
    motions = _two_dimensional(motions, 2)
    first = random.permutation(len(motions))[:pairs]
    second = (first + random.integers(1, len(motions), len(first))) % len(motions)
    return float(np.linalg.norm(motions[first] - motions[second], axis=1).mean())


def multimodality(takes, random, pairs=MULTIMODALITY_PAIRS):
    """Mean distance of `pairs` random pairs of takes of one text: takes (texts, n, d)."""
    takes = np.asarray(takes, dtype=np.float64)
    if takes.ndim != 3 or takes.shape[1] < 2:
        raise ValueError(f"multimodality needs two takes or more of every text, got {takes.shape}")
    return float(np.mean([diversity(of_text, random, pairs) for of_text in takes]))


def intervals(repeats):
    """{name: (mean, half width of the 95 % interval)} of a list of {name: number}, one a repeat.

    1.96 σ / √repeats, as published tables have it.
    """
    return {
        name: (float(np.mean(values)), float(1.96 * np.std(values) / np.sqrt(len(values))))
        for name in repeats[0]
        for values in [[repeat[name] for repeat in repeats]]
    }


def _two_dimensional(x, least=1):
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 2 or len(x) < least:
        raise ValueError(f"embeddings must be (n, d) with n of at least {least}, got {x.shape}")
    return x

"""The spectral descriptor of tokens while they are being decoded, from the current estimate."""

import functools

import numpy as np

from ...models.config import MSDConfig
from ...motion.arrays import Bools, Floats, Ints
from ...motion.measure import spectral


def token_vectors(codebooks: Floats, tokens: Ints) -> Floats:
    """Sums (…, dim) over levels of the code vectors of tokens (…, ≤ levels); ids below 0 add nothing."""
    total = np.zeros((*tokens.shape[:-1], codebooks.shape[-1]), dtype=np.float32)
    for level in range(tokens.shape[-1]):
        ids = tokens[..., level]
        total += codebooks[level][np.maximum(ids, 0)] * (ids >= 0)[..., None]
    return total


def interpolate(vectors: Floats, known: Bools) -> Floats:
    """Vectors (n, dim) with the rows that are not known (n,) interpolated between the known ones."""
    at, every = np.flatnonzero(known), np.arange(len(vectors))
    if len(at) in (0, len(vectors)):
        return vectors
    right = np.clip(np.searchsorted(at, every), 0, len(at) - 1)
    left = np.clip(np.searchsorted(at, every, side="right") - 1, 0, len(at) - 1)
    span = np.maximum(at[right] - at[left], 1)
    part = np.clip((every - at[left]) / span, 0.0, 1.0)[:, None]
    filled: Floats = (1 - part) * vectors[at[left]] + part * vectors[at[right]]
    return filled


def describe(
    vectors: Floats, lengths: Ints, msd: MSDConfig, complexity: str = "flatness"
) -> tuple[Floats, Floats]:
    """What attention compares (b, n, W) float32, as `msd.prior` says, and the complexity (b, n) in [0, 1],
    "flatness" or "energy", of vectors (b, n, dim); zero past lengths (b,).
    """
    b, n, _ = vectors.shape
    prior, level = np.zeros((b, n, msd.window), dtype=np.float32), np.zeros((b, n))
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        bands = np.zeros((len(rows), length, msd.window))
        if length > 1:
            bands = _bands(vectors[rows, :length], msd.window)
        energy = np.linalg.norm(bands, axis=-1)
        phi = (bands / (energy[..., None] + spectral.EPS)).astype(np.float32)
        prior[rows, :length] = (
            phi if msd.prior == "phi" else spectral.centred_log_bands(bands, msd.energy_floor)
        )
        if complexity == "flatness":
            level[rows, :length] = spectral.normalized_complexity(phi.astype(np.float64))
        else:
            # A base code that repeats for a whole window reads as the floor, not as −∞. Of such captured
            # moments nine in ten are of the calmest quarter; levels interpolated from the neighbours would
            # follow the joints less well.
            level[rows, :length] = spectral.energy_level(energy, msd.energy_low, msd.energy_high)
    return prior, level


def _bands(vectors: Floats, window: int) -> Floats:
    """motion.spectral's band energies f of many sequences (b, n, dim) at once.

    A band's energy is a quadratic form of the inner products between the velocities of its window, and these
    are few: one for each velocity and each distance in time.
    """
    velocity = np.diff(vectors.astype(np.float64), axis=1)
    b, moves, _ = velocity.shape
    products = np.zeros((b, window, moves))
    for lag in range(min(window, moves)):
        later, sooner = velocity[:, lag:], velocity[:, : moves - lag]
        products[:, lag, : moves - lag] = np.einsum("bmd,bmd->bm", later, sooner)
    lags, sooner, forms = _windows(moves, window)
    bands = products[:, lags, sooner].reshape(b, moves + 1, window * window) @ forms
    found: Floats = np.sqrt(np.maximum(bands, 0.0))
    return found


@functools.lru_cache(maxsize=64)
def _windows(moves: int, window: int) -> tuple[Ints, Ints, Floats]:
    """Of every moment and pair of velocities in its window: how far they are apart and which comes first
    (moves + 1, window, window); then the DCT's quadratic forms (window², window)."""
    at = np.arange(moves + 1)[:, None] + np.arange(window) - (window - 1) // 2
    # The first velocity is there twice, and the ends are repeated.
    at = np.clip(np.clip(at, 0, moves) - 1, 0, moves - 1)
    first, second = at[:, :, None], at[:, None, :]
    dct = spectral.dct_matrix(window)
    forms = np.einsum("kw,kv->wvk", dct, dct).reshape(window * window, window)
    return abs(first - second), np.minimum(first, second), forms

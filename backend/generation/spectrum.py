"""The spectral descriptor of tokens while they are being decoded (SPEC: the current estimate's φ)."""

import numpy as np

from ..motion import spectral


def token_vectors(codebooks, tokens):
    """Sums (n, dim) over levels of the code vectors of tokens (n, ≤ levels); ids below 0 add nothing."""
    total = np.zeros((len(tokens), codebooks.shape[-1]), dtype=np.float32)
    for level in range(tokens.shape[-1]):
        ids = tokens[:, level]
        total += codebooks[level][np.maximum(ids, 0)] * (ids >= 0)[:, None]
    return total


def interpolate(vectors, known):
    """Vectors (n, dim) with the rows that are not known (n,) interpolated between the known ones."""
    at, every = np.flatnonzero(known), np.arange(len(vectors))
    if len(at) in (0, len(vectors)):
        return vectors
    right = np.clip(np.searchsorted(at, every), 0, len(at) - 1)
    left = np.clip(np.searchsorted(at, every, side="right") - 1, 0, len(at) - 1)
    span = np.maximum(at[right] - at[left], 1)
    part = np.clip((every - at[left]) / span, 0.0, 1.0)[:, None]
    return (1 - part) * vectors[at[left]] + part * vectors[at[right]]


def describe(vectors, lengths, window):
    """φ (b, n, window) float32 and Ω̂ (b, n) of vectors (b, n, dim), zero past lengths (b,)."""
    b, n, _ = vectors.shape
    phi, hardness = np.zeros((b, n, window), dtype=np.float32), np.zeros((b, n))
    for i, length in enumerate(lengths):
        phi[i, :length] = spectral.descriptor(vectors[i, :length], window)[0]
        hardness[i, :length] = spectral.normalized_complexity(phi[i, :length].astype(np.float64))
    return phi, hardness

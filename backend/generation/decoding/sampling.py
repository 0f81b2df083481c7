"""Drawing codes from logits, every take from its own generator.

A take's noise has a fixed order and its own length, so neither the other takes of a batch nor padding nor
the runtime changes what a seed means.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from ...motion.arrays import Bools, Floats, Ints

TEMPERATURE_FLOOR = 1e-3
# One a take.
Generators: TypeAlias = Sequence[np.random.Generator]


def take_generator(seed: int) -> np.random.Generator:
    """The one source of randomness of a take."""
    return np.random.Generator(np.random.PCG64(seed))


def exponential(
    generators: Generators, lengths: Ints | list[int], shape: tuple[int, ...], rows: Bools | None = None
) -> Floats:
    """Standard exponential noise (b, n, …): take i draws its own (lengths[i], …) values, the rest is 1.

    rows (b, n) bool: only the noise there is returned, (r, …), in the order of the takes.
    """
    noise = np.ones(shape if rows is None else (np.count_nonzero(rows), *shape[2:]))
    at = 0
    for i, (generator, length) in enumerate(zip(generators, lengths, strict=True)):
        drawn = generator.random((length, *shape[2:]))
        inside = slice(None) if rows is None else rows[i, :length]
        # From 1 − u in (0, 1], so that the logarithm is finite.
        values = -np.log(1.0 - drawn[inside])
        if rows is None:
            noise[i, :length] = values
        else:
            noise[at : at + len(values)] = values
            at += np.count_nonzero(rows[i])
    return noise


def gumbel(
    generators: Generators, lengths: Ints | list[int], shape: tuple[int, ...], rows: Bools | None = None
) -> Floats:
    """Standard Gumbel noise (b, n, …), drawn like `exponential`; the rest is 0."""
    noise: Floats = -np.log(np.maximum(exponential(generators, lengths, shape, rows), 1e-300))
    return noise


def entropy(logits: Floats) -> Floats:
    """Entropy (…) of logits (…, codes) as a share of the largest there is: 0 sure, 1 no idea."""
    logs = log_softmax(logits)
    found: Floats = -(np.exp(logs) * logs).sum(axis=-1) / np.log(logits.shape[-1])
    return found


def guided(both: Floats, scale: float) -> Floats:
    """Classifier-free guidance on logits of a batch made by Condition.with_null (2b, …) -> (b, …)"""
    with_text, without = np.split(both.astype(np.float64), 2)
    return without + scale * (with_text - without)


def log_softmax(logits: Floats) -> Floats:
    """Over the last axis; −inf stays −inf."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def keep_best(logits: Floats, share: float) -> Floats:
    """Logits (…, codes) with all but the best `share` of the codes at −inf (at least one is kept)."""
    codes = logits.shape[-1]
    count = min(codes, max(1, int(np.ceil(share * codes - 1e-9))))
    if count == codes:
        return logits
    worst_kept = np.partition(logits, codes - count, axis=-1)[..., codes - count, None]
    return np.where(logits >= worst_kept, logits, -np.inf)


def draw(logits: Floats, temperature: ArrayLike, noise: Floats) -> Ints:
    """Categorical samples (…) of softmax(logits / temperature) by Gumbel-max; temperature (…) or a number."""
    bold = np.maximum(np.asarray(temperature, dtype=np.float64), TEMPERATURE_FLOOR)
    codes: Ints = np.argmax(logits / bold[..., None] + noise, axis=-1)
    return codes


def length_in_tokens(logits: Floats, generator: np.random.Generator, shortest: int) -> int:
    """A clip length in tokens from logits (max_tokens + 1,): one of the ten likeliest."""
    allowed = np.array(logits, dtype=np.float64)
    allowed[: min(shortest, len(allowed) - 1)] = -np.inf
    allowed = keep_best(allowed, 10 / len(allowed))
    return int(draw(allowed, 1.0, gumbel([generator], [1], (1, 1, len(allowed)))[0, 0]))

"""The order "spread", in which base tokens are fixed all over the motion instead of the surest ones first.

The surest tokens are the calmest. Settled first, they leave what moves fast between neighbours that stand
still already, and takes come out calmer than what the transformer learned.
"""

import numpy as np

from ...motion.arrays import Bools, Floats, Ints
from .sampling import Generators


def settle_ranks(generators: Generators, lengths: Ints, open_tokens: Bools) -> Floats:
    """Turn (b, n) of every open token, 0 for the first down to −1; those of a step lie far from each other.

    A van der Corput sequence, shifted at random: one draw a take.
    """
    found = np.zeros(open_tokens.shape)
    for row, generator, length, is_open in zip(found, generators, lengths, open_tokens, strict=True):
        bits = max(int(length) - 1, 1).bit_length()
        at = np.flatnonzero(is_open[:length])
        shifted = at ^ int(generator.integers(2**bits))
        mirrored = sum(((shifted >> bit) & 1) << (bits - 1 - bit) for bit in range(bits))
        row[at[np.argsort(mirrored)]] = -np.arange(len(at)) / max(len(at), 1)
    return found

"""Which quarter of the test split a token or a clip belongs to, by how much the captured joints move there.

It is taken of the capture alone: no tokenizer, no model and no arm of an experiment has a say in it.
"""

import numpy as np

from backend.motion.body import features
from backend.motion.measure import spectral

QUARTERS = 4
PER_TOKEN = 4


def energy(rows):
    """‖f‖ (T,) of the captured joints' movement, from feature rows (T, 263)."""
    joints = features.recover_positions(np.asarray(rows, dtype=np.float64))
    return spectral.descriptor(joints.reshape(len(joints), -1), spectral.FRAME_WINDOW)[1]


def of_tokens(clips):
    """Per array of feature rows its tokens' quarters (n,): 0 the calmest of all tokens, 3 the liveliest."""
    means = [_per_token(energy(rows[: len(rows) // PER_TOKEN * PER_TOKEN])) for rows in clips]
    return split(means)


def of_clips(clips):
    """Rows of the clips in each quarter, the calmest first, by the mean E of their joints."""
    level = [spectral.log_energy(energy(rows), spectral.STILL_ENERGY).mean() for rows in clips]
    return np.array_split(np.argsort(level, kind="stable"), QUARTERS)


def split(values):
    """Quarters of all numbers in a list of arrays, in arrays of the same lengths."""
    every = np.concatenate(values)
    quarter = np.empty(len(every), dtype=np.int64)
    for q, rows in enumerate(np.array_split(np.argsort(every, kind="stable"), QUARTERS)):
        quarter[rows] = q
    return np.split(quarter, np.cumsum([len(v) for v in values])[:-1])


def sums(values, quarter):
    """[[sum, count] of all, Q1 … Q4] of a clip's numbers (m,) that lie in quarters (m,)."""
    parts = [np.ones(len(values), bool), *(quarter == q for q in range(QUARTERS))]
    return [[float(np.sum(values[rows])), int(rows.sum())] for rows in parts]


def means(by_clip):
    """[all, Q1 … Q4] of the sums (clips, 5, 2) of all clips; None where a part is empty."""
    total = np.sum(by_clip, axis=0)
    return [float(s / n) if n else None for s, n in total]


def _per_token(values):
    return values.reshape(-1, PER_TOKEN).mean(axis=1)

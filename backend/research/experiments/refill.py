"""Error of refilled motion: spans of test clips are hidden, filled again and held against the capture."""

from dataclasses import dataclass

import numpy as np

from backend.generation.decoding import sampling
from backend.generation.decoding.masked import decode_base
from backend.generation.decoding.residual import decode_residual
from backend.training.tokenizer import joint_errors

from . import quarters

# Tokens: two seconds. Of a short clip at most half is hidden.
SPAN = 10
BATCH = 32
_PER_TOKEN = quarters.PER_TOKEN


@dataclass(frozen=True)
class Refilled:
    """One span: its clip, tokens start … stop, features (T, 263) made for its frames, error (n,) in mm."""

    clip: int
    start: int
    stop: int
    rows: np.ndarray
    error: np.ndarray


def spans(count):
    """Ranges that cover `count` tokens, as long as they are hidden at a time."""
    edges = np.linspace(0, count, max(-(-count // SPAN), min(2, count)) + 1).round().astype(int)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def fill(bench, runtime, settings, seed, most=None):
    """Refilled spans of all test clips, every token once; most: of so many spans only, spread over the split.

    The error is that of the joints, pelvis-aligned, from what the animator would see.
    """
    rows = [
        (sample, start, stop)
        for sample in bench.test.picked()
        for start, stop in spans(sample.stop - sample.start)
    ]
    if most and most < len(rows):
        rows = [rows[i] for i in np.linspace(0, len(rows) - 1, most).round().astype(int)]
    found = []
    for at in range(0, len(rows), BATCH):
        seeds = [1_000_000 * seed + at + i for i in range(len(rows[at : at + BATCH]))]
        found += _filled(bench, runtime, settings, rows[at : at + BATCH], seeds)
    return found


def score(bench, runtime, settings, seed):
    """Per clip [[sum, count] of all, Q1 … Q4] of the error in mm of its tokens."""
    by_clip = {}
    for one in fill(bench, runtime, settings, seed):
        quarter = bench.quarters[one.clip][one.start : one.stop]
        by_clip.setdefault(one.clip, []).append(quarters.sums(one.error, quarter))
    return [np.sum(by_clip[clip], axis=0).tolist() for clip in sorted(by_clip)]


def _filled(bench, runtime, settings, rows, seeds):
    lengths = np.array([sample.stop - sample.start for sample, *_ in rows])
    tokens = np.zeros((len(rows), lengths.max(), bench.test.tokens[0][0].shape[-1]), dtype=np.int64)
    hidden = np.zeros(tokens.shape[:2], dtype=bool)
    for row, (sample, start, stop) in enumerate(rows):
        tokens[row, : lengths[row]] = bench.test.tokens[sample.clip][0][sample.start : sample.stop]
        hidden[row, start:stop] = True
    # What is hidden must not be known: any code will do.
    tokens[hidden] = 0
    condition = runtime.encode_text([sample.text for sample, *_ in rows])
    generators = [sampling.take_generator(seed) for seed in seeds]
    base = decode_base(
        runtime, tokens[..., 0], hidden, lengths, condition, generators, settings, lambda: None
    )
    made = decode_residual(
        runtime, np.concatenate([base[..., None], tokens[..., 1:]], axis=-1), hidden, lengths, condition,
        generators, settings, settings.edit_guidance, lambda: None,
    )  # fmt: skip
    padding = np.arange(made.shape[1]) >= lengths[:, None]
    decoded = runtime.decode(np.where(padding[..., None], -1, made))
    found = []
    for features, (sample, start, stop) in zip(decoded, rows, strict=True):
        frames = slice(_PER_TOKEN * start, _PER_TOKEN * stop)
        truth = bench.test.clips[sample.clip].features[_PER_TOKEN * sample.start :][frames]
        error = 1000.0 * joint_errors(features[frames], truth).mean(1).reshape(-1, _PER_TOKEN).mean(1)
        first = sample.start + start
        found.append(Refilled(sample.clip, first, sample.start + stop, features[frames], error))
    return found

"""Filling open tokens of a clip of any length, in overlapping windows of what the model can see."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Bools, Ints
from ..progress import Progress
from ..runtimes.interface import Condition, Runtime
from .masked import decode_base
from .residual import decode_residual
from .sampling import Generators
from .settings import DecodingSettings


@dataclass(frozen=True)
class Span:
    """Tokens start … stop − 1, filled for every clip of the batch under its condition (None in plans)."""

    start: int
    stop: int
    condition: Condition | None


@dataclass(frozen=True)
class Window:
    """The model sees tokens low … high − 1 and fills start … stop − 1 of them."""

    low: int
    high: int
    start: int
    stop: int


# Per span its windows.
Plans: TypeAlias = list[list[Window]]


def windows(start: int, stop: int, low: int, high: int, longest: int, overlap: int) -> list[Window]:
    """Windows of at most `longest` tokens that fill start … stop − 1, seeing low … high − 1 around it.

    One window where the open tokens fit with `overlap` visible tokens on either side (as far as there are
    any), otherwise one after the other, each beginning with the last `overlap` tokens of what came before.
    """
    overlap = min(overlap, (longest - 1) // 3)
    if high - low <= longest:
        return [Window(low, high, start, stop)]
    before, after = min(overlap, start - low), min(overlap, high - stop)
    if before + (stop - start) + after <= longest:
        first = np.clip(start - (longest - (stop - start)) // 2, low, high - longest)
        first = int(np.clip(first, stop + after - longest, start - before))
        return [Window(first, first + longest, start, stop)]
    found, done = [], start
    while done < stop:
        first = max(low, done - overlap)
        last = min(high, first + longest)
        fill_to = min(stop, last)
        if fill_to == stop and last < stop + after:
            # The end needs room for what follows it: leave a rest for one more window.
            fill_to = last = max(done + 1, stop - overlap)
        found.append(Window(first, last, done, fill_to))
        done = fill_to
    return found


def plan(spans: list[Span], known: Bools, longest: int, overlap: int) -> Plans:
    """Per span its windows; known (n,) bool: tokens that are there from the beginning."""
    known = np.array(known)
    plans = []
    for span in spans:
        low = span.start
        while low > 0 and known[low - 1]:
            low -= 1
        high = span.stop
        while high < len(known) and known[high]:
            high += 1
        plans.append(windows(span.start, span.stop, low, high, longest, overlap))
        known[span.start : span.stop] = True
    return plans


def count_steps(plans: Plans, settings: DecodingSettings, config: ModelConfig) -> int:
    """Decoding steps of `plan`'s result."""
    levels = settings.drawn_levels(config)
    return sum(len(windows_) for windows_ in plans) * (settings.steps + levels - 1)


def fill(
    runtime: Runtime, tokens: Ints, plans: Plans, spans: list[Span], lengths: Ints, generators: Generators,
    settings: DecodingSettings, residual_guidance: float | None, progress: Progress,
    kept: Bools | None = None,
) -> Ints:  # fmt: skip
    """Tokens (b, n, levels) with the spans filled; everything else as it was.

    kept (b, n) bool: tokens in the spans that stay as well.

    lengths (b,): below n only where one window holds the whole clip. residual_guidance: None takes the
    checkpoint's.
    """
    tokens = np.array(tokens)
    if residual_guidance is None:
        residual_guidance = runtime.config.text.residual_guidance
    for span, parts in zip(spans, plans, strict=True):
        if span.condition is None:
            raise ValueError("a span to fill needs its condition")
        for part in parts:
            seen = tokens[:, part.low : part.high]
            inside = np.clip(lengths - part.low, 0, part.high - part.low)
            at = np.arange(part.low, part.high)
            open_tokens = np.broadcast_to((at >= part.start) & (at < part.stop), seen.shape[:2])
            if kept is not None:
                open_tokens = open_tokens & ~kept[:, part.low : part.high]
            with progress.timed("masked"):
                base = decode_base(
                    runtime, seen[..., 0], open_tokens, inside, span.condition, generators, settings,
                    lambda: progress.tick("motion"),
                )  # fmt: skip
            seen = np.concatenate([base[..., None], seen[..., 1:]], axis=-1)
            with progress.timed("residual"):
                seen = decode_residual(
                    runtime, seen, open_tokens, inside, span.condition, generators, settings,
                    residual_guidance, lambda: progress.tick("detail"),
                )  # fmt: skip
            tokens[:, part.start : part.stop] = seen[:, part.start - part.low : part.stop - part.low]
    return tokens

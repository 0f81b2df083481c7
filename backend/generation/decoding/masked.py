"""Iterative decoding of base tokens (MoMask section 3.2), bolder where the motion is complex (DynMask)."""

from collections.abc import Callable

import numpy as np

from ...motion.arrays import Bools, Floats, Ints
from ..errors import UserError
from ..runtimes.interface import Condition, Runtime
from . import order, sampling, spectrum
from .guidance import GuidedLogits
from .sampling import Generators
from .settings import DecodingSettings


def cosine_schedule(step: int, steps: int) -> float:
    """Share of the open tokens that are masked when step 0 … steps − 1 begins."""
    return float(np.cos(0.5 * np.pi * step / steps))


def least_confident(confidence: Floats, open_tokens: Bools, share: float) -> Bools:
    """Mask (b, n): of every clip's open tokens the round(share · count) least confident, at least one."""
    counts = open_tokens.sum(axis=1)
    remasked = np.where(counts > 0, np.maximum(1, np.round(share * counts)), 0)
    order = np.argsort(np.where(open_tokens, confidence, np.inf), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    return rank < remasked[:, None]


class _Spectrum:
    """What attention compares and how complex tokens are, from what is known or was predicted in the step
    before; the entropy alone is that of the present step.

    Raises UserError where the energy is asked for and training never measured its range.
    """

    def __init__(self, runtime: Runtime, lengths: Ints, settings: DecodingSettings) -> None:
        msd = runtime.config.msd
        self.codebook, self.msd, self.lengths = runtime.codebooks[0], msd, lengths
        self.beta = msd.temperature if settings.msd_temperature is None else settings.msd_temperature
        self.eta = msd.exploration if settings.msd_exploration is None else settings.msd_exploration
        self.prior = settings.msd_attention and msd.attention > 0.0
        self.bold = bool(self.beta or self.eta)
        self.complexity = settings.msd_complexity or msd.complexity
        if self.bold and self.complexity == "energy" and msd.energy_low >= msd.energy_high:
            raise UserError("These weights do not say how much their motion moves: choose flatness.")

    def of_visible(self, ids: Ints, visible: Bools) -> tuple[Floats | None, Floats]:
        """Before the first step: hidden tokens lie between their visible neighbours; φ is 0 without any."""
        vectors = self.codebook[np.where(visible, ids, 0)] * visible[..., None]
        for row, known, length in zip(vectors, visible, self.lengths, strict=True):
            row[:length] = spectrum.interpolate(row[:length], known[:length])
        return self._describe(vectors)

    def of_estimate(self, ids: Ints) -> tuple[Floats | None, Floats]:
        return self._describe(self.codebook[ids])

    def _describe(self, vectors: Floats) -> tuple[Floats | None, Floats]:
        told = self.bold and self.complexity != "entropy"
        if not (self.prior or told):
            return None, np.zeros(vectors.shape[:2])
        complexity = self.complexity if told else "flatness"
        phi, hardness = spectrum.describe(vectors, self.lengths, self.msd, complexity)
        return (phi if self.prior else None), hardness


def decode_base(
    runtime: Runtime, tokens: Ints, open_tokens: Bools, lengths: Ints, condition: Condition,
    generators: Generators, settings: DecodingSettings, tick: Callable[[], None],
) -> Ints:  # fmt: skip
    """Base tokens (b, n) with the open ones filled in.

    tokens (b, n) int64: known ids; open_tokens (b, n) bool: which are to be made; lengths (b,);
    condition: of b clips; generators: one a clip; tick(): called before every step, may raise Cancelled.
    """
    codes = runtime.codebooks.shape[1]
    mask_id, pad_id = codes, codes + 1
    valid = np.arange(tokens.shape[1]) < lengths[:, None]
    open_tokens = open_tokens & valid
    known = valid & ~open_tokens
    if not open_tokens.any():
        for _ in range(settings.steps):
            tick()
        return tokens
    guidance = runtime.config.text.guidance if settings.guidance is None else settings.guidance
    guided = GuidedLogits(condition, guidance if settings.guided else 1.0)
    look = _Spectrum(runtime, lengths, settings)

    ids = np.where(valid, tokens, 0)
    confidence, ranks = np.zeros(ids.shape), None
    if (settings.order or runtime.config.order) == "spread":
        # In steps, and so is the doubt that keeps hard tokens open for longer.
        confidence = ranks = settings.steps * order.settle_ranks(generators, lengths, open_tokens)
    for step in range(settings.steps):
        tick()
        masked = least_confident(confidence, open_tokens, cosine_schedule(step, settings.steps))
        phi, hardness = look.of_visible(ids, known) if step == 0 else look.of_estimate(ids)
        shown = np.where(valid, np.where(masked, mask_id, ids), pad_id)
        logits = guided(runtime.masked_logits, shown, lengths, phi, masked)
        if step + 1 >= round(settings.guided * settings.steps):
            guided.stop()
        if look.bold and look.complexity == "entropy":
            hardness[masked] = sampling.entropy(logits)
        temperature = settings.temperature * (1.0 + look.beta * hardness[masked])
        noise = sampling.gumbel(generators, lengths, (*ids.shape, codes), masked)
        drawn = sampling.draw(sampling.keep_best(logits, settings.keep), temperature, noise)
        likelihood = np.take_along_axis(sampling.log_softmax(logits), drawn[:, None], axis=-1)[:, 0]
        # One-sided, or as many hard tokens would be settled early as stay open for longer.
        doubt = look.eta * hardness[masked] * (1.0 - step / settings.steps)
        doubt = doubt * sampling.exponential(generators, lengths, ids.shape, masked)
        ids[masked] = drawn
        confidence = np.full(ids.shape, np.inf)
        confidence[masked] = (likelihood if ranks is None else ranks[masked]) - doubt
    return np.where(valid, ids, tokens)

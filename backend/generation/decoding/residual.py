"""The finer levels of the tokens, one after the other (MoMask section 3.3)."""

from collections.abc import Callable

import numpy as np

from ...motion.arrays import Bools, Ints
from ..runtimes.interface import Condition, Runtime
from . import sampling, spectrum
from .guidance import GuidedLogits
from .sampling import Generators
from .settings import DecodingSettings

# Nats: what guidance does to a code's odds where it may be left out. The finer the level, the less it does.
_NEGLIGIBLE = 0.1


def decode_residual(
    runtime: Runtime, tokens: Ints, open_tokens: Bools, lengths: Ints, condition: Condition,
    generators: Generators, settings: DecodingSettings, guidance: float, tick: Callable[[], None],
) -> Ints:  # fmt: skip
    """Tokens (b, n, levels) whose open ones (b, n) get the levels above 0; the others keep theirs. A level
    that is not drawn is −1 and adds nothing to the motion.

    A clip is guided up to the level at which that changes next to nothing. tick(): called before every
    level, may raise Cancelled.
    """
    tokens = np.array(tokens)
    valid = np.arange(tokens.shape[1]) < lengths[:, None]
    open_tokens = open_tokens & valid
    guided = GuidedLogits(condition, guidance)
    use_prior = settings.msd_attention and runtime.config.msd.attention > 0.0
    drawn_levels = settings.drawn_levels(runtime.config)
    tokens[open_tokens, drawn_levels:] = -1
    pad_id = runtime.codebooks.shape[1]
    for level in range(1, drawn_levels):
        tick()
        if not open_tokens.any():
            continue
        coarse = np.where(valid[..., None], tokens[..., :level], 0)
        phi = None
        if use_prior:
            vectors = spectrum.token_vectors(runtime.codebooks, coarse)
            phi = spectrum.describe(vectors, lengths, runtime.config.msd)[0]
        logits = guided(
            lambda shown, *rest, level=level: runtime.residual_logits(shown, level, *rest),
            np.where(coarse < 0, pad_id, coarse), lengths, phi, open_tokens,
        )  # fmt: skip
        guided.release(_NEGLIGIBLE)
        shape = (*open_tokens.shape, runtime.codebooks.shape[1])
        noise = sampling.gumbel(generators, lengths, shape, open_tokens)
        drawn = sampling.draw(sampling.keep_best(logits, settings.keep), settings.temperature, noise)
        tokens[open_tokens, level] = drawn
    return tokens

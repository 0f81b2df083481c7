"""The finer levels of the tokens, one after the other (MoMask section 3.3)."""

import numpy as np

from . import sampling, spectrum


def decode_residual(runtime, tokens, open_tokens, lengths, condition, generators, settings, guidance, tick):
    """Tokens (b, n, levels) whose open ones (b, n) get the levels above 0; the others keep theirs.

    tick(): called before every level, may raise Cancelled.
    """
    tokens = np.array(tokens)
    valid = np.arange(tokens.shape[1]) < lengths[:, None]
    open_tokens = open_tokens & valid
    guidance = guidance if not condition.is_null else 1.0
    both = condition.with_null() if guidance != 1.0 else condition
    use_prior = settings.msd_attention and runtime.config.msd.attention > 0.0
    for level in range(1, tokens.shape[2]):
        tick()
        coarse = np.where(valid[..., None], tokens[..., :level], 0)
        phi = None
        if use_prior:
            vectors = np.stack([spectrum.token_vectors(runtime.codebooks, row) for row in coarse])
            phi = spectrum.describe(vectors, lengths, runtime.config.msd.window)[0]
        if len(both) == len(condition):
            logits = runtime.residual_logits(coarse, level, lengths, both, phi).astype(np.float64)
        else:
            twice = None if phi is None else np.concatenate([phi, phi])
            logits = runtime.residual_logits(
                np.concatenate([coarse, coarse]), level, np.concatenate([lengths, lengths]), both, twice
            )
            logits = sampling.guided(logits, guidance)
        noise = sampling.gumbel(generators, lengths, logits.shape)
        drawn = sampling.draw(sampling.keep_best(logits, settings.keep), settings.temperature, noise)
        tokens[..., level] = np.where(open_tokens, drawn, tokens[..., level])
    return tokens

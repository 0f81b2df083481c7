"""Multiply-adds of a take, counted from the configuration: what the plain algorithm needs, without padding.

Every position goes through every layer here; where the runtimes do less they can beat the floor this gives.
"""

from dataclasses import dataclass

from ...generation.decoding.settings import DecodingSettings

STAGES = ("text", "masked", "residual", "decode")
# all-MiniLM-L6-v2 (text/minilm.py).
_MINILM_LAYERS, _MINILM_WIDTH, _MINILM_FEEDFORWARD = 6, 384, 1536


@dataclass(frozen=True)
class Request:
    """`takes` of `tokens` motion tokens under a condition of `rows` vectors (sentence and words)."""

    tokens: int
    rows: int
    takes: int = 1
    steps: int = 10


def per_stage(config, request):
    """{stage: multiply-adds} of a request under guidance, in one window."""
    n, rows, takes = request.tokens, request.rows, request.takes
    both = takes * (masked(config, n, rows) + masked(config, n, 1))
    fine = takes * (residual(config, n, rows) + residual(config, n, 1))
    return {
        # A sentence has one word piece more than its condition has vectors.
        "text": sentence(rows + 1) if config.text.encoder == "minilm" else 0,
        "masked": request.steps * both,
        "residual": (DecodingSettings().drawn_levels(config) - 1) * fine,
        "decode": takes * decoder(config.tokenizer, n),
    }  # fmt: skip


def masked(config, n, rows):
    """One call of the masked transformer for one clip of n tokens under `rows` condition vectors."""
    body, tokenizer = config.masked, config.tokenizer
    embedded = n * tokenizer.code_dim * body.width + _condition(config.text, body, rows)
    head = n * (body.width**2 + body.width * tokenizer.codes)
    return embedded + _body(body, config.msd, n + rows) + head


def residual(config, n, rows):
    """One call of the residual transformer for one clip."""
    body, tokenizer = config.residual, config.tokenizer
    embedded = n * tokenizer.code_dim * body.width + _condition(config.text, body, rows)
    embedded += tokenizer.levels * body.width
    head = n * (body.width**2 + body.width * tokenizer.code_dim)
    scored = n * tokenizer.code_dim * (tokenizer.codes + 1)
    return embedded + _body(body, config.msd, n + rows + 1) + head + scored


def decoder(config, n):
    """The tokenizer's decoder, from n tokens to their frames."""
    width = config.width
    total, t = 3 * n * config.code_dim * width, n
    for _ in range(config.stages):
        total += t * config.depth * 4 * width**2 + 2 * t * 3 * width**2
        t *= 2
    return total + 3 * t * width * (width + config.features)


def sentence(pieces):
    """The sentence encoder all-MiniLM-L6-v2 on so many word pieces."""
    width = _MINILM_WIDTH
    layer = pieces * (4 * width**2 + 2 * width * _MINILM_FEEDFORWARD) + 2 * pieces**2 * width
    return _MINILM_LAYERS * layer


def _condition(text, body, rows):
    return (rows if text.max_words else 1) * text.size * body.width


def _body(body, msd, length):
    layer = length * (4 * body.width**2 + 2 * body.width * body.feedforward) + 2 * length**2 * body.width
    return body.layers * layer + (length**2 * msd.window if msd.attention else 0)

import dataclasses

import numpy as np

from backend.generation.decoding import sampling, spectrum
from backend.generation.decoding.residual import decode_residual
from backend.generation.decoding.settings import DecodingSettings
from backend.models.config import MSDConfig


def decode(runtime, tokens, open_tokens, seeds, texts, lengths=None, **settings):
    lengths = np.full(len(tokens), tokens.shape[1]) if lengths is None else np.array(lengths)
    return decode_residual(
        runtime, tokens, open_tokens, lengths, runtime.encode_text(texts),
        [sampling.take_generator(s) for s in seeds], DecodingSettings(**settings), 5.0, lambda: None,
    )  # fmt: skip


def some_tokens(b, n, seed=0):
    return np.random.default_rng(seed).integers(0, 32, (b, n, 3))


def test_every_level_sees_the_coarser_ones(runtime):
    tokens = some_tokens(1, 8)
    out = decode(runtime, tokens, np.ones((1, 8), bool), [1], ["a"])
    (_, first, _), (_, second, phi) = runtime.calls
    assert first.shape == (2, 8, 1) and second.shape == (2, 8, 2)
    np.testing.assert_array_equal(first[0, :, 0], tokens[0, :, 0])
    np.testing.assert_array_equal(second[0, :, 1], out[0, :, 1])
    vectors = spectrum.token_vectors(runtime.codebooks, second[0])
    np.testing.assert_allclose(
        phi[0], spectrum.describe(vectors[None], np.array([8]), MSDConfig())[0][0], atol=1e-6
    )


def test_levels_that_are_not_drawn_add_nothing(runtime):
    tokens = some_tokens(1, 8)
    open_tokens = np.arange(8)[None] < 5
    out = decode(runtime, tokens, open_tokens, [1], ["a"], levels=2)
    assert [name for name, *_ in runtime.calls] == ["residual"]
    whole = decode(runtime, tokens, open_tokens, [1], ["a"])
    np.testing.assert_array_equal(out[..., :2], whole[..., :2])
    assert (out[open_tokens][:, 2] == -1).all()
    np.testing.assert_array_equal(out[~open_tokens], tokens[~open_tokens])
    runtime.config = dataclasses.replace(runtime.config, drawn_levels=2)
    np.testing.assert_array_equal(decode(runtime, tokens, open_tokens, [1], ["a"]), out)


def test_drawn_beside_tokens_that_lack_a_level(runtime):
    tokens = some_tokens(1, 8)
    tokens[:, :5, 1:] = -1
    out = decode(runtime, tokens, np.arange(8)[None] >= 5, [1], ["a"])
    assert (out[0, 5:] >= 0).all() and (out[0, :5] == tokens[0, :5]).all()
    # Shown as padding, which is no code.
    assert (runtime.calls[1][1][0, :5, 1] == 32).all()


def test_every_level_of_the_other_tokens_is_kept(runtime):
    tokens = some_tokens(2, 12)
    open_tokens = np.zeros((2, 12), bool)
    open_tokens[:, 4:7] = True
    out = decode(runtime, tokens, open_tokens, [1, 2], ["a", "b"])
    np.testing.assert_array_equal(out[~open_tokens], tokens[~open_tokens])
    np.testing.assert_array_equal(out[..., 0], tokens[..., 0])
    assert (out[open_tokens] != tokens[open_tokens]).any()


def test_takes_are_independent_of_batch_and_padding(runtime):
    tokens = some_tokens(2, 12)
    out = decode(runtime, tokens, np.ones((2, 12), bool), [1, 2], ["a", "b"], [12, 5])
    alone = decode(runtime, tokens[1:, :5], np.ones((1, 5), bool), [2], ["b"])
    np.testing.assert_array_equal(out[1, :5], alone[0])


def test_token_vectors_sum_over_levels(runtime):
    tokens = np.array([[1, 2, 3], [4, -1, -1]])
    expected = [sum(runtime.codebooks[q, c] for q, c in enumerate((1, 2, 3))), runtime.codebooks[0, 4]]
    np.testing.assert_allclose(spectrum.token_vectors(runtime.codebooks, tokens), expected, rtol=1e-6)

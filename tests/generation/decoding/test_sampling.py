import numpy as np
import pytest

from backend.generation.decoding import sampling


def test_a_seed_means_these_numbers():
    noise = sampling.gumbel([sampling.take_generator(7)], [2], (1, 3, 2))
    expected = -np.log(-np.log(1.0 - np.random.Generator(np.random.PCG64(7)).random((2, 2))))
    np.testing.assert_array_equal(noise[0, :2], expected)
    np.testing.assert_allclose(noise[0, 0], [0.01909734, -0.82202585], atol=1e-8)
    assert not noise[0, 2].any()


def test_noise_of_a_take_is_its_own():
    alone = sampling.gumbel([sampling.take_generator(3)], [4], (1, 4, 5))
    among = sampling.gumbel([sampling.take_generator(i) for i in (1, 3)], [9, 4], (2, 9, 5))
    np.testing.assert_array_equal(alone[0], among[1, :4])


def test_keep_best_keeps_a_tenth():
    logits = np.random.default_rng(0).normal(size=(3, 512))
    kept = np.isfinite(sampling.keep_best(logits, 0.1))
    assert kept.sum(axis=-1).tolist() == [52, 52, 52]
    assert logits[kept].min() > np.where(kept, -np.inf, logits).max(axis=-1).min()
    assert np.isfinite(sampling.keep_best(logits, 0.0)).sum(axis=-1).tolist() == [1, 1, 1]
    np.testing.assert_array_equal(sampling.keep_best(logits, 1.0), logits)


def test_guidance_extrapolates_from_the_unconditional():
    both = np.array([[1.0, 2.0], [0.0, 3.0]], dtype=np.float32)
    np.testing.assert_allclose(sampling.guided(both, 4.0), [[4.0, -1.0]])
    np.testing.assert_allclose(sampling.guided(both, 1.0), [[1.0, 2.0]])


def test_draws_follow_the_softmax_at_each_temperature():
    probabilities = np.array([0.5, 0.3, 0.2])
    count = 40_000
    for temperature in (1.0, 2.0):
        noise = sampling.gumbel([sampling.take_generator(1)], [count], (1, count, 3))[0]
        drawn = sampling.draw(np.log(probabilities), np.full(count, temperature), noise)
        expected = probabilities ** (1 / temperature) / (probabilities ** (1 / temperature)).sum()
        np.testing.assert_allclose(np.bincount(drawn, minlength=3) / count, expected, atol=0.01)


def test_temperature_zero_is_the_likeliest():
    noise = sampling.gumbel([sampling.take_generator(1)], [50], (1, 50, 3))[0]
    assert (sampling.draw(np.array([0.0, 1.0, 0.5]), np.zeros(50), noise) == 1).all()


def test_length_is_among_the_likeliest_and_never_too_short():
    logits = -np.abs(np.arange(50.0) - 2)
    drawn = {sampling.length_in_tokens(logits, sampling.take_generator(i), 4) for i in range(60)}
    assert min(drawn) == 4 and max(drawn) <= 13


def test_log_softmax_of_filtered_codes():
    out = sampling.log_softmax(np.array([0.0, np.log(3.0), -np.inf]))
    assert out == pytest.approx([np.log(0.25), np.log(0.75), -np.inf])


def test_entropy_is_a_share_of_the_largest():
    found = sampling.entropy(np.array([[0.0, 0.0, 0.0, 0.0], [900.0, 0.0, 0.0, 0.0]]))
    np.testing.assert_allclose(found, [1.0, 0.0], atol=1e-12)
    quarter = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25)) / np.log(2.0)
    np.testing.assert_allclose(sampling.entropy(np.array([[np.log(3.0), 0.0]])), [quarter])

"""Errors against both scalars: bins, intervals and correlation on made-up points; values on tiny weights."""

import numpy as np
import pytest
import torch

from backend.motion.measure import spectral
from backend.research.figures import complexity
from backend.research.figures.complexity import Points
from backend.training.features import clip_features


def points(slope, noise=0.1, clips=10, each=40):
    random = np.random.default_rng(0)
    x = random.random(clips * each)
    error = slope * x + noise * random.normal(size=x.shape) + 5.0
    return Points(x, error, np.repeat(np.arange(clips), each))


def test_bins_are_equal_and_follow_the_line():
    bins = complexity.binned(points(2.0), count=4)
    np.testing.assert_allclose(bins.mean, 5.0 + 2.0 * bins.complexity, atol=0.05)
    assert (np.diff(bins.complexity) > 0.2).all()
    assert (bins.interval[0] < bins.mean).all() and (bins.mean < bins.interval[1]).all()
    assert (bins.middle[0] < bins.mean).all() and (bins.mean < bins.middle[1]).all()


def test_interval_is_that_of_clips_not_of_points():
    clips = np.repeat(np.arange(8), 50)
    x = np.tile(np.linspace(0, 1, 50), 8)
    by_clip = np.random.default_rng(1).normal(size=8)[clips]
    bins = complexity.binned(Points(x, by_clip, clips), count=2)
    width = (bins.interval[1] - bins.interval[0]).mean()
    assert width > 5 * by_clip.std() / np.sqrt(200)


def test_rank_correlation():
    rising, (low, high) = complexity.rank_correlation(points(2.0))
    assert 0.9 < low < rising < high
    none, (low, high) = complexity.rank_correlation(points(0.0))
    assert low < 0 < high and abs(none) < 0.15
    flat = Points(np.ones(6), np.arange(6.0), np.repeat([0, 1], 3))
    assert complexity.rank_correlation(flat) == (0.0, (0.0, 0.0))


def test_joined_points_know_their_clip():
    joined = Points.joined([(np.zeros(3), np.ones(3)), (np.ones(2), np.zeros(2))])
    assert joined.clip.tolist() == [0, 0, 0, 1, 1]
    assert joined.error.tolist() == [1, 1, 1, 0, 0]


@pytest.fixture
def lively(tiny, monkeypatch):
    """The tiny weights, their tokens as different as the rows: a random encoder gives one code alone."""
    monkeypatch.setattr(tiny.tokenizer, "encode", lambda x: (1000 * x[:, ::4, 10:13]).round().long() % 32)
    return tiny


def tokens_of(tokenizer, clip, offset=0):
    rows = clip.features[offset:]
    x = tokenizer.normalize(torch.from_numpy(rows[: len(rows) // 4 * 4]).float())[None]
    with torch.no_grad():
        return tokenizer.encode(x)


def test_measures_of_tiny_weights(tiny, clips, encode_text):
    frames = complexity.reconstruction(tiny, clips)
    assert list(frames) == ["flatness", "energy"]
    flatness, energy = frames.values()
    assert len(flatness.error) == sum(len(c.features) // 4 * 4 for c in clips)
    assert (
        (flatness.error > 0).all() and (flatness.complexity >= 0).all() and (flatness.complexity <= 1).all()
    )
    np.testing.assert_array_equal(energy.error, flatness.error)
    by_token, by_joint = complexity.prediction(tiny, clips, encode_text, 1.0)
    count = len(clips[0].features) // 4
    per_clip = complexity.REPEATS * sum(round(r * count) for r in complexity.RATIOS)
    error = by_token["flatness"].error
    assert len(error) == per_clip * len(clips)
    for points in (by_token["energy"], *by_joint.values()):
        np.testing.assert_array_equal(points.error, error)
    assert error.mean() == pytest.approx(np.log(32), rel=0.5)
    again, _ = complexity.prediction(tiny, clips, encode_text, 1.0)
    np.testing.assert_array_equal(again["energy"].error, error)


def test_scalars_of_joints():
    rotations = np.tile([1.0, 0, 0, 0], (41, 22, 1))
    still = np.tile([0, 0.95, 0], (41, 1))
    gliding = still + np.arange(41)[:, None] * [0.05, 0, 0]
    omega, energy = complexity.of_joints(clip_features(rotations, still))
    np.testing.assert_allclose(omega, 0, atol=1e-9)
    np.testing.assert_allclose(energy, np.log(0.25))
    omega, energy = complexity.of_joints(clip_features(rotations, gliding))
    # constant velocity is all in band 0: 2W · 0.05 m for each of 22 joints
    np.testing.assert_allclose(omega, 0, atol=1e-4)
    np.testing.assert_allclose(energy, np.log(32 * 0.05 * np.sqrt(22)), atol=1e-4)


def test_scalars_of_tokens_are_those_of_all_levels(tiny):
    tokens = torch.tensor([[[3, 1, 4], [3, 5, 9]]])
    step = sum(book[b] - book[a] for book, (a, b) in zip(tiny.tokenizer.codebooks, tokens[0].T, strict=True))
    omega, energy = complexity.of_tokens(tiny.tokenizer, tokens, 4, 0.1)
    np.testing.assert_allclose(omega, 0, atol=1e-5)
    np.testing.assert_allclose(energy, np.log(2 * 4 * step.norm().item()), atol=1e-5)
    _, floored = complexity.of_tokens(tiny.tokenizer, tokens, 4, 1e4)
    np.testing.assert_allclose(floored, np.log(1e4), atol=1e-5)


def test_floor_is_what_one_token_in_twenty_stays_below(lively, clips):
    energies = []
    for clip in clips:
        for offset in range(4):
            vectors = lively.tokenizer.quantizer.decode(tokens_of(lively.tokenizer, clip, offset))[0]
            energies.append(spectral.descriptor(vectors.numpy(), lively.config.msd.window)[1])
    every = np.concatenate(energies)
    expected = np.exp(np.percentile(np.log(every[every > 0]), 5))
    assert complexity.token_floor(lively, clips) == pytest.approx(expected, rel=1e-4)


def test_every_error_stands_at_its_own_token(lively, clips, encode_text, monkeypatch):
    monkeypatch.setattr(complexity, "RATIOS", (1.0,))
    monkeypatch.setattr(complexity, "REPEATS", 1)
    by_token, by_joint = complexity.prediction(lively, clips[1:2], encode_text, 3.0)
    of_tokens = complexity.of_tokens(lively.tokenizer, tokens_of(lively.tokenizer, clips[1]), 4, 3.0)
    of_frames = complexity.of_joints(clips[1].features[:60])
    for i, name in enumerate(complexity.SCALARS):
        np.testing.assert_allclose(by_token[name].complexity, of_tokens[i], atol=1e-6)
        np.testing.assert_allclose(by_joint[name].complexity[2], of_frames[i, 8:12].mean(), atol=1e-6)
        assert np.ptp(of_tokens[i]) > 0.01

"""Errors against complexity: bins, intervals and correlation on made-up points; shapes on tiny weights."""

import numpy as np
import pytest

from backend.research.figures import complexity
from backend.research.figures.complexity import Points


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


def test_measures_of_tiny_weights(tiny, clips, encode_text):
    frames = complexity.reconstruction(tiny, clips)
    assert len(frames.error) == sum(len(c.features) // 4 * 4 for c in clips)
    assert (frames.error > 0).all() and (frames.complexity >= 0).all() and (frames.complexity <= 1).all()
    by_token, by_joint = complexity.prediction(tiny, clips, encode_text)
    count = len(clips[0].features) // 4
    per_clip = complexity.REPEATS * sum(round(r * count) for r in complexity.RATIOS)
    assert len(by_token.error) == per_clip * len(clips)
    np.testing.assert_array_equal(by_token.error, by_joint.error)
    assert by_token.error.mean() == pytest.approx(np.log(32), rel=0.5)
    again, _ = complexity.prediction(tiny, clips, encode_text)
    np.testing.assert_array_equal(again.error, by_token.error)

import numpy as np
import pytest
from scipy.linalg import sqrtm

from backend.research.evaluation import field


def gaussian(seed, n=400, d=12, mix=None):
    x = np.random.default_rng(seed).normal(size=(n, d))
    return x if mix is None else x @ mix


def whitened(x):
    """x with mean exactly 0 and covariance exactly 1."""
    x = x - x.mean(0)
    return x @ np.linalg.inv(np.linalg.cholesky(np.cov(x, rowvar=False))).T


def test_fid_of_equal_sets_is_zero_in_any_order():
    x = gaussian(0)
    assert field.fid(x, x[::-1]) == pytest.approx(0.0, abs=1e-9)


def test_fid_of_shifted_and_scaled_gaussians_is_the_closed_form():
    x, shift = whitened(gaussian(1)), np.arange(12) / 6
    assert field.fid(x, x + shift) == pytest.approx((shift**2).sum(), rel=1e-9)
    assert field.fid(x, 3.0 * x + shift) == pytest.approx((shift**2).sum() + 12 * (1 - 3) ** 2, rel=1e-9)


def test_fid_agrees_with_the_matrix_root():
    random = np.random.default_rng(2)
    a = gaussian(3, mix=random.normal(size=(12, 12)))
    b = gaussian(4, mix=random.normal(size=(12, 12))) + 0.5
    covariances = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    shift = a.mean(0) - b.mean(0)
    expected = (
        shift @ shift + sum(map(np.trace, covariances)) - 2 * np.trace(sqrtm(np.dot(*covariances)).real)
    )
    assert field.fid(a, b) == pytest.approx(expected, rel=1e-8)
    assert field.fid(a, b) == pytest.approx(field.fid(b, a), rel=1e-9)


def test_fid_bears_fewer_samples_than_dimensions():
    a, b = gaussian(5, n=20, d=512), gaussian(6, n=31, d=512)
    regular = [np.cov(x, rowvar=False) for x in (a, b)]
    values = np.linalg.eigvals(regular[0] @ regular[1]).real.clip(0)
    shift = a.mean(0) - b.mean(0)
    expected = shift @ shift + sum(map(np.trace, regular)) - 2 * np.sqrt(values).sum()
    assert field.fid(a, b) == pytest.approx(expected, rel=1e-4)
    assert field.fid(a, a) == pytest.approx(0.0, abs=1e-8)


def test_r_precision_counts_who_is_nearest_in_its_pool():
    motions = np.arange(8.0)[:, None] * 10.0
    texts = motions.copy()
    texts[0] = 11.0  # nearer to motions 1 and 2, then its own
    texts[5] = 58.0  # nearer to motion 6, then its own
    np.testing.assert_allclose(field.r_precision(texts, motions, pool=4), [6 / 8, 7 / 8, 1.0])
    np.testing.assert_allclose(field.r_precision(texts, motions, pool=8), [6 / 8, 7 / 8, 1.0])
    # The third pool is not full: its wrong texts do not count.
    more = np.concatenate([motions, motions[:1] + 500])
    np.testing.assert_allclose(field.r_precision(np.append(texts, [[0.0]], 0), more, pool=4)[0], 6 / 8)
    with pytest.raises(ValueError, match="pools of 32"):
        field.r_precision(texts, motions)


def test_expected_r_precision_is_the_mean_over_drawn_pools():
    random = np.random.default_rng(0)
    motions = random.normal(size=(50, 4))
    texts = motions + random.normal(size=(50, 4))
    drawn = []
    for _ in range(3000):
        order = random.permutation(50)[:32]
        drawn.append(field.r_precision(texts[order], motions[order]))
    np.testing.assert_allclose(field.expected_r_precision(texts, motions), np.mean(drawn, 0), atol=0.006)
    np.testing.assert_allclose(
        field.expected_r_precision(texts, motions, pool=50), field.r_precision(texts, motions, pool=50)
    )


def test_distances_and_spreads():
    texts, motions = np.zeros((3, 2)), np.array([[3.0, 4.0], [0.0, 0.0], [0.0, 1.0]])
    assert field.mm_distance(texts, motions) == pytest.approx(2.0)
    random = np.random.default_rng(0)
    two = np.array([[0.0, 0.0], [3.0, 4.0]])
    assert field.diversity(two, random) == pytest.approx(5.0)
    assert field.diversity(np.ones((400, 3)), random) == 0.0
    # Mean distance of two standard normals in d dimensions is about √(2d).
    assert field.diversity(gaussian(7, 2000, 100), random) == pytest.approx(np.sqrt(200), rel=0.02)
    assert field.multimodality([two, 2 * two], random) == pytest.approx(7.5)
    with pytest.raises(ValueError, match="two takes"):
        field.multimodality([[[1.0]]], random)


def test_intervals_are_those_of_published_tables():
    found = field.intervals([{"fid": 1.0}, {"fid": 3.0}, {"fid": 1.0}, {"fid": 3.0}])
    assert found == {"fid": (2.0, pytest.approx(1.96 * 1.0 / 2.0))}

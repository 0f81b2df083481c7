import numpy as np
import pytest

from backend.motion.cleanup import banded


def dense(diagonals):
    count = diagonals.shape[1]
    full = np.diag(diagonals[0])
    for offset in (1, 2):
        for i in range(count - offset):
            full[i, i + offset] = full[i + offset, i] = diagonals[offset, i]
    return full


@pytest.mark.parametrize("count", [3, 24, 25, 49, 196])
def test_solves_as_a_dense_solver_does(count):
    random = np.random.default_rng(count)
    diagonals = banded.smoothness(2, random.uniform(1, 50, count - 2), count)
    diagonals += banded.smoothness(1, random.uniform(1, 5, count - 1), count)
    diagonals[0] += 0.3
    right = random.normal(size=count)
    np.testing.assert_allclose(
        banded.solve(diagonals, right), np.linalg.solve(dense(diagonals), right), rtol=1e-8
    )


def test_smoothness_is_the_sum_of_squared_differences():
    random = np.random.default_rng(1)
    x, first, second = random.normal(size=12), random.random(11), random.random(10)
    by_first = x @ dense(banded.smoothness(1, first, 12)) @ x
    by_second = x @ dense(banded.smoothness(2, second, 12)) @ x
    assert by_first == pytest.approx(np.sum(first * np.diff(x) ** 2))
    assert by_second == pytest.approx(np.sum(second * np.diff(x, n=2) ** 2))

import numpy as np

from backend.direction import vectors


def test_corners_are_rounded_and_what_lasts_stays():
    touched = np.zeros(60, dtype=bool)
    touched[:40] = True
    values = np.zeros((40, 3))
    values[:20, 1] = -0.1
    made = vectors.smoothed(values, touched, 20.0)
    assert made.shape == (40, 3) and np.allclose(made[:15], [0.0, -0.1, 0.0]) and not made[25:].any()
    assert np.abs(np.diff(values, 2, axis=0)).max() > 2.0 * np.abs(np.diff(made, 2, axis=0)).max()
    assert np.allclose(made.sum(axis=0), values.sum(axis=0), atol=0.02)


def test_more_is_never_against_the_pull():
    pull = np.array([[0.0, 3.0, 4.0], [0.0, 0.3, 0.4], [0.0, 0.0, 0.0]])
    made = vectors.more(pull, np.array([1.0, 1.0, 1.0]))
    np.testing.assert_allclose(made, [[0.0, 2.4, 3.2], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


def test_beyond_sets_in_softly_and_limited_never_gets_there():
    away = np.array([[0.2, 0.0, 0.0], [1.0, 0.0, 0.0], [1.5, 0.0, 0.0]])
    made = vectors.beyond(away, 1.0)[:, 0]
    assert made[0] == 0.0 and 0.0 < made[1] < 0.02 and abs(made[2] - 0.5) < 1e-6
    sizes = np.linalg.norm(vectors.limited(np.array([[0.01, 0.0], [5.0, 0.0]]), 0.3), axis=1)
    assert abs(sizes[0] - 0.01) < 1e-5 and 0.29 < sizes[1] <= 0.3

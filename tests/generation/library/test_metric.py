import numpy as np
import pytest

from backend.generation.library.metric import INNER, LEARNED, WORDS, Metric


def numbers(seed=0, d=3, size=5, n=4, heads=2, plain=2):
    rng = np.random.default_rng(seed)
    shapes = ((d, size), (n, size), (n,), (d, n), (heads, size), (heads, size, d), (plain, size))
    return Metric(*(rng.normal(size=shape).astype(np.float32) for shape in shapes))


def test_of_one_number_each_it_is_what_is_written_down():
    one = [np.full(shape, value, np.float32) for shape, value in zip(
        ((2, 1), (1, 1), (1,), (2, 1), (1, 1), (1, 1, 2), (1, 1)), (1.0, 0.25, 0.0, 0.5, 0.0, 1.0, -3.0),
        strict=True,
    )]  # fmt: skip
    one[5][0, 0] = [0.0, 2.0]
    rows = np.array([[[4.0], [1.0 / WORDS], [3.0 / WORDS]]], dtype=np.float32)
    # gelu(2) = 1.9546; the words' mean is 2.
    wanted = np.array([1.0 + 0.5 * 1.9546, 1.0 + 0.5 * 1.9546 + 4.0])
    assert INNER * 0.25 == 2.0
    wanted = [*np.sqrt(LEARNED) * wanted / np.linalg.norm(wanted), -np.sqrt(1.0 - LEARNED)]
    np.testing.assert_allclose(Metric(*one).of(rows, np.array([3]))[0], wanted, atol=1e-4)


def test_what_is_behind_a_sentence_changes_nothing():
    metric, rng = numbers(), np.random.default_rng(1)
    rows = rng.normal(size=(2, 4, 5)).astype(np.float32)
    alone = metric.of(rows[:1, :3], np.array([3]))
    np.testing.assert_allclose(metric.of(rows, np.array([3, 4]))[0], alone[0], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(metric.of(rows, np.array([3, 4])), axis=1), 1.0, atol=1e-6)
    rows[:, 1:] = rows[:, :0:-1]
    other = metric.of(rows[1:, [0, 3, 2, 1]], np.array([4]))
    np.testing.assert_allclose(metric.of(rows[1:], np.array([4])), other, atol=1e-6)


def test_an_encoder_without_words_and_an_empty_text():
    metric = numbers()
    rows = np.array([[[1.0, 2.0, 0.0, 0.0, 0.0]], [[0.0] * 5]], dtype=np.float32)
    found = metric.of(rows, np.array([1, 1]))
    np.testing.assert_allclose(found[0], metric.of(7.0 * rows[:1], np.array([1]))[0], atol=1e-6)
    assert not found[1].any()


def test_numbers_come_back_from_a_file():
    metric = numbers()
    found = Metric.unpacked(metric.packed() | {"other": np.zeros(1)})
    np.testing.assert_allclose(found.pool, metric.pool, atol=0.02)
    assert found.size == 5 and Metric.unpacked({"other": np.zeros(1)}) is None


@pytest.mark.parametrize("change", [
    {"metric_bias": np.zeros(9)}, {"metric_pool": np.zeros((2, 5, 4))}, {"metric_line": np.zeros(3)},
    {"metric_out_step": np.full(3, np.nan)}, {"metric_look": None}, {"metric_look_step": np.ones(3)},
])  # fmt: skip
def test_other_shapes_are_refused(change):
    packed = numbers().packed() | change
    packed = {name: array for name, array in packed.items() if array is not None}
    with pytest.raises((ValueError, KeyError)):
        Metric.unpacked(packed)

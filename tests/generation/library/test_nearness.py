import numpy as np
import pytest

from backend.generation.library.judged import NEARLY, NO, YES, Judged
from backend.generation.library.nearness import TOLD, Nearness, Weighing

CAPTIONS = ("a person waves", "walks slowly, then sits down", "kicks")
# Directions of what is said; the texts that were judged lie on the last three.
AT = np.eye(6)


def numbers(seed=0, hidden=4):
    rng = np.random.default_rng(seed)
    return Weighing(*(rng.normal(size=shape) for shape in ((hidden, TOLD), (hidden,), (2, hidden), (2,))))


@pytest.fixture
def near():
    """ "greets" shows waving and no kicking, "strolls off" nearly walking; nothing shows "golf swing"."""
    pairs = np.array([(0, 0, YES), (0, 2, NO), (1, 1, NEARLY), (1, 2, NO)])
    judged = Judged(("greets", "strolls off", "golf swing"), pairs, np.array([False, True, True]), AT[3:])
    return Nearness(CAPTIONS, AT[:3], judged, numbers())


def test_what_is_told_of_a_sentence_like_one_that_was_judged(near):
    told = near.told("greets slowly", 0.8 * AT[3] + 0.6 * AT[0])
    np.testing.assert_allclose(told[:, 0], [0.6, 0.0, 0.0], err_msg="cosine")
    np.testing.assert_allclose(told[:, 1], [0.8, 0.0, 0.0], err_msg="or of what shows it")
    assert told[1, 2] > 0.3 and told[1, 3] > 0.0 and not told[[0, 2], 2:4].any(), "slowly"
    np.testing.assert_allclose(told[:, 4], [0.0, 0.5, 0.0], err_msg="parts")
    np.testing.assert_allclose(told[:, 5], 0.0, err_msg="the texts that nothing shows are elsewhere")
    np.testing.assert_allclose(told[:, 6], 0.8, err_msg="of all others")
    np.testing.assert_allclose(told[:, 7], [-0.2, -0.2, 0.8], err_msg="not shown")
    np.testing.assert_allclose(told[:, 8], [-0.2, 0.0, -0.2], err_msg="nearly shown")


def test_a_sentence_that_nothing_shows_is_told_everywhere(near):
    told = near.told("golf", AT[5])
    np.testing.assert_allclose(told[:, 5:7], [[1.0, 0.0]] * 3)


def test_what_is_looked_over_tells_nothing(near):
    told = near.told("strolls off", AT[4], besides=1)
    np.testing.assert_allclose(told[:, 8], -0.2)
    np.testing.assert_allclose(told[:, 5:7], [[-0.0, 0.0]] * 3, atol=1e-9)


def test_a_weighing_is_what_is_written_down():
    inner, out = np.zeros((1, TOLD)), np.array([[1.0], [2.0]])
    inner[0, 2] = 2.0
    told = np.zeros((2, TOLD))
    told[0, 2] = 1.0
    # gelu(2) = 1.9546 by tanh.
    one, two = (1.0 / (1.0 + np.exp(-x)) for x in (1.9546 - 0.5, 2.0 * 1.9546))
    found = Weighing(inner, np.zeros(1), out, np.array([-0.5, 0.0])).of(told)
    assert found[0] == pytest.approx((one + two) / 2.0, abs=1e-4)
    assert found[1] == pytest.approx((1.0 / (1.0 + np.exp(0.5)) + 0.5) / 2.0)


def test_without_a_weighing_vectors_and_words_decide(near):
    plain = Nearness(CAPTIONS, AT[:3], Judged(), None)
    found = plain.of("waves", 0.6 * AT[0] + 0.8 * AT[1])
    assert found[0] == pytest.approx(0.6 + 0.4 * 0.6 * 0.4) and found[1] == pytest.approx(0.8)


def test_a_caption_word_for_word_is_meant(near):
    found = near.of("the man kicks.", AT[0])
    assert found[2] == 1.0 and found[0] < 1.0 and near.of("he kicks hard", AT[2])[2] < 1.0


def test_nothing_is_near_in_an_empty_library():
    assert Nearness((), np.zeros((0, 6)), Judged(), None).of("waves", AT[0]).shape == (0,)
    assert Nearness((), np.zeros((0, 6)), Judged(), numbers()).of("waves", AT[0]).shape == (0,)

from dataclasses import replace

import numpy as np
import pytest
import torch

from backend.generation.library.judged import NEARLY, NO, YES, Judged
from backend.generation.library.nearness import TOLD, Nearness, Weighing
from backend.training import weighing
from backend.training.weighing import WeighingTraining, trained

SMALL = WeighingTraining(steps=200, sentences=20)


def examples(count=60, seed=0):
    """Of six captions the one with the greatest second number shows a sentence, if that is above 0.5; the
    first number says nothing."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(count):
        told = rng.uniform(size=(6, TOLD)) * [1.0, 1.0, *[0.0] * (TOLD - 2)]
        grades = np.where(told[:, 1] > 0.7, NEARLY, NO)
        grades[told[:, 1] > 0.85] = YES
        found.append((told, grades))
    return found


def test_it_learns_what_is_shown():
    losses = []
    made = trained(examples(), SMALL, lambda step, steps, loss: losses.append(loss))
    assert len(losses) == SMALL.steps and np.mean(losses[-10:]) < 0.6 * np.mean(losses[:5])
    told, grades = (np.concatenate(parts) for parts in zip(*examples(seed=1), strict=True))
    near = made.of(told)
    assert near[grades == YES].min() > near[grades == NO].max() - 0.2
    assert near[grades == YES].mean() > 0.8 and near[grades == NO].mean() < 0.2
    np.testing.assert_array_equal(trained(examples(), SMALL).inner, made.inner)


def test_the_order_of_a_sentence_s_captions_counts():
    scores, worth = torch.tensor([2.0, 0.0, 1.0, 1.0]), torch.tensor([1.0, 0.0, 0.0, 1.0])
    of = torch.tensor([0, 0, 1, 1])
    first, second = np.log1p(np.exp(-2.0)), np.log(2.0)
    assert weighing._disorder(scores, worth, of, 2).item() == pytest.approx((first + second) / 2.0)
    assert weighing._disorder(scores, torch.zeros(4), of, 2).item() == 0.0


def test_each_sentence_is_told_as_if_it_were_new():
    captions, at = ("waves", "kicks"), np.eye(4)
    judged = Judged(("greets", "golf", "hello"), np.array([(0, 0, YES), (0, 1, NO), (2, 0, YES)]),
                    np.array([True, True, False]), at[[2, 3, 2]])  # fmt: skip
    near = Nearness(captions, at[:2], judged, None)
    ((told, grades),) = weighing.examples(near, judged)
    assert grades.tolist() == [YES, NO], "one was not judged as a whole, of another nothing shows it"
    assert told[0, 1] == pytest.approx(1.0), "by what was judged of the same words elsewhere"
    alone = replace(judged, pairs=judged.pairs[:2])
    ((told, _),) = weighing.examples(Nearness(captions, at[:2], alone, None), alone)
    assert told[0, 1] == pytest.approx(0.0), "not by itself"


def test_one_in_twenty_that_is_found_may_be_told():
    """A hundred sentences, each nearest to a caption that shows it, by more and more."""
    rng = np.random.default_rng(0)
    captions, at = ("waves", "kicks"), np.eye(3)
    cosine = np.linspace(0.5, 1.0, 100)
    vectors = cosine[:, None] * at[0] + np.sqrt(1.0 - cosine**2)[:, None] * at[2]
    pairs = np.array([(i, 0, YES) for i in rng.permutation(100)])
    judged = Judged(tuple(f"t{i}" for i in range(100)), pairs, np.ones(100, dtype=bool), vectors)
    near = Nearness(captions, at[:2], replace(judged, pairs=pairs[:0]), None)
    inner = np.zeros((1, TOLD))
    inner[0, 0] = 1.0
    plain = Weighing(inner, np.array([5.0]), np.full((2, 1), 4.0), np.full(2, -22.0))
    wanted = plain.of(near.told("t5", vectors[5])).max()
    assert weighing.threshold(plain, near, judged) == pytest.approx(wanted, abs=5e-3)
    other = replace(judged, pairs=np.array([(0, 0, NO)]))
    assert weighing.threshold(plain, near, other) is None


def test_nothing_can_be_learned_of_nothing():
    with pytest.raises(ValueError, match="Nothing was judged"):
        trained([])

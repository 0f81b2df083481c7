import numpy as np
import pytest
import torch

from backend.corpus.library.examples import Examples
from backend.generation.library.metric import LEARNED
from backend.training import metric
from backend.training.metric import Head, MetricTraining, Sentences, trained

SIZE, ACTS, EACH = 12, 6, 5
SMALL = MetricTraining(
    size=6, plain=3, inner=8, heads=2, dropout=0.0, steps=60, rate=2e-2, acts=6, columns=20, every=10
)


def conditions():
    """Sentences of acts: one of their words says which, their sentence vectors say nothing of it."""
    rng, rows, of = np.random.default_rng(0), [], []
    for act in range(ACTS):
        for _ in range(EACH):
            words = 0.3 * rng.normal(size=(rng.integers(1, 4), SIZE))
            words[rng.integers(len(words)), act] += 4.0
            rows.append(np.concatenate([rng.normal(size=(1, SIZE)), words]).astype(np.float16))
            of.append(act)
    return rows, np.array(of)


def examples(of, known=ACTS, contrasts=None):
    contrasts = np.zeros(len(of), dtype=bool) if contrasts is None else contrasts
    return Examples([""] * len(of), of, contrasts, np.arange(ACTS) < known, ~np.eye(ACTS, dtype=bool))


def found_first(vectors, of):
    cosine = vectors @ vectors.T - 9.0 * np.eye(len(of))
    return float((of[cosine.argmax(axis=1)] == of).mean())


def of_all(made, rows):
    return np.concatenate([made.of(row[None].astype(np.float32), [len(row)]) for row in rows])


def test_sentences_of_the_same_act_come_to_lie_together():
    rows, of = conditions()
    losses = []
    made = trained(examples(of), rows, SMALL, lambda step, steps, loss: losses.append(loss))
    plain = np.stack([row[0] / np.linalg.norm(row[0].astype(float)) for row in rows])
    learned = of_all(made, rows)[:, : len(made.line)]
    assert (
        found_first(plain, of) < 0.4
        and found_first(learned / np.linalg.norm(learned, axis=1)[:, None], of) > 0.8
    )
    assert len(losses) == SMALL.steps and np.mean(losses[-5:]) < 0.5 * losses[0]
    again = trained(examples(of), rows, SMALL)
    np.testing.assert_array_equal(again.line, made.line)


def test_missing_acts_and_contrasts_are_pushed_away():
    rows, of = conditions()
    contrasts = np.zeros(len(of), dtype=bool)
    contrasts[4::EACH] = True
    for row in np.flatnonzero(contrasts):
        rows[row][1:, -1] += 4.0
    made = of_all(trained(examples(of, known=4, contrasts=contrasts), rows, SMALL), rows)
    shown, missing = made[(of < 4) & ~contrasts], made[(of >= 4) & ~contrasts]
    assert (missing @ shown.T).max() < 0.8
    without = of_all(trained(examples(of, known=4), rows, SMALL), rows)
    near, nearer = (
        np.mean([v[(of == act) & contrasts] @ v[(of == act) & ~contrasts].T for act in range(4)])
        for v in (made, without)
    )
    assert near < nearer - 0.05


def test_the_network_and_the_numbers_agree():
    rows, _ = conditions()
    torch.manual_seed(1)
    head = Head(Sentences(rows).x, SMALL)
    with torch.no_grad():
        for parameter in head.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
    wanted = head(*Sentences(rows).of(torch.arange(len(rows)))).detach().numpy()
    made = of_all(head.metric(torch.eye(SIZE)[:3]), rows)
    np.testing.assert_allclose(made[:, :-3] / np.sqrt(LEARNED), wanted, atol=2e-3)
    assert made.shape[1] == wanted.shape[1] + 3


def test_acts_of_one_sentence_teach_nothing():
    rows, _ = conditions()
    with pytest.raises(ValueError, match="two sentences"):
        trained(examples(np.arange(ACTS)), rows[:ACTS], SMALL)
    assert metric.MetricTraining().size > 0

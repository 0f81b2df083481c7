import dataclasses

import numpy as np
import pytest
import torch

from backend.research.evaluation import fit as evaluator
from backend.research.evaluation.fit import EvaluatorTask, EvaluatorTraining
from backend.training.features import FeatureClip, clip_features
from tests.training.conftest import Caption, swaying
from tests.training.test_run import fake_encode as words_only

SMALL = dataclasses.replace(
    evaluator.CONFIG, movement_hidden=16, movement=16, motion_hidden=16, text_hidden=16, output=8, dropout=0.0
)
WORDS = ("walks", "kicks", "turns", "sits", "waves", "jumps", "bows", "runs")


@pytest.fixture(scope="module")
def trials():
    return [
        FeatureClip(
            f"{mirror}{i}", clip_features(*swaying(i)), (Caption(f"a person {WORDS[i]}"),), "train",
            bool(mirror), False, trial=str(i),
        )
        for i in range(8)
        for mirror in ("", "M")
    ]  # fmt: skip


def fake_encode(texts):
    vectors, lengths = words_only(texts)
    vectors[:, 0] = vectors[:, 1:].sum(1)
    return vectors, lengths


def task(trials, **settings):
    torch.manual_seed(0)
    settings = {"hold_out": 3, "noise": 0.0, "words": 0.0, **settings}
    return EvaluatorTask(trials, fake_encode, config=SMALL, training=EvaluatorTraining(**settings))


def test_trials_are_held_out_whole_and_a_clip_meets_not_its_mirror_image(trials):
    made = task(trials)
    fit = {clip.trial for group in made.groups for clip in group}
    held = {clip.trial for clip in made.validation}
    assert fit | held == set("01234567") and not fit & held
    assert all(len(group) == 2 for group in made.groups) and not any(c.mirrored for c in made.validation)
    for seed in range(5):
        texts = [text for _, text in made._draw(np.random.default_rng(seed))]
        assert len(texts) == len(set(texts)) == len(fit)


@pytest.mark.parametrize("loss", ["infonce", "margin"])
def test_training_brings_pairs_together(trials, loss):
    made = task(trials, loss=loss)
    optimizer = torch.optim.Adam(made.modules.parameters(), lr=5e-3)
    made.modules.train()
    before = None
    for step in range(25):
        torch.manual_seed(step)
        value, numbers = made.loss(0.0)
        before = before or value.item()
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    assert value.item() < 0.6 * before and numbers["top1"] >= 0.6
    scores = made.validate() if len(made.validation) > 1 else {"score": 0.0}
    assert np.isfinite(scores["score"])


def test_a_text_that_is_alike_is_no_negative(trials):
    squared = torch.tensor([[1.0, 0.0, 9.0], [0.0, 1.0, 9.0], [9.0, 9.0, 1.0]])
    alike = torch.tensor([[True, True, False], [True, True, False], [False, False, True]])
    none = torch.eye(3, dtype=torch.bool)
    assert evaluator._infonce(squared, alike) < 0.1 < evaluator._infonce(squared, none)
    assert evaluator._margin(squared, alike, 2.0) == pytest.approx(1.0)
    assert evaluator._margin(squared, none, 2.0) > 2.0


def test_a_caption_of_a_part_takes_that_part(trials):
    clip = trials[0]
    assert len(evaluator.span(clip, Caption("x"))) == 80
    np.testing.assert_array_equal(evaluator.span(clip, Caption("x", 1.0, 3.0)), clip.features[20:60])
    assert len(evaluator.span(clip, Caption("x", 3.9, 4.0))) == evaluator.SHORTEST

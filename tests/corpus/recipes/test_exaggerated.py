"""Walks keyed large stand out from the same walks keyed small, and keep their sentences."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe.body import Body
from backend.corpus.recipes import gaits, make, table, worn

from .test_recipes import base

SMALL = {"drunk": worn.drunk, "old": worn.old, "weary": worn.weary, "sneaking": gaits.sneaking}


def both(name):
    """(keyed small, keyed large) of the first seed with which both come about."""
    recipe = table.RECIPES[name]
    for seed in range(12):
        pair = [
            make.make(base("walk"), (r,), np.random.default_rng(seed))
            for r in (replace(recipe, change=SMALL[name]), recipe)
        ]
        if None not in pair:
            return pair
    raise AssertionError(f"{name} never comes about")


def aside(body):
    """How far the trunk gets to either side."""
    return np.ptp(body.trunk[:, 0])


def apart(body):
    return np.median(np.linalg.norm(body.both("wrist")[:, 0] - body.both("wrist")[:, 1], axis=-1))


def hangs(body):
    """Metres that the skull is over the neck."""
    return np.median(body.skull[:, 1] - body.at("neck")[:, 1])


def heels(body):
    """Metres that ankles of standing feet are over the floor."""
    return np.percentile(body.both("ankle")[..., 1].min(axis=1), 30)


@pytest.mark.parametrize("name", SMALL)
def test_sentences_stay_as_they_were(name):
    small, large = both(name)
    assert [c.text for c in small.captions] == [c.text for c in large.captions]


def test_a_drunk_swings_further_with_the_arms_flung_out():
    small, large = (Body(clip.positions) for clip in both("drunk"))
    assert aside(large) > 1.25 * aside(small) and aside(large) > 0.5
    assert apart(large) > 1.08 * apart(small)


def test_who_is_old_stoops_deeper_takes_smaller_steps_and_holds_the_back():
    small, large = (Body(clip.positions) for clip in both("old"))
    assert np.median(large.tilt) > np.median(small.tilt) + 8.0
    assert np.abs(large.ahead).max() < 0.9 * np.abs(small.ahead).max()
    behind = np.sum((large.both("wrist") - large.at("pelvis")[:, None]) * large.forward[:, None], axis=-1)
    assert np.median(behind, axis=0).min() < -0.1 and np.median(behind, axis=0).max() > 0.1


def test_who_is_weary_sways_with_the_head_on_the_chest():
    small, large = (Body(clip.positions) for clip in both("weary"))
    assert aside(large) > 1.5 * aside(small) and hangs(large) < hangs(small) - 0.04


def test_a_sneak_is_lower_on_the_toes_and_stops_between_steps():
    small, large = (Body(clip.positions) for clip in both("sneaking"))
    assert heels(large) > heels(small) + 0.02
    assert np.median(large.at("head")[:, 1]) < np.median(small.at("head")[:, 1])
    hands = np.sum((large.both("wrist") - large.at("pelvis")[:, None]) * large.forward[:, None], axis=-1)
    assert np.median(hands) > 0.3

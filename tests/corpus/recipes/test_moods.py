"""Moods show in the joints: each stands out from a plain walk."""

from functools import cache

import numpy as np
import pytest

from backend.corpus.describe import contradictions
from backend.corpus.describe.body import Body
from backend.corpus.recipes import make, table
from backend.corpus.recipes.moods import MOODS
from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics

from .test_recipes import base, walking

PLAIN = Body(walking().positions)


@cache
def walked(name):
    for seed in range(12):
        clip = make.make(base("walk"), (table.WHOLE[name],), np.random.default_rng(seed))
        if clip is not None:
            return clip
    raise AssertionError(f"{name} never comes about")


def before(body, joint="wrist"):
    """Metres (T, 2) of hands before the chest."""
    return np.sum((body.both(joint) - body.at("spine3")[:, None]) * body.forward[:, None], axis=-1)


def hangs(body):
    return np.median(body.skull[:, 1] - body.at("neck")[:, 1])


def crossed(body):
    left = np.cross([0.0, 1.0, 0.0], body.forward)
    return np.median(np.sum((body.both("wrist")[:, 0] - body.both("wrist")[:, 1]) * left, axis=-1)) < 0.0


SHOWN = {
    "undead": lambda b: np.median(before(b), axis=0).min() > 0.25,
    "toddler": lambda b: np.median(b.both("wrist")[..., 1] - b.at("spine3")[:, None, 1]) > 0.15,
    "freezing": crossed,
    "frightened": lambda b: np.median(b.both("wrist")[..., 1] - b.at("spine3")[:, None, 1]) > 0.05,
    "gloomy": lambda b: hangs(b) < hangs(PLAIN) - 0.05,
    "cheerful": lambda b: np.ptp(before(b), axis=0).min() > 0.5,
    "heavy load": lambda b: np.median(before(b)) > 0.2 and np.median(b.trunk[:, 2]) < 0.0,
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_mood_shows_and_a_plain_walk_does_not(name):
    assert SHOWN[name](Body(walked(name).positions)) and not SHOWN[name](PLAIN)


@pytest.mark.parametrize("name", [recipe.name for recipe in MOODS])
def test_feet_stay_and_no_sentence_is_contradicted(name):
    clip = walked(name)
    measured = metrics.physical(clip.positions)
    assert measured.slide < 9.0 and measured.penetration < 4.0
    assert measured.jitter < 120.0 * table.WHOLE[name].shakes
    assert not contradictions.checked(clip)[1]
    assert len({c.text for c in clip.captions}) >= 3 and not any("{" in c.text for c in clip.captions)


def test_who_is_afraid_looks_to_both_sides():
    head = skeleton.global_rotations(walked("frightened").rotations.astype(float))[:, skeleton.INDEX["head"]]
    face = quaternion.rotate(head, np.array([0.0, 0.0, 1.0]))
    assert face[:, 0].max() > 0.5 and face[:, 0].min() < -0.5

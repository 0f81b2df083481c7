"""Whole bodies from keys: who is hit goes where the blow goes, who dies lies, feet stay, nothing sinks."""

from functools import cache

import numpy as np
import pytest

from backend.corpus.describe import contradictions
from backend.corpus.describe.body import Body
from backend.corpus.recipes import keyed, make, table
from backend.corpus.recipes.deaths import DEATHS
from backend.corpus.recipes.keyed import Whole, key
from backend.corpus.recipes.puppet import Puppet
from backend.corpus.recipes.struck import STRUCK
from backend.corpus.recipes.suffering import SUFFERING
from backend.motion.measure import metrics

from .test_recipes import base, walking

NAMES = [whole.name for whole in (*STRUCK, *DEATHS, *SUFFERING)]


@cache
def played(name, side="left"):
    """The clip of one in which a stated side is this one, and its Body."""
    for seed in range(30):
        clip = make.make(base("stand"), (table.WHOLE[name],), np.random.default_rng(seed))
        sides = np.random.default_rng(seed).integers(2)
        if clip is not None and ("left", "right")[sides] == side:
            return clip, Body(clip.positions)
    raise AssertionError(f"{name} never comes about")


@pytest.mark.parametrize("name", NAMES)
def test_feet_stay_nothing_sinks_and_no_sentence_is_contradicted(name):
    clip, body = played(name)
    measured = metrics.physical(clip.positions)
    assert measured.slide < 9.0 and measured.penetration < 4.0
    assert measured.jitter < 120.0 * table.WHOLE[name].shakes
    assert body.joints[..., 1].min() > -0.04
    assert not contradictions.checked(clip)[1]
    texts = [c.text for c in clip.captions]
    assert len(texts) >= 3 and not any(set("*{") & set(text) for text in texts)


@pytest.mark.parametrize("name", [whole.name for whole in DEATHS])
def test_who_goes_down_stood_and_lies_at_last(name):
    _, body = played(name)
    trunk = body.joints[:, [0, 3, 6, 9, 12]]
    assert body.at("pelvis")[0, 1] > 0.85
    assert trunk[-10:, :, 1].max() < 0.4 and body.both("shoulder")[-1, :, 1].min() < 0.2
    assert np.linalg.norm(body.joints[-1] - body.joints[-8], axis=-1)[0] < 0.05


@pytest.mark.parametrize("name", [whole.name for whole in STRUCK])
def test_who_is_struck_stays_up(name):
    _, body = played(name)
    assert body.at("pelvis")[:, 1].min() > 0.4 and body.at("head")[-1, 1] > 0.75


def test_a_body_falls_the_way_the_blow_goes():
    assert played("knocked down")[1].chest[-1, 2, 1] > 0.8, "on the back"
    assert played("shot in the back")[1].chest[-1, 2, 1] < -0.8, "on the face"
    assert np.abs(played("stabbed")[1].chest[-1, 0, 1]) > 0.7, "on the side"


@pytest.mark.parametrize("side, sign", [("left", 1.0), ("right", -1.0)])
def test_the_side_is_the_one_that_is_said(side, sign):
    clip, body = played("hit in the shoulder", side)
    shoulders = body.both("shoulder")[:, 0] - body.both("shoulder")[:, 1]
    turned = np.degrees(np.unwrap(np.arctan2(-shoulders[:, 2], shoulders[:, 0])))
    turned -= turned[0]
    assert sign * turned[np.abs(turned).argmax()] > 50.0
    other = {"left": "right", "right": "left"}[side]
    assert not any(other in c.text for c in clip.captions)
    _, body = played("shoved aside", side)
    assert sign * (body.path[-1, 0] - body.path[0, 0]) > 0.5
    _, body = played("hit in the leg", side)
    knees = body.both("knee")[-1, :, 1]
    assert ("left", "right")[int(knees.argmin())] == side and knees.min() < 0.15 < knees.max()


def test_hands_go_where_it_hurts():
    def near(name, place, hand="wrist"):
        body = played(name)[1]
        return np.linalg.norm(body.both(hand) - place(body)[:, None], axis=-1).min(axis=0)

    assert near("hit in the belly", lambda b: (b.at("spine1") + b.at("spine2")) / 2).max() < 0.36
    assert near("heart attack", lambda b: b.at("spine3")).min() < 0.26
    assert near("choking", lambda b: b.at("neck")).max() < 0.22
    assert near("hit in the head", lambda b: b.skull).max() < 0.26


def test_a_blast_lifts_the_body_off_the_floor_and_throws_it_back():
    body = played("blown away")[1]
    assert body.joints[..., 1].min(axis=1).max() > 0.1
    assert body.path[-1, 1] - body.path[0, 1] < -1.5


def test_who_is_electrocuted_shakes():
    shaken, calm = (played(name)[1].joints for name in ("electrocuted", "faints"))
    assert metrics.physical(shaken).jitter > 2.0 * metrics.physical(calm).jitter


def test_a_step_is_lifted_and_arrives_and_the_other_foot_stays():
    steps = key(0.5, main_foot=(0.1, 0, 0.3), at=(0.05, 0, 0.15))
    whole = Whole("x", (key(0), key(0.5), steps, key(0.5)), (), ())
    puppet = Puppet(make._held(base("stand").clip, np.random.default_rng(0), 60))
    before = Body(puppet.joints).both("foot")[0]
    assert keyed.apply(puppet, whole, np.random.default_rng(0), "left")
    feet = Body(puppet.joints).both("foot")
    assert np.allclose((feet[-1, 0] - before[0])[[0, 2]], [0.1, 0.3], atol=0.02)
    assert feet[:, 0, 1].max() > 0.08 and np.ptp(feet[:, 1], axis=0).max() < 0.02


def test_the_mass_is_kept_over_the_feet_of_who_bends():
    whole = Whole("x", (key(0), key(0.6, bend=50, pitch=30), key(1.0)), (), ())
    puppet = Puppet(make._held(base("stand").clip, np.random.default_rng(0), 60))
    before = puppet.mass[0]
    assert keyed.apply(puppet, whole, np.random.default_rng(0), "left")
    puppet.remember()
    assert np.abs(puppet.mass[-1] - before)[[0, 2]].max() < 0.03
    assert puppet.body.tilt[-1] > 40.0


def test_a_wrong_name_and_feet_far_apart_are_refused():
    with pytest.raises(ValueError, match="no bendd"):
        key(0.1, bendd=3)
    striding = Puppet(walking())
    feet = striding.body.both("foot")
    striding.retimed(np.full(40, np.abs(feet[:, 0, 2] - feet[:, 1, 2]).argmax(), float))
    assert not keyed.apply(striding, STRUCK[0], np.random.default_rng(0), "left")

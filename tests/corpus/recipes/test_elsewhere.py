"""Acts on further bases: who squats, kneels, sits back, stamps, goes backwards, and what is said of it."""

import re

import numpy as np
import pytest

from backend.corpus.describe.body import Body
from backend.corpus.recipes import make, saying, table
from backend.corpus.recipes.mimes import elsewhere, places
from backend.corpus.recipes.mimes.act import Act, key
from backend.motion.body import skeleton

from .test_mimes import base, performed

WORDS = {
    "seat": r"sit|seat|chair",
    "knee": "knee",
    "kneel": "knee",
    "squat": "squat|crouch",
    "way": "walk",
    "stand": "",
}


def body_of(act, kind, seed=0):
    puppet, track = performed(act, kind, seed, "left")
    return Body(puppet.joints), track


def still(*keys, **more):
    return Act("x", keys, (("x", ""),), ("x",), seconds=(2.5, 3.0), **more)


@pytest.mark.parametrize("act", elsewhere.ACTS, ids=lambda act: act.name)
def test_an_act_put_elsewhere_says_where_and_nowhere_else(act):
    (kind,) = act.kinds
    assert act.does and act.labels and act.takes == 1
    others = "|".join(words for k, words in WORDS.items() if words and words != WORDS[kind])
    for seed in range(6):
        for text in saying.said(base(kind), (table.MIMES[act.name],), "left", np.random.default_rng(seed)):
            assert re.search(WORDS[kind], text), text
            assert not re.search(rf"\b(?:{others})(?:s|es|ing|ting)?\b", text), text


def test_an_act_has_the_same_arms_on_another_base():
    act = elsewhere.on(table.MIMES["smoke"].act, "way")
    assert act.keys == table.MIMES["smoke"].act.keys and act.name == "smoke way"


def test_who_squats_is_low_on_both_flat_feet():
    act = still(key(0, main=(0.2, 0.1, 0.4)), key(2.5))
    squats, _ = body_of(act, "squat")
    stands, _ = body_of(act, "stand")
    lower = stands.at("pelvis")[:, 1].mean() - squats.at("pelvis")[:, 1].mean()
    assert 0.35 < lower < 0.55
    assert np.abs(squats.both("foot")[..., 1] - stands.both("foot")[..., 1]).max() < 0.02
    assert squats.knee_bend.min() > 70.0


def test_who_sits_back_on_the_knees_keeps_knees_and_feet():
    row, track = body_of(still(key(0, heels=0), key(0.5), key(1.0, heels=50), key(1.0), folds=0.6), "kneel")
    first, last = 0, track[2][2]
    assert row.at("pelvis")[first, 1] - row.at("pelvis")[last, 1] > 0.1
    for joint in ("knee", "ankle"):
        moved = np.linalg.norm(row.both(joint)[last] - row.both(joint)[first], axis=-1)
        assert moved.max() < 0.03, joint


def test_a_deep_bow_on_the_knees_brings_the_head_to_the_floor_and_turns_no_knee_over():
    row, _ = body_of(table.MIMES["prostrate"].act, "kneel")
    assert row.at("head")[:, 1].min() < 0.3
    assert row.both("knee")[..., 1].max() < 0.2 and row.both("ankle")[..., 1].max() < 0.2


def test_a_stamped_foot_leaves_the_floor_and_the_other_one_does_not():
    act = still(key(0), key(0.5, main_foot=0.15), key(0.5), key(0.5, main_foot=0), key(1.0))
    ankles = body_of(act, "stand")[0].both("ankle")[..., 1]
    assert np.ptp(ankles[:, 0]) == pytest.approx(0.15, abs=0.03) and np.ptp(ankles[:, 1]) < 0.01


def test_lifted_toes_turn_the_foot_up():
    act = still(key(0), key(0.5, tap=20), key(0.5), key(0.5, tap=0), key(1.0))
    row, _ = body_of(act, "stand")
    rise = row.both("foot")[..., 1] - row.both("ankle")[..., 1]
    assert np.ptp(rise[:, 0]) > 0.03 and np.ptp(rise[:, 1]) < 0.005


def test_a_walk_backwards_goes_where_the_back_is():
    walk, back = base("walk"), places._backwards(base("walk"))
    assert back.kind == "back"
    for one, sign in ((walk, 1.0), (back, -1.0)):
        body = Body(one.clip.positions)
        way = body.at("pelvis")[-1] - body.at("pelvis")[0]
        assert sign * np.sum(way * body.forward[0]) > 0.5


def test_who_kneels_on_one_knee_has_one_on_the_floor():
    row, _ = body_of(still(key(0, main=(0.2, 0.1, 0.4)), key(2.5)), "knee")
    knees = np.sort(row.both("knee")[..., 1], axis=1)
    assert knees[:, 0].max() < 0.13 and knees[:, 1].min() > 0.3


def test_takes_of_named_acts_stay_when_other_acts_come(monkeypatch):
    found = {"stand": [base("stand")]}
    monkeypatch.setattr(make, "RECIPES", {})
    monkeypatch.setattr(make, "PAIRS", ())
    monkeypatch.setattr(make.bases, "of", lambda clips: found | {"walk": []})
    monkeypatch.setattr(make.places, "of", lambda clips, found: found)
    monkeypatch.setattr(make, "_ways_up", lambda *_: [])
    alone = {name: table.MIMES[name] for name in ("dab",)}
    more = {name: table.MIMES[name] for name in ("knock", "despair", "dab")}
    takes = []
    for recipes in (alone, more):
        monkeypatch.setattr(make, "MIMES", recipes)
        takes.append([clip for clip in make.library([]) if clip.kind == "dab"])
    assert len(takes[0]) == len(takes[1]) == 1
    assert np.array_equal(takes[0][0].rotations, takes[1][0].rotations)
    assert takes[0][0].captions == takes[1][0].captions
    assert len(takes[0][0]) > 2 * skeleton.FPS

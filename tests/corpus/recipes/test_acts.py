"""Acts of the whole body: rolled over on the floor, legs crossed on a seat, sumo stamps, begging."""

import numpy as np
import pytest

from backend.corpus.describe import contradictions, shown
from backend.corpus.describe.body import Body
from backend.corpus.describe.phases import Fact, Phase
from backend.corpus.language import verbs
from backend.corpus.recipes import bases, make, saying, table
from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics

from ..describe.conftest import clip_of
from .test_recipes import HANGING, made

SIDEWAYS = np.array([1.0, 0.0, 0.0])


def resting(kind, count=40):
    """A Base of somebody who lies on the back, or sits on a chair with the feet down."""
    rotations = np.tile(quaternion.IDENTITY, (count, 22, 1))
    for joint, angle in HANGING.items():
        rotations[:, skeleton.INDEX[joint]] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    if kind == "lie":
        rotations[:, 0] = quaternion.from_axis_angle(SIDEWAYS, -np.pi / 2.0)
    else:
        for side in ("left", "right"):
            rotations[:, skeleton.INDEX[f"{side}_hip"]] = quaternion.from_axis_angle(SIDEWAYS, -np.pi / 2.0)
            rotations[:, skeleton.INDEX[f"{side}_knee"]] = quaternion.from_axis_angle(SIDEWAYS, np.pi / 2.0)
    low = skeleton.forward_kinematics(rotations, np.zeros((count, 3)))[..., 1].min()
    translation = np.tile([0.0, (0.08 if kind == "lie" else 0.02) - low, 0.0], (count, 1))
    return clip_of(rotations, translation, "a person rests")


def rested(name, seconds=5.0):
    recipe = table.RECIPES[name]
    kind = recipe.kinds[0]
    phase = Phase(Fact("sit" if kind == "seat" else "lie", 0, 40), 0, 40)
    base = bases.Base(resting(kind), kind, (phase,))
    for seed in range(12):
        clip = make.make(base, (recipe,), np.random.default_rng(seed))
        if clip is not None and len(clip) > seconds * skeleton.FPS:
            return clip
    raise AssertionError(f"{name} never comes about")


RESTS = [r.name for r in table.PARTS if r.kinds[0] in ("seat", "lie")]


@pytest.mark.parametrize("name", RESTS)
def test_who_rests_neither_sinks_nor_slides_nor_is_contradicted(name):
    clip = rested(name)
    measured = metrics.physical(clip.positions)
    assert measured.penetration < 4.0 and measured.slide < 9.0
    assert clip.positions[..., 1].min() > -0.02
    assert not contradictions.checked(clip)[1] and not any("*" in c.text for c in clip.captions)


@pytest.mark.parametrize("kind", ["seat", "lie"])
def test_resting_bases_are_found_and_others_are_not(kind):
    found = bases.of([resting(kind)])
    assert [base.kind for base in found[kind]] == [kind]
    assert not found[{"seat": "lie", "lie": "seat"}[kind]] and not found["walk"] and not found["stand"]


def front(body):
    """How far (T,) the chest faces up: 1 on the back, -1 on the belly."""
    return body.chest[:, 2, 1]


def test_a_roll_goes_over_the_side_to_the_belly_and_back_again():
    over = front(Body(rested("roll over").positions))
    assert over[0] > 0.8 and over[-1] < -0.8 and np.abs(over).min() < 0.3
    back = front(Body(rested("roll onto the back").positions))
    assert back[0] < -0.8 and back[-1] > 0.8
    there = front(Body(rested("roll there and back").positions))
    assert there[0] > 0.8 and there[-1] > 0.8 and there.min() < -0.8


def test_who_tosses_lies_on_both_sides_and_who_lies_on_the_side_stays_there():
    body = Body(rested("toss in bed").positions)
    assert body.chest[:, 0, 1].max() > 0.8 and body.chest[:, 0, 1].min() < -0.8 and front(body).min() > -0.5
    clip = rested("lie on the side")
    body = Body(clip.positions)
    assert shown.lies(body)["side"] > 0.9 * len(clip) / skeleton.FPS
    said = " ".join(c.text for c in clip.captions)
    lies_on = "right" if body.chest[0, 0, 1] > 0 else "left"
    assert {"left": "right", "right": "left"}[lies_on] not in said


def test_something_of_who_rolls_is_always_near_the_floor():
    joints = Body(rested("roll over").positions).joints
    trunk = joints[
        :, [skeleton.INDEX[n] for n in ("pelvis", "spine3", "left_hip", "right_hip", "left_collar")]
    ]
    assert trunk[..., 1].min(axis=1).max() < 0.2


def test_a_crossed_leg_lies_over_the_other_one():
    body = Body(rested("legs crossed").positions)
    knee, ankle = body.both("knee"), body.both("ankle")
    k = int(np.median(knee[:, 0, 1] - knee[:, 1, 1]) < 0.0)
    assert np.median(knee[:, k, 1] - knee[:, 1 - k, 1]) > 0.06
    out = 1.0 if k == 0 else -1.0
    assert out * np.median(ankle[:, k, 0] - ankle[:, 1 - k, 0]) < 0.0, "on the other leg's far side"


def test_legs_are_crossed_on_the_way_where_it_is_said():
    body = Body(rested("crosses the legs").positions)
    apart = np.abs(body.both("knee")[:, 0, 1] - body.both("knee")[:, 1, 1])
    assert apart[0] < 0.03 and apart[-1] > 0.06


def test_a_sumo_stamps_from_a_wide_squat_with_a_leg_lifted_far_aside():
    body = Body(made("sumo stomp", "stand", seeds=20).positions)
    wide = np.abs(body.both("ankle")[:, 0, 0] - body.both("ankle")[:, 1, 0])
    assert np.median(wide) > 0.6 and body.both("ankle")[..., 1].max() > 0.35
    assert body.at("pelvis")[-1, 1] < 0.7 and body.both("ankle")[-1, :, 1].max() < 0.12


def test_who_begs_kneels_with_joined_hands_that_move():
    body = Body(made("kneel and beg", "stand", seeds=20).positions)
    hands = body.both("wrist")[-20:]
    assert body.both("knee")[-1, :, 1].max() < 0.15
    assert np.linalg.norm(hands[:, 0] - hands[:, 1], axis=-1).max() < 0.2 and np.ptp(hands[..., 1]) > 0.06


def test_verbs_of_victims_are_spelt_as_they_should():
    said = [verbs.progressive(verb) for verb in ("die", "lie", "drag", "lug", "choke", "faint")]
    assert said == ["dying", "lying", "dragging", "lugging", "choking", "fainting"]


def test_further_verbs_take_the_form_of_the_first():
    texts = {
        text
        for seed in range(60)
        for text in saying.said(
            bases.Base(resting("lie"), "lie", (Phase(Fact("lie", 0, 40), 0, 40),)),
            (table.RECIPES["toss in bed"],), "left", np.random.default_rng(seed),
        )
    }  # fmt: skip
    assert {"tossing and turning in bed", "toss and turn in bed"} <= texts
    assert any(text.endswith("tosses and turns in bed") for text in texts)

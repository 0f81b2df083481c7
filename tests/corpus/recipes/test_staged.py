"""Acts on a stage: sound as made clips, said in words that have their forms, and each seen for what it is."""

import re

import numpy as np
import pytest

from backend.corpus.describe.body import Body
from backend.corpus.recipes import make, saying, table
from backend.corpus.recipes.puppet import Puppet
from backend.corpus.recipes.staged import body, stage
from backend.motion.body import skeleton
from backend.motion.measure import metrics

from .test_recipes import base

I = skeleton.INDEX  # noqa: E741
STAGES = {found.name: found for room in table._STAGES for found in room.STAGES}


def seen(name, seed=0):
    """The Body of a take and its wrists (T, 2, 3), the main one first."""
    puppet, random = Puppet(base("stand").clip), np.random.default_rng(seed)
    assert body.changed(STAGES[name])(puppet, random, "left")
    return Body(puppet.joints)


@pytest.mark.parametrize("name", table.STAGED)
def test_an_act_is_sound_whatever_the_side(name):
    for seed in range(2):
        clip = make.make(base("stand"), (table.STAGED[name],), np.random.default_rng(seed))
        assert clip is not None, "a hand goes through the body, or the body slides, sinks or shakes"
        measured = metrics.physical(clip.positions)
        assert measured.slide < 9.0 and measured.penetration < 4.0 and np.isfinite(clip.rotations).all()
        assert 2.3 < len(clip) / skeleton.FPS < 8.5
        assert len({c.text for c in clip.captions}) == 4 and clip.kind == name
        assert not any(re.search(r"[{}*]|  ", c.text) for c in clip.captions)


def test_names_are_of_one_act_each():
    assert len(STAGES) == sum(len(room.STAGES) for room in table._STAGES)
    assert not set(STAGES) & {*table.RECIPES, *table.MIMES}


@pytest.mark.parametrize("name", table.STAGED)
def test_every_verb_has_its_form_and_a_short_vowel_its_double_consonant(name):
    recipe = table.STAGED[name]
    for verb in [word for first, rest in recipe.does for word in (first, *re.findall(r"\*(\w+)", rest))]:
        ing = saying.wording.inflected(verb, "ing")
        short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb)
        assert ing.endswith("ing") and (not short or ing == f"{verb}{verb[-1]}ing"), ing


def test_the_other_side_is_the_mirror_image():
    made = {}
    for side in ("left", "right"):
        puppet = Puppet(base("stand").clip)
        values, weights = stage.tracks(STAGES["judo throw"], np.random.default_rng(3))
        assert body.perform(puppet, values, weights, side)
        made[side] = puppet.rotations, puppet.translation
    mirrored = skeleton.forward_kinematics(*skeleton.mirror(*made["left"]))
    # What keeps a body alive is not mirrored: a few millimetres and degrees.
    far = np.linalg.norm(mirrored - skeleton.forward_kinematics(*made["right"]), axis=-1)
    assert far.max() < 0.15 and np.median(far) < 0.04


def test_keys_keep_what_they_do_not_name_and_frames_of_a_hand_exclude_each_other():
    act = stage.Stage(
        "x",
        (
            stage.key(0, main=(0.3, 0, 0.2)),
            stage.key(1.0, main_room=(0.2, 1.0, 0.4), pitch=30),
            stage.key(1.0, main=(0.1, 0.1, 0.4)),
        ),
        (("do", "it"),),
        ("it",),
    )  # fmt: skip
    states = [state for _, state in stage.played(act, np.random.default_rng(0))]
    assert [state["main_room"] for state in states] == [None, (0.2, 1.0, 0.4), None]
    assert [state["pitch"] for state in states] == [0.0, 30, 30]
    with pytest.raises(ValueError, match="elbo"):
        stage.key(0.5, main_elbo=(1, 0, 0))


def test_a_foot_is_lifted_on_its_way_to_another_place_only():
    values, _ = stage.tracks(STAGES["lunges"], np.random.default_rng(0))
    place = values["main_foot"]
    still = np.linalg.norm(np.gradient(place[:, [0, 2]], axis=0), axis=-1) < 1e-6
    assert place[still, 1].max() < 0.02 and place[:, 1].max() > 0.08


def test_a_heavy_bar_is_taken_from_the_floor_over_the_head():
    wrists = seen("clean and press").both("wrist")[..., 1]
    assert wrists[0].max() < 0.5 and wrists[-1].min() > 1.75


def test_a_plank_lies_straight_on_toes_and_forearms():
    found = seen("plank")
    assert found.at("pelvis")[:, 1].min() > 0.15 and found.at("pelvis")[:, 1].max() < 0.45
    assert found.knee_bend.max() < 25.0 and found.both("wrist")[..., 1].max() < 0.12


def test_who_hangs_keeps_the_hands_on_the_bar():
    wrists = seen("pull-ups").both("wrist")
    assert np.ptp(wrists, axis=0).max() < 0.06 and np.ptp(seen("pull-ups").at("head")[:, 1]) > 0.25


def test_a_hero_lands_on_knee_and_fist():
    found = seen("superhero landing")
    low = found.at("pelvis")[:, 1].argmin()
    assert found.both("wrist")[low, :, 1].min() < 0.15 < 0.5 < found.both("wrist")[low, :, 1].max()
    assert found.both("knee")[low, :, 1].min() < 0.25 and found.at("pelvis")[0, 1] > 1.4


def test_a_hero_falls_first_and_stands_at_last():
    height = seen("superhero landing").at("pelvis")[:, 1]
    assert height[0] > 2.5 and height.min() < 0.45 and height[-1] > 0.85
    # Ever faster, up to the floor.
    falls = np.diff(height[: height.argmin()])
    assert falls[:6].max() < 0.0 and falls[-3:].mean() < 2.0 * falls[:4].mean()


def test_an_axe_goes_from_over_the_head_down_into_a_log_by_a_bent_trunk():
    found = seen("axe")
    wrists = found.both("wrist")
    apart = np.linalg.norm(wrists[:, 0] - wrists[:, 1], axis=-1)
    assert apart[wrists[..., 1].min(axis=1) > 1.7].max() < 0.25
    high, low = wrists[..., 1].mean(axis=1).argmax(), wrists[..., 1].mean(axis=1).argmin()
    assert wrists[high, :, 1].min() > found.at("head")[high, 1] and wrists[low, :, 1].max() < 0.75
    assert found.tilt[low] > 55.0 and found.tilt[high] < 20.0
    speed = np.linalg.norm(np.diff(wrists, axis=0), axis=-1).max(axis=1) * skeleton.FPS
    assert 4.0 < speed.max() < 12.0 and np.median(speed) < 0.35 * speed.max()


def test_a_heavy_box_is_lifted_from_the_floor_and_carried_leaning_back():
    found = seen("heavy box")
    wrists, low = found.both("wrist"), found.at("pelvis")[:, 1].argmin()
    assert wrists[low, :, 1].max() < 0.3 and found.at("pelvis")[low, 1] < 0.6
    assert 0.3 < np.linalg.norm(wrists[low, 0] - wrists[low, 1]) < 0.6
    assert wrists[-20:, :, 1].min() > 0.9 and found.at("pelvis")[-1, 2] > 1.2
    lean = found.at("neck") - found.at("pelvis")
    assert lean[-20:, 2].max() < 0.0


def test_a_lasso_circles_over_the_head_before_it_is_thrown():
    found = seen("lasso")
    wrist = found.both("wrist")[:, 0]
    over = wrist[:, 1] > found.at("head")[:, 1]
    around = (wrist - wrist[over].mean(axis=0))[over]
    turned = np.abs(np.sum(np.diff(np.unwrap(np.arctan2(around[:, 0], around[:, 2])))))
    assert over.sum() > 30 and turned > 2.5 * 2.0 * np.pi
    assert wrist[:, 2].max() > found.at("spine3")[wrist[:, 2].argmax(), 2] + 0.45


def test_who_halts_walks_and_stands_still_at_once():
    found = seen("halts abruptly")
    along = found.at("pelvis")[:, 2]
    speed = np.gradient(along) * skeleton.FPS
    stops = np.flatnonzero(speed > 1.0).max()
    assert np.median(speed[:stops]) > 1.1 and np.abs(speed[stops + 8 :]).max() < 0.6
    feet = found.both("foot")[stops + 8 :]
    assert np.ptp(feet[..., 2], axis=0).max() < 0.12


def test_two_jabs_are_of_one_hand_and_the_hook_of_the_other():
    found = seen("jab jab hook")
    reach = found.both("wrist")[..., 2] - found.at("spine3")[:, 2:3]
    far = [np.flatnonzero((r[1:-1] > r[:-2]) & (r[1:-1] >= r[2:]) & (r[1:-1] > 0.45)) for r in reach.T]
    assert len(far[1]) == 2 and far[1].max() < reach[:, 0].argmax()


def test_who_waltzes_turns_round():
    found = seen("waltz in hold")
    hips = np.subtract(*found.both("hip").swapaxes(0, 1))
    assert np.degrees(np.abs(np.ptp(np.unwrap(np.arctan2(hips[:, 2], hips[:, 0]))))) > 150.0


def test_fists_beat_the_chest_by_turns():
    found = seen("chest beat")
    near = np.linalg.norm(found.both("wrist") - found.at("spine3")[:, None], axis=-1)
    hits = [
        np.flatnonzero((row[1:-1] < row[:-2]) & (row[1:-1] <= row[2:]) & (row[1:-1] < 0.33)) for row in near.T
    ]
    assert min(map(len, hits)) >= 5


@pytest.mark.parametrize(
    "name, height", [("levitate", 1.3), ("fly", 1.5), ("climb rope", 2.2), ("climb ledge", 2.5)]
)
def test_who_goes_up_is_up_at_the_end(name, height):
    assert seen(name).at("pelvis")[-1, 1] > height


def test_who_stands_on_the_hands_has_the_feet_over_them():
    found = seen("handstand")
    mid = len(found.at("pelvis")) // 2
    assert found.both("wrist")[mid, :, 1].max() < 0.15 and found.both("ankle")[mid, :, 1].min() > 1.7


def test_splits_reach_the_floor_on_straight_legs():
    found = seen("splits")
    assert found.at("pelvis")[-1, 1] < 0.2 and found.knee_bend[-1].max() < 40.0
    assert np.linalg.norm(np.subtract(*found.both("ankle")[-1])) > 1.4


def test_a_bar_is_cleared_backwards():
    found = seen("fosbury flop")
    top = found.at("pelvis")[:, 1].argmax()
    assert found.at("pelvis")[top, 1] > 1.5 and found.both("hip")[-1, :, 1].max() < 0.6
    assert found.at("head")[-1, 2] > found.at("pelvis")[-1, 2] + 0.3


def test_a_round_kick_is_as_high_as_the_chest():
    ankles = seen("round kick").both("ankle")[..., 1]
    assert ankles.max() > 1.1 and ankles[-1].max() < 0.2

"""Sentences against motions that do and do not do what they say."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe import contradictions
from backend.corpus.describe.body import Body
from backend.corpus.file import Caption
from backend.motion.body import quaternion, skeleton

from ...motion.conftest import planted_walk
from ..augment.test_events import everything, move, standing
from .conftest import clip_of, posed

LEG = {side: [f"{side}_ankle", f"{side}_foot"] for side in ("left", "right")}
HAND = {side: [f"{side}_wrist"] for side in ("left", "right")}


def judged(text, joints):
    return contradictions.judged(text, Body(joints))[0]


def hanging(seconds=4.0):
    arms = [f"{side}_{part}" for side in ("left", "right") for part in ("wrist", "elbow")]
    return move(standing(seconds), arms, 0.0, 1e9, [0, -0.4, 0])


def waving(*sides):
    joints = hanging()
    count = len(joints)
    for side in sides:
        j = skeleton.INDEX[f"{side}_wrist"]
        joints[:, j] = joints[:, skeleton.INDEX[f"{side}_elbow"]] + [0.0, 0.65, 0.1]
        joints[:, j, 0] += 0.15 * np.sin(2 * np.pi * 1.5 * np.arange(count) / skeleton.FPS)
    return joints


@pytest.mark.parametrize("side, other", [("left", "right"), ("right", "left")])
def test_waves_kicks_and_knees_of_the_other_side_are_corrected(side, other):
    assert judged(f"waves with the {side} hand", waving(side)) == f"waves with the {side} hand"
    assert judged(f"waves with the {other} hand", waving(side)) == f"waves with the {side} hand"
    kick = move(hanging(), LEG[side], 2.0, 0.6, [0, 0.6, 0.6])
    said = "a person kicks with their {} foot and stops"
    assert judged(said.format(side), kick) == said.format(side)
    assert judged(said.format(other), kick) == said.format(side)


def test_who_waves_with_both_hands_does_not_wave_with_one():
    assert judged("waves with the left hand", waving("left", "right")) == "waves with both hands"
    assert judged("waves both hands", waving("left", "right")) == "waves both hands"
    assert judged("waves both hands", waving("left")) == ""


def walking_round(degrees):
    rotations, translation = planted_walk(120, speed=1.1)
    angle = np.radians(np.linspace(0.0, degrees, 120))
    turn = quaternion.from_axis_angle(np.tile([0.0, 1.0, 0.0], (120, 1)), angle)
    rotations = rotations.copy()
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    step = np.diff(translation, axis=0, prepend=translation[:1])
    way = np.cumsum(quaternion.rotate(turn, step), axis=0) + translation[:1]
    way[:, 1] = translation[:, 1]
    return skeleton.forward_kinematics(rotations, way)


def test_circles_go_round_and_to_the_side_that_is_said():
    said = "a person walks in a circle to the left"
    assert judged(said, walking_round(350)) == said
    assert judged(said, walking_round(-350)) == "a person walks in a circle to the right"
    assert judged("walks in a circle", walking_round(180)) == "walks in a half circle"
    assert judged("jogs in a left circle, fast", walking_round(90)) == "jogs in a curve to the left, fast"
    assert judged("walks in a circle", walking_round(0)) == ""
    assert judged("walks in a semi circle", walking_round(180)) == "walks in a semi circle"


def test_turns_are_made_to_the_side_and_as_far_as_is_said():
    assert judged("turns to the left", walking_round(-100)) == "turns to the right"
    assert judged("turns left by 90 degrees", walking_round(95)) == "turns left by 90 degrees"
    assert judged("turns left by 90 degrees", walking_round(178)) == "turns left by 180 degrees"
    curve_too = "walks in a curve and turns left by 90 degrees"
    assert judged(curve_too, walking_round(178)) == curve_too and judged(curve_too, walking_round(30)) == ""
    assert judged("walks and turns around", walking_round(10)) == ""
    assert judged("turns the left hand", walking_round(-100)) == "turns the left hand"


@pytest.mark.parametrize(
    "text",
    ["does a squat", "falls to the ground", "stays down", "claps the hands", "waits with crossed arms",
     "jumps twice", "does a cartwheel", "kneels down", "bends over", "sits down", "raises the left arm",
     "runs away", "does jumping jacks"],
)  # fmt: skip
def test_who_stands_still_does_none_of_it(text):
    still = posed()
    assert judged(text, still) == ""
    assert judged(f"a person stands, then tries and {text}", still) != ""
    assert judged("a person stands still", still) == "a person stands still"


def test_hands_on_the_hips_are_near_them():
    spread = posed(left_shoulder=(0, 0, 0), right_shoulder=(0, 0, 0))
    assert judged("with hands on the hips", spread) == ""
    assert judged("with hands on the hips", posed())


def test_jumps_and_squats_are_left_alone():
    assert judged("jumps", everything(hanging(), 2.0, 0.7, [0, 0.4, 0]))
    low = posed(left_hip=(-100, 0, 0), right_hip=(-100, 0, 0), left_knee=(120, 0, 0), right_knee=(120, 0, 0))
    assert judged("squats down", low) and judged("sits down", low)


def test_who_lies_lies_on_the_side_that_is_up():
    on_back = posed(pelvis=(-90, 0, 0))
    assert judged("lies on the back", on_back) == "lies on the back"
    assert judged("lies on his side", on_back) == "lies on his back"
    assert judged("lies down on the stomach", on_back) == "lies down on the back"


def test_only_the_seconds_of_a_caption_are_looked_at():
    rotations, translation = planted_walk(100, speed=1.1)
    walk = clip_of(rotations, translation, "a person walks forward", "a person claps", "walks backwards")
    later = Caption("walks forward", 1.0, 3.0)
    clip, found = contradictions.checked(replace(walk, captions=(*walk.captions, later)))
    assert [c.text for c in clip.captions] == ["a person walks forward", "walks forward"]
    assert [(c.kind, c.text, c.instead) for c in found] == [
        ("clap", "a person claps", ""), ("backward", "walks backwards", ""),
    ]  # fmt: skip


def test_clips_of_which_nothing_true_is_said_go_but_test_clips_stay():
    rotations, translation = planted_walk(60, speed=1.1)
    wrong = clip_of(rotations, translation, "a person claps")
    kept, found = contradictions.left_out([wrong, replace(wrong, split="test")])
    assert [c.split for c in kept] == ["test"] and len(found) == 1
    told = contradictions.lines([wrong], found)
    assert told[0].startswith("clap: 1 sentences, 1 contradicted") and "a person claps" in told[-1]

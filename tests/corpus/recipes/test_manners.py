"""Parts that are played show what they are called: the joints of each stand out from a plain walk's."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe import contradictions
from backend.corpus.describe.body import Body
from backend.corpus.recipes import footwork, manners, table
from backend.corpus.recipes.footwork import Feet
from backend.corpus.recipes.manners import Manner
from backend.corpus.recipes.puppet import Puppet
from backend.motion.body import quaternion, skeleton

from ...motion.conftest import planted_walk
from .test_recipes import base, made, walking

WALKS = [recipe.name for recipe in table.PARTS if recipe.kinds == ("walk",)]
PLAIN = Body(walking().positions)


def knees(body):
    """Degrees (T, 2) that the knees are bent."""
    return body.knee_bend


def lifted(body):
    return body.both("ankle")[..., 1].max()


def across(body):
    """Metres between the places where the two feet stand, across the way."""
    feet = body.both("foot")
    low = feet[..., 1] < 0.04
    return np.median(feet[low[:, 0], 0, 0]) - np.median(feet[low[:, 1], 1, 0])


def toes_up(body):
    """Metres that the toes of standing feet are over their heels' height when flat."""
    foot, ankle = body.both("foot")[..., 1], body.both("ankle")[..., 1]
    stands = ankle < np.percentile(ankle, 40)
    return float(np.median((foot - ankle)[stands])) + float(-skeleton.OFFSETS[10, 1])


def hips_roll(body):
    """Metres by which one hip gets over the other at most."""
    return np.percentile(np.abs(body.at("left_hip")[:, 1] - body.at("right_hip")[:, 1]), 90)


def swings_aside(body):
    """Which foot, 0 or 1, goes further out to its side while it is in the air."""
    feet = body.both("ankle")
    return int(np.argmax([(feet[:, 0, 0] - body.path[:, 0]).max(), (body.path[:, 0] - feet[:, 1, 0]).max()]))


SHOWN = {
    "goose step": lambda b: lifted(b) > 0.35 and np.median(knees(b)[b.both("ankle")[..., 1] > 0.33]) < 18.0,
    "stomping": lambda b: lifted(b) > 0.33,
    "robot": lambda b: np.abs(np.median(b.elbow_bend) - 85.0) < 25.0,
    "penguin": lambda b: np.abs(b.trunk[:, 0]).max() > 0.25 and np.abs(b.ahead).max() < 0.25,
    "on the heels": lambda b: toes_up(b) > 0.05,
    "peg leg": lambda b: np.percentile(knees(b)[:, swings_aside(b)], 90) < 50.0,
    "cane": lambda b: np.median(b.tilt) > 20.0 and np.abs(b.ahead).max() < 0.35,
    "crutches": lambda b: knees(b).min(axis=0).max() > 60.0,
    "catwalk": lambda b: across(b) < 0.0 and hips_roll(b) > 0.03,
    "marionette": lambda b: np.median(b.both("elbow")[..., 1] - b.both("shoulder")[..., 1]) > -0.08,
    "wading": lambda b: lifted(b) > 0.33,
    "against the wind": lambda b: np.median(b.tilt) > 25.0,
    "tightrope": lambda b: np.abs(across(b)) < 0.05 and np.ptp(b.trunk[:, 0]) > 0.1,
    "gorilla": lambda b: np.median(b.tilt) > 35.0 and np.median(b.both("wrist")[..., 1]) < 0.55,
    "exhausted": lambda b: np.median((b.at("head") - b.at("neck"))[:, 1]) < 0.06,
    "wounded": lambda b: np.abs(np.median(b.trunk[:, 0])) > 0.08,
    "crab": lambda b: np.ptp(b.path[:, 0]) > 3.0 * np.ptp(b.path[:, 1]),
    "stagger back": lambda b: b.path[-1, 1] < -0.4,
    "pushed forward": lambda b: b.tilt.max() > 25.0 and b.tilt[-1] < 15.0,
    "baby crawl": lambda b: b.at("pelvis")[:, 1].max() < 0.5 and b.both("wrist")[..., 1].max() < 0.25,
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_a_part_shows_what_it_is_called_and_a_plain_walk_does_not(name):
    clip = made(name, "walk")
    assert SHOWN[name](Body(clip.positions))
    assert not SHOWN[name](PLAIN)


@pytest.mark.parametrize("name", WALKS)
def test_no_sentence_of_a_part_is_contradicted_and_verbs_are_inflected(name):
    clip = made(name, "walk")
    assert not contradictions.checked(clip)[1]
    assert not any("*" in c.text for c in clip.captions)


def test_steps_are_as_long_and_as_far_apart_as_the_table_says():
    puppet = Puppet(walking())
    marks = footwork.taken(puppet, Feet(0.3, line=0.2, lift=0.2, roll=0.0))
    puppet.stand(0.0)
    body = Body(puppet.joints)
    assert across(body) == pytest.approx(0.4, abs=0.03)
    assert np.abs(marks.before).max() == pytest.approx(0.3, abs=0.05)
    assert puppet.ankles[..., 1].max() == pytest.approx(0.2 + 0.074, abs=0.02)


def test_feet_keep_under_a_body_whose_way_curves():
    rotations, translation = planted_walk(120, speed=1.1)
    turn = np.radians(50.0) * np.linspace(0.0, 1.0, 120)
    puppet = Puppet(walking())
    about = quaternion.from_axis_angle(np.tile([0.0, 1.0, 0.0], (120, 1)), turn)
    radius = np.ptp(translation[:, 2]) / turn[-1]
    puppet.rotations[:, 0] = quaternion.multiply(about, puppet.rotations[:, 0])
    puppet.translation[:, 0] = radius * (1.0 - np.cos(turn))
    puppet.translation[:, 2] = radius * np.sin(turn)
    puppet.remember()
    footwork.taken(puppet, Feet(0.3, line=0.1))
    middle = puppet.ankles.mean(axis=1)
    aside = np.sum((middle - puppet.translation) * puppet.body.left, axis=-1)
    assert np.abs(aside).max() < 0.15


def test_standing_feet_stay_while_the_others_are_lifted():
    puppet = Puppet(walking())
    marks = footwork.taken(puppet, Feet(0.4, roll=0.0))
    for k in (0, 1):
        stands = marks.lifts[:, k] == 0.0
        moves = np.linalg.norm(np.diff(puppet.ankles[:, k], axis=0), axis=-1)
        assert moves[stands[1:] & stands[:-1]].max() < 1e-6


def test_a_body_that_faces_aside_goes_to_the_side_that_is_said():
    for side, sign in (("left", 1.0), ("right", -1.0)):
        puppet = Puppet(walking())
        footwork.taken(puppet, Feet(0.3, line=0.2, across=True), side)
        way = puppet.translation[-1] - puppet.translation[0]
        assert sign * np.sum(way * puppet.body.left[0]) > 0.9 * np.linalg.norm(way[[0, 2]])


def test_cadence_is_the_tables_whatever_the_captured_walks():
    for speed in (0.9, 1.3):
        puppet = Puppet(walking(150, speed))
        manners.paced(puppet, 1.0, np.random.default_rng(0))
        marks = footwork.taken(puppet, Feet())
        every = np.diff(marks.landings).mean() / skeleton.FPS
        assert every == pytest.approx(1.0, abs=0.15)


def test_a_ratchet_rests_between_moves():
    still = []
    for ratchet in (0, 6):
        puppet = Puppet(walking())
        manners.apply(puppet, Manner(feet=Feet(0.4), ratchet=ratchet), np.random.default_rng(0), "left")
        step = np.linalg.norm(np.diff(puppet.joints[:, 0], axis=0), axis=-1)
        still.append(np.mean(step < 0.4 * np.median(step)))
    assert still[0] < 0.1 < 0.25 < still[1]


def test_looking_back_turns_the_face_behind_on_the_said_side():
    for side, sign in (("left", 1.0), ("right", -1.0)):
        puppet = Puppet(walking())
        manners.apply(puppet, Manner(gaze=125.0), np.random.default_rng(0), side)
        head = skeleton.global_rotations(puppet.rotations)[:, skeleton.INDEX["head"]]
        face = quaternion.rotate(head, np.array([0.0, 0.0, 1.0]))
        assert face[:, 2].min() < -0.3 and sign * face[face[:, 2].argmin(), 0] > 0.0


def test_a_base_without_its_stands_is_the_walk_alone():
    whole = base("walk")
    walk = whole.row[0]
    stand = replace(walk, fact=replace(walk.fact, name="stand", stop=30), stop=30)
    walk = replace(walk, fact=replace(walk.fact, start=30), start=30)
    moving = replace(whole, row=(stand, walk)).moving
    assert len(moving.clip) == len(whole.clip) - 30 and [p.kind for p in moving.row] == ["walk"]
    assert moving.row[0].start == 0 and whole.moving is whole

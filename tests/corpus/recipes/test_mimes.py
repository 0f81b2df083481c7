"""Acts made from keys: places are reached when they should be, hands stay outside the body, feet stay, and
the sentences say where it is done."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe import contradictions, postures
from backend.corpus.describe.body import Body
from backend.corpus.describe.phases import Fact, Phase
from backend.corpus.recipes import arms, bases, make, saying, table
from backend.corpus.recipes.keys import curve
from backend.corpus.recipes.mimes import acting, places
from backend.corpus.recipes.mimes.act import Act, key, played, tracks
from backend.corpus.recipes.puppet import Puppet
from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics

from ..describe.conftest import clip_of
from .test_recipes import base as walk_or_stand

I = skeleton.INDEX  # noqa: E741
X = np.array([1.0, 0.0, 0.0])
SWEEPS = {"golf": (3.0, 9.0), "forehand": (3.0, 9.0)}


def seated():
    """Thirty frames on a seat of half a metre, the shins upright."""
    clip = walk_or_stand("stand").clip
    rotations = clip.rotations.astype(np.float64)
    for side in ("left", "right"):
        rotations[:, I[f"{side}_hip"]] = quaternion.from_axis_angle(X, -np.pi / 2)
        rotations[:, I[f"{side}_knee"]] = quaternion.from_axis_angle(X, np.pi / 2)
    height = 0.012 - skeleton.forward_kinematics(rotations, np.zeros((30, 3)))[..., 1].min()
    return clip_of(rotations, np.tile([0.0, height, 0.0], (30, 1)), "a person sits on a stool")


def jumping():
    """Two seconds up and down on the spot, the arms hanging."""
    clip = walk_or_stand("stand").clip
    t = np.arange(40) / skeleton.FPS
    up = 0.25 * np.abs(np.sin(2 * np.pi * t))
    rotations = np.repeat(clip.rotations[:1], 40, axis=0)
    return clip_of(rotations, clip.translation[:1] + up[:, None] * [0, 1, 0], "a person jumps up and down")


def base(kind):
    if kind in ("walk", "stand"):
        return walk_or_stand(kind)
    if kind in ("kneel", "knee", "squat"):
        return replace(walk_or_stand("stand"), kind=kind)
    if kind == "way":
        return replace(walk_or_stand("walk"), kind=kind)
    if kind == "back":
        return places._backwards(walk_or_stand("walk"))
    clip = seated() if kind == "seat" else jumping()
    name = {"seat": "sit", "jump": "jump"}[kind]
    return bases.Base(clip, kind, (Phase(Fact(name, 0, len(clip)), 0, len(clip)),))


CASES = [(name, kind) for name, recipe in table.MIMES.items() for kind in dict.fromkeys(recipe.kinds)]


@pytest.mark.parametrize("name, kind", CASES)
def test_an_act_is_sound_as_long_as_it_should_be_and_not_contradicted(name, kind):
    made = [make.make(base(kind), (table.MIMES[name],), np.random.default_rng(seed)) for seed in range(3)]
    clips = [clip for clip in made if clip is not None]
    assert len(clips) >= 2, "it hardly comes about"
    for clip in clips:
        measured = metrics.physical(clip.positions)
        assert measured.slide < 9.0 and measured.penetration < 4.0 and np.isfinite(clip.rotations).all()
        assert kind in acting.PLAYED or 2.4 < len(clip) / skeleton.FPS < 5.6
        assert len({c.text for c in clip.captions}) == 4 and clip.kind == name
        assert not any(re.search(r"[{}*]|  ", c.text) for c in clip.captions)
        assert contradictions.checked(clip)[1] == []
        speed = np.linalg.norm(np.diff(Body(clip.positions).both("wrist"), axis=0), axis=-1).max()
        assert speed * skeleton.FPS < 11.0


@pytest.mark.parametrize("name, kind", CASES)
def test_hands_reach_their_places_at_their_times_and_stay_outside(name, kind):
    act, found = table.MIMES[name].act, 0
    for seed, side in enumerate(("left", "right")):
        puppet, track = performed(act, kind, seed, side)
        if puppet is None:
            continue
        found += 1
        values, weights, marks = track
        seen = acting.places(act, puppet, values, side)
        for hand, at in seen.items():
            held = [k for k in marks if k < len(puppet) and weights[hand][k] > 0.99]
            # Some are led out of the body, some to the floor.
            far = np.linalg.norm(at[held] - values[hand][held], axis=-1).max(initial=0.0)
            assert act.floor or far < 0.075
        body = Body(puppet.joints)
        skull = np.linalg.norm(body.both("wrist") - body.skull[:, None], axis=-1)
        assert skull.min() > 0.11 and body.elbow_bend.max() < 155.0
    assert found


def performed(act, kind, seed, side):
    """(puppet, track) of an act, or (None, track) where a hand would go through the body."""
    random = np.random.default_rng(seed)
    start = base(kind)
    count = len(start.clip) if kind in acting.PLAYED else None
    track = tracks(act, random, count)
    clip = start.clip
    if kind in acting.KNEELING:
        stood = int(places.seconds_of_kneeling(kind) * skeleton.FPS)
        clip = places.kneeling(make._held(clip, random, stood), random, kind, side)
    if count is None:
        clip = make._held(clip, random, len(track[0]["lean"]))
    puppet = Puppet(clip)
    return (puppet if acting.perform(puppet, act, track, side, kind) else None), track


def lifts(name):
    return any({"main_foot", "off_foot", "tap"} & set(k.set) for k in table.MIMES[name].act.keys)


@pytest.mark.parametrize("name", [name for name, kind in CASES if kind == "stand" and not lifts(name)])
def test_who_stands_keeps_both_feet_where_they_are(name):
    puppet, _ = performed(table.MIMES[name].act, "stand", 1, "right")
    if puppet is None:
        puppet, _ = performed(table.MIMES[name].act, "stand", 2, "right")
    ankles = Body(puppet.joints).both("ankle")
    assert np.ptp(ankles, axis=0).max() < 0.02
    apart = np.linalg.norm((ankles[0, 0] - ankles[0, 1])[[0, 2]])
    wide, behind = table.MIMES[name].act.stance
    assert apart == pytest.approx(np.hypot(0.118 + wide, behind), abs=0.03)


@pytest.mark.parametrize("name, limits", SWEEPS.items())
def test_an_accent_is_quick_and_the_rest_is_not(name, limits):
    act = table.MIMES[name].act
    puppet, _ = performed(act, "stand", 3, "right")
    wrists = Body(puppet.joints).both("wrist")
    speed = np.linalg.norm(np.diff(wrists, axis=0), axis=-1).max(axis=1) * skeleton.FPS
    assert limits[0] < speed.max() < limits[1]
    assert np.median(speed) < 0.35 * speed.max()


def test_a_downswing_takes_a_quarter_of_a_second_and_turns_the_trunk():
    puppet, (values, _, marks) = performed(table.MIMES["golf"].act, "stand", 0, "right")
    assert 0.2 <= (marks[4] - marks[3]) / skeleton.FPS <= 0.35
    body = Body(puppet.joints)
    shoulders = body.both("shoulder")[:, 0] - body.both("shoulder")[:, 1]
    turned = np.degrees(np.unwrap(np.arctan2(shoulders[:, 2], shoulders[:, 0])))
    # Back to the right, then through to the left.
    assert turned[marks[3]] - turned[0] > 45.0 and turned[marks[5]] - turned[0] < -45.0
    hips = body.both("hip")[:, 0] - body.both("hip")[:, 1]
    assert np.ptp(np.degrees(np.arctan2(hips[:, 2], hips[:, 0]))) > 30.0


def test_who_does_not_know_lifts_the_shoulders_and_nobody_else_does():
    puppet, (values, _, marks) = performed(table.MIMES["doesn't know"].act, "stand", 0, "right")
    body = Body(puppet.joints)
    high = (body.both("shoulder")[..., 1] - body.at("neck")[:, 1:2]).mean(axis=1)
    assert high[marks[3]] - high[0] > 0.05
    assert "shrug" not in tracks(table.MIMES["pour"].act, np.random.default_rng(0))[0]


def test_a_curl_leaves_the_elbow_at_the_side():
    puppet, (_, _, marks) = performed(table.MIMES["curls"].act, "stand", 0, "right")
    elbow = Body(puppet.joints).both("elbow")[: marks[6], 1]
    assert np.ptp(elbow, axis=0).max() < 0.14
    assert np.ptp(Body(puppet.joints).both("wrist")[: marks[6], 1, 1]) > 0.4


def test_a_bow_is_drawn_slowly_and_let_go_at_once():
    _, (values, _, marks) = performed(table.MIMES["archery"].act, "stand", 0, "right")
    drawn, held, freed = np.diff(marks)[2:5] / skeleton.FPS
    assert 1.0 <= drawn <= 1.5 and held > 0.4 and freed <= 0.15
    apart = np.linalg.norm(values["main"] - values["off"], axis=-1)
    assert apart[marks[3]] > apart[marks[2]] + 0.2


def test_the_other_side_is_the_mirror_image():
    act = table.MIMES["pour"].act
    one, _ = performed(act, "stand", 5, "right")
    other, _ = performed(act, "stand", 5, "left")
    a, b = one.joints, other.joints
    left, right = I["left_wrist"], I["right_wrist"]
    assert np.abs(a[:, right] - b[:, left] * [-1.0, 1.0, 1.0]).max() < 0.03
    assert np.abs(a[:, left] - b[:, right] * [-1.0, 1.0, 1.0]).max() < 0.03


def test_a_hand_through_the_head_or_a_thigh_is_refused():
    through = Act("through", (key(0, main=(0.02, 0.36, 0.1)), key(3.0)), (("x", ""),), ("x",))
    assert performed(through, "stand", 0, "right")[0] is None
    thigh = Act(
        "thigh", (key(0, main=(0.06, -0.34, 0.2), lean=30), key(3.0)), (("x", ""),), ("x",), ("seat",)
    )
    assert performed(thigh, "seat", 0, "right")[0] is None
    free = Act("free", (key(0, main=(0.2, 0.0, 0.4)), key(3.0)), (("x", ""),), ("x",))
    assert performed(free, "stand", 0, "right")[0] is not None


def test_a_curve_passes_its_points_without_overshoot():
    marks, points = np.array([0.0, 4.0, 5.0, 11.0]), np.array([[0.0], [1.0], [1.0], [-1.0]])
    found = curve(marks, points, np.linspace(0.0, 14.0, 141))
    assert np.allclose(found[[0, 40, 50, 110, 140], 0], [0.0, 1.0, 1.0, -1.0, -1.0])
    assert found.min() >= -1.0 - 1e-9 and found.max() <= 1.0 + 1e-9
    assert np.abs(np.diff(found[:, 0])).max() < 0.06
    assert np.allclose(curve(np.array([0.0]), np.array([[3.0]]), np.arange(4.0)), 3.0)


def test_keys_keep_what_they_do_not_name_and_loops_come_again():
    act = Act(
        "x", (key(0, main=(0, 0, 0.4), lean=5), key(0.5, lean=9), key(0.5, lean=1)), (), (), loop=(1, 2)
    )
    row = played(act, np.random.default_rng(0))
    leans = [state["lean"] for _, state in row]
    assert leans[0] == 5 and leans[1:] == [9, 1] * (len(leans) // 2) and len(leans) >= 5
    assert all(state["main"] == (0, 0, 0.4) for _, state in row)
    assert 2.2 < row[-1][0] < 5.6
    with pytest.raises(ValueError, match="no leen"):
        key(0, leen=3)


def test_where_it_is_done_is_said():
    told = {("comb", "seat"): "sit|seat", ("guitar", "seat"): "sit|seat", ("beg", "kneel"): "knee"}
    for (name, kind), words in told.items():
        for seed in range(12):
            texts = saying.said(base(kind), (table.MIMES[name],), "left", np.random.default_rng(seed))
            assert all(re.search(words, text) for text in texts), texts
    walks = saying.said(base("walk"), (table.MIMES["buckets"],), "left", np.random.default_rng(0))
    assert all("walk" in text for text in walks)


def test_every_verb_of_a_sentence_has_its_form():
    texts = {
        text
        for seed in range(30)
        for text in saying.said(
            base("stand"), (table.MIMES["draw sword"],), "left", np.random.default_rng(seed)
        )
    }
    joined = " | ".join(texts)
    assert "reaches across to the hip and draws a blade" in joined
    assert "reaching across to the hip and drawing a blade" in joined
    assert "right hip" in joined and "left hip" not in joined


def test_kneeling_and_seats_are_what_they_say():
    clip = make.make(base("kneel"), (table.MIMES["beg"],), np.random.default_rng(0))
    assert ("kneel", "both") in {(f.name, f.side) for f in postures.found(Body(clip.positions))}
    sits = bases.of([seated()])["seat"]
    assert len(sits) == 1 and sits[0].kind == "seat"
    assert not bases.of([walk_or_stand("walk").clip])["seat"]
    clip = seated()
    assert not bases.of([clip_of(clip.rotations, clip.translation, "a person sits on a bar")])["seat"]
    assert len(places.jumps([jumping()])) == 1


def test_a_stand_whose_shoulders_turn_is_no_base():
    stand = walk_or_stand("stand")
    turned = stand.clip.rotations.astype(np.float64)
    angle = np.radians(np.linspace(0.0, 50.0, len(turned)))
    turned[:, I["spine2"]] = quaternion.from_axis_angle(np.array([[0.0, 1.0, 0.0]]), angle)
    twisting = replace(stand, clip=replace(stand.clip, rotations=turned))
    assert places.of([], {"stand": [stand, twisting], "walk": []})["stand"] == [stand]


def test_reaching_bends_the_elbow_to_its_hint():
    puppet = Puppet(walk_or_stand("stand").clip)
    goal = puppet.joints[:, I["spine3"]] + [0.2, 0.0, 0.35]
    for hint in (np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0])):
        arms.solve(puppet, "left", goal, np.tile(hint, (len(puppet), 1)))
        wrist, elbow = puppet.joints[:, I["left_wrist"]], puppet.joints[:, I["left_elbow"]]
        middle = (puppet.joints[:, I["left_shoulder"]] + wrist) / 2.0
        assert np.abs(wrist - goal).max() < 1e-6
        assert np.min(np.sum((elbow - middle) * hint, axis=-1)) > 0.1

"""Every recipe on a planted walk or a held stand: feet stay, the balance is kept, the joints show what the
sentence says."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe import gait, hands, postures
from backend.corpus.describe.body import Body
from backend.corpus.describe.phases import Fact, Phase
from backend.corpus.language.captions import ORIGINS
from backend.corpus.recipes import arms, bases, make, steps, table
from backend.corpus.recipes.pose import Pose
from backend.corpus.recipes.puppet import Puppet, centre_of_mass
from backend.motion.body import quaternion, skeleton
from backend.motion.measure import metrics

from ...motion.conftest import planted_walk
from ..describe.conftest import clip_of

HANGING = {"left_shoulder": -1.3, "right_shoulder": 1.3}


def walking(frames=120, speed=1.1):
    rotations, translation = planted_walk(frames, speed=speed)
    for joint, angle in HANGING.items():
        turn = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
        rotations[:, skeleton.INDEX[joint]] = turn
    return clip_of(rotations, translation, "a person walks forward")


def base(kind):
    if kind == "stand":
        clip = walking(2, speed=0.0)
        rotations = np.tile(quaternion.IDENTITY, (30, 22, 1))
        rotations[:, 16:18] = clip.rotations[:1, 16:18]
        height = 0.012 - skeleton.forward_kinematics(rotations, np.zeros((30, 3)))[..., 1].min()
        clip = clip_of(rotations, np.tile([0.0, height, 0.0], (30, 1)), "a person stands")
        return bases.Base(clip, "stand", (Phase(Fact("stand", 0, 30), 0, 30),))
    clip = walking()
    return bases.Base(clip, "walk", (Phase(Fact("walk", 0, len(clip), "forward", 1.1), 0, len(clip)),))


def made(name, kind, seeds=8):
    """The first clip of a recipe that comes about."""
    for seed in range(seeds):
        clip = make.make(base(kind), (table.RECIPES[name],), np.random.default_rng(seed))
        if clip is not None:
            return clip
    raise AssertionError(f"{name} never comes about")


CASES = [
    (name, recipe.kinds[0]) for name, recipe in table.RECIPES.items() if recipe.kinds[0] in ("walk", "stand")
]


@pytest.mark.parametrize("name, kind", CASES)
def test_feet_stay_and_nothing_sinks_or_shakes(name, kind):
    clip = made(name, kind)
    measured = metrics.physical(clip.positions)
    assert (
        measured.slide < 9.0
        and measured.penetration < 4.0
        and measured.jitter < 120.0 * table.RECIPES[name].shakes
    )
    assert clip.kind == name and clip.source == "made" and np.isfinite(clip.rotations).all()
    assert len({c.text for c in clip.captions}) >= 3 and {c.origin for c in clip.captions} == {"made"} <= set(
        ORIGINS
    )
    assert not any("{" in c.text or "  " in c.text for c in clip.captions)


SHOWN = {
    "crouched": ("crouch", ""), "bent over": ("bend", ""), "leaning forward": ("lean", "forward"),
    "leaning back": ("lean", "back"), "over head": ("over head", "both"), "hips": ("hip", "both"),
    "crossed": ("crossed", "both"), "guard": ("guard", "both"), "behind back": ("behind", "both"),
    "old": ("lean", "forward"),
    "balance": ("out to side", "both"), "kneeling on both": ("kneel", "both"),
}  # fmt: skip


@pytest.mark.parametrize("name, fact", SHOWN.items())
def test_the_joints_show_it(name, fact):
    kind = "stand" if "stand" in table.RECIPES[name].kinds else "walk"
    body = Body(made(name, kind).positions)
    assert fact in {(f.name, f.side) for f in postures.found(body) + hands.found(body)}


@pytest.mark.parametrize(
    "name, fact", [("marching", "knees high"), ("tiptoe", "tiptoe"), ("limping", "limp")]
)
def test_the_gait_shows_it(name, fact):
    clip = made(name, "walk")
    body = Body(clip.positions)
    walks = [f for f in gait.found(body) if f.name == "walk"]
    shown = {f.name: f.side for walk in walks for f in gait.manner(body, walk)}
    assert fact in shown
    plain = Body(walking().positions)
    assert fact not in {f.name for walk in gait.found(plain) for f in gait.manner(plain, walk)}
    if name == "limping":
        said = " ".join(c.text for c in clip.captions)
        assert shown["limp"] in said and {"left": "right", "right": "left"}[shown["limp"]] not in said


@pytest.mark.parametrize("name", ["salute", "phone", "wave", "point ahead", "point aside", "shade eyes"])
def test_one_arm_is_the_one_that_is_said(name):
    clip = made(name, "stand")
    speed_or_height = Body(clip.positions).both("wrist")[..., 1].max(axis=0)
    side = ("left", "right")[int(speed_or_height.argmax())]
    texts = " ".join(c.text for c in clip.captions)
    assert {"left": "right", "right": "left"}[side] not in texts


def test_who_guards_stands_with_one_foot_ahead_and_both_fists_before_the_face():
    body = Body(made("guard", "stand").positions)
    toes, wrists = body.both("foot"), body.both("wrist")
    ahead = np.sum((toes[:, 0] - toes[:, 1]) * body.forward, axis=-1)
    assert ahead.min() > 0.25 and body.knee_bend.mean() > 20.0
    assert (np.linalg.norm(wrists[:, 0] - wrists[:, 1], axis=-1) > 0.16).mean() > 0.8


def test_a_shrug_is_done_again_and_again():
    body = Body(made("shrug", "stand").positions)
    lifted = body.both("shoulder")[..., 1].mean(axis=1) - body.at("spine3")[:, 1]
    up = lifted > (lifted.min() + lifted.max()) / 2.0
    assert np.ptp(lifted) > 0.03 and (np.diff(up.astype(int)) == 1).sum() >= 2


def test_a_box_is_held_before_the_body_however_bent_it_is():
    pair = table.RECIPES["bent over"], table.RECIPES["carry"]
    body = Body(make.make(base("walk"), pair, np.random.default_rng(1)).positions)
    low = body.at("spine3")[:, None, 1] - body.both("wrist")[..., 1]
    assert np.median(low) == pytest.approx(0.1, abs=0.06)


def test_one_foot_stands_while_a_march_lifts_the_other():
    body = Body(made("marching", "walk").positions)
    assert body.both("foot")[..., 1].min(axis=1).max() < 0.05


def test_the_centre_of_mass_stays_where_it_was():
    puppet = Puppet(walking())
    before = puppet.mass.copy()
    puppet.lean(forward=70.0, pelvis=0.5)
    moved = np.abs(centre_of_mass(puppet.joints) - before)[:, 2].mean()
    puppet.stand()
    after = np.abs(centre_of_mass(puppet.joints) - before)[:, 2].mean()
    assert moved > 0.06 and after < 0.25 * moved


def test_ankles_stay_when_the_pelvis_is_lowered():
    puppet = Puppet(walking())
    puppet.lower(0.2)
    puppet.stand()
    assert np.abs(Body(puppet.joints).both("ankle") - puppet.ankles).max() < 1e-3


def test_shorter_steps_stay_where_they_stand_and_as_far_apart():
    puppet = Puppet(walking())
    before = puppet.ankles.copy()
    steps.shorter(puppet, 0.5)
    far = np.ptp(puppet.translation[:, 2]) / np.ptp(walking().translation[:, 2])
    assert far == pytest.approx(0.5, abs=0.01)
    beside = [np.mean(a[:, 0, 0] - a[:, 1, 0]) for a in (before, puppet.ankles)]
    assert beside[1] == pytest.approx(beside[0], rel=0.1)
    for k in (0, 1):
        for start, stop in steps.stances(puppet, k):
            assert np.ptp(steps.toes(puppet, k)[start:stop, [0, 2]], axis=0).max() < 0.03


def test_a_foot_moves_aside_while_it_swings():
    puppet = Puppet(walking())
    before = puppet.ankles.copy()
    aside = np.linspace(0.0, 0.6, len(puppet))[:, None] * [1.0, 0.0, 0.0]
    steps.strayed(puppet, aside)
    moved = (puppet.ankles - before)[..., 0]
    assert moved.max() > 0.4
    for k in (0, 1):
        for start, stop in steps.stances(puppet, k):
            assert np.ptp(moved[start:stop, k]) < 1e-9


def test_who_is_old_takes_short_steps_bent_over_and_the_weary_let_the_head_hang():
    plain = Body(walking().positions)
    step = [np.abs(Body(made(name, "walk").positions).ahead).max() for name in ("old", "weary")]
    assert step[0] < step[1] < np.abs(plain.ahead).max()
    hangs = {name: Body(made(name, "walk").positions) for name in ("old", "weary")}
    for body in hangs.values():
        assert np.median(body.tilt) > np.median(plain.tilt) + 10.0
    look = {n: np.median((b.at("head") - b.at("neck"))[:, 1]) for n, b in hangs.items()}
    assert look["weary"] < np.median((plain.at("head") - plain.at("neck"))[:, 1]) - 0.02


def test_a_bow_goes_down_once_and_comes_up():
    tilt = Body(made("bow", "stand").positions).tilt
    assert tilt[0] < 15.0 and tilt[-1] < 15.0 and tilt.max() > 35.0


def test_a_librarys_made_clips_are_so_many_of_each(monkeypatch):
    chosen = {name: table.RECIPES[name] for name in ("old", "clap", "limping", "thigh")}
    monkeypatch.setattr(make, "RECIPES", chosen)
    monkeypatch.setattr(make, "PAIRS", (("limping", "thigh"),))
    monkeypatch.setattr(make, "MIMES", {"buckets": table.MIMES["buckets"]})
    monkeypatch.setattr(make, "WHOLE", {"gloomy": table.WHOLE["gloomy"]})
    clips = [walking(), walking(90)]
    found = make.library(clips, 1, each=2, pairs=1, acts=3)
    kinds = [clip.kind for clip in found]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "old": 2, "clap": 2, "limping": 2, "thigh": 2, "limping+thigh": 1, "buckets": 3, "gloomy": 2,
    }  # fmt: skip
    assert [c.id for c in make.library(clips, 1, each=2, pairs=1, acts=3)] == [c.id for c in found]


def test_recipes_that_come_or_go_leave_the_clips_of_others(monkeypatch):
    clips, pairs = [walking(), walking(90)], (("old", "clap"), ("limping", "thigh"))

    def made_of(recipes, pairs, acts, whole):
        monkeypatch.setattr(make, "RECIPES", {name: table.RECIPES[name] for name in recipes})
        monkeypatch.setattr(make, "PAIRS", pairs)
        monkeypatch.setattr(make, "MIMES", {name: table.MIMES[name] for name in acts})
        monkeypatch.setattr(make, "WHOLE", {name: table.WHOLE[name] for name in whole})
        return make.library(clips, 1, each=1, pairs=1, acts=1)

    plain = [name for name, one in table.MIMES.items() if not one.act.takes and "walk" in one.kinds][:2]
    many = made_of(("old", "clap", "limping", "thigh"), pairs, plain, ["gloomy"])
    few = made_of(("limping", "thigh"), pairs[1:], plain[1:], ["gloomy"])
    assert {clip.kind for clip in few} >= {"limping", "thigh", "limping+thigh", "gloomy", *plain[1:]}
    same = {clip.id: clip for clip in many}
    for clip in few:
        np.testing.assert_array_equal(clip.rotations, same[clip.id].rotations)
        assert [c.text for c in clip.captions] == [c.text for c in same[clip.id].captions]


def test_arms_that_would_pass_through_the_head_are_refused():
    puppet = Puppet(walking())
    through = Pose((0.0, 0.4, 0.05), (1.0, -1.0, 0.0), ("",))
    assert not arms.apply(puppet, through, np.random.default_rng(0))


def test_plain_walks_are_bases_and_others_are_not():
    clip = walking()
    assert len(bases.of([clip])["walk"]) == 1
    for text in ("a person walks on uneven terrain", "a person dances forward"):
        assert not bases.of([clip_of(clip.rotations, clip.translation, text)])["walk"]
    lifted = clip_of(clip.rotations, clip.translation + [0, 0.4, 0], "a person walks forward")
    assert not bases.of([lifted])["walk"], "on something"


def test_made_from_train_only_within_the_minutes_and_by_the_seed():
    clips = [walking(), walking(90)]
    test = clip_of(clips[0].rotations, clips[0].translation, "a person walks", name="t")
    test = replace(test, split="test")
    first = make.made([*clips, test], 1, minutes=0.6)
    again = make.made([*clips, test], 1, minutes=0.6)
    other = make.made([*clips, test], 2, minutes=0.6)
    assert [c.id for c in first] == [c.id for c in again]
    pairs = zip(first, other, strict=False)
    assert not any(a.id == b.id and np.array_equal(a.rotations, b.rotations) for a, b in pairs)
    # Where memory lies differently, sums that come to nothing differ by 1e-16.
    alike = zip(first, again, strict=True)
    assert all(np.allclose(a.rotations, b.rotations, rtol=0.0, atol=1e-9) for a, b in alike)
    assert first and not any(c.id.startswith("t") for c in first) and {c.split for c in first} == {"train"}
    assert len({c.id for c in first}) == len(first)

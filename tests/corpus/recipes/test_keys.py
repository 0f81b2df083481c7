"""The engine of keyed acts: keys are reached, arrivals settle, holds live, steps are lifted, hands arrive."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.recipes import arms, clearing, keys, table
from backend.corpus.recipes.mimes import act
from backend.corpus.recipes.puppet import I, Puppet
from backend.corpus.recipes.staged import body, stage
from backend.motion.body import skeleton

from .test_mimes import performed
from .test_recipes import base

STAGES = {found.name: found for room in table._STAGES for found in room.STAGES}
PLAIN = keys.Part()


def track(part, *row, **more):
    states = [(seconds, {"x": value}) for seconds, value in row]
    values, weights, marks = keys.tracks(states, {"x": part}, np.random.default_rng(0), **more)
    return values["x"], weights["x"], marks


def test_a_fast_arrival_goes_too_far_and_settles_a_slow_one_does_not():
    part = keys.Part(settle=0.1)
    fast, _, marks = track(part, (0, 0.0), (0.2, 40.0), (1.5, 40.0))
    assert fast[marks[1]] == pytest.approx(40.0) and 43.0 < fast.max() < 46.1
    assert fast[:8].argmax() == marks[1] + 2 and np.allclose(fast[marks[1] + 7 :], 40.0)
    slow, _, _ = track(part, (0, 0.0), (1.0, 40.0), (2.0, 40.0))
    goes_on, _, _ = track(part, (0, 0.0), (0.2, 40.0), (0.4, 0.0))
    assert slow.max() == pytest.approx(40.0) and goes_on.max() == pytest.approx(40.0)


def test_a_hand_does_not_settle_into_the_body():
    part, there, near = keys.Part(settle=0.1, outwards=True), (0.0, 0.0, 0.5), (0.0, 0.0, 0.15)
    outwards, _, _ = track(part, (0, near), (0.2, there), (1.5, there))
    inwards, _, _ = track(part, (0, there), (0.2, near), (1.5, near))
    assert outwards[:, 2].max() > 0.515 and inwards[:, 2].min() == pytest.approx(0.15)


def test_a_hand_that_is_raised_goes_round_its_shoulder_in_front():
    row = (0, (0.2, -0.37, 0.04)), (0.7, (0.2, 0.66, 0.02)), (1.0, (0.2, 0.66, 0.02))
    raised, _, marks = track(replace(keys.WRIST, drift=0.0, breath=0.0), *row)
    away = np.linalg.norm(raised - keys.WRIST.about, axis=-1)
    assert away.min() > 0.25 and raised[:, 2].max() > 0.2
    assert np.allclose(raised[marks], [place for _, place in row], atol=1e-9)
    assert np.linalg.norm(np.diff(raised, n=2, axis=0), axis=-1).max() < 0.06


def test_heads_come_after_trunks_but_never_after_the_next_key():
    row = (0, 0.0), (0.5, 30.0), (1.0, 0.0)
    leads, _, marks = track(replace(PLAIN, lag=-1.0), *row)
    follows, _, _ = track(replace(PLAIN, lag=1.5), *row)
    assert leads[marks[1] - 3] > follows[marks[1] - 3] + 5.0 and follows[0] == leads[0] == 0.0
    short, _, _ = track(replace(PLAIN, lag=5.0), (0, 0.0), (0.2, 9.0), (0.4, 0.0), (1.0, 0.0))
    assert short.argmax() in (4, 5)


def test_a_hold_lives_as_long_as_it_lasts():
    still, _, _ = track(PLAIN, (0, 5.0), (4.0, 5.0))
    lives, _, _ = track(keys.BEND, (0, 5.0), (4.0, 5.0))
    assert np.ptp(still) < 1e-12
    windows = np.lib.stride_tricks.sliding_window_view(lives, 20)
    assert np.ptp(windows, axis=1).min() > 0.15 and lives.std() < 3.0


def test_both_hands_stir_together():
    state = {"a": (0.1, 0, 0.3), "b": (-0.1, 0, 0.3)}
    states = [(0, state), (4.0, state)]
    parts = dict(zip("ab", keys.WRISTS.values(), strict=True))
    values, _, _ = keys.tracks(states, parts, np.random.default_rng(1))
    apart = np.linalg.norm(values["a"] - values["b"], axis=-1)
    assert apart.std() < 0.75 * values["a"].std(axis=0).max()


def test_a_step_is_short_and_lifted_and_what_slides_is_not():
    row = (0, (0.1, 0.0, 0.0)), (1.2, (0.1, 0.0, 0.5)), (1.6, (0.1, 0.0, 0.5))
    foot, _, marks = track(keys.FOOT, *row)
    moves = np.flatnonzero(np.abs(np.gradient(foot[:, 2])) > 1e-9)
    assert np.ptp(moves) <= 13 and foot[:, 1].max() > 0.1 and foot[-1, 2] == pytest.approx(0.5)
    assert max(foot[0, 1], foot[marks[1], 1]) < 1e-12
    slides, _, _ = track(keys.FOOT, *((at, (x, 0.05, z)) for at, (x, _, z) in row))
    assert np.allclose(slides[:, 1], 0.05)


def test_shakes_last_from_key_to_key():
    rows = [(0, {"x": 0.0}), (1.0, {"x": 0.0}), (2.0, {"x": 0.0}), (3.0, {"x": 0.0})]
    shake = {"x": (5.0, 6.0, 1, 2)}
    values, _, _ = keys.tracks(rows, {"x": PLAIN}, np.random.default_rng(0), shake=shake)
    assert np.abs(values["x"][:14]).max() < 0.01 and np.abs(values["x"][24:36]).max() > 3.0


def test_who_is_done_early_lets_go_and_is_not_held_for_the_rest():
    hangs = act.Act("x", (act.key(0), act.key(0.4, main=(0.2, 0.1, 0.4)), act.key(0.2)), (), ())
    row = act.played(hangs, np.random.default_rng(0), 4.0)
    assert row[1][0] > 0.5 and row[-1][1]["main"] is None and row[-1][0] <= 4.0
    held = act.Act("x", (act.key(0, main=(0.2, 0, 0.4)), act.key(0.4, lean=9)), (), ())
    row = act.played(held, np.random.default_rng(0), 4.0)
    assert row[-1][1]["main"] == (0.2, 0, 0.4) and row[-1][1]["lean"] == 9


def test_the_last_pose_is_no_more_than_a_third_of_a_take():
    def ends(*row):
        return keys.played([(a, {"x": x}) for a, x in row], {}, np.random.default_rng(0), 1.0, 0.0)

    row = ends((0, 0), (2.0, 1), (1.0, 2), (1.0, 2), (3.0, 2))
    assert [at for at, _ in row[:3]] == [0.0, 2.0, 3.0] and row[-1][0] == pytest.approx(4.5)
    assert row[3][0] < row[-1][0], "what is between them stays between them"
    assert ends((0, 0), (4.0, 0))[-1][0] == pytest.approx(2.6), "a pose is a take of its own"
    assert ends((0, 0), (3.0, 1), (1.0, 1))[-1][0] == pytest.approx(4.0)


ROOM = [n for n, s in STAGES.items() if any({"main_room", "off_room"} & set(k) for _, k in s.keys)]


@pytest.mark.parametrize("name", ROOM)
def test_hands_that_are_to_be_on_the_floor_or_a_bar_are_there_and_stay(name):
    for side, other in (("left", "right"), ("right", "left")):
        puppet = Puppet(base("stand").clip)
        values, weights = stage.tracks(STAGES[name], np.random.default_rng(4))
        body.perform(puppet, values, weights, side)
        for hand, at in (("main", side), ("off", other)):
            if f"{hand}_room" not in values:
                continue
            goal = values[f"{hand}_room"] * [1.0 if side == "left" else -1.0, 1.0, 1.0]
            there = weights[f"{hand}_room"] > 0.999
            wrist = puppet.joints[:, I[f"{at}_wrist"]]
            assert np.linalg.norm(wrist - goal, axis=-1)[there].max() < 0.02
            carries = there & (goal[:, 1] < 0.09)
            still = np.linalg.norm(np.diff(goal, axis=0, append=goal[-1:]), axis=-1) < 1e-6
            moved = np.linalg.norm(np.diff(wrist, axis=0, append=wrist[-1:]), axis=-1)
            kept = carries & still & np.append(carries[1:], False)
            assert moved[kept].max(initial=0.0) < 0.005


@pytest.mark.parametrize("name", [n for n, r in table.MIMES.items() if r.act.floor])
def test_palms_of_who_works_on_the_floor_come_down_to_it(name):
    kind = table.MIMES[name].act.kinds[0]
    for seed in range(4):
        puppet, _ = performed(table.MIMES[name].act, kind, seed, "left")
        if puppet is not None:
            wrists = puppet.joints[:, [I["left_wrist"], I["right_wrist"]], 1]
            assert wrists.min() > 0.04 and wrists.min(axis=0).max() < 0.08
            return
    raise AssertionError("it never comes about")


def test_what_lets_go_of_the_floor_is_lifted_on_its_way():
    values, _ = stage.tracks(STAGES["spider"], np.random.default_rng(0))
    hand = values["main_room"]
    fast = np.linalg.norm(np.gradient(hand[:, [0, 2]], axis=0), axis=-1) > 0.03
    assert fast.any() and hand[fast, 1].min() > 0.075 and np.percentile(hand[~fast, 1], 10) < 0.071


def test_a_hand_on_its_way_through_a_thigh_is_led_round_it():
    puppet = Puppet(base("stand").clip)
    joints = puppet.joints
    thigh = (joints[:, I["left_hip"]] + joints[:, I["left_knee"]]) / 2.0
    goal = thigh + [0.04, 0.12, 0.0]
    aside = np.tile([1.0, 0.0, -0.5], (len(goal), 1))

    def solve(goal):
        arms.solve(puppet, "left", goal, aside)

    solve(goal)
    assert not clearing.outside(puppet)
    clearing.led_out(puppet, "left", solve, goal, np.zeros(len(goal)))
    assert clearing.outside(puppet)
    assert np.linalg.norm(puppet.joints[:, I["left_wrist"]] - goal, axis=-1).max() < 0.15


@pytest.mark.parametrize("name", ["statue", "plank", "victory pose", "lean on wall", "energy blast"])
def test_nobody_is_a_still_for_long(name):
    puppet = Puppet(base("stand").clip)
    assert body.changed(STAGES[name])(puppet, np.random.default_rng(0), "left")
    speed = np.linalg.norm(np.diff(puppet.joints, axis=0), axis=-1).max(axis=1) * skeleton.FPS
    still = np.convolve(speed < 0.02, np.ones(10), "valid")
    assert still.max() < 10.0 and np.median(speed) > 0.02

import numpy as np
import pytest

from backend.corpus.describe import counts
from backend.corpus.describe.body import Body
from backend.motion.body import skeleton

from ..augment.test_events import everything, move, standing

FPS = skeleton.FPS
LEG = {side: [f"{side}_ankle", f"{side}_foot"] for side in ("left", "right")}


def done(joints):
    return [(fact.name, fact.side, fact.value) for fact in counts.found(Body(joints))]


def hanging(seconds):
    return move(
        standing(seconds), ["left_wrist", "right_wrist", "left_elbow", "right_elbow"], 0.0, 1e9, [0, -0.4, 0]
    )


@pytest.mark.parametrize("side", ["left", "right"])
def test_kicks_are_counted(side):
    joints = hanging(7)
    for at in (2.0, 3.0, 4.0):
        move(joints, LEG[side], at, 0.6, [0, 0.6, 0.6])
    assert ("kick", side, 3) in done(joints)


def test_a_heel_thrown_up_behind_is_no_kick():
    assert not done(move(hanging(5), LEG["left"], 2.0, 0.6, [0, 0.6, -0.5]))


def test_jumps_and_hops_are_counted():
    joints = hanging(7)
    for at in (2.0, 3.2):
        everything(joints, at, 0.7, [0, 0.4, 0])
    assert ("jump", "up", 2) in done(joints)


def test_punches_of_one_hand_and_by_turns():
    joints = hanging(8)
    # Fists drawn in before the chest, then thrown forward.
    for k, side in ((1, "left"), (-1, "right")):
        shoulder = joints[:, skeleton.INDEX[f"{side}_shoulder"]]
        joints[:, skeleton.INDEX[f"{side}_wrist"]] = shoulder + [0.02 * k, -0.05, 0.2]
    one = move(joints.copy(), ["left_wrist"], 2.0, 0.5, [0, 0.05, 0.32])
    assert done(one) == [("punch", "left", 1)]
    turns = one.copy()
    move(turns, ["right_wrist"], 2.6, 0.5, [0, 0.05, 0.32])
    assert done(turns) == [("punch", "both", 2)]


def test_claps():
    joints = hanging(6)
    t = np.arange(len(joints)) / FPS
    for k, side in ((1, "left"), (-1, "right")):
        wrist = joints[:, skeleton.INDEX["spine3"]] + [0, 0.05, 0.35]
        wrist[:, 0] += k * (0.06 + 0.12 * (1 - np.cos(2 * np.pi * 1.5 * t)) / 2)
        joints[:, skeleton.INDEX[f"{side}_wrist"]] = wrist
    (fact,) = [f for f in counts.found(Body(joints)) if f.name == "clap"]
    assert 8 <= fact.value <= 10


def test_a_wave_goes_to_and_fro_quickly():
    joints = hanging(6)
    t = np.arange(len(joints)) / FPS
    hand = joints[:, skeleton.INDEX["right_shoulder"]] + [-0.2, 0.3, 0.1]
    elbow = joints[:, skeleton.INDEX["right_shoulder"]] + [-0.2, 0.05, 0.1]
    joints[:, skeleton.INDEX["right_elbow"]] = elbow
    quick, slow = joints.copy(), joints.copy()
    quick[:, skeleton.INDEX["right_wrist"]] = hand + 0.12 * np.sin(2 * np.pi * 1.5 * t)[:, None] * [1, 0, 0]
    slow[:, skeleton.INDEX["right_wrist"]] = hand + 0.12 * np.sin(2 * np.pi * 0.3 * t)[:, None] * [1, 0, 0]
    assert [fact[:2] for fact in done(quick)] == [("wave", "right")]
    assert not done(slow)

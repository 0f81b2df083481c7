import numpy as np
import pytest

from backend.corpus.describe import hands
from backend.corpus.describe.body import Body, I
from backend.motion.body import ik, quaternion

from .conftest import posed

UP = {"left": (0, 0, 80), "right": (0, 0, -80)}
AHEAD = {"left": (0, -90, 0), "right": (0, 90, 0)}
ASIDE = {"left": (0, 0, 0), "right": (0, 0, 0)}


def seen(**angles):
    return {(fact.name, fact.side) for fact in hands.found(Body(posed(**angles)))}


def arms(poses, *sides):
    return {f"{side}_shoulder": poses[side] for side in sides}


def test_hanging_arms_are_nothing_special():
    assert not seen()


@pytest.mark.parametrize("poses, name", [(UP, "over head"), (AHEAD, "front"), (ASIDE, "out to side")])
def test_straight_arms(poses, name):
    assert seen(**arms(poses, "left", "right")) == {(name, "both")}
    assert seen(**arms(poses, "left")) == {(name, "left")}
    assert seen(**arms(poses, "right")) == {(name, "right")}


def reached(**targets):
    """Facts of a standing body whose wrists are taken to targets side=(outwards, up, ahead) metres from the
    chest's joint, elbows out and down."""
    joints = posed()
    for side, sign in (("left", 1.0), ("right", -1.0)):
        if side in targets:
            s, e, w = (I[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
            target = joints[:, I["spine3"]] + np.array(targets[side]) * [sign, 1.0, 1.0]
            none = np.tile(quaternion.IDENTITY, (len(joints), 1))
            bend = np.tile([-sign, 0.3, 0.4], (len(joints), 1))
            limb = joints[:, s].copy(), joints[:, e].copy(), joints[:, w].copy()
            upper, lower = ik.two_bone(none, none, *limb, target, bend)
            joints[:, e] = joints[:, s] + quaternion.rotate(upper, limb[1] - limb[0])
            joints[:, w] = joints[:, e] + quaternion.rotate(lower, limb[2] - limb[1])
    return {(fact.name, fact.side) for fact in hands.found(Body(joints))}


@pytest.mark.parametrize(
    "target, name",
    [
        ((0.16, 0.2, 0.3), "guard"), ((-0.13, 0.05, 0.25), "crossed"), ((0.05, -0.05, 0.3), "together"),
        ((0.1, -0.3, -0.16), "behind"), ((0.13, 0.34, 0.08), "face"), ((0.21, -0.23, 0.0), "hip"),
    ],
)  # fmt: skip
def test_where_hands_are_taken(target, name):
    assert reached(left=target, right=target) == {(name, "both")}


def test_one_hand_names_its_side():
    assert reached(left=(0.13, 0.34, 0.08)) == {("face", "left")}
    assert reached(right=(0.21, -0.23, 0.0)) == {("hip", "right")}

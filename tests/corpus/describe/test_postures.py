import numpy as np
import pytest

from backend.corpus.describe import postures
from backend.corpus.describe.body import Body
from backend.motion.body import quaternion

from .conftest import posed

BENT_LEGS = {f"{side}_{joint}": (angle, 0, 0) for side in ("left", "right")
             for joint, angle in (("hip", -50), ("knee", 90), ("ankle", -40))}  # fmt: skip


def held(joints):
    return {(fact.name, fact.side) for fact in postures.found(Body(joints))}


def laid(joints, degrees):
    """The body tipped over by degrees about x, to lie on the floor."""
    turned = quaternion.rotate(quaternion.from_axis_angle(np.array([1.0, 0, 0]), np.radians(degrees)), joints)
    turned[..., 1] -= turned[..., 1].min()
    return turned


def test_upright_is_nothing_special():
    assert not held(posed())


def test_crouched_and_squatting():
    assert held(posed(**BENT_LEGS)) == {("crouch", "")}
    deep = {name: tuple(1.35 * a for a in angles) for name, angles in BENT_LEGS.items()}
    deep["spine1"] = (40, 0, 0)
    assert ("squat", "") in held(posed(**deep))


@pytest.mark.parametrize(
    "angles, fact",
    [
        ((35, 0, 0), ("lean", "forward")), ((-25, 0, 0), ("lean", "back")), ((0, 0, -25), ("lean", "left")),
        ((0, 0, 25), ("lean", "right")), ((90, 0, 0), ("bend", "")),
    ],
)  # fmt: skip
def test_bent_over_and_leaning(angles, fact):
    legs = {f"{side}_hip": (0, 0, 0) for side in ("left", "right")}
    assert fact in held(posed(spine1=angles, **legs))
    assert fact not in held(posed(spine1=tuple(0.3 * a for a in angles)))


def test_lying_says_on_what():
    assert held(laid(posed(), -90.0)) == {("lie", "back")}
    assert held(laid(posed(), 90.0)) == {("lie", "belly")}


def test_kneeling_on_one_knee_and_on_both():
    both = {f"{side}_knee": (90, 0, 0) for side in ("left", "right")}
    both |= {f"{side}_ankle": (60, 0, 0) for side in ("left", "right")}
    assert held(posed(**both)) == {("kneel", "both")}
    one = {
        "left_knee": (90, 0, 0),
        "left_ankle": (60, 0, 0),
        "right_hip": (-90, 0, 0),
        "right_knee": (90, 0, 0),
    }
    assert ("kneel", "left") in held(posed(**one))


def test_sitting_on_a_seat_and_on_the_floor():
    thighs = {f"{side}_hip": (-85, 0, 0) for side in ("left", "right")}
    shins = {f"{side}_knee": (85, 0, 0) for side in ("left", "right")}
    assert held(posed(**thighs, **shins)) == {("sit", "")}
    assert held(posed(**thighs)) == {("sit floor", "")}


def test_a_leg_held_up_names_the_one_that_carries():
    assert ("one leg", "left") in held(posed(right_hip=(-60, 0, 0), right_knee=(100, 0, 0)))


def test_on_all_fours():
    fours = {f"{side}_{joint}": angles for side in ("left", "right") for joint, angles in (
        ("hip", (-90, 0, 0)), ("knee", (90, 0, 0)), ("ankle", (60, 0, 0)))}  # fmt: skip
    fours |= {"left_shoulder": (0, -90, 0), "right_shoulder": (0, 90, 0)}
    assert held(laid(posed(**fours), 90.0)) == {("all fours", "")}

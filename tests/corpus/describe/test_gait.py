import numpy as np
import pytest

from backend.corpus.describe import gait, travel
from backend.corpus.describe.body import Body
from backend.motion.body import quaternion, skeleton

from ...motion.conftest import planted_walk


def walk(**options):
    return skeleton.forward_kinematics(*planted_walk(**options))


def ways(joints):
    return [(fact.name, fact.side) for fact in gait.found(Body(joints)) if fact.name != "still"]


def turned(joints, degrees):
    """The whole motion led round by degrees (T,), its path with it."""
    angle = np.radians(degrees)
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), angle)
    pelvis = joints[:, :1] * [1.0, 0.0, 1.0]
    step = quaternion.rotate(turn[1:], np.diff(pelvis[:, 0], axis=0))
    path = np.concatenate([pelvis[:1, 0], pelvis[0, 0] + np.cumsum(step, axis=0)])
    return quaternion.rotate(turn[:, None], joints - pelvis) + path[:, None]


def test_a_walk_has_its_way_speed_and_steps():
    body = Body(walk(frames=100, speed=0.8, period=1.0))
    (fact,) = gait.found(body)
    assert (fact.name, fact.side) == ("walk", "forward") and fact.value == pytest.approx(0.8, abs=0.05)
    assert len(gait.steps(body, 0, 100)) in (9, 10, 11), "two a second"
    assert not {f.name for f in gait.manner(body, fact)} & {"limp", "tiptoe", "knees high"}


def test_played_backwards_it_goes_backwards_and_turned_aside_sideways():
    joints = walk()
    assert ways(joints[::-1]) == [("walk", "backward")]
    assert ways(joints) == [("walk", "forward")]
    slid = joints - joints[:, :1] * [0, 0, 1]
    slid = slid + np.arange(len(slid))[:, None, None] * np.array([0.04, 0, 0])
    assert ways(slid) == [("walk", "left")], "x is the body's left"


def test_standing_is_still():
    joints = np.repeat(walk()[:1], 60, axis=0)
    assert [fact.name for fact in gait.found(Body(joints))] == ["still"]


@pytest.mark.parametrize("degrees, side", [(90.0, "left"), (-180.0, "right")])
def test_turns_are_measured_in_degrees(degrees, side):
    t = np.clip((np.arange(80) - 30) / 20.0, 0, 1)
    joints = np.repeat(walk()[:1], 80, axis=0)
    (fact,) = travel.turns(Body(turned(joints, degrees * t * t * (3 - 2 * t))))
    assert fact.name == "turn" and fact.side == side and fact.value == pytest.approx(abs(degrees), abs=8)


@pytest.mark.parametrize("degrees, name", [(0, "straight"), (70, "arc"), (-30, "veer"), (-360, "circle")])
def test_the_shape_of_the_way(degrees, name):
    joints = walk(frames=160)
    joints = turned(joints, degrees * np.linspace(0, 1, 160))
    (fact,) = travel.shapes(Body(joints))
    assert fact.name == name and fact.side == ("" if not degrees else "left" if degrees > 0 else "right")
    assert fact.value == pytest.approx(0.8 * 8, rel=0.1)


def test_there_and_back_and_zigzag():
    joints = walk(frames=160)
    t = np.clip((np.arange(160) - 70) / 20.0, 0, 1)
    assert [f.name for f in travel.shapes(Body(turned(joints, 180 * t)))] == ["there and back"]
    zigzag = turned(joints, 45 * np.sin(np.linspace(0, 4.5 * np.pi, 160)))
    assert [f.name for f in travel.shapes(Body(zigzag))] == ["zigzag"]

import numpy as np
import pytest

from backend.text import signals


def lost(query, other, mirrored=False):
    said = signals.of([other])
    return float(signals.penalty(signals.of([query])[0], signals.mirrored(said) if mirrored else said)[0])


def test_signals_of_a_sentence():
    found = signals.of(["kicks left twice", "walks back slowly, clockwise", "sits down", "up and down"])
    assert found.tolist() == [
        [1, 0, 0, 0, 0, 2], [0, -1, -1, 0, -1, 0], [0, 0, 0, -1, 0, 0], [0, 0, 0, 0, 0, 0],
    ]  # fmt: skip


def test_the_other_side_costs_most():
    assert lost("kicks left", "kicks left") == 0.0
    assert lost("kicks left", "kicks right") > lost("kicks left", "kicks") > lost("kicks", "kicks left") > 0.0
    assert lost("kicks left", "kicks right", mirrored=True) == 0.0


def test_a_mirror_keeps_forward_pace_and_count():
    found = signals.of(["walks forward left quickly three times"])
    np.testing.assert_array_equal(signals.mirrored(found), found * [-1, 1, 1, 1, 1, 1])


def test_another_count_costs_more_than_none():
    assert lost("jumps twice", "jumps twice") == 0.0
    assert lost("jumps twice", "jumps three times") > lost("jumps twice", "jumps") > 0.0


def test_how_somebody_lies_is_no_direction():
    assert signals.of(["gets up from lying face down"])[0, 3] == 1.0
    assert signals.of(["sits down"])[0, 3] == -1.0


def test_stairs_say_which_way():
    assert lost("walks up stairs", "goes downstairs") > lost("walks up stairs", "walks on stairs") > 0.0
    assert lost("goes downstairs", "walks down the stairs") == 0.0


@pytest.mark.parametrize(
    "text",
    ["marches in place", "jogs on the spot", "turns at the same place", "steps from one foot to the other"],
)
def test_in_place(text):
    assert signals.in_place(text) and not signals.in_place("walks to another place")


def test_on_the_floor():
    assert signals.on_floor("spins on the floor") and signals.on_floor("lies on ground")
    assert not signals.on_floor("picks a box up from the floor")


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("a person walks sideways to the left", 90.0), ("sidesteps to the right", 90.0), ("strafes left", 90.0),
     ("a man walks slowly backwards", 180.0), ("steps backward", 180.0), ("walks forward", None),
     ("kicks sideways", None), ("falls backwards", None), ("walks forward, then walks backwards", None)],
)  # fmt: skip
def test_how_a_body_looks_beside_its_way(text, degrees):
    assert signals.away(text) == degrees


def test_how_far_a_sentence_turns():
    texts = ("walks in a circle", "walks a half circle", "turns around", "walks")
    assert [signals.turn(text) for text in texts] == [360.0, 180.0, 180.0, 0.0]


def test_degrees_that_are_said():
    texts = ("turns 90 degrees left", "spins 360°", "does a 180", "turns ninety degrees",
             "pivots 180 on one foot", "bends the knee by 90 degrees", "runs 180 metres")  # fmt: skip
    assert [signals.turn(text) for text in texts] == [90.0, 360.0, 180.0, 90.0, 180.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("walks forward, turns around and walks back", 0.0), ("runs backwards, then falls", 180.0),
        ("goes straight ahead, then waves", 0.0), ("walks forward", None),
        ("waves, then walks forward", None), ("walks forward and backwards, then waves", None),
        ("leans forward, then kicks", None),
    ],
)  # fmt: skip
def test_which_way_somebody_goes_first(text, degrees):
    assert signals.begins(text) == degrees

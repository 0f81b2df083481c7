import time

import pytest

from backend.text import phrases


@pytest.mark.parametrize(
    "text, bare",
    [
        ("a man is walking forward.", "walking forward"), ("Someone waves!", "waves"),
        ("the young woman kicks", "kicks"), ("he appears to be sitting", "sitting"), ("kicks", "kicks"),
        ("a manual task", "a manual task"), ("a person", "a person"), ("", ""),
        ("he's walking", "walking"), ("a person’s left foot kicks", "left foot kicks"),
    ],
)  # fmt: skip
def test_a_sentence_without_who_does_it(text, bare):
    assert phrases.bare(text) == bare


def test_the_normal_form_is_the_same_whoever_it_is():
    assert phrases.normal("The man walks.") == phrases.normal("walks") == "a person walks"
    assert phrases.normal("  ") == ""


@pytest.mark.parametrize(
    "text, parts",
    [
        ("walks forward, then turns around and sits down.", ["walks forward", "turns around", "sits down"]),
        ("a person stands. He turns left", ["stands", "turns left"]),
        ("throws a left jab, then a right hook", ["throws a left jab", "a right hook"]),
        ("falls down before getting up", ["falls down", "getting up"]),
        ("jumps, lands and waves", ["jumps", "lands", "waves"]),
        ("jumps, lands and slowly waves", ["jumps", "lands", "slowly waves"]),
        ("slowly and painfully gets up", ["slowly and painfully gets up"]),
        # Without a verb of its own a part goes on with what is done.
        ("looks right, then to the left. again.", ["looks right", "looks to the left", "looks again"]),
        ("slowly walks forward, then back", ["slowly walks forward", "slowly walks back"]),
        ("takes a step forward, then left", ["takes a step forward", "takes a step left"]),
        ("runs forward, then steps left", ["runs forward", "steps left"]),
        ("left foot forward, then right", ["left foot forward", "right"]),
        # One thing: limbs, manners and what happens at the same time are no parts.
        ("crawls on hands and knees", ["crawls on hands and knees"]),
        ("walks while waving", ["walks while waving"]),
        ("a slow, angry punch", ["a slow, angry punch"]),
        ("walks forwards and backwards", ["walks forwards and backwards"]),
    ],
)  # fmt: skip
def test_parts_follow_each_other(text, parts):
    assert phrases.parts(text) == parts


@pytest.mark.parametrize(
    "text, count",
    [("jumps twice", 2), ("three jumps", 3), ("kicks 4 times", 4), ("spins once", 1), ("walks", 0),
     ("waves two hands", 0), ("stands on one leg", 0), ("runs for 100 metres", 0)],
)  # fmt: skip
def test_counts(text, count):
    assert phrases.count(text) == count


def test_parts_that_speak_of_what_another_names():
    assert phrases.refers("puts it down") and phrases.refers("Throws them away")
    assert not phrases.refers("sits down") and not phrases.refers("")


def test_who_is_old_stays_so():
    assert phrases.normal("an old man trudges along") != phrases.normal("a man trudges along")


def test_spaces_say_nothing():
    started = time.process_time()
    assert phrases.parts("walks" + " " * 1900 + "and   waves") == ["walks", "waves"]
    assert time.process_time() - started < 1.0


def test_who_has_turned_round_goes_back_forward():
    said = ["walks up", "turns quickly around", "slowly walks back to the door", "steps back"]
    assert phrases.as_faced(said) == [*said[:2], "slowly walks forward to the door", "steps back"]
    assert phrases.as_faced(["walks back", "turns around"]) == ["walks back", "turns around"]
    assert phrases.as_faced(["turns around", "walks backwards"]) == ["turns around", "walks backwards"]


def test_who_is_told_of():
    told = ("a person walks", "The man is waving.", "someone kicks", "She sits down", "a dancer spins twice")
    assert all(map(phrases.tells, told))
    assert not any(map(phrases.tells, ("walks", "a high kick", "archer: draws", "")))

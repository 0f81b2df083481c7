"""Sentences that say two things at once."""

import pytest

from backend.text import together


@pytest.mark.parametrize(
    ("text", "legs", "arms"),
    [
        ("a man walks while texting", "walks", "texting"),
        ("runs, holding the left arm", "runs", "holding the left arm"),
        ("She tiptoes with a finger on the lips.", "tiptoes", "a finger on the lips"),
        ("limping, one hand pressed on the belly", "limping", "one hand pressed on the belly"),
        ("jogs as she waves", "jogs", "waves"),
        ("argues while kneeling", "kneeling", "argues"),
    ],
)
def test_two_things_at_once(text, legs, arms):
    assert (legs, arms) in [(base, over) for base, over, _ in together.pairs(text)]


@pytest.mark.parametrize(
    "text",
    [
        "walks", "walks, then waves", "walks and waves", "picks something up", "falls by slipping",
        "runs, fast", "a person is walking", "walks like a king", "stops waving", "walks after drinking",
        "walks, never looking up", "walks with feet turned inwards", "is tired after running",
        "a player dribbling a ball", "waves with both hands", "punches the air with his right arm",
        "throws with the left hand.",
    ],
)  # fmt: skip
def test_one_thing_or_one_after_the_other(text):
    assert together.pairs(text) == []


def test_hanging_arms_do_not_hang():
    assert [base for base, _, _ in together.pairs("breathing idle, arms hanging")] == ["breathing idle"]


def test_what_is_held_is_no_way_to_go():
    assert [base for base, _, _ in together.pairs("walks with both arms folded")] == ["walks"]


def test_an_adverb_after_a_comma_belongs_to_what_follows():
    found = [pair[:2] for pair in together.pairs("sits, slowly nodding")]
    assert ("sits", "slowly nodding") in found and not any("sits, slowly" in pair for pair in found)
    assert ("walks slowly", "waving") in [pair[:2] for pair in together.pairs("walks slowly, waving")]


def test_long_prompts_are_read_in_no_time():
    assert len(together.pairs("walking waving " * 130)) <= 6
    assert together.pairs("walks" + " " * 1900 + "b") == []

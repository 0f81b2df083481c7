"""Orders of several things in turn are cut as sentences are."""

import pytest

from backend.text.orders import Orders

_KNOWN = (
    "a person lifts a box", "carries a crate", "someone walks forward", "turns around", "sits down", "kicks",
    "he punches the air", "a man throws a stone", "picks up a stone", "hits the wall", "falls", "backs away",
    "heads the ball", "hands over a cup",
)  # fmt: skip


@pytest.fixture(scope="module")
def orders():
    return Orders(_KNOWN)


@pytest.mark.parametrize(
    ("order", "parts"),
    [
        ("lift a box and carry it away", ["lifts a box", "carries it away"]),
        ("Turn around, walk back and sit down.", ["turns around", "walks back", "sits down"]),
        ("pick up a stone, then throw it", ["picks up a stone", "throws it"]),
        ("turn and sit down", ["turns", "sits down"]),
    ],
)
def test_orders_are_cut_into_what_is_done(orders, order, parts):
    assert orders.parts(order) == parts


@pytest.mark.parametrize(
    "text",
    [
        "walk cycle", "walk", "walk forward and back", "walk, head down", "walk, hands behind the back",
        "lifts a box and carries it away", "a person walks and sits down", "hit and miss", "", "42",
        "kick, turn", "kick, punch it", "kick and punch",
    ],
)  # fmt: skip
def test_titles_and_sentences_stay_as_they_are(orders, text):
    assert orders.told(text) == text


def test_who_knows_no_verbs_cuts_nothing():
    assert Orders(()).parts("lift a box and carry it away") == ["lift a box and carry it away"]

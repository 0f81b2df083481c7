import pytest

from backend.corpus.augment import cuts as augment_cuts
from backend.corpus.augment import moments
from backend.corpus.language import seat_heights

from ..augment.test_moments import SEATED, STANDING, clip

TIMES = [0, 2, 3, 7, 8, 10]
HEIGHTS = [STANDING, STANDING, SEATED, SEATED, STANDING, STANDING]


def sitting(lift=0.0):
    """Sits down and stands up; lift: metres that pelvis and feet hang higher while it sits."""
    heights = [h + lift if h == SEATED else h for h in HEIGHTS]
    given = clip("a person sits down on a stool and stands up.", TIMES, HEIGHTS)
    lifted = clip("a person sits down on a stool and stands up.", TIMES, heights)
    given.translation[:] = lifted.translation
    return given


def test_feet_in_the_air_make_a_seat_high_and_a_low_pelvis_is_on_the_floor():
    assert seat_heights.seat(sitting().positions) == ""
    assert seat_heights.seat(sitting(0.2).positions) == seat_heights.HIGH
    given = sitting(0.2).positions
    lowest = given[:, 0, 1].argmin()
    feet = given[lowest, [7, 8, 10, 11], 1].copy()
    given[:, [7, 8, 10, 11], 1] -= feet.min()
    assert seat_heights.seat(given) == seat_heights.HIGH, "a pelvis as high as that half stands"
    assert seat_heights.seat(sitting(-0.35).positions) == seat_heights.FLOOR


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("someone sits on a chair and gets up", "someone sits on {} and gets up"),
        ("sit down, then stand up", "sit down on {}, then stand up"),
        ("a person stands up", "a person stands up from {}"),
        ("a person waves", "a person waves"),
    ],
)
def test_the_sentence_names_the_seat(text, said):
    for seat in (seat_heights.HIGH, seat_heights.FLOOR):
        assert seat_heights.worded(text, seat) == said.format(seat)
    assert seat_heights.worded(text, "") == text


@pytest.mark.parametrize("lift", [0.0, 0.2])
def test_made_sentences_say_when_a_seat_is_high(lift):
    given = sitting(lift)
    made = [c.text for c in moments.named(given).captions[len(given.captions) :]]
    made += [c.text for cut in augment_cuts.cuts([given]) for c in cut.captions]
    assert len(made) > 8
    assert all(("high stool" in text) == bool(lift) for text in made), made

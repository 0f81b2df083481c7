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


def test_only_feet_in_the_air_make_a_seat_high():
    assert not seat_heights.is_high(sitting().positions)
    assert seat_heights.is_high(sitting(0.2).positions)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("someone sits on a chair and gets up", "someone sits on a high stool and gets up"),
        ("sit down, then stand up", "sit down on a high stool, then stand up"),
        ("a person stands up", "a person stands up from a high stool"),
        ("a person waves", "a person waves"),
    ],
)
def test_the_sentence_names_the_high_seat(text, said):
    assert seat_heights.worded(text) == said


@pytest.mark.parametrize("lift", [0.0, 0.2])
def test_made_sentences_say_when_a_seat_is_high(lift):
    given = sitting(lift)
    made = [c.text for c in moments.named(given).captions[len(given.captions) :]]
    made += [c.text for cut in augment_cuts.cuts([given]) for c in cut.captions]
    assert len(made) > 8
    assert all(("high stool" in text) == bool(lift) for text in made), made

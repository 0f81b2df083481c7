import numpy as np
import pytest

from backend.corpus.language import parts

FRAMES = 60
LADDER = ("a person climbs a ladder.", "someone walks up some stairs.", "a person climbs down a rope.")
STOOL = ("a person sits down on a high stool and stands up.", "someone sits down, then stands up.")


def body(feet=0.0, pelvis=0.94):
    """Joints of a body whose feet and pelvis (over the feet) have these heights, over time or throughout."""
    positions = np.zeros((FRAMES, 22, 3))
    positions[:, :, 1] = feet if np.isscalar(feet) else np.interp(np.linspace(0, 1, FRAMES), *feet)[:, None]
    above = pelvis if np.isscalar(pelvis) else np.interp(np.linspace(0, 1, FRAMES), *pelvis)
    positions[:, 0, 1] += above
    return positions


@pytest.mark.parametrize(
    ("feet", "said"),
    [
        (0.0, LADDER),
        (([0, 1], [0.0, 0.85]), LADDER),
        (([0, 0.5, 1], [0.0, 0.85, 0.0]), LADDER),
        (
            ([0, 1], [0.6, 0.0]),
            ("a person climbs down a ladder.", "someone walks down some stairs.", LADDER[2]),
        ),
    ],
)
def test_only_a_part_that_comes_down_says_so(feet, said):
    assert parts.fitted(LADDER, body(feet)) == said


UP, DOWN = 0.94, 0.52


@pytest.mark.parametrize(
    ("pelvis", "said"),
    [
        (([0, 0.4, 0.6, 1], [UP, DOWN, DOWN, UP]), STOOL),
        (([0, 0.4, 1], [UP, DOWN, DOWN]),
         ("a person sits down on a high stool.", "someone sits down on a stool.")),
        (([0, 0.4, 1], [DOWN, UP, UP]),
         ("a person stands up from a high stool.", "someone stands up from a stool.")),
        (
            ([0, 0.2, 0.5, 0.8, 1], [DOWN, DOWN, UP, DOWN, DOWN]),
            (
                "a person stands up from a high stool and sits down again.",
                "someone stands up from a stool and sits down again.",
            ),
        ),
    ],
)  # fmt: skip
def test_a_part_that_begins_or_ends_seated_says_so(pelvis, said):
    assert parts.fitted(STOOL, body(pelvis=pelvis)) == said


def test_other_sentences_stay_as_they_are():
    assert parts.fitted(("a person boxes.",), body(([0, 1], [0.6, 0.0]))) == ("a person boxes.",)

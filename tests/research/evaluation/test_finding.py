import pytest

from backend.corpus.library.judgements import Sentence
from backend.research.evaluation import finding

JUDGED = [
    Sentence("a", {"x": 2, "y": 0}), Sentence("b", {"x": 0, "y": 2}), Sentence("c", {"x": 1, "y": 0}),
    Sentence("d", {"x": 0, "y": 0}),
]  # fmt: skip
NEAR = {"a": (0.9, 0.1), "b": (0.3, 0.2), "c": (0.6, 0.5), "d": (0.2, 0.4)}


def test_what_is_found_first_is_what_counts():
    found = finding.measured(JUDGED, lambda text, captions: NEAR[text])
    assert (found.sentences, found.shown, found.yes, found.yes_of_shown) == (4, 0.5, 0.25, 0.5)
    assert found.nearly == 0.5 and found.told_apart == 1.0 and found.noticed == 1.0
    wrong = finding.measured(JUDGED, lambda text, captions: [-n for n in NEAR[text]])
    assert wrong.yes == 0.25 and wrong.told_apart == 0.5, "b by chance; a is farther than d and nearer than c"
    said = finding.lines({"one": found, "other": wrong})
    assert said[0].startswith("4 sentences, of which 50 %") and "0.500" in said[3] and len(said) == 5


def test_captions_that_a_library_lacks_are_left_out():
    left = finding.there(JUDGED, {"y"})
    assert [one.grades for one in left] == [{"y": 0}, {"y": 2}, {"y": 0}, {"y": 0}]
    assert finding.there(JUDGED, set()) == []
    assert [one.text for one in finding.there(JUDGED, {"x", "a"})] == ["b", "c", "d"]
    with pytest.raises(ValueError, match="found and others that are not"):
        finding.measured(JUDGED[3:], lambda text, captions: (0.0, 0.1))

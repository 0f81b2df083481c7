import numpy as np
import pytest

from backend.corpus.library.examples import Examples
from backend.research.evaluation import finding

KNOWN, MISSING, EACH = 20, 10, 5


@pytest.fixture
def said():
    """Acts of five texts: the library's own, three wordings, a contrast; missing acts of five wordings."""
    of = np.repeat(np.arange(KNOWN + MISSING), EACH)
    contrasts = (np.arange(len(of)) % EACH == EACH - 1) & (of < KNOWN)
    texts = [f"{act}-{i % EACH}" for i, act in enumerate(of)]
    known = np.arange(KNOWN + MISSING) < KNOWN
    return Examples(texts, of, contrasts, known, ~np.eye(len(known), dtype=bool))


@pytest.fixture
def own(said):
    return (np.arange(len(said.of)) % EACH == 0) & (said.of < KNOWN)


def test_nothing_is_asked_that_was_trained_on_or_is_shown(said, own):
    held = finding.split(said, own)
    asked = {*held.wordings, *held.acts, *held.missing}
    assert not asked & {*held.training} and not asked & {*held.shown}
    assert not set(said.of[held.acts]) & set(said.of[held.training])
    assert not set(said.of[held.missing]) & set(said.of[held.training])
    assert set(said.of[held.acts]) <= set(said.of[held.shown]), "by the library's own words"
    assert set(said.of[held.wordings]) <= set(said.of[held.training])
    assert (len(held.acts), len(held.missing), len(held.wordings)) == (6, 15, 18)
    assert not said.contrasts[held.shown].any() and said.known[said.of[held.shown]].all()
    part = finding.part(said, held.training)
    assert part.texts[3] == said.texts[held.training[3]] and len(part.of) == len(held.training)


def test_who_finds_everything_and_who_finds_nothing(said, own):
    held = finding.split(said, own)

    def right(asked, shown):
        return 0.2 + 0.7 * (said.of[asked][:, None] == said.of[shown])

    found = finding.measured(said, held, right)
    assert [found[f"{k}_{n}"] for k in ("wordings", "acts") for n in ("first", "close")] == [1.0] * 4
    assert found["told_apart"] == found["missing_told"] == 1.0 and found["wordings_told"] == 0.0
    wrong = finding.measured(said, held, lambda asked, shown: 0.9 - right(asked, shown))
    assert wrong["wordings_first"] == wrong["acts_close"] == 0.0 and wrong["told_apart"] == pytest.approx(0.5)
    said_so = finding.lines({"a": found, "b": wrong})
    assert "1.000" in said_so[1] and said_so[1].endswith("0.000") and len(said_so) == 1 + len(found)

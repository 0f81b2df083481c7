import json
from types import SimpleNamespace

import pytest

from backend.corpus.library import calibrate
from backend.generation.library import known
from backend.generation.library.judged import Judged


@pytest.fixture
def scores(monkeypatch):
    table = {}
    monkeypatch.setattr(
        known, "judged", lambda search, text: SimpleNamespace(nearness=table[text])
    )  # fmt: skip
    return table


def test_few_known_sentences_are_missed_and_few_unknown_ones_pass(scores):
    near, far = [0.9, 0.8, 0.75, 0.5, 0.85, *[0.95] * 15], [0.3, 0.6, 0.2, 0.78, 0.4, 0.1]
    scores.update({f"k{i}": v for i, v in enumerate(near)} | {f"u{i}": v for i, v in enumerate(far)})
    found = calibrate.calibrated(None, [f"k{i}" for i in range(20)], [f"u{i}" for i in range(6)])
    assert found.threshold == pytest.approx((0.6 + 0.75) / 2, abs=1e-4)
    assert (found.missed, found.passed) == (pytest.approx(1 / 20), pytest.approx(1 / 6))
    assert any("0.50  k3" in line for line in found.lines()) and "17 %" in found.lines()[0]
    strict = calibrate.calibrated(None, [f"k{i}" for i in range(5)], [f"u{i}" for i in range(6)])
    assert strict.missed == 0.0 and strict.threshold < 0.5, "one of five is too many"
    assert sum(found.held_out) >= found.missed, "what had no say errs no less"


def test_what_the_library_itself_says_has_no_say():
    library = SimpleNamespace(sentences=("a person walks",), judged=Judged(("plods", "golf swing")))
    asked = ["walks", "A man plods.", "a woman strolls", "golf swing", "golf"]
    assert calibrate.untrained(library, asked) == ["a woman strolls", "golf"]


def test_the_sentences_that_come_along():
    near, far = calibrate.sentences()
    assert len(near) == len(set(near)) >= 100 and len(far) == len(set(far)) >= 100
    assert not set(near) & set(far)


def test_nobody_judges_by_sentences_it_was_calibrated_on(repo_dir):
    lines = (repo_dir / "docs" / "unseen_prompts.txt").read_text("utf-8").splitlines()
    unseen = {line.split("|")[0].strip().lower() for line in lines if not line.startswith("#")}
    assert not unseen & {text.lower() for part in calibrate.sentences() for text in part}


@pytest.mark.parametrize("text", ["[", "[]", "{}", '{"known": []}', '{"known": ["a"], "unknown": []}'])
def test_other_files_are_refused_by_name(tmp_path, text):
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="mine.json"):
        calibrate.sentences(path)
    path.write_text(json.dumps({"known": ["a"], "unknown": ["b"]}))
    assert calibrate.sentences(path) == (["a"], ["b"])

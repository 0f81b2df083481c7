"""Whose motion it is, as any backend may say it."""

import pytest
from dynmask.dynmask_blender.actions import origins
from dynmask.dynmask_blender.session.validation import is_progress

from backend.corpus.sources.credits import CREDITS

TOLD = {
    "entry": 3, "mirrored": True, "clip": "07_01", "start_s": 1.5, "dataset": "cmu", "licence": "free to use",
    "credit": "mocap.cs.cmu.edu", "kind": "captured", "sentence": "waves", "from_s": 0.0, "to_s": 2.4,
    "nearness": 0.9,
}  # fmt: skip


def test_everything_is_told_in_words():
    origin = origins.of(TOLD)
    assert origin.source == "CMU" and not origin.own
    assert origin.summary() == (
        "“waves” (mirrored); CMU 07_01, from 1.5 s; licence: free to use; mocap.cs.cmu.edu"
    )
    made = origins.of({**TOLD, "kind": "limp", "mirrored": False, "licence": "", "credit": ""})
    assert made.summary() == "“waves”; CMU 07_01, from 1.5 s, made by limp"
    own = origins.of({"kind": "own", "dataset": "My Library", "sentence": "mine", "clip": "mine-1"})
    assert own.own and own.summary() == "“mine”; My Library"


@pytest.mark.parametrize("dataset", sorted(CREDITS))
def test_every_data_set_has_its_publishers_name(dataset):
    """Not ours, which the files of the corpus have."""
    source = origins.of({**TOLD, "dataset": dataset}).source
    assert source != dataset and "_" not in source


def test_it_is_kept_as_text():
    kept = origins.read(origins.text([TOLD]))
    assert origins.all_of(kept) == (origins.of(TOLD),)
    assert origins.text(None) == origins.text([]) == ""
    for broken in ("", None, "{", "[1]", b"[]", 3):
        assert origins.read(broken) == ()


@pytest.mark.parametrize(
    "change", [{"entry": 1.5}, {"entry": -2}, {"mirrored": 1}, {"clip": 7}, {"to_s": float("nan")},
               {"licence": None}],
)  # fmt: skip
def test_what_is_no_text_or_number_is_left_out(change):
    assert origins.of({**TOLD, **change}) is None
    assert origins.all_of([{**TOLD, **change}, TOLD, "x"]) == (origins.of(TOLD),)


def test_texts_are_one_line_of_bounded_length():
    origin = origins.of({**TOLD, "credit": "a\nb" + "c" * 1000})
    assert origin.credit.startswith("a bc") and len(origin.credit) == 300
    assert len(origins.all_of([TOLD] * 100)) == origins.MOST


def test_a_notice_in_progress_is_text():
    assert is_progress({"step": 0, "steps": 1, "notice": "Nothing is known"})
    assert not is_progress({"step": 0, "steps": 1, "notice": 3})

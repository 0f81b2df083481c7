"""Sentences from the second corpus' labels."""

import json

import pytest

from backend.corpus.language import labels


@pytest.mark.parametrize("label, told", [
    ("put something down on the floor with the right hand",
     "puts something down on the floor with the right hand"),
    ("walk turn left 135 degrees", "walks and turns left by 135 degrees"),
    ("dodge left", "dodges to the left"),
    ("run to pickup box", "runs and then picks up a box"),
    ("body hook right, broken off", "throws a right body hook"),
    ("roundhouse leading right kick", "does a right roundhouse kick"), ("axe kick", "does an axe kick"),
    ("popping dance, advanced moves", "dances popping"),
    ("walk and push something", "walks and pushes something"),
    ("ready stance to walk away", "stands in a ready stance and then walks away"),
    ("victory pose 2", "strikes a victory pose"), ("zombie walk", "walks like a zombie"),
])  # fmt: skip
def test_what_is_said(label, told):
    assert labels.sentences(label) == (f"a person {told}.", f"someone {told}.")


def test_every_label_of_the_second_corpus_has_a_verb(shared_dir):
    path = shared_dir / "corpus2" / "clips.json"
    if not path.exists():
        pytest.skip("the second motion-capture corpus is not on this machine (shared/corpus2)")
    for label in {trial["label"] for trial in json.loads(path.read_text())["trials"]}:
        verb = labels.sentences(label)[0].split()[2].rstrip(".,")
        assert verb.endswith("s") or verb == "quickly", label
        assert "does this" not in labels.sentences(label)[0], label

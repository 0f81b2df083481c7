"""Mirrored sentences and sentences from labels."""

import json

import pytest

from backend.corpus.language import captions

PAIRS = [
    ("a person kicks with the left leg", "a person kicks with the right leg"),
    ("Left, then RIGHT.", "Right, then LEFT."),
    ("walks in a clockwise circle", "walks in a counterclockwise circle"),
    ("turns counter-clockwise", "turns clock-wise"),
    ("steps leftward and rightwards", "steps rightward and leftwards"),
    ("a left-handed throw", "a right-handed throw"),
    ("rights and lefts", "lefts and rights"),
    ("upright, leftover, brightly", "upright, leftover, brightly"),
    ("arms at right angles", "arms at right angles"),
    ("is left standing, then right away sits", "is left standing, then right away sits"),
    ("someone waves", "someone waves"),
]


@pytest.mark.parametrize("text, expected", PAIRS)
def test_mirror(text, expected):
    assert captions.mirror(text) == expected
    assert captions.mirror(expected) == text
    assert captions.has_side(text) == (text != expected)


def test_anticlockwise():
    assert captions.mirror("spins anti-clockwise, anticlockwise") == "spins clockwise, clockwise"
    assert captions.mirror("spins counter clockwise") == "spins clock-wise"


def test_time_notes_go():
    assert captions.clean("[from 0s - 3s] a  person kicks ") == "a person kicks"


@pytest.mark.parametrize("label, word", [
    ("walk", "walk"), ("Run Jump Over", "jumps over"), ("walk, 90-degree left turn", "left"),
    ("bear (human subject)", "like a bear"), ("elephant (human subject)", "like an elephant"),
    ("dance - small jetes", "dances: small jetes"), ("jumping jacks, jog", "exercises"),
    ("something new", "something new"),
])  # fmt: skip
def test_labels_become_sentences(label, word):
    sentences = captions.from_label(label)
    assert sentences and all(s.endswith(".") for s in sentences)
    assert any(word in s for s in sentences)


def test_every_label_of_the_corpus_has_a_sentence(corpus_dir):
    listing = json.loads((corpus_dir / "clips.json").read_text())
    for trial in listing["trials"]:
        for sentence in captions.from_label(trial["cmu_label"]):
            assert sentence.startswith(("a ", "someone ")) and len(sentence) > 9

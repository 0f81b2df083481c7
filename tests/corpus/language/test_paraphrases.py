"""Other words for a caption: grammar, and sides and directions that survive."""

import numpy as np
import pytest

from backend.corpus.file import Caption
from backend.corpus.language import captions, paraphrases, verbs

SENTENCES = [
    "a person walks forward, then jumps.",
    "a man raises his right hand, and then brings his hands together",
    "the person is running to the left",
    "a person kicks with the left leg while turning clockwise",
    "walking forward and stopping.",
    "he walks backwards and turns to his right",
    "a person walks counter-clockwise in a circle",
    "someone sidesteps to the right, steps forward and walks back",
    "A human is slowly walking forward.",
]


def said(text, seeds=12):
    return {
        v for seed in range(seeds) for v in paraphrases.variations(text, np.random.default_rng(seed))
    }


@pytest.mark.parametrize("text", SENTENCES)
def test_sides_and_directions_survive(text):
    found = said(text)
    assert found
    for variation in found:
        assert paraphrases.where(variation) == paraphrases.where(text)
        assert captions.mirror(captions.mirror(variation)) == variation
        assert captions.has_side(variation) == captions.has_side(text)


@pytest.mark.parametrize("text, expected", [
    ("a person walks forward, then jumps.", "walk forward, then jump"),
    ("a person walks forward, then jumps.", "walks forward, then jumps"),
    ("the person is running to the left", "running to the left"),
    ("the person is running to the left", "run to the left"),
    ("a man raises his right hand", "raise the right hand"),
    ("a person repeatedly hitting a bag while moving around", "repeatedly hit a bag while moving around"),
    ("A human is slowly walking forward.", "slowly walk forward"),
])  # fmt: skip
def test_terse_forms(text, expected):
    assert expected in said(text)


def test_pronouns_agree():
    for variation in said("a man raises his right hand, then he waves", 30):
        assert not variation.startswith(("she", "someone", "a woman", "the figure"))
    for variation in said("the ballerina-like person lifts her left leg", 30):
        assert not variation.startswith(("he ", "a man"))
    assert not any(
        " his " in v and v.startswith(("she", "a woman")) for v in said("a person swings their arms", 40)
    )


def test_tenses():
    assert any(v.endswith(" is walking slowly") for v in said("a person walks slowly"))
    assert any(v.endswith(" walks slowly") and " is " not in v for v in said("the man is walking slowly"))
    # Two verbs: "is walking and stops" is no English.
    assert not any(" is " in v for v in said("a person walks and stops"))


@pytest.mark.parametrize("text", [
    "the person appears to be dancing.", "tours at http://example.org", "a person running ducks underneath",
    "walks to the left of the screen", "x",
])  # fmt: skip
def test_unclear_sentences_are_left_alone(text):
    assert said(text) == set()


def test_unknown_verbs_are_no_orders():
    assert "turn left and zigzags home" not in said("a person turns left and zigzags home")


def test_short_names_of_shared_actions():
    assert paraphrases.short(["a person walks", "someone strolls slowly"]) == ("walk", "walking")
    assert paraphrases.short(["a person walks", "a person dances salsa"]) is None
    assert paraphrases.short(["a person walks"]) is None


def test_captions_keep_their_times():
    given = (Caption("a person walks forward", 1.0, 2.5), Caption("someone jumps"))
    varied = paraphrases.vary(given, np.random.default_rng(0))
    assert varied[:2] == given and len(varied) > 3
    for caption in varied[2:]:
        assert (caption.start_s, caption.stop_s) == ((1.0, 2.5) if "walk" in caption.text else (0.0, 0.0))
    texts = [c.text for c in varied]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("base, third, progressive", [
    ("walk", "walks", "walking"), ("wash", "washes", "washing"), ("carry", "carries", "carrying"),
    ("run", "runs", "running"), ("raise", "raises", "raising"), ("do", "does", "doing"),
    ("play", "plays", "playing"), ("throw", "throws", "throwing"), ("clap", "claps", "clapping"),
    ("cut", "cuts", "cutting"), ("drag", "drags", "dragging"), ("sob", "sobs", "sobbing"),
])  # fmt: skip
def test_verb_forms(base, third, progressive):
    assert verbs.third_person(base) == third and verbs.progressive(base) == progressive

"""Sentences of made clips say what the base does, whatever is done besides."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.describe import wording
from backend.corpus.describe.phases import Fact, Phase
from backend.corpus.recipes import saying, table

from .test_recipes import base

MOVES = re.compile(
    r"\b(?:walk|run|jog|sprint|turn|make|limp|hobbl|march|trudge|trudging|plod|stagger|lurch|shuffl|totter|strut|"
    r"swagger|sneak|creep|tiptoe|hurr[yi]|rush|injured walk|parade|drag)",
)
MOVING = [
    (name, kind) for name, r in table.RECIPES.items() for kind in r.kinds if kind in ("walk", "run", "turn")
]


def moving(kind):
    facts = {
        "walk": Fact("walk", 0, 60, "forward", 1.1),
        "run": Fact("run", 0, 60, "forward", 3.0),
        "turn": Fact("turn", 0, 60, "left", 90.0),
    }
    return replace(base("walk"), kind=kind, row=(Phase(facts[kind], 0, 60),))


@pytest.mark.parametrize("name, kind", MOVING)
def test_who_moves_is_said_to_move(name, kind):
    recipe = table.RECIPES[name]
    own = [wording.inflected(verb, form) for verb, _ in recipe.verbs for form in ("base", "s", "ing")]
    # Its name alone tells what goes another way than it was captured.
    own += recipe.labels if recipe.alone == 1.0 else ()
    for seed in range(12):
        for text in saying.said(moving(kind), (recipe,), "left", np.random.default_rng(seed)):
            assert MOVES.search(text) or any(word in text for word in own), text


def test_a_gesture_alone_is_said_of_who_stands():
    texts = {
        text
        for seed in range(20)
        for text in saying.said(base("stand"), (table.RECIPES["clap"],), "left", np.random.default_rng(seed))
    }
    assert "clapping" in texts or "applause" in texts
    walks = {
        text
        for seed in range(20)
        for text in saying.said(moving("walk"), (table.RECIPES["clap"],), "left", np.random.default_rng(seed))
    }
    assert walks and not walks & {"clapping", "applause", "clap"}


def test_stands_before_and_after_a_walk_have_no_style():
    stand = Phase(Fact("stand", 0, 20), 0, 20)
    row = (stand, *moving("walk").row, stand)
    for seed in range(20):
        texts = saying.said(
            replace(moving("walk"), row=row), (table.RECIPES["hurried"],), "left", np.random.default_rng(seed)
        )
        assert not any("stand" in text for text in texts)

"""Takes of one act are called alike."""

from dataclasses import replace

import numpy as np

from backend.corpus.file import Caption
from backend.corpus.library import build, joined, wordings
from backend.corpus.library.seen import Moment
from backend.corpus.recipes import saying, table

from .test_build import clip

ACT = next(name for name, recipe in table.MIMES.items() if {"stand", "seat"} <= set(recipe.kinds))
STAGED = next(iter(table.STAGED))


def take(name, texts, kind=ACT, low=False, way=0.0, origin="made"):
    made = clip(name, 0, 60, tuple(Caption(text, origin=origin) for text in texts), kind=kind)
    path = np.zeros_like(made.translation)
    path[:, 1], path[:, 2] = 0.5 if low else 0.95, np.linspace(0.0, way, len(path))
    return replace(made, source="made", translation=path)


def said(takes, looked_at=None):
    looked_at = looked_at or {}
    found = [(run, build.spans(run, looked_at)) for run in joined.runs(takes)]
    shared = wordings.shared(found, looked_at)
    return {run.first.id: {c.text for spans in found.values() for c in spans} for run, found in shared}


def test_each_take_has_the_words_of_all_at_its_place():
    found = said([
        take("a", ["combs the hair"]), take("b", ["brushes the hair"]),
        take("c", ["grooms seated"], low=True), take("d", ["brushes up while sitting"], low=True),
    ])  # fmt: skip
    assert found["a"] == found["b"] == {"combs the hair", "brushes the hair", "grooms", "brushes up"}
    assert found["c"] == found["d"] == {"grooms seated", "brushes up while sitting"}


def test_other_sides_doubts_and_ways_are_not_shared():
    doubted = {f"trial {ACT}": [Moment(0.0, 3.0, partly={"a person stretches"})]}
    found = said(
        [take("a", ["combs with the left hand", "combs"]), take("b", ["brushes with the right hand"]),
         take("c", ["stretches"]), take("d", ["looks up"], origin="watched"), take("e", ["walks"], way=3.0)],
        doubted,
    )  # fmt: skip
    assert found["a"] == {"combs with the left hand", "combs"}
    assert found["b"] == {"brushes with the right hand", "combs"}
    assert found["d"] == {"looks up", "combs"} and found["e"] == {"walks"}


def test_acts_of_the_whole_body_may_go_and_styles_are_not_shared():
    found = said([take("a", ["runs up", "throws"], STAGED, way=5.0), take("b", ["hurls"], STAGED)])
    assert found["a"] == found["b"] == {"runs up", "throws", "hurls"}
    found = said([take("a", ["walks bent"], "limping"), take("b", ["turns, limping"], "limping")])
    assert found == {"a": {"walks bent"}, "b": {"turns, limping"}}


def test_where_one_is_is_taken_off():
    assert saying.without_place("reads while sitting on a chair") == ("reads", "seat")
    assert saying.without_place("prays down on one knee") == ("prays", "knee")
    assert saying.without_place("sits and reads") == ("sits and reads", "")

"""Predicates of sentences in the forms that merged sentences need."""

import pytest

from backend.corpus.language.phrases import phrase


@pytest.mark.parametrize("text, third, progressive, order", [
    ("A person walks forward.", "walks forward", "walking forward", "walk forward"),
    ("the man is running to the left", "runs to the left", "running to the left", "run to the left"),
    ("he raises his right hand and waves", "raises their right hand and waves",
     "raising their right hand and waving", "raise the right hand and wave"),
    ("someone slowly walking", "slowly walks", "slowly walking", "slowly walk"),
])  # fmt: skip
def test_forms(text, third, progressive, order):
    said = phrase(text)
    assert (said.third, said.progressive, said.order) == (third, progressive, order)


@pytest.mark.parametrize("text", [
    "a person walks towards the room", "a person appears to be dancing", "a person walks. then they jump",
    "a person hops twice", "he walks while she waves",
    "a person walks forward with long strides and swings both arms high up over the head on parade",
])  # fmt: skip
def test_what_does_not_hold_for_parts_is_refused(text):
    assert phrase(text) is None


def test_actions_and_additions():
    said = phrase("someone waves").added("with the left hand")
    assert said.actions == {"wave"}
    assert said.progressive == "waving with the left hand" and said.order == "wave with the left hand"

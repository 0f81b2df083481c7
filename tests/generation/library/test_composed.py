"""Which sentences are left to the networks."""

from dataclasses import replace

import pytest

from backend.generation.library import composed, pieces
from backend.generation.library.drafts import Drafter

# Cosine with "walks": shown, half like it, and like nothing.
SHOWN, ALIKE, STRANGE = "a person walks", "a person walks sadly", "a person juggles knives"


@pytest.fixture
def drafter(library, word_runtime):
    return Drafter(replace(library, threshold=0.9, learned=0.6), word_runtime)


def test_what_no_moment_shows_is_left_to_networks_that_learned_from_its_like(drafter):
    assert composed.by_networks(drafter.search, ALIKE)
    assert not pieces.chosen(drafter.search, ALIKE, 0, 3.0)
    assert drafter.draft(ALIKE, 12, 0) is None


@pytest.mark.parametrize("text", [SHOWN, STRANGE])
def test_what_is_shown_and_what_is_like_nothing_begin_with_moments(drafter, text):
    assert not composed.by_networks(drafter.search, text)
    assert pieces.chosen(drafter.search, text, 0, 3.0)


@pytest.mark.parametrize("text", ["walks sadly", "walking, sadly"])
def test_orders_and_titles_begin_with_moments(drafter, text):
    assert not composed.by_networks(drafter.search, text)


def test_nothing_is_where_nobody_knows_what_they_learned(library, word_runtime):
    drafter = Drafter(replace(library, threshold=0.9), word_runtime)
    assert not composed.by_networks(drafter.search, ALIKE)


def test_made_motion_was_not_learned_from(drafter):
    assert drafter.search.learned("jumps twice") < 0.5 < drafter.search.learned("walks")

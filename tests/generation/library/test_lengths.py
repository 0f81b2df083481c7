import numpy as np
import pytest

from backend.generation.library import lengths
from backend.generation.library.drafts import Drafter
from backend.generation.library.search import Search

LOGITS = -0.5 * np.abs(np.arange(50.0) - 40)


def test_a_known_sentence_is_as_long_as_its_clips(library, word_runtime):
    search = Search(library, word_runtime)
    assert abs(lengths.tokens(search, "walks", LOGITS) - 15) <= 1
    assert 9 <= lengths.tokens(search, "waves", LOGITS) <= 21


def test_of_an_unknown_one_the_network_decides(library, word_runtime):
    search = Search(library, word_runtime)
    assert lengths.tokens(search, "plays guitar", LOGITS) == pytest.approx(40, abs=1)


def test_a_take_is_as_long_as_the_clip_it_begins_with(library, word_runtime):
    drafter = Drafter(library, word_runtime)
    assert drafter.length("walks", 0, LOGITS) == 60
    assert drafter.length("plays guitar", 0, LOGITS) == pytest.approx(160, abs=4)

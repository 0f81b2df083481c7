from types import SimpleNamespace

import numpy as np

from backend.corpus import balance
from backend.corpus.file import Caption, CorpusClip


def clip(name, *texts, split="train", weight=1.0):
    still = np.zeros((1, 22, 4)), np.zeros((1, 3))
    return CorpusClip(name, name, split, name, tuple(Caption(t) for t in texts), *still, weight=weight)


def corpus():
    walks = [clip(f"w{i}", "a person walks.") for i in range(16)]
    jumps = [clip(f"j{i}", "he jumps.") for i in range(4)]
    return [*walks, *jumps, clip("t", "someone walks and turns left."), clip("x", "walks", split="test")]


def test_rare_actions_count_more_and_common_ones_less_as_the_square_root_of_their_share():
    made = {c.id: c.weight for c in balance.balanced(corpus())}
    # 17, 4 and 1 of 21 name walking, jumping, and turning (also "to a side"); the median is between 1 and 4.
    np.testing.assert_allclose(made["j0"] / made["t"], (1 / 4) ** 0.5)
    assert made["w0"] == 0.5 < made["j0"] < 1.0 < made["t"]
    assert made["x"] == 1.0


def test_an_action_that_few_of_the_sentences_name_is_not_the_clips():
    one = clip("d", "a dance", "a dance", "dances and kicks")
    assert balance.named(one) == {"dance"}
    assert balance.named(clip("v", "veers to the right")) == {"turn to a side"}


def test_clips_without_known_actions_stay_as_they_are():
    clips = [clip("a", "someone does something", weight=0.3)]
    assert [c.weight for c in balance.balanced(clips)] == [0.3]
    assert balance.shares([SimpleNamespace(captions=(Caption("he sits"),), weight=2.0)]) == {"sit": 1.0}

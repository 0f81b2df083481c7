import numpy as np
import pytest

from backend.generation import raw
from backend.generation.errors import UserError
from backend.generation.generator import Generator

TEXTS = ["walks", "jumps high", "", "turns left", "waves"]
FRAMES = [40, 196, 23, 100, 60]


def test_takes_have_their_length_and_do_not_influence_each_other(runtime, monkeypatch):
    monkeypatch.setattr(raw, "BATCH", 2)
    told = []
    made = raw.features(runtime, TEXTS, FRAMES, range(5), progress=lambda *step: told.append(step))
    assert [take.shape for take in made] == [(n, 263) for n in FRAMES] and told == [(2, 5), (4, 5), (5, 5)]
    monkeypatch.setattr(raw, "BATCH", 5)
    for i, take in enumerate(raw.features(runtime, TEXTS, FRAMES, range(5))):
        np.testing.assert_allclose(take, made[i], atol=1e-5)
        np.testing.assert_allclose(take, raw.features(runtime, [TEXTS[i]], [FRAMES[i]], [i])[0], atol=1e-5)


def test_a_take_is_the_one_that_the_generator_makes(runtime):
    tokens = Generator(runtime).generate("walks", 3.0, 7, foot_lock=False)[0].tokens
    take = raw.features(runtime, ["walks"], [60], [7])[0]
    np.testing.assert_allclose(take, runtime.decode(tokens[None])[0], atol=1e-6)


@pytest.mark.parametrize("frames", [[0], [200]])
def test_a_length_that_the_model_has_not_is_refused(runtime, frames):
    with pytest.raises(UserError, match="1 to 196 frames"):
        raw.features(runtime, ["walks"], frames, [0])


def test_nothing_is_made_of_nothing(runtime):
    assert raw.features(runtime, [], [], []) == []

import numpy as np
import pytest

from backend.generation.decoding import order, sampling


def ranks(lengths, seeds, open_tokens=None):
    lengths = np.array(lengths)
    shape = (len(lengths), lengths.max())
    opened = np.arange(shape[1]) < lengths[:, None] if open_tokens is None else open_tokens
    return order.settle_ranks([sampling.take_generator(s) for s in seeds], lengths, opened)


@pytest.mark.parametrize("length", [1, 2, 7, 49, 64])
@pytest.mark.parametrize("seed", range(5))
def test_every_token_has_a_turn_of_its_own(length, seed):
    found = ranks([length], [seed])[0]
    np.testing.assert_allclose(np.sort(found), -np.arange(length)[::-1] / length)


@pytest.mark.parametrize("seed", range(20))
def test_tokens_that_settle_together_lie_far_apart(seed):
    settling = np.argsort(-ranks([48], [seed])[0])
    for count in (2, 3, 6, 12):
        gaps = np.diff(np.sort(settling[:count]))
        assert gaps.min() >= 48 / count / 4, "two of them are neighbours"
        around = np.diff(np.concatenate([[-1], np.sort(settling[:count]), [48]]))
        assert around.max() <= 4 * 48 / count, "a long stretch is left out"


def test_seeds_settle_in_other_orders():
    assert len({tuple(ranks([49], [seed])[0]) for seed in range(8)}) > 4


def test_only_open_tokens_take_turns_and_takes_do_not_mix():
    open_tokens = np.zeros((2, 30), bool)
    open_tokens[0, 4:9] = open_tokens[1, 10:20] = True
    both = ranks([30, 22], [3, 4], open_tokens)
    assert not both[~open_tokens].any()
    np.testing.assert_allclose(np.sort(both[0, 4:9]), [-0.8, -0.6, -0.4, -0.2, 0.0])
    np.testing.assert_array_equal(ranks([22], [4], open_tokens[1:, :22])[0], both[1, :22])

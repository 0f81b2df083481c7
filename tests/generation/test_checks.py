"""What a request may hold, whatever kind of number says it."""

import numpy as np
import pytest

from backend.generation import checks
from backend.generation.errors import UserError


@pytest.mark.parametrize("value", [7, 7.0, np.int64(7), np.float32(7), np.array(7)])
def test_a_seed_is_whole_in_any_kind_of_number(value):
    assert checks.seed(value) == 7 and type(checks.seed(value)) is int


@pytest.mark.parametrize(
    "value", [True, "7", b"7", 7.5, -1, 2**31, float("nan"), float("inf"), 10**400, None, [7]]
)
def test_what_is_no_seed_ends_in_a_sentence(value):
    with pytest.raises(UserError, match="The seed must be a whole number from 0 to 2147483647, not "):
        checks.seed(value)


@pytest.mark.parametrize("value", [True, "2", 0.1, float("nan"), float("inf"), 10**400, [2.0]])
def test_what_is_no_length_ends_in_a_sentence(value):
    with pytest.raises(UserError, match="The length must be from 0.4 to 120 seconds, not "):
        checks.seconds(value)


def test_one_length_is_for_all_and_a_list_must_fit():
    assert checks.lengths(2, 3, "takes") == [2.0, 2.0, 2.0]
    assert checks.lengths([1, None], 2, "prompts") == [1.0, None]
    with pytest.raises(UserError, match="There are 3 takes but 2 lengths."):
        checks.lengths((1, 2), 3, "takes")


def test_prompts_and_seeds_go_in_pairs():
    assert checks.paired(["a"], [1, 2]) == (["a", "a"], [1, 2])
    assert checks.paired(["a", "b"], [1]) == (["a", "b"], [1, 1])
    with pytest.raises(UserError, match="There are 2 prompts but 3 seeds."):
        checks.paired(["a", "b"], [1, 2, 3])

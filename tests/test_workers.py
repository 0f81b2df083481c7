"""Several processes give the list that one gives."""

import os

import pytest

from backend import workers
from tests import wine


def squares(numbers):
    return [(number * number, os.getpid()) for number in numbers]


def failing(numbers):
    raise ValueError(f"no room for {len(numbers)}")


@wine.pools
def test_results_come_in_order_and_from_other_processes():
    with workers.pool(1) as each:
        alone = each(squares, range(23))
    with workers.pool(2) as each:
        together, none = each(squares, range(23)), each(squares, [])
        with pytest.raises(ValueError, match="no room"):
            each(failing, [1])
    assert [value for value, _ in together] == [value for value, _ in alone] and none == []
    assert {pid for _, pid in alone} == {os.getpid()} and os.getpid() not in {pid for _, pid in together}


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_how_many_there_can_be(count):
    with pytest.raises(ValueError, match="from 1 to 256"):
        workers.checked(count)

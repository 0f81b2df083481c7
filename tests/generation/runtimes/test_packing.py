"""Index arrays of the packed graphs."""

import numpy as np
import pytest

from backend.generation.runtimes import packing


def test_rows_of_clips_that_fill_nothing():
    """Two clips in (2, 5): 2 of 2 condition tokens and 3 of 3 of motion; 1 of 2 and 2 of 3."""
    packed = packing.packed((2, 1), 2, (3, 2), 3)
    assert packed.rows.tolist() == [0, 1, 2, 3, 4, 5, 7, 8]
    assert packed.back.tolist() == [[0, 1, 2, 3, 4], [5, 0, 6, 7, 0]]
    assert (packed.blocked[:, 0, 0] == [[0, 0, 0, 0, 0], [0, -np.inf, 0, 0, -np.inf]]).all()
    assert packed.inputs(np.array([[2, 0], [1, 0]]))["at"].tolist() == [[4, 2], [8, 7]]


def test_positions_are_what_is_wanted_first():
    wanted = np.array([[False, True, False, True], [False, False, True, False], [False] * 4])
    assert packing.positions(wanted).tolist() == [[1, 3], [2, 0], [0, 1]]
    assert packing.positions(np.zeros((1, 3), bool)).tolist() == [[0]]


@pytest.mark.parametrize("kind", [np.int32, np.int64])
def test_the_transformers_are_given_64_bits_also_where_integers_have_32(kind):
    places = packing.packed((2, 1), 2, (3, 2), 3)
    given = places.inputs(np.array([[0, 2], [1, 0]], dtype=kind))
    assert {given[name].dtype for name in ("rows", "back", "at")} == {np.dtype(np.int64)}
    asked, at, _ = packing.asked(
        np.array([[1, 2, 3], [4, 5, 6]], dtype=kind), np.array([3, 2], dtype=kind),
        np.array([2, 1], dtype=kind), np.eye(2, 3, dtype=bool),
    )  # fmt: skip
    assert {asked[name].dtype for name in ("tokens", "rows", "back", "at")} == {np.dtype(np.int64)}
    assert at.tolist() == [[0], [1]] and asked["tokens"].tolist() == [[1, 2, 3], [4, 5, 6]]

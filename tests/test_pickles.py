"""Pickles are measured before they are carried out."""

import pickle

import pytest

from backend import pickles


@pytest.mark.parametrize("protocol", range(6))
def test_honest_ones_are_as_they_were(protocol):
    value = [{"a": (1, 2.5, None)}, ["b"] * 300, "b" * 300]
    assert pickle.load(pickles.checked(pickle.dumps(value, protocol))) == value


@pytest.mark.parametrize(
    "code", [b"r\xff\xff\xff\x7f", b"r\x00\x01\x00\x00", b"q\xff", b"p2000000000\n", b"p-1\n"]
)
def test_a_memo_larger_than_the_file_is_refused(code):
    with pytest.raises(ValueError, match="absurd number"):
        pickles.checked(b"\x80\x02]" + code + b".")


def test_what_is_cut_short_is_refused():
    with pytest.raises(ValueError):
        pickles.checked(pickle.dumps(["a"] * 10)[:-1])

"""What holds for every message: it comes back as it was sent, however the stream cuts it."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend import protocol
from tests import strategies

VALUES = st.recursive(
    strategies.JSON | strategies.ARRAYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strategies.TEXT, inner, max_size=3),
    max_leaves=6,
)
MESSAGES = st.dictionaries(strategies.TEXT, VALUES, max_size=4)


class Trickle(io.RawIOBase):
    """A stream that gives as few bytes at a time as `sizes` says."""

    def __init__(self, data, sizes):
        self._inner, self._sizes = io.BytesIO(data), sizes
        self._turn = 0

    def read(self, size=-1):
        self._turn += 1
        return self._inner.read(min(size, self._sizes[self._turn % len(self._sizes)]))

    def readline(self, size=-1):
        return self._inner.readline(size)


def same(a, b):
    if isinstance(a, np.ndarray):
        equal_nan = a.dtype.kind == "f"
        return a.dtype == b.dtype and a.shape == b.shape and np.array_equal(a, b, equal_nan=equal_nan)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b or (a != a and b != b)


@given(st.lists(MESSAGES, max_size=3), st.lists(st.integers(1, 70), min_size=1, max_size=4))
def test_messages_come_back_as_they_were(messages, sizes):
    reader = protocol.Reader(Trickle(b"".join(map(protocol.encode, messages)), sizes))
    for message in messages:
        assert same(message, reader.read())
    assert reader.read() is None


@given(MESSAGES, st.data())
def test_a_cut_frame_is_never_half_a_message(message, data):
    frame = protocol.encode(message)
    reader = protocol.Reader(io.BytesIO(frame[: data.draw(st.integers(0, len(frame) - 1))]))
    try:
        assert reader.read() is None
    except protocol.FrameError as fault:
        assert "\n" not in str(fault)


@given(st.binary(max_size=300))
def test_any_bytes_are_messages_or_frame_errors(data):
    reader = protocol.Reader(io.BytesIO(data))
    for _ in range(400):
        try:
            if reader.read() is None:
                return
        except protocol.FrameError as fault:
            if not fault.recoverable:
                return
    raise AssertionError("the reader does not come to an end")

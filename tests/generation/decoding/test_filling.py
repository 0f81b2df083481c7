import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.generation.decoding import filling
from backend.generation.decoding.filling import Span, Window, windows
from backend.generation.decoding.settings import DecodingSettings
from backend.models.config import ModelConfig


def test_a_short_clip_is_one_window():
    assert windows(3, 9, 0, 40, 49, 12) == [Window(0, 40, 3, 9)]


def test_a_range_in_a_long_clip_sits_in_the_middle_of_one_window():
    assert windows(100, 110, 0, 300, 49, 12) == [Window(81, 130, 100, 110)]
    assert windows(0, 10, 0, 300, 49, 12) == [Window(0, 49, 0, 10)]
    assert windows(290, 300, 0, 300, 49, 12) == [Window(251, 300, 290, 300)]


def test_a_long_fresh_clip_goes_on_from_its_last_tokens():
    assert windows(0, 100, 0, 100, 49, 12) == [
        Window(0, 49, 0, 49), Window(37, 86, 49, 86), Window(74, 100, 86, 100),
    ]  # fmt: skip


@given(st.integers(1, 400), st.data())
def test_windows_cover_the_open_tokens_once_with_context(n, data):
    start = data.draw(st.integers(0, n - 1))
    stop = data.draw(st.integers(start + 1, n))
    low = data.draw(st.integers(0, start))
    high = data.draw(st.integers(stop, n))
    longest, overlap = 49, data.draw(st.integers(1, 16))
    found = windows(start, stop, low, high, longest, overlap)
    assert [found[0].start, found[-1].stop] == [start, stop]
    for before, after in zip(found, found[1:], strict=False):
        assert before.stop == after.start
    for i, window in enumerate(found):
        assert low <= window.low <= window.start < window.stop <= window.high <= high
        assert window.high - window.low <= longest
        assert window.start - window.low >= min(overlap, window.start - low), "context before"
        if i < len(found) - 1:
            assert window.high == window.stop, "what comes later does not exist yet"
        else:
            assert window.high - stop >= min(overlap, high - stop), "context after"


def test_spans_follow_each_other():
    spans = [Span(0, 30, None), Span(30, 70, None), Span(70, 80, None)]
    plans = filling.plan(spans, np.zeros(80, bool), 49, 12)
    assert plans[0] == [Window(0, 30, 0, 30)]
    assert plans[1] == [Window(18, 67, 30, 67), Window(55, 70, 67, 70)]
    assert plans[2] == [Window(31, 80, 70, 80)]


@pytest.mark.parametrize(
    "settings, levels, expected", [({}, 0, 3 * 15), ({}, 2, 3 * 11), ({"levels": 1}, 2, 30)]
)
def test_count_of_steps(settings, levels, expected):
    plans = filling.plan([Span(0, 100, None)], np.zeros(100, bool), 49, 12)
    config = ModelConfig(drawn_levels=levels)
    assert filling.count_steps(plans, DecodingSettings(**settings), config) == expected

"""Where prompt strips may lie, and what they ask of the backend: plain numbers, no Blender."""

import numpy as np
import pytest
from dynmask.dynmask_blender.prompt_strips import spans as strip_spans
from hypothesis import given
from hypothesis import strategies as st

SPANS = [(1, 49), (49, 97), (121, 200)]


def test_strips_move_between_their_neighbours():
    assert strip_spans.moved(SPANS, 2, -10) == [(1, 49), (49, 97), (111, 190)]
    assert strip_spans.moved(SPANS, 2, -90) == [(1, 49), (49, 97), (97, 176)]
    assert strip_spans.moved(SPANS, 1, 90) == [(1, 49), (73, 121), (121, 200)]
    assert strip_spans.moved(SPANS, 0, -30) == [(-29, 19), (49, 97), (121, 200)]


def test_edges_stop_at_neighbours_and_common_edges_move_together():
    assert strip_spans.resized(SPANS, 2, "first", 50, 10) == [(1, 49), (49, 97), (97, 200)]
    assert strip_spans.resized(SPANS, 2, "last", 90, 10)[2] == (121, 131)
    assert strip_spans.resized(SPANS, 0, "last", 60, 10) == [(1, 60), (60, 97), (121, 200)]
    assert strip_spans.resized(SPANS, 1, "first", 3, 10) == [(1, 11), (11, 97), (121, 200)]
    assert strip_spans.resized(SPANS, 0, "last", 500, 10)[:2] == [(1, 87), (87, 97)]


def test_new_strips_go_where_there_is_room():
    assert strip_spans.place([], 30, 96, 10) == (0, (30, 126))
    assert strip_spans.place(SPANS, 98, 96, 10) == (2, (98, 121))
    # Within a strip, or in too small a gap: after all others.
    assert strip_spans.place(SPANS, 20, 96, 10) == (3, (200, 296))
    assert strip_spans.place(SPANS, 115, 96, 10) == (3, (200, 296))
    assert strip_spans.place(SPANS, -40, 96, 10) == (0, (-40, 1))
    # A strip is as long as the backend needs it, also at one frame a second.
    assert strip_spans.place([], 5, 0, 1) == (0, (5, 6))


def test_new_strips_end_where_the_timeline_does():
    end = strip_spans.FAR
    assert strip_spans.place([], end - 50, 96, 10) == (0, (end - 50, end))
    assert strip_spans.place([], -end - 50, 96, 10) == (0, (-end, 96 - end))
    for spans, frame in (([], end - 5), ([(end - 40, end)], end - 20)):
        with pytest.raises(ValueError, match="timeline ends"):
            strip_spans.place(spans, frame, 96, 10)


def test_neighbours_change_places():
    assert strip_spans.swapped(SPANS, 1, 2) == {1: (49, 128), 2: (152, 200)}
    assert strip_spans.swapped(SPANS, 1, 0) == {0: (1, 49), 1: (49, 97)}


def test_gaps_become_transitions_and_tiny_ones_are_shared():
    prompts, seconds = strip_spans.request(SPANS, ["walks", "jumps", "sits"], 24.0)
    assert prompts == ["walks", "jumps", None, "sits"]
    assert seconds == pytest.approx([2.0, 2.0, 1.0, 79 / 24])
    prompts, seconds = strip_spans.request([(1, 49), (53, 97)], ["walks", "jumps"], 24.0)
    assert prompts == ["walks", "jumps"] and seconds == pytest.approx([50 / 24, 46 / 24])


@pytest.mark.parametrize("spans, said", (([(1, 49), (40, 90)], "1 and 2 overlap"), ([(1, 5)], "shorter")))
def test_what_cannot_be_made_is_named(spans, said):
    with pytest.raises(ValueError, match=said):
        strip_spans.request(spans, ["a", "b"], 24.0)


@given(st.lists(st.integers(10, 60), min_size=2, max_size=12), st.data())
def test_any_drag_leaves_strips_in_order(lengths, data):
    edges = np.cumsum([0, *lengths])
    spans = [(int(a), int(b)) for a, b in zip(edges[:-1:2], edges[1::2], strict=False)]
    for _ in range(6):
        index = data.draw(st.integers(0, len(spans) - 1))
        part = data.draw(st.sampled_from(["first", "last", "body"]))
        by = data.draw(st.integers(-200, 200))
        if part == "body":
            spans = strip_spans.moved(spans, index, by)
        else:
            spans = strip_spans.resized(spans, index, part, spans[index][part == "last"] + by, 10)
        assert all(last - first >= 10 for first, last in spans)
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    asked, seconds = strip_spans.request(spans, ["x"] * len(spans), 24.0)
    assert len(asked) == len(seconds) and min(seconds) >= 0.4 - 1e-9
    assert sum(seconds) == pytest.approx((spans[-1][1] - spans[0][0]) / 24.0)

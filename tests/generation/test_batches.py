"""Takes in batches and shares: the same takes, told and timed as if one thread had made them."""

import threading

import numpy as np
import pytest

from backend.generation import batches
from backend.generation.errors import Cancelled
from backend.generation.generator import Generator
from backend.generation.progress import Progress
from backend.generation.runtimes import shares


@pytest.fixture
def several(runtime):
    """A runtime with two threads."""
    runtime.workers = shares.Workers(2)
    yield runtime
    runtime.workers.close()


def test_a_batch_is_cut_for_the_threads_where_it_has_takes_enough(several):
    assert batches.cut(several, [range(16)], [7] * 16) == [[list(range(8)), list(range(8, 16))]]
    assert batches.cut(several, [range(7)], [7] * 7) == [[list(range(7))]]
    assert batches.cut(several, [range(33)], [1] * 33)[2] == [[32]]
    parts = batches.cut(several, [[0, 2, 4, 6, 8, 10, 12, 14]], range(16))[0]
    sizes = [sum(part) for part in parts]
    assert sorted(sum(parts, [])) == list(range(0, 16, 2)) and max(sizes) - min(sizes) <= 28
    assert all(part == sorted(part) for part in parts)
    assert batches.cut(object(), [range(16)], [7] * 16) == [[list(range(16))]], "no threads of its own"


def test_results_come_in_the_order_of_the_rows(several):
    found = batches.each(several, lambda rows: [10 * i for i in rows], [[[3, 1], [0]], [[2, 4]]], Progress(0))
    assert found == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("method", ["generate", "sequence", "extend"])
def test_threads_make_the_takes_that_one_makes(several, make_runtime, make_clip, method):
    seeds, told, threads = list(range(9)), [], set()

    def calls(generator, **options):
        if method == "extend":
            return generator.extend(make_clip(), 2.0, "a", seeds, **options)
        given = ["a", 3.0] if method == "generate" else [["a", "b"], 2.0]
        return getattr(generator, method)(*given, seeds, **options)

    def progress(done, total, stage):
        threads.add(threading.get_ident())
        told.append((done, total))

    found = calls(Generator(several), progress=progress)
    expected = calls(Generator(make_runtime()))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one.tokens, other.tokens)
        np.testing.assert_array_equal(one.rotations, other.rotations)
    assert len(threads) == 2 and told == [(i, told[0][1]) for i in range(told[0][1] + 1)]


def test_a_cancel_ends_all_threads(several):
    asked = []

    def cancelled():
        asked.append(threading.get_ident())
        return len(asked) > 12

    with pytest.raises(Cancelled):
        Generator(several).generate("a", 3.0, list(range(8)), cancelled=cancelled)
    assert len(set(asked)) == 2 and len(asked) < 20


@pytest.mark.parametrize("failing", [0, 1])
def test_a_fault_in_one_share_ends_the_other_at_its_next_step(several, failing):
    work, began, ended = Progress(0), threading.Barrier(2, timeout=120), []

    def make(rows):
        began.wait()
        if rows == [failing]:
            raise MemoryError("too large")
        for _ in range(200):
            work.tick("motion")
            threading.Event().wait(0.05)
        ended.append(rows)

    with pytest.raises(MemoryError, match="too large"):
        batches.each(several, make, [[[0], [1]]], work)
    assert not ended
    work.tick("motion"), "and what is asked of it next is not cancelled"


def test_seconds_of_threads_side_by_side_are_shared():
    work, meeting = Progress(0), threading.Barrier(2, timeout=120)

    def call(share):
        with work.timed("stage"):
            meeting.wait()
            threading.Event().wait(0.2)

    workers = shares.Workers(2)
    with work.side_by_side(2):
        workers.each(call, [0, 1])
    workers.close()
    assert 0.19 < work.timings["stage"] < 0.35
    with work.timed("alone"):
        threading.Event().wait(0.1)
    assert work.timings["alone"] > 0.09

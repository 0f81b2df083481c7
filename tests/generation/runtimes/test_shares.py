"""Shares of a batch, and the threads that work on them."""

import threading

import numpy as np
import pytest

from backend.generation.runtimes import shares


def test_shares_are_of_like_size():
    assert [share.tolist() for share in shares.cut(np.array([57, 50]), 2)] == [[0], [1]]
    assert [share.tolist() for share in shares.cut(np.array([5, 9, 5, 9]), 2)] == [[1, 3], [0, 2]]
    assert [share.tolist() for share in shares.cut(np.array([7]), 4)] == [[0]]
    assert [share.tolist() for share in shares.cut(np.array([1, 1, 1]), 1)] == [[0, 1, 2]]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
def test_every_clip_is_in_one_share(count):
    sizes = np.random.default_rng(count).integers(1, 60, 23)
    found = shares.cut(sizes, count)
    assert sorted(np.concatenate(found)) == list(range(23)) and len(found) == count
    together = [sizes[share].sum() for share in found]
    assert max(together) - min(together) <= 2 * sizes.max()


def test_shares_are_worked_on_side_by_side():
    workers, meeting = shares.Workers(3), threading.Barrier(3, timeout=120)

    def call(share):
        meeting.wait()
        return share * 2

    parts = [np.array([0]), np.array([1, 2]), np.array([3])]
    assert [found.tolist() for found in workers.each(call, parts)] == [[0], [2, 4], [6]]
    workers.close()
    one = shares.Workers(1)
    assert len({one.each(lambda share: threading.get_ident(), parts)[i] for i in range(3)}) == 1
    one.close()


@pytest.mark.parametrize("failing", [0, 1])
def test_a_fault_in_a_share_is_the_caller_s_and_nothing_runs_on(failing):
    workers, done = shares.Workers(2), []

    def call(share):
        if share[0] == failing:
            raise MemoryError("too large")
        done.append(share[0])

    with pytest.raises(MemoryError, match="too large"):
        workers.each(call, [np.array([0]), np.array([1])])
    assert done == [1 - failing]
    workers.close()


def test_what_a_share_asks_for_in_turn_it_does_alone():
    workers, alone = shares.Workers(2), threading.Barrier(2, timeout=120)

    def call(share):
        alone.wait()
        inner = workers.each(lambda part: threading.get_ident(), [0, 1, 2])
        return workers.free(), set(inner) == {threading.get_ident()}

    assert workers.free() == 2
    assert workers.each(call, [0, 1]) == [(1, True), (1, True)]
    assert workers.free() == 2
    with pytest.raises(ZeroDivisionError):
        workers.each(lambda share: 1 // share, [0, 1])
    assert workers.free() == 2, "also after a fault"
    workers.close()


def test_a_runtime_without_workers_does_all_at_once():
    workers = shares.Workers(3)
    assert shares.of(type("Runtime", (), {"workers": workers})) is workers
    assert shares.of(object()).free() == 1
    workers.close()

"""The thread count that is chosen, and left alone where the user has chosen."""

import pytest

from backend.generation.runtimes import threads, torch_runtime
from backend.generation.runtimes.torch_runtime import TorchRuntime


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_as_many_as_there_are_cores_for_us_up_to_a_few(monkeypatch, cores, expected):
    monkeypatch.setattr(threads.os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert threads.chosen() == expected
    monkeypatch.delattr(threads.os, "sched_getaffinity")
    monkeypatch.setattr(threads.os, "cpu_count", lambda: cores)
    assert threads.chosen() == expected


@pytest.mark.parametrize(
    ("wish", "count"), [("5,2", 5), ("1", 1), ("0", None), ("many", None), ("", None)]
)
def test_the_environment_comes_first(monkeypatch, wish, count):
    monkeypatch.setenv("MKL_NUM_THREADS", wish)
    assert threads.override() == count and (count is None or threads.chosen() == count)


def test_torch_gets_fewer_but_never_more_and_keeps_what_the_user_says(tiny_weights, monkeypatch):
    given = []
    monkeypatch.setattr(torch_runtime.torch, "set_num_threads", given.append)
    monkeypatch.setattr(threads, "chosen", lambda: 4)
    for has in (6, 2):
        monkeypatch.setattr(torch_runtime.torch, "get_num_threads", lambda has=has: has)
        TorchRuntime.load(tiny_weights, "cpu")
    assert given == [4]
    monkeypatch.setenv("OMP_NUM_THREADS", "5,2")
    TorchRuntime.load(tiny_weights, "cpu")
    assert given == [4]

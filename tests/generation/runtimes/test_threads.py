"""The thread count that is chosen, kept, and left alone where the user has chosen."""

import json
import os

import pytest
import torch

from backend.generation.runtimes import threads, torch_runtime
from backend.generation.runtimes.torch_runtime import TorchRuntime


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch, tmp_path):
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path / "cache"))


def machine(monkeypatch, seconds):
    """A clock that says how long products take with each count of threads, and the counts that were tried."""
    tried, now = [], [0.0]
    monkeypatch.setattr(threads.time, "perf_counter", lambda: now[0])

    def work(count):
        tried.append(count)
        return lambda: now.__setitem__(0, now[0] + seconds[count])

    return work, tried


@pytest.mark.parametrize(
    "seconds, most, expected",
    [
        ({1: 1.0, 2: 0.55, 4: 0.3, 8: 0.29}, 8, 4),
        ({1: 1.0, 2: 3.1}, 2, 1),
        ({1: 1.0, 2: 0.95, 4: 0.5, 6: 0.4}, 6, 6),
        ({1: 1.0}, 1, 1),
    ],
)
def test_the_fewest_that_are_about_as_fast_as_any(monkeypatch, seconds, most, expected):
    work, tried = machine(monkeypatch, seconds)
    assert threads.fastest(work, most) == expected and tried == list(seconds)


def test_one_quiet_moment_is_enough(monkeypatch):
    now, busy = [0.0], iter([9.0, 9.0, 9.0, 0.5] * 5)
    monkeypatch.setattr(threads.time, "perf_counter", lambda: now[0])

    def work(count):
        return lambda: now.__setitem__(0, now[0] + (1.0 if count == 1 else next(busy)))

    assert threads.fastest(work, 2) == 2


def test_it_is_measured_once_a_machine():
    assert threads.kept("torch", "2", 8, lambda: 4) == 4
    assert threads.kept("torch", "2", 8, lambda: pytest.fail("measured again")) == 4
    assert threads.kept("torch", "3", 8, lambda: 2) == 2, "another version may be faster otherwise"
    assert threads.kept("torch", "3", 1, lambda: 1) == 1, "nor are there always as many cores"
    assert threads.kept("onnx", "3", 8, lambda: 8) == 8


@pytest.mark.parametrize("text", ["", "{", "[]", '{"facts": 1}', '{"facts": [], "threads": 10000}'])
def test_a_damaged_note_is_measured_again(text):
    path = threads.cache_folder() / "threads-torch.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert threads.kept("torch", "2", 8, lambda: 3) == 3
    assert json.loads(path.read_text())["threads"] == 3 and os.listdir(path.parent) == [path.name]


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DYNMASK_CACHE", str(tmp_path / "file" / "cache"))
    assert threads.kept("torch", "2", 8, lambda: 4) == 4


def test_torch_gets_what_was_measured_unless_the_user_says_otherwise(tiny_weights, monkeypatch):
    given = []
    monkeypatch.setattr(torch_runtime.torch, "get_num_threads", lambda: 6)
    monkeypatch.setattr(torch_runtime.torch, "set_num_threads", given.append)
    monkeypatch.setattr(threads, "cores", lambda: 4)
    monkeypatch.setattr(threads, "fastest", lambda work, most: most // 2)
    TorchRuntime.load(tiny_weights, "cpu")
    assert given == [2]
    monkeypatch.setenv("OMP_NUM_THREADS", "5,2")
    assert threads.override() == 5
    TorchRuntime.load(tiny_weights, "cpu")
    assert given == [2]


def test_measuring_is_short():
    before = torch.get_num_threads()
    try:
        call = torch_runtime._products(1)
        assert threads.fastest(torch_runtime._products, 2) in (1, 2) and call().shape == (106, 1152)
    finally:
        torch.set_num_threads(before)

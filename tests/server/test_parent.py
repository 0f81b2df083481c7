"""The watch for the parent's end where the system answers otherwise than hoped."""

import ctypes
from types import SimpleNamespace

import pytest

from backend.server import parent

GONE, REFUSED = 87, 5


def kernel(handle, waited):
    """Windows' calls as the watch uses them: a handle or None, and what waiting for it returns."""
    return SimpleNamespace(OpenProcess=lambda *_: handle, WaitForSingleObject=lambda *_: waited)


@pytest.mark.parametrize(
    "handle, error, waited, ended",
    [
        (7, 0, 0, True), (None, GONE, 0, True), (None, REFUSED, 0, False), (7, 0, 0xFFFFFFFF, False),
    ],
    ids=("it ends", "it is gone already", "access refused", "the wait fails"),
)  # fmt: skip
def test_only_a_known_end_ends_the_backend(monkeypatch, handle, error, waited, ended):
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel(handle, waited), raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    monkeypatch.setattr(parent, "os", SimpleNamespace(name="nt", getppid=lambda: 1))
    died = []
    parent.watch(lambda: died.append(True)).join(5)
    assert bool(died) == ended

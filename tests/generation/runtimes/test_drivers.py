"""A GPU's driver is looked for where each system has it."""

import ctypes
import sys

import pytest

from backend.generation.runtimes import drivers


@pytest.mark.parametrize(
    ("name", "there"), [("nvcuda.dll", True), ("amdhip64_7.dll", True), ("kernel32.dll", False)]
)
def test_on_windows_beside_the_system(tmp_path, monkeypatch, name, there):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    assert not drivers.present()
    (tmp_path / "System32").mkdir()
    (tmp_path / "System32" / name).touch()
    assert drivers.present() == there


def test_a_mac_may_have_one(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert drivers.present()


@pytest.mark.parametrize("device", ["/dev/kfd", "/dev/dxg"])
def test_on_linux_as_a_device(monkeypatch, device):
    def load(name):
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(drivers.Path, "exists", lambda path: path.as_posix() == device)
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert drivers.present()


@pytest.mark.parametrize("there", [True, False])
def test_on_linux_as_a_library(monkeypatch, there):
    asked = []

    def load(name):
        asked.append(name)
        if not there:
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(drivers.Path, "exists", lambda path: False)
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert drivers.present() == there and asked == ["libcuda.so.1"]


def test_one_that_torch_can_use_is_found():
    torch = pytest.importorskip("torch")
    assert drivers.present() or not (torch.cuda.is_available() or torch.backends.mps.is_available())

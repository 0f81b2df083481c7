"""Whether a Windows Python runs under Wine, and what that lacks."""

import ctypes
import os

import pytest


def here():
    """Wine's version, or ""."""
    if os.name != "nt":
        return ""
    version = getattr(ctypes.WinDLL("ntdll"), "wine_get_version", None)
    if version is None:
        return ""
    version.restype = ctypes.c_char_p
    return version().decode()


# A bare ProcessPoolExecutor hangs there; Process and Queue work.
pools = pytest.mark.skipif(here().startswith("8."), reason="Wine 8 hangs in Python's process pools")

# torch's C++ reader of a file that is cut short or damaged ends the process there with an access violation.
damaged_archives = pytest.mark.skipif(
    bool(here()), reason="torch's reader of damaged archives crashes under Wine; on Windows untried"
)

# Seen in Wine's ntdll, with and without libuv.
torchrun = pytest.mark.skipif(
    bool(here()),
    reason="torch's TCPStore, where torchrun's processes meet, crashes under Wine; on Windows untried",
)

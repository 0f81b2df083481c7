"""Whether a GPU's driver is there, found out without loading torch, which takes seconds."""

import ctypes
import os
import sys
from pathlib import Path


def present() -> bool:
    """False where torch cannot find a GPU; True where it may find one."""
    if sys.platform == "darwin":
        return True
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        return any(any(system.glob(name)) for name in ("nvcuda.dll", "amdhip64*.dll"))
    # AMD's, and that of Linux in Windows.
    if any(Path(device).exists() for device in ("/dev/kfd", "/dev/dxg")):
        return True
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    return True

"""Whether a GPU's driver is there, found out without loading torch, which takes seconds."""

import ctypes
import os
import platform
import sys
from pathlib import Path


def present() -> bool:
    """False where torch cannot find a GPU; True where it may find one."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        return any(any(system.glob(name)) for name in ("nvcuda.dll", "amdhip64*.dll"))
    if Path("/dev/kfd").exists():  # AMD's.
        return True
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    return True

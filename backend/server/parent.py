"""Notices that the process which started us is gone, however it went."""

import os
import threading
import time


def watch(on_death, pid=None, interval=1.0):
    """Call `on_death()` once, from a thread of its own, when process `pid` (our parent) has ended.

    The end of standard input says the same, unless a sibling process inherited the pipe's other end. Where
    the system does not let us watch the process, nothing is called.
    """
    pid = pid or os.getppid()
    wait = _wait_windows if os.name == "nt" else _wait_posix

    def watching():
        if wait(pid, interval):
            on_death()

    thread = threading.Thread(target=watching, name="parent", daemon=True)
    thread.start()
    return thread


def _wait_posix(pid, interval):
    ours = os.getppid() == pid
    while os.getppid() == pid if ours else _exists(pid):
        time.sleep(interval)
    return True


def _exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _wait_windows(pid, interval):
    """Whether the process is known to have ended; False where it cannot be watched."""
    import ctypes

    synchronize, infinite, signalled, no_such_process = 0x00100000, 0xFFFFFFFF, 0, 87
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.WaitForSingleObject.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    kernel.WaitForSingleObject.restype = ctypes.c_uint32
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return ctypes.get_last_error() == no_such_process
    return kernel.WaitForSingleObject(handle, infinite) == signalled

"""Runs a module or file, and ends when standard input closes, so that nothing outlives who started it.

watched.py PATH MODULE-OR-FILE ARGUMENTS …; PATH, where not empty, is looked into first for modules.
"""

import os
import runpy
import sys
import threading


def _wait():
    # Not through sys.stdin: a thread inside its buffer makes Python abort at the end.
    while os.read(0, 4096):
        pass
    os._exit(130)


if __name__ == "__main__":
    threading.Thread(target=_wait, daemon=True).start()
    path = sys.argv[1]
    del sys.argv[:2]
    if path:
        sys.path.insert(0, path)
    if sys.argv[0].endswith(".py"):
        runpy.run_path(sys.argv[0], run_name="__main__")
    else:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

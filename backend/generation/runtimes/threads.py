"""How many threads a runtime's products get."""

import os

# More gain such small products little, and idle cores are Blender's.
MOST = 4


def override() -> int | None:
    """The count that the user's environment asks for, or None."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        value = os.environ.get(name, "").partition(",")[0].strip()
        if value.isdigit() and int(value):
            return int(value)
    return None


def chosen() -> int:
    """What the environment asks for, or the processors that this process may use, MOST at most."""
    if (wanted := override()) is not None:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)

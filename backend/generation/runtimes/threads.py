"""How many threads a runtime's products get: what was fastest here, measured once and kept."""

import json
import os
import platform
import time
from collections.abc import Callable

from ...paths import cache_folder

# More threads than this slow small models down.
MOST = 8
# A count must be this much faster than a smaller one: idle cores are Blender's.
_GAIN = 0.9
_REPEATS = 8


def override() -> int | None:
    """The count that the user's environment asks for, or None."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        value = os.environ.get(name, "").partition(",")[0].strip()
        if value.isdigit() and int(value):
            return int(value)
    return None


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fastest(
    work: Callable[[int], Callable[[], object]], most: int, *, gain: float = _GAIN, repeats: int = _REPEATS
) -> int:
    """Of 1, 2, 4 … `most` threads the fewest that are about as fast as any.

    work(count) -> call(): what is timed, with so many threads. The shortest of `repeats` times counts, or a
    busy moment would decide.
    """
    counts = [2**i for i in range(max(1, most).bit_length())]
    if counts[-1] < most:
        counts.append(most)
    best, chosen = float("inf"), 1
    for count in counts:
        call = work(count)
        call()
        taken = min(_seconds(call) for _ in range(repeats))
        if taken < gain * best:
            best, chosen = taken, count
    return chosen


def kept(runtime: str, version: str, most: int, measure: Callable[[], int]) -> int:
    """measure() -> count, or what it gave on this machine before. Raises nothing of its own."""
    facts = [runtime, version, platform.platform(), platform.processor(), os.cpu_count(), most]
    path = cache_folder() / f"threads-{runtime}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["facts"] == facts and 1 <= int(found["threads"]) <= most:
            return int(found["threads"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    count = measure()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_text(json.dumps({"facts": facts, "threads": count}), encoding="utf-8")
        os.replace(part, path)
    except OSError:
        pass
    return count


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started

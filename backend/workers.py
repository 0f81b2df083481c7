"""Work on many clips by several processes, with the results of one."""

import contextlib
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor


@contextlib.contextmanager
def pool(count, parts=4):
    """each(function, items) -> the list function(items), of a function whose result for items is that for
    some of them followed by that for the rest.

    With a count above 1 so many processes get `parts` pieces each; function and items must be picklable.
    """
    if count <= 1:
        yield lambda function, items: function(list(items))
        return
    # A forked process would inherit locks of torch's threads.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, spawn, _begin, (count,)) as executor:

        def each(function, items):
            items = list(items)
            size = max(1, -(-len(items) // (parts * count)))
            pieces = [items[i : i + size] for i in range(0, len(items), size)]
            return [made for piece in executor.map(function, pieces) for made in piece]

        yield each


def checked(count):
    """A number of processes that was asked for. Raises ValueError."""
    if not 1 <= count <= 256:
        raise ValueError(f"--workers is a number from 1 to 256, not {count}.")
    return count


def _begin(count):
    """The processors are shared out, before a library starts its threads."""
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // count)))

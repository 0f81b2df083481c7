"""What the process says of its memory."""

import numpy as np

from backend.server import memory


def test_memory_is_known_and_grows_with_what_is_held():
    before = memory.process()
    assert before > 10_000_000
    # More than what a process that has done much else may have free.
    held = np.ones(40_000_000)
    assert memory.process() - before > 200_000_000 and held[-1] == 1

"""Random sequences of everything one does with takes: the animator's keys change by her own hand only.

DYNMASK_FUZZ sets how many sequences run, DYNMASK_FUZZ_FIRST the seed of the first.
"""

import os

import fuzzing
import pytest
from dynmask.dynmask_blender.session import jobs

SEQUENCES = int(os.environ.get("DYNMASK_FUZZ", 60))
FIRST = int(os.environ.get("DYNMASK_FUZZ_FIRST", 0))
STEPS = 10


# Not as an argument: pytest would describe the scene of a file that is long gone, and crash.
@pytest.mark.usefixtures("addon")
def test_random_sequences(tmp_path, capsys, monkeypatch):
    done = {}
    for seed in range(FIRST, FIRST + SEQUENCES):
        animator = fuzzing.Animator(seed, tmp_path / "x.blend")
        monkeypatch.setattr(jobs, "push_undo", animator.push_undo)
        try:
            for _ in range(STEPS):
                animator.step()
        except Exception as error:
            raise AssertionError(f"sequence {seed}, after {', '.join(animator.log)}") from error
        for name in animator.log:
            done[name] = done.get(name, 0) + 1
    with capsys.disabled():
        parts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
        print(f"\n{SEQUENCES} random sequences, {sum(done.values())} operations: {parts}")

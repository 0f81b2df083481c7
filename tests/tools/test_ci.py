"""What CI runs, in order, with a stand-in for make."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_DONE = "audit: not done, because nobody answers"
MAKE = f"""#!/bin/sh
echo "make $* on $OMP_NUM_THREADS"
[ "$1" != "${{FAILS:-}}" ] || exit 4
[ "$1" != audit ] || echo "{NOT_DONE}"
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


def ci(folder, **environment):
    (folder / "house" / ".ci").mkdir(parents=True)
    (folder / "bin").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / "house" / ".ci")
    (folder / "bin" / "make").write_text(MAKE)
    (folder / "bin" / "make").chmod(0o755)
    environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **environment}
    run = subprocess.run([folder / "house" / ".ci" / "run"], env=environment, capture_output=True, text=True)
    return run.returncode, run.stdout.splitlines()


def test_the_audit_always_runs_and_says_that_it_was_not_done(tmp_path):
    steps = [f"make {step} on 2" for step in ("lint", "test", "test-installed", "audit TOLERANT=1")]
    assert ci(tmp_path) == (0, [*steps, NOT_DONE])


@pytest.mark.parametrize("step", ("lint", "test", "test-installed", "audit"))
def test_every_step_can_fail(tmp_path, step):
    code, said = ci(tmp_path, FAILS=step)
    assert code == 4 and said[-1].startswith(f"make {step} ")

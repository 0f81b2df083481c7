"""Work in a process of its own that is killed with SIGKILL at a chosen moment (POSIX only)."""

import os
import random
import signal
import sys
import time
import traceback

KILLS = int(os.environ.get("DYNMASK_KILLS", "3"))
LONGEST = 120.0  # seconds after which something that is not killed counts as hung
# Process ids of all that were killed.
KILLED = []


def fork(work):
    """Run `work()` in a fork of this process; returns its process id. What it raises ends it with code 7."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(7)


def kill(child):
    """Kill a process, and count it."""
    os.kill(child, signal.SIGKILL)
    KILLED.append(child)


def wait(child, seconds=LONGEST):
    """Exit code of a process, −9 where it was killed. Raises AssertionError where it hangs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError(f"a process hung for {seconds:.0f} s")


def over(children):
    """Whether processes that nobody kills have ended, all of them well; drops those that have."""
    for child in list(children):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert os.waitstatus_to_exitcode(status) == 0, f"a process ended with status {status}"
            children.remove(child)
    return not children


def run_and_kill(work, after):
    """Whether `work()` was killed, `after` seconds from its start; False where it had ended well before."""
    child, end = fork(work), time.monotonic() + after
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0, f"what should be killed ended by itself with status {status}"
            return False
        time.sleep(min(0.0005, max(0.0, end - time.monotonic())))
    kill(child)
    code = wait(child)
    assert code in (0, -signal.SIGKILL), f"what should be killed ended by itself with code {code}"
    return code != 0


def moments(longest, seed):
    """Random moments in seconds, from the start to a little past `longest`."""
    rng = random.Random(seed)
    while True:
        yield rng.uniform(0.0, 1.1 * longest)


def timed(work):
    """Seconds that `work()` takes in a process of its own."""
    started = time.monotonic()
    assert wait(fork(work)) == 0
    return time.monotonic() - started

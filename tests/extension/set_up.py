"""A set-up of the GPU runtime from made-up wheels, driven as Blender drives it."""

import sys
import time

from dynmask.dynmask_blender.runtime_setup import installer, job

from tests import wheelhouse

SECONDS = 600  # a test that hangs is ended; none takes that long by itself


def start(root, source, task="install", **more):
    """The Job of one task in a runtime folder. source: a folder of wheels, "" for the package index."""
    settings = wheelhouse.ORDER | {"source": str(source)} | more
    return job.Job(sys.executable, installer.Order(str(root), task, **settings))


def until(running, kind=None):
    """The events up to the first of a kind, or to the last."""
    events, end = [], time.monotonic() + SECONDS
    while not running.over and time.monotonic() < end:
        events += running.poll()
        if any(kind in (event["event"], event.get("stage")) for event in events):
            return events
        time.sleep(0.01)
    assert running.over, events
    return events


def complete(root, source, **more):
    """Set up and agree to the plan; returns (plan, last event)."""
    running = start(root, source, **more)
    plan = until(running, "plan")[-1]
    if plan["event"] == "plan":
        running.install()
        return plan, until(running)[-1]
    return None, plan


def left(root):
    """Names in a runtime folder, less the lock's."""
    return sorted(path.name for path in root.iterdir() if path.name != "lock")

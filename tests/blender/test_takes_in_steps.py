"""Several takes of one answer are written one a tick: Blender is never held up for all of them."""

import time

import bpy
import pytest
from dynmask.dynmask_blender import jobs, status
from steps import generate, hand_keyed


def until_answered():
    """Poll as the timer does until the first take is there; returns what the last tick said."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if (again := jobs._tick()) != jobs.INTERVAL:
            return again
        time.sleep(0.01)
    raise AssertionError("no answer")


def ask(settings, count=3):
    settings.prompt, settings.take_count = "a person waves", count
    assert bpy.ops.dynmask.generate() == {"FINISHED"}


def test_one_take_a_tick(addon, rig):
    mine = hand_keyed(rig)
    ask(addon)
    assert until_answered() == jobs.BETWEEN
    for count in (1, 2):
        assert len(rig.dynmask.takes) == count and status.current.busy
        assert status.current.message.startswith(status.counted(count, "take"))
        assert not bpy.ops.dynmask.generate.poll()
        after = jobs._tick()
    assert after is None and not status.current.busy
    assert status.current.message.startswith("3 takes")
    assert [take.base for take in rig.dynmask.takes] == [mine] * 3
    assert rig.dynmask.active == 0 and rig.animation_data.action == rig.dynmask.takes[0].action
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and set(bpy.data.actions) == {mine}


def test_a_second_batch_is_listed_after_the_first(addon, rig):
    for shown in (0, 2):
        generate(addon, take_count=2)
        assert rig.dynmask.active == shown
    assert [take.base for take in rig.dynmask.takes] == [None, None, *[rig.dynmask.takes[0].action] * 2]


def test_cancel_between_takes_keeps_those_that_are_there(addon, rig):
    ask(addon)
    until_answered()
    assert jobs.cancel() and not status.current.busy
    assert jobs._tick() is None and len(rig.dynmask.takes) == 1
    generate(addon, take_count=2)
    assert len(rig.dynmask.takes) == 3


@pytest.mark.parametrize("lost", ["deleted", "file"])
def test_a_rig_lost_between_takes_is_a_sentence(addon, rig, lost):
    ask(addon)
    until_answered()
    if lost == "deleted":
        bpy.data.objects.remove(rig)
    else:
        bpy.ops.wm.read_homefile(use_empty=True)
    assert jobs._tick() is None and not status.current.busy
    assert "was deleted meanwhile" in status.current.message and status.current.level == "ERROR"

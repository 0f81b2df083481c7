"""Pins that are far away take longer, and long ones are solved a little at a time."""

import bpy
import numpy as np
from directing import applied, head, pin, walking
from dynmask.dynmask_blender.session import status
from steps import keys, same
from test_takes_in_steps import ticks

from tests.motion.conftest import planted_walk

# Seconds of the processor that a tick takes at most: three times what a take's does.
LONGEST = 0.15


def test_what_is_further_takes_longer_and_too_little_time_is_said(addon, rig):
    """Of a body that stands: the hand's acceleration with the same ease, and with as much as it needs."""
    rotations, translation = planted_walk(160, speed=0.0, period=1e9)
    base = walking(rig, motion=(rotations, translation))
    there = head(rig, "RightHand", (80,))[0] + np.array((0.25, -0.45, 0.1))
    rate, hard, spans = bpy.context.scene.render.fps, {}, {}
    for grow in (False, True):
        rig.dynmask_pins.items.clear()
        pin(rig, "right_hand", 80, 100, held_at="PLACE", place=there, grow=grow)
        applied()
        path = head(rig, "RightHand", range(20, 160))
        hard[grow] = np.linalg.norm(np.diff(path, 2, axis=0), axis=-1).max() * rate**2
        spans[grow] = rig.dynmask.takes[0].first, rig.dynmask.takes[0].last
        bpy.ops.dynmask.discard_all()
        assert rig.animation_data.action == base
    assert hard[True] < 0.75 * hard[False] and hard[True] < 14.0, hard
    assert spans[True][0] < spans[False][0] and spans[True][1] > spans[False][1]
    pin(rig, "right_hand", 103, 110, held_at="PLACE", place=there + np.array((0.0, 0.0, 0.5)))
    applied()
    assert "since its pin before, so it moves abruptly" in status.current.message


def test_no_tick_of_a_long_pin_is_long_and_cancel_leaves_nothing(addon, rig):
    rotations, translation = planted_walk(1200, speed=0.0, period=1e9)
    base = walking(rig, motion=(rotations, translation))
    before, there = keys(rig, base), head(rig, "RightHand", (80,))[0] + np.array((0.2, -0.3, 0.1))
    pin(rig, "right_hand", 80, 1100, held_at="PLACE", place=there)
    assert bpy.ops.dynmask.apply_pins() == {"FINISHED"}
    seen = []
    ticks(lambda: seen.append(status.current.progress) or status.current.progress > 0.05)
    assert status.current.busy == "Pinning" and not rig.dynmask.takes
    assert bpy.ops.dynmask.cancel() == {"FINISHED"}
    assert not status.current.busy and not rig.dynmask.takes and set(bpy.data.actions) == {base}
    assert bpy.ops.dynmask.apply_pins() == {"FINISHED"}
    spent = ticks(lambda: not status.current.busy)
    assert max(spent) < LONGEST and len(rig.dynmask.takes) == 1, (max(spent), status.current.message)
    bpy.ops.dynmask.discard_all()
    assert same(keys(rig, base), before)

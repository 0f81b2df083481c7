"""Loops: cyclic actions without a seam, from a sentence and from the animator's own action."""

import bpy
import numpy as np
import pytest
from directed import bone_matrices, seams, walk_action
from dynmask.dynmask_blender.direction import told
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import direction as ui
from panels import drawn
from steps import fails, generate, hand_keyed, keys, same


def loop(rig, settings, prompt="walk", **values):
    settings.prompt = prompt
    for name, value in values.items():
        setattr(rig.dynmask_direction, name, value)
    assert bpy.ops.dynmask.generate_loop() == {"FINISHED"}
    jobs.wait(60)
    return rig.animation_data.action


@pytest.mark.parametrize("fps", (20, 24, 30))
def test_a_generated_loop_repeats_at_any_frame_rate(addon, rig, fps):
    bpy.context.scene.render.fps = fps
    action = loop(rig, addon, cycles=2)
    assert action is not None, status.current.message
    assert action.use_cyclic and action.use_frame_range
    first, last = int(action.frame_start), int(action.frame_end)
    assert first == bpy.context.scene.frame_start and (last - first) % 2 == 0
    assert abs((last - first) / fps - 2.0) < 0.1
    pose, velocity, limit = seams(rig, first, last)
    assert pose <= 0.5 and velocity <= limit
    assert rig.dynmask.takes[0].kind == "loop" and "seam" in status.current.message


def test_a_loop_goes_on_by_the_same_step_or_stays(addon, rig):
    action = loop(rig, addon, cycles=3)
    hips = bone_matrices(rig, "Hips", range(int(action.frame_start), int(action.frame_end) + 1))[:, :3, 3]
    period = (len(hips) - 1) // 3
    steps = np.diff(hips[::period], axis=0)
    assert np.abs(steps[0]).max() > 0.3 and np.abs(steps - steps[0]).max() < 1e-3
    bpy.ops.dynmask.discard_all()
    action = loop(rig, addon, cycles=3, loop_root="IN_PLACE")
    hips = bone_matrices(rig, "Hips", range(int(action.frame_start), int(action.frame_end) + 1))[:, :3, 3]
    # What sways stays, no more.
    assert np.ptp(hips[:, 1]) < 0.1 and np.abs(hips[0] - hips[-1]).max() < 1e-4


def test_a_loop_of_the_range_leaves_the_action_as_it_was(addon, rig):
    mine = walk_action(rig, 100)
    before = keys(rig, mine)
    rig.dynmask.range_first, rig.dynmask.range_last = 21, 81
    assert bpy.ops.dynmask.loop_action() == {"FINISHED"}
    jobs.wait(60)
    take = rig.animation_data.action
    assert take != mine and take.use_cyclic, status.current.message
    pose, velocity, limit = seams(rig, take.frame_start, take.frame_end)
    assert pose <= 0.5 and velocity <= limit
    assert any(text.startswith("Loop of ") for text in told.of(take))
    assert any(text.startswith("Loop of ") for text in drawn(ui.DYNMASK_PT_measured))
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert not mine.use_cyclic


def test_what_cannot_be_looped_is_said_and_changes_nothing(addon, rig):
    fails(bpy.ops.dynmask.loop_action, "has no action yet")
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    rig.dynmask.range_first, rig.dynmask.range_last = 5, 5
    fails(bpy.ops.dynmask.loop_action, "at least 0.2 s")
    rig.dynmask.range_first, rig.dynmask.range_last = 5, 15
    bpy.ops.dynmask.loop_action()
    jobs.wait(60)
    assert "at least 0.9 s of motion" in status.current.message
    assert rig.animation_data.action == mine and same(keys(rig, mine), before) and not rig.dynmask.takes


def test_again_makes_another_loop_and_an_accepted_one_stays_cyclic(addon, rig):
    action = loop(rig, addon, cycles=2)
    assert bpy.ops.dynmask.again(index=0) == {"FINISHED"}
    jobs.wait(60)
    assert [take.kind for take in rig.dynmask.takes] == ["loop", "loop"], status.current.message
    assert all(take.action.use_cyclic for take in rig.dynmask.takes)
    assert rig.dynmask.takes[0].seed != rig.dynmask.takes[1].seed
    bpy.ops.dynmask.accept_take(index=0)
    assert rig.animation_data.action == action and action.use_cyclic
    generate(addon)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == action and action.use_cyclic


def test_the_loop_of_an_action_is_not_rerolled(addon, rig):
    walk_action(rig, 100)
    bpy.ops.dynmask.loop_action()
    jobs.wait(60)
    fails(lambda: bpy.ops.dynmask.reroll_take(index=0, prompt="a person runs"), "press Loop of Action")

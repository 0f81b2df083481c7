"""Takes keyed for another frame rate than the scene has now: told, and made again for the rate it has."""

import bpy
import numpy as np
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import panels as ui
from panels import drawn
from steps import fails, generate, hand_keyed, keys, same


def test_a_take_keyed_for_another_rate_is_told_and_refitted(addon, rig, scene, tmp_path):
    scene.render.fps = 24
    generate(addon, set_length=True, seconds=2.0, root="in_place")
    take = rig.dynmask.takes[0]
    assert take.rate == 24 and "Refit to Frame Rate" not in drawn(ui.DYNMASK_PT_takes)
    before = keys(rig, take.action)
    scene.render.fps = 30
    said = drawn(ui.DYNMASK_PT_takes)
    assert "Refit to Frame Rate" in said
    assert "It is keyed for 24 frames a second, and the scene plays 30" in " ".join(said)
    addon.root = "hips"
    assert bpy.ops.dynmask.refit_take(index=0) == {"FINISHED"}
    jobs.wait(30)
    first, again = rig.dynmask.takes
    assert same(keys(rig, first.action), before) and rig.animation_data.action == again.action
    assert (again.seed, again.prompt, again.kind, again.asked) == (
        first.seed, first.prompt, first.kind, first.asked,
    )  # fmt: skip
    assert again.rate == 30 and again.action.frame_range[1] == 1 + round(39 / 20 * 30)
    stored, old = motion_store.read(again.action), motion_store.read(first.action)
    assert np.array_equal(stored.clip.rotations, old.clip.rotations) and stored.root == "in_place"
    assert np.array_equal(stored.clip.tokens, old.clip.tokens)
    # The same pose at the same time: one second after the start.
    paths = [path for path in before if path[0].endswith("rotation_quaternion")]
    moved = [
        np.abs(dict(map(tuple, before[p]))[25] - dict(map(tuple, keys(rig, again.action)[p]))[31])
        for p in paths if len(before[p]) > 25
    ]  # fmt: skip
    assert len(moved) > 60 and max(moved) < 1e-3
    assert "Refit to Frame Rate" not in drawn(ui.DYNMASK_PT_takes)
    bpy.ops.dynmask.accept_take(index=0)
    assert "keyed for 24 frames a second" in status.current.message


def test_a_range_of_an_action_at_another_rate_is_told_and_not_refitted(addon, rig, scene):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 1
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    scene.render.fps = 30
    said = drawn(ui.DYNMASK_PT_takes)
    assert "keyed for 20 frames a second" in " ".join(said) and "Refit to Frame Rate" not in said
    fails(lambda: bpy.ops.dynmask.refit_take(index=0), "Only a part of this take was made")


def test_an_answer_to_a_scene_whose_rate_has_changed_says_so(addon, rig, scene):
    scene.render.fps = 24
    addon.prompt = "sleep 0.1"
    bpy.ops.dynmask.generate()
    scene.render.fps = 30
    jobs.wait(30)
    assert "keyed for 24 frames a second, and the scene plays 30" in status.current.message

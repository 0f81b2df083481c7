"""The add-on on actions that are there: analysis, ranges, mapping, frame rates, export."""

import bpy
import numpy as np
import pytest
from dynmask.dynmask_blender import jobs, motion_store, motions, status, targets
from steps import fails, generate, hand_keyed, keys, same


def test_analyse_a_hand_keyed_action(addon, rig):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}
    stored = motion_store.read(mine)
    assert stored.first_frame == 1 and stored.last_frame >= 49
    assert len(stored) == int(np.ceil(48 / bpy.context.scene.render.fps * 20)) + 1
    # The arm swings fast about frame 20 and rests at both ends.
    peak = stored.frame_of(int(np.argmax(stored.energy)))
    assert 13 <= peak <= 27
    assert stored.energy[-1] < 0.3 * stored.energy.max()
    assert same(keys(rig, mine), before)


@pytest.mark.parametrize("made_by_hand", (False, True))
def test_regenerating_changes_keys_in_the_range_only(addon, rig, made_by_hand):
    if made_by_hand:
        hand_keyed(rig)
    else:
        generate(addon, set_length=True, seconds=3.0)
        bpy.ops.dynmask.accept_take(index=0)
    base = rig.animation_data.action
    before = keys(rig, base)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 2
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 2, status.current.message
    after = keys(rig, rig.animation_data.action)
    changed = False
    for channel, old in before.items():
        new = after[channel]
        kept, outside = ({tuple(k) for k in co if not 15 <= k[0] <= 30} for co in (old, new))
        assert kept <= outside
        changed |= len(new) != len(old) or not np.array_equal(new, old)
    assert changed and same(keys(rig, base), before)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == base and same(keys(rig, base), before)


def test_regenerate_refuses_when_the_action_changed_meanwhile(addon, rig):
    generate(addon, set_length=True, seconds=3.0)
    bpy.ops.dynmask.accept_take(index=0)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_prompt = "sleep 0.3"
    bpy.ops.dynmask.regenerate()
    rig.pose.bones["Head"].keyframe_insert("location", frame=3)
    jobs.wait(30)
    assert "edited or deleted" in status.current.message and not rig.dynmask.takes


def test_ranges_outside_the_motion_are_refused(addon, rig):
    generate(addon)
    fails(bpy.ops.dynmask.regenerate, "Choose a range first")
    rig.dynmask.range_first, rig.dynmask.range_last = 5000, 6000
    fails(bpy.ops.dynmask.regenerate, "at least 0.2 s")
    addon.use_preview_range = True
    fails(bpy.ops.dynmask.regenerate, "preview range")


def test_most_complex_selects_a_range_within_the_motion(addon, rig):
    generate(addon, set_length=True, seconds=4.0)
    assert bpy.ops.dynmask.most_complex() == {"FINISHED"}
    first, last = rig.dynmask.range_first, rig.dynmask.range_last
    stored = motion_store.read(rig.animation_data.action)
    assert rig.dynmask.range_set and stored.first_frame <= first < last <= stored.last_frame
    frames = stored.frame_of(np.arange(len(stored)))
    inside = (frames >= first) & (frames <= last)
    assert stored.omega[inside].mean() > stored.omega[~inside].mean()


def test_mapping_is_edited_in_the_panel_and_saved(addon, rig):
    bpy.ops.dynmask.detect_mapping()
    roles = rig.data.dynmask.roles
    assert roles["left_elbow"].bone == "LeftForeArm"
    roles["head"].bone = "Neck"
    from dynmask.dynmask_blender import mappings

    assert mappings.of(rig).roles["head"] == "Neck"
    assert rig.data.dynmask.warnings


def test_targets_read_the_armature_of_a_mesh(addon, rig):
    mesh = bpy.data.objects.new("Body", bpy.data.meshes.new("Body"))
    bpy.context.scene.collection.objects.link(mesh)
    mesh.modifiers.new("Armature", "ARMATURE").object = rig
    bpy.context.view_layer.objects.active = mesh
    assert targets.armature(bpy.context) == rig


def test_scene_at_23_976(addon, rig):
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = 24, 1.001
    generate(addon, set_length=True, seconds=4.0)
    action = rig.animation_data.action
    stored = motions.stored_motion(rig, scene)
    assert stored.frame_rate == pytest.approx(23.976, abs=1e-3)
    assert action.frame_range[1] == pytest.approx(stored.last_frame, abs=0.5)


@pytest.mark.parametrize("name", ("UNITY", "UNREAL", "GODOT"))
def test_export_writes_a_file_for_every_engine(addon, rig, tmp_path, name):
    generate(addon)
    path = tmp_path / f"{name}.fbx"
    assert bpy.ops.dynmask.export_fbx(filepath=str(path), preset=name) == {"FINISHED"}
    assert path.stat().st_size > 10_000 and path.name in status.current.message


def test_export_to_nowhere_is_a_sentence(addon, rig, tmp_path):
    generate(addon)
    fails(lambda: bpy.ops.dynmask.export_fbx(filepath=str(tmp_path / "no" / "folder" / "x.fbx")), "no")

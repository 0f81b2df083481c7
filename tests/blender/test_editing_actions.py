"""The add-on on actions that are there: analysis, ranges, mapping, frame rates, export."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.backend.motion.clip import Clip
from dynmask.backend.motion.formats import bvh
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.rig import targets
from dynmask.dynmask_blender.session import jobs, status
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


def regenerated(addon, rig, first, last):
    """Keys of the take that a new range makes of the rig's action, and of the action before and after."""
    base = rig.animation_data.action
    before = keys(rig, base)
    rig.dynmask.range_first, rig.dynmask.range_last = first, last
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert rig.dynmask.takes, status.current.message
    taken = rig.animation_data.action
    assert taken != base
    return keys(rig, taken), before, keys(rig, base)


def test_what_no_role_moves_keeps_its_keys_inside_the_range(addon, rig):
    """Of a bone without a role, of the object, a scale, and a custom property: those are nobody's motion."""
    bpy.ops.object.mode_set(mode="EDIT")
    prop = rig.data.edit_bones.new("Sword")
    prop.head, prop.tail, prop.parent = (0.7, 0, 1.5), (0.7, -0.6, 1.5), rig.data.edit_bones["LeftHand"]
    bpy.ops.object.mode_set(mode="OBJECT")
    hand_keyed(rig)
    rig["glow"] = 0.0
    for frame, value in ((3, 0.1), (17, 0.4), (22.5, -0.2), (28, 0.3), (45, 0.0)):
        rig.pose.bones["Sword"].location = rig.location = (value, 0.5 * value, 0.0)
        rig.pose.bones["Head"].scale, rig["glow"] = (1.0 + value,) * 3, value
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert('["glow"]', frame=frame)
        rig.pose.bones["Sword"].keyframe_insert("location", frame=frame)
        rig.pose.bones["Head"].keyframe_insert("scale", frame=frame)
    after, before, base = regenerated(addon, rig, 15, 30)
    others = [channel for channel in before if "RightArm" not in channel[0]]
    assert len(others) == 3 + 1 + 3 + 3
    for channel in others:
        np.testing.assert_array_equal(after[channel], before[channel], err_msg=str(channel))
    arm = 'pose.bones["RightArm"].rotation_quaternion', 0
    assert not np.array_equal(after[arm], before[arm]) and same(base, before)


def test_a_bvh_as_blender_imports_it_is_regenerated(addon, tmp_path):
    """Other axes, Euler angles, a key on every frame; those outside the range stay bit for bit."""
    import addon_utils

    addon_utils.enable("io_anim_bvh")
    bpy.context.scene.render.fps = 20
    (tmp_path / "walk.bvh").write_text(bvh.serialize(Clip(*rigs.walk(61), 20.0)))
    bpy.ops.import_anim.bvh(filepath=str(tmp_path / "walk.bvh"), axis_forward="Z", axis_up="Y")
    rig = bpy.context.view_layer.objects.active
    assert rig.type == "ARMATURE" and len(rig.data.bones) >= 22
    after, before, base = regenerated(addon, rig, 20, 40)
    assert all(len(old) == 61 for old in before.values()) and same(base, before)
    changed = 0
    for channel, old in before.items():
        new = after[channel]
        for outside in (lambda co: co[:, 0] < 20, lambda co: co[:, 0] > 40):
            np.testing.assert_array_equal(new[outside(new)], old[outside(old)], err_msg=str(channel))
        changed += not np.array_equal(new, old)
    assert changed > 40


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
    from dynmask.dynmask_blender.rig import mappings

    assert mappings.get_or_detect(rig).roles["head"] == "Neck"
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
    stored = steps.stored_motion(rig, scene)
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

"""What keeps keys from showing is told in a take's notices, with what to switch off; or refused."""

import contextlib

import bpy
import pytest
import rigs
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import detection, mappings, targets
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, generate, hand_keyed


def message(settings):
    generate(settings)
    return status.current.message


def test_nothing_is_said_of_a_plain_rig(addon, rig):
    text = message(addon)
    assert "1 take on 'Rig'" in text and "moved by" not in text and "locked" not in text


def test_constraints_are_told_with_where_to_mute_them(addon, rig):
    ik = rig.pose.bones["LeftFoot"].constraints.new("IK")
    ik.target, ik.use_tail, ik.chain_count = rig, False, 2
    text = message(addon)
    assert "LeftUpLeg, LeftLeg are moved by a constraint (IK of LeftFoot)" in text
    assert "mute it in the Bone Constraints tab" in text
    ik.mute = True
    assert "moved by a constraint" not in message(addon)


def test_constraints_are_told_of_regenerated_ranges(addon, rig):
    generate(addon)
    bpy.ops.dynmask.accept_take()
    rig.pose.bones["Head"].constraints.new("COPY_ROTATION").target = rig
    found = mappings.get_or_detect(rig)
    tracks = to_rig.retarget(rig, *rigs.walk(5), found)
    assert any(w.startswith("Head is moved by a constraint (Copy Rotation)") for w in tracks.warnings)


@pytest.mark.parametrize("mode, told", [("XYZ", True), ("QUATERNION", False)])
def test_drivers_on_the_channel_that_is_keyed_are_told(addon, rig, mode, told):
    bone = rig.pose.bones["LeftArm"]
    bone.driver_add("rotation_euler", 0).driver.expression = "1.0"
    bone.rotation_mode = mode
    said = "LeftArm is moved by a driver, so that keys do not show there: mute it in the Drivers editor"
    assert (said in message(addon)) == told
    panel = "LeftArm (left shoulder) is moved by a driver: its keys would not show."
    assert (panel in detection.load_mapping(rig).warnings) == told


def test_locked_channels_are_told(addon, rig):
    rig.pose.bones["Head"].lock_rotation = (True, False, False)
    rig.pose.bones["Hips"].lock_location = (False, True, False)
    rig.pose.bones["LeftHand"].lock_location = (True, True, True)
    text = message(addon)
    assert "Hips, Head have locked channels, which were keyed as well" in text


def test_a_renamed_bone_of_the_body_is_refused_with_the_cure(addon, rig):
    mappings.get_or_detect(rig)
    rig.data.bones["LeftForeArm"].name = "Elbow"
    said = r"'Rig' has no bone LeftForeArm \(left elbow\) any more: press Detect Bones under Bone Mapping"
    fails(bpy.ops.dynmask.generate, said)
    bpy.ops.dynmask.detect_mapping()
    assert mappings.get_or_detect(rig).roles["left_elbow"] == "Elbow"
    assert "Elbow" in {c.split('"')[1] for c in keyed(rig, addon)}


def test_another_renamed_bone_is_told_in_the_take(addon, rig):
    mappings.get_or_detect(rig)
    rig.data.bones["Head"].name = "Skull"
    assert "'Rig' has no bone Head (head) any more: press Detect Bones" in message(addon)


def keyed(rig, settings):
    from dynmask.dynmask_blender import compat

    generate(settings)
    return [curve.data_path for curve in compat.fcurves(rig, rig.animation_data.action)]


def in_collection(rig):
    held = bpy.data.collections.new("Cast")
    bpy.context.scene.collection.children.link(held)
    held.objects.link(rig)
    bpy.context.scene.collection.objects.unlink(rig)
    bpy.context.view_layer.objects.active = rig
    return held, bpy.context.view_layer.layer_collection.children["Cast"]


OFF = {
    "rest": (lambda rig: setattr(rig.data, "pose_position", "REST"), "set it to Pose Position"),
    "object": (lambda rig: setattr(rig, "hide_viewport", True), "it is disabled in viewports"),
    "collection": (
        lambda rig: setattr(in_collection(rig)[0], "hide_viewport", True),
        "its collection 'Cast' is disabled in viewports",
    ),
    "excluded": (lambda rig: setattr(in_collection(rig)[1], "exclude", True), "'Cast' is excluded from"),
}


@pytest.mark.parametrize("way", OFF)
def test_what_blender_does_not_move_is_not_read_as_standing_still(addon, rig, scene, way):
    generate(addon)
    bpy.ops.dynmask.accept_take()
    mapping = mappings.get_or_detect(rig)
    OFF[way][0](rig)
    with pytest.raises(ValueError, match=OFF[way][1]):
        to_rig.read_motion(rig, mapping, [1, 2])
    tracks = to_rig.retarget(rig, *rigs.walk(4), mapping)
    assert any(OFF[way][1] in text for text in tracks.warnings)


def test_rest_position_is_refused_by_export(addon, rig, tmp_path):
    hand_keyed(rig)
    rig.data.pose_position = "REST"
    fails(lambda: bpy.ops.dynmask.export_fbx(filepath=str(tmp_path / "a.fbx")), "is in Rest Position")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["analyse", "regenerate"])
def test_rest_position_is_refused_where_the_action_is_read(addon, rig, name):
    hand_keyed(rig)
    rig.data.pose_position = "REST"
    rig.dynmask.range_first, rig.dynmask.range_last = 10, 20
    before = len(bpy.data.actions)
    with contextlib.suppress(RuntimeError):
        getattr(bpy.ops.dynmask, name)()
        jobs.wait(30)
    assert "is in Rest Position, where no action shows" in status.current.message
    assert status.current.level == "ERROR" and len(bpy.data.actions) == before


@pytest.mark.parametrize("way", ["eye", "object", "excluded", "collection"])
def test_a_hidden_armature_is_told_as_hidden(addon, rig, way):
    if way == "eye":
        rig.hide_set(True)
        bpy.context.view_layer.objects.active = None
    else:
        OFF[way][0](rig)
        bpy.context.view_layer.objects.active = None
    with pytest.raises(status.Problem, match="'Rig' is hidden: "):
        targets.armature(bpy.context)


def test_without_any_armature_one_is_asked_for(addon):
    with pytest.raises(status.Problem, match="Select an armature first"):
        targets.armature(bpy.context)

"""Rigs that cannot be used, word for word; tests/test_bad_input.py has the table of what is tested where."""

import bpy
import pytest
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from steps import generate


def refused(operator):
    """The sentence with which an operator refuses."""
    with pytest.raises(RuntimeError):
        operator()
    return status.current.message


def hips_only(rig):
    rig.data["dynmask_mapping"] = '{"kind": "custom", "roles": {"pelvis": "Hips"}}'


def no_body(rig):
    for number, bone in enumerate(rig.data.bones):
        bone.name = f"thing {number}"
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in rig.data.edit_bones:
        bone.parent = None
    bpy.ops.object.mode_set(mode="OBJECT")


def edit_mode(rig):
    bpy.ops.object.mode_set(mode="EDIT")


def no_bones(rig):
    obj = bpy.data.objects.new("Empty", bpy.data.armatures.new("Empty"))
    bpy.context.scene.collection.objects.link(obj)
    bpy.context.view_layer.objects.active = obj


SET = "set them under Bone Mapping in the DynMask tab"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (no_bones, "'Empty' has no bones"),
        (
            hips_only,
            "'{0}' has no bone for left hip, left knee, left shoulder, left elbow, right hip, right knee "
            "and 2 more: press Detect Bones or " + SET,
        ),
        (
            no_body,
            "'{0}' has no bone for pelvis, left hip, left knee, left shoulder, left elbow, right hip "
            "and 3 more: " + SET,
        ),
        (edit_mode, "'{0}' is in edit mode: leave it first"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_rigs_that_cannot_be_used(addon, rig, make, sentence):
    name = rig.name
    make(rig)
    actions = len(bpy.data.actions)
    said = refused(bpy.ops.dynmask.generate)
    assert said == sentence.format(name)
    assert len(bpy.data.actions) == actions and not jobs.busy()


def test_a_bone_in_two_roles_is_said(addon, rig):
    bpy.ops.dynmask.detect_mapping()
    roles = rig.data.dynmask.roles
    roles["head"].bone = roles["neck"].bone
    assert f"{roles['neck'].bone} is set for both neck and head." in rig.data.dynmask.warnings.splitlines()
    assert mappings.get_or_detect(rig).roles["head"] == roles["neck"].bone
    generate(addon)
    assert len(rig.dynmask.takes) == 1


def test_a_rig_deleted_while_generating(addon, rig):
    name = rig.name
    addon.prompt = "sleep 0.3"
    bpy.ops.dynmask.generate()
    bpy.data.objects.remove(rig)
    jobs.wait(30)
    assert status.current.message == f"The armature '{name}' was deleted meanwhile: nothing was changed"
    assert not bpy.data.actions

"""Armatures whose object is the hips: legs and spine hang from nothing, and the object carries the body."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import status
from mathutils import Matrix
from steps import fails, generate, hand_keyed

FRAMES = range(1, 31)


def hipless(location=(0.0, 0.0, 0.0)):
    """A Mixamo-named rig without hips, its object where they would be."""
    heads = {role: np.subtract(place, rigs.T_POSE["pelvis"]) for role, place in rigs.T_POSE.items()}
    rig = rigs.by_roles(rigs.MIXAMO, heads=heads, seed=2, skip=("pelvis",))
    # Tips are told in the rig's own height.
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in rig.data.edit_bones:
        if not bone.children:
            roll = bone.roll
            bone.tail = bone.tail - Matrix.Translation(rigs.T_POSE["pelvis"]).translation
            bone.roll = roll
    bpy.ops.object.mode_set(mode="OBJECT")
    rig.location = location
    bpy.context.view_layer.update()
    return rig


def at_height():
    return hipless(rigs.T_POSE["pelvis"])


def test_such_a_body_is_found_whole(addon):
    rig = at_height()
    mapping = mappings.get_or_detect(rig)
    assert "pelvis" not in mapping.roles and mapping.warnings == []
    wanted = {role: name for role, name in rigs.MIXAMO.items() if role != "pelvis"}
    assert {role: mapping.roles[role] for role in wanted if role in mapping.roles} == wanted


@pytest.mark.parametrize("root", ["hips", "in_place"])
def test_takes_move_legs_and_spine_together(scene, root):
    rig, plain = at_height(), rigs.by_roles(rigs.MIXAMO, seed=2)
    mapping, whole = to_rig.detect_mapping(rig), to_rig.detect_mapping(plain)
    motion = rigs.wild_motion(len(FRAMES), size=0.5)
    for obj, found in ((rig, mapping), (plain, whole)):
        tracks = to_rig.retarget(obj, *motion, found, root)
        new_action.write_action(obj, tracks, 20.0, scene, "New", 1)
    assert "" not in tracks.rotations
    seen, wanted = rigs.poses(rig, FRAMES), rigs.poses(plain, FRAMES)
    for name in seen:
        np.testing.assert_allclose(seen[name][:, 0], wanted[name][:, 0], atol=1e-4)
    read = to_rig.read_motion(rig, mapping, FRAMES)
    same = to_rig.read_motion(plain, whole, FRAMES)
    ours, theirs = (skeleton.forward_kinematics(*one) for one in (read, same))
    np.testing.assert_allclose(ours - ours[:1, :1], theirs - theirs[:1, :1], atol=2e-3)


def test_the_objects_own_movement_is_the_hips(scene):
    """As an FBX has it: the hips' keys on the object, everything else below it."""
    rig, plain = at_height(), rigs.by_roles(rigs.MIXAMO, seed=2)
    whole = to_rig.detect_mapping(plain)
    motion = rigs.walk(len(FRAMES))
    tilt = quaternion.from_axis_angle(
        np.array([0.3, 1.0, 0.1]) / np.linalg.norm([0.3, 1, 0.1]), np.linspace(0, 1.2, 30)
    )
    motion[0][:, 0] = tilt
    tracks = to_rig.retarget(plain, *motion, whole)
    new_action.write_action(plain, tracks, 20.0, scene, "Plain", 1)
    rest = plain.data.bones["Hips"].matrix_local
    rig.rotation_mode = "QUATERNION"
    for frame in FRAMES:
        scene.frame_set(frame)
        moved = plain.pose.bones["Hips"].matrix @ rest.to_3x3().inverted().to_4x4()
        rig.location, rig.rotation_quaternion = moved.translation, moved.to_quaternion()
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert("rotation_quaternion", frame=frame)
        for bone in rig.pose.bones:
            other = plain.pose.bones[bone.name]
            turn = bone.bone.matrix_local.to_quaternion().inverted() @ other.bone.matrix_local.to_quaternion()
            basis = other.matrix_basis.to_quaternion()
            bone.rotation_quaternion = turn @ basis @ turn.inverted()
            bone.keyframe_insert("rotation_quaternion", frame=frame)
    scene.frame_set(1)
    seen, wanted = rigs.poses(rig, FRAMES), rigs.poses(plain, FRAMES)
    for name in seen:
        np.testing.assert_allclose(seen[name][:, 0], wanted[name][:, 0], atol=2e-3)
    scene.frame_set(17)
    ours = skeleton.forward_kinematics(*to_rig.read_motion(rig, to_rig.detect_mapping(rig), FRAMES))
    theirs = skeleton.forward_kinematics(*to_rig.read_motion(plain, whole, FRAMES))
    np.testing.assert_allclose(
        ours - ours[:1, :1] * [1, 0, 1], theirs - theirs[:1, :1] * [1, 0, 1], atol=0.03
    )


def test_ranges_of_a_moved_object_are_refused_and_others_are_not(addon):
    rig = at_height()
    bpy.context.view_layer.objects.active = rig
    action = hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 10, 30
    rig.keyframe_insert("location", frame=1)
    rig.location.x += 1.0
    rig.keyframe_insert("location", frame=49)
    fails(
        bpy.ops.dynmask.regenerate,
        f"'{rig.name}' has no hips bone, and '{action.name}' moves the whole object",
    )
    generate(addon)
    assert "1 take on" in status.current.message

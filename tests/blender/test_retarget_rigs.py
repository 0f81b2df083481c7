"""Retargeting on peculiar rigs: twist bones, long spines, odd bone options, leftovers, A-pose roll."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig


def animate(rig, motion, scene, root="hips"):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *motion, mapping, root=root)
    new_action.write_action(rig, tracks, 20.0, scene, "Motion", 1)
    return mapping, tracks


def worst(rig, mapping, motion):
    return max(
        e.max() for e in rigs.limb_errors(rig, mapping, *motion, range(1, len(motion[0]) + 1)).values()
    )


def edit(rig, change):
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    change(rig.data.edit_bones)
    bpy.ops.object.mode_set(mode="OBJECT")


def insert(edit_bones, name, child, part=0.5):
    """Put a bone between a bone and its parent's head, in line."""
    below = edit_bones[child]
    above = below.parent
    bone = edit_bones.new(name)
    bone.head = above.head.lerp(below.head, part)
    bone.tail = below.head
    bone.parent = above
    below.parent = bone
    return bone


def test_twist_bones_ride_along(scene):
    rig = rigs.mixamo()

    def add_twists(bones):
        insert(bones, "ArmTwist", "mixamorig:LeftForeArm")
        side = bones.new("LegTwist")
        side.head, side.tail = bones["mixamorig:LeftLeg"].head, bones["mixamorig:LeftLeg"].center
        side.parent = bones["mixamorig:LeftUpLeg"]

    edit(rig, add_twists)
    motion = rigs.wild_motion()
    mapping, tracks = animate(rig, motion, scene)
    assert worst(rig, mapping, motion) < 6.0
    assert "ArmTwist" not in tracks.rotations and "LegTwist" not in tracks.rotations
    assert tracks.resting == ("ArmTwist",)


def test_leftover_pose_of_a_bone_between_is_put_to_rest(scene):
    rig = rigs.mixamo()
    edit(rig, lambda bones: insert(bones, "ArmTwist", "mixamorig:LeftForeArm"))
    rig.pose.bones["ArmTwist"].rotation_quaternion = (0.8, 0.6, 0, 0)
    rig.pose.bones["mixamorig:LeftArm"].location = (0.1, 0.2, 0)
    rig.pose.bones["mixamorig:Spine1"].scale = (2, 1, 1)
    motion = rigs.wild_motion()
    mapping, _ = animate(rig, motion, scene)
    assert worst(rig, mapping, motion) < 6.0


def test_a_long_spine_shares_the_bend(scene):
    rig = rigs.mixamo()

    def lengthen(bones):
        insert(bones, "SpineA", "mixamorig:Spine1")
        insert(bones, "SpineB", "mixamorig:Spine2")
        insert(bones, "NeckA", "mixamorig:Head")

    edit(rig, lengthen)
    rotations = np.tile(quaternion.IDENTITY, (2, 22, 1))
    bend = quaternion.from_axis_angle(np.array([1.0, 0, 0]), np.radians(20.0))
    for joint in ("spine1", "spine2", "spine3", "neck"):
        rotations[1, skeleton.INDEX[joint]] = bend
    mapping, tracks = animate(rig, (rotations, np.full((2, 3), 0.9)), scene)
    assert {"SpineA", "SpineB", "NeckA"} <= set(tracks.rotations)
    turned = {
        bone: float(np.degrees(quaternion.angle_between(q[0], q[1]))) for bone, q in tracks.rotations.items()
    }
    between = (
        "mixamorig:Spine",
        "SpineA",
        "mixamorig:Spine1",
        "SpineB",
        "mixamorig:Spine2",
        "mixamorig:Neck",
    )
    np.testing.assert_allclose([turned[b] for b in between], [20, 10, 10, 10, 10, 20], atol=0.01)


def test_hips_connected_to_a_root_move_anyway(scene):
    rig = rigs.mixamo()

    def add_root(bones):
        hips = bones["mixamorig:Hips"]
        root = bones.new("Root")
        root.head, root.tail = (0, 0, 0), hips.head
        hips.parent, hips.use_connect = root, True

    edit(rig, add_root)
    free = rigs.mixamo()
    motion = rigs.wild_motion()
    mapping, _ = animate(rig, motion, scene)
    animate(free, motion, scene)
    seen, wanted = rigs.poses(rig, range(1, 61)), rigs.poses(free, range(1, 61))
    np.testing.assert_allclose(seen["mixamorig:Hips"], wanted["mixamorig:Hips"], atol=1e-4)


@pytest.mark.parametrize("root", ["hips", "root", "in_place"])
@pytest.mark.parametrize("option", ["use_local_location", "use_inherit_rotation"])
def test_bone_options(scene, option, root):
    rig, plain = rigs.mixamo(root="root"), rigs.mixamo(root="root")
    for bone in ("Hips", "LeftArm", "RightUpLeg", "Head"):
        setattr(rig.data.bones[f"mixamorig:{bone}"], option, False)
    motion = rigs.wild_motion()
    animate(rig, motion, scene, root)
    animate(plain, motion, scene, root)
    seen, wanted = rigs.poses(rig, range(1, 61)), rigs.poses(plain, range(1, 61))
    for bone in seen:
        np.testing.assert_allclose(seen[bone], wanted[bone], atol=1e-4)


def test_a_pose_arms_are_not_twisted(scene):
    """A source that stands as the metarig rests leaves the metarig's arms at rest, roll included."""
    rig = rigs.metarig()
    mapping = to_rig.detect_mapping(rig)
    rotations = np.tile(quaternion.IDENTITY, (1, 22, 1))
    world = {}
    for side in ("left", "right"):
        above = quaternion.IDENTITY
        for role, after in (("shoulder", "elbow"), ("elbow", "wrist")):
            bones = [rig.data.bones[mapping.roles[f"{side}_{r}"]] for r in (role, after)]
            x, y, z = bones[1].head_local - bones[0].head_local
            rest = skeleton.OFFSETS[skeleton.INDEX[f"{side}_{after}"]]
            swing = quaternion.between(quaternion.rotate(above, rest), np.array([x, z, -y]))
            world[role] = quaternion.multiply(swing, above)
            rotations[0, skeleton.INDEX[f"{side}_{role}"]] = quaternion.multiply(
                quaternion.inverse(above), world[role]
            )
            above = world[role]
    tracks = to_rig.retarget(rig, rotations, np.array([[0, 0.93, 0]]), mapping)
    for bone in ("upper_arm.L", "upper_arm.R", "forearm.L", "forearm.R"):
        assert np.degrees(quaternion.angle_between(quaternion.IDENTITY, tracks.rotations[bone][0])) < 3.0
    for bone in ("hand.L", "hand.R"):
        assert np.degrees(quaternion.angle_between(quaternion.IDENTITY, tracks.rotations[bone][0])) < 25.0


def test_standing_source_leaves_legs_and_feet_as_they_rest(scene):
    """T-pose in, flat feet out: the toes' tips stay within a centimetre of the floor they rest on."""
    rig = rigs.metarig()
    rotations = np.tile(quaternion.IDENTITY, (2, 22, 1))
    height = -skeleton.forward_kinematics(rotations[0], np.zeros(3))[:, 1].min()
    motion = rotations, np.tile([0, height, 0.0], (2, 1))
    rest = {b.name: np.array(b.tail_local) for b in rig.data.bones}
    animate(rig, motion, scene)
    seen = rigs.poses(rig, (1,))
    for toe in ("toe.L", "toe.R"):
        assert abs(seen[toe][0, 1, 2] - rest[toe][2]) < 0.012
    for foot in ("foot.L", "foot.R"):
        assert abs(seen[foot][0, 0, 2] - rig.data.bones[foot].head_local[2]) < 0.005


def test_no_pelvis_is_an_error_with_a_remedy(scene):
    rig = rigs.mixamo()
    with pytest.raises(ValueError, match="press Detect Bones under Bone Mapping, or set the pelvis"):
        to_rig.retarget(rig, *rigs.wild_motion(5), to_rig.Mapping({}))
    with pytest.raises(ValueError, match="root must be one of"):
        to_rig.retarget(rig, *rigs.wild_motion(5), to_rig.detect_mapping(rig), root="feet")
    flat = rigs.mixamo(matrix=rigs.object_matrix(scale=(1, 1, 0)))
    with pytest.raises(ValueError, match="scale other than 0"):
        to_rig.retarget(flat, *rigs.wild_motion(5), to_rig.detect_mapping(rig))

"""Limbs of two bones, and keys on bones between mapped ones."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import new_action, replace_range
from dynmask.dynmask_blender.retarget import to_rig

FRAMES = range(1, 41)
SPLIT = {"left_hip": "LeftUpLeg", "left_shoulder": "LeftArm", "right_knee": "RightLeg"}


def split():
    """A Mixamo-named rig, its left thigh, left upper arm and right shin of two bones; names of the second."""
    rig = rigs.by_roles(rigs.MIXAMO, seed=3)
    bpy.ops.object.mode_set(mode="EDIT")
    bones = rig.data.edit_bones
    for name in SPLIT.values():
        upper = bones[name]
        lower = bones.new(f"{name}Twist")
        lower.head, lower.tail = upper.head.lerp(upper.tail, 0.4), upper.tail
        for child in list(upper.children):
            child.use_connect = False
            child.parent = lower
        lower.parent = upper
        upper.tail = lower.head
    bpy.ops.object.mode_set(mode="OBJECT")
    return rig, [f"{name}Twist" for name in SPLIT.values()]


def bent(rig, between, scene, mode="QUATERNION"):
    """A walk with keys of the animator's on the bones between: they bend by up to 40 degrees, one moves."""
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.walk(len(FRAMES)), mapping)
    action = new_action.write_action(rig, tracks, 20.0, scene, "Mine", 1)
    for number, name in enumerate(between):
        bone = rig.pose.bones[name]
        bone.rotation_mode = mode
        for frame in (1, 15, 27, 40):
            angle = 0.7 * np.sin(frame + number)
            if mode == "QUATERNION":
                bone.rotation_quaternion = (np.cos(angle / 2), np.sin(angle / 2), 0, 0)
            else:
                bone.rotation_euler = (angle, 0, 0)
            bone.keyframe_insert(keys_of(mode), frame=frame)
        bone.location = (0, 0, 0.02 * number)
        bone.keyframe_insert("location", frame=1)
    return mapping, action


def keys_of(mode):
    return "rotation_quaternion" if mode == "QUATERNION" else "rotation_euler"


def pointing(rig, mapping, frames):
    """{role: (T, 3)} from every limb's joint to the next, in the world."""
    seen = rigs.poses(rig, frames)
    return {
        role: seen[mapping.roles[rigs._NEXT[role]]][:, 0] - seen[mapping.roles[role]][:, 0]
        for role in rigs.LIMBS
    }


def test_split_limbs_are_read_by_where_they_point(scene):
    rig, between = split()
    mapping, _ = bent(rig, between, scene)
    assert {mapping.roles[role] for role in SPLIT} == set(SPLIT.values())
    positions = skeleton.forward_kinematics(*to_rig.read_motion(rig, mapping, FRAMES))
    for role, wanted in pointing(rig, mapping, FRAMES).items():
        x, y, z = np.moveaxis(
            positions[:, skeleton.INDEX[rigs._NEXT[role]]] - positions[:, skeleton.INDEX[role]], -1, 0
        )
        got = np.stack([x, -z, y], axis=-1)
        error = quaternion.angle_between(quaternion.IDENTITY, quaternion.between(wanted, got))
        assert np.degrees(error).max() < 5.0, role


@pytest.mark.parametrize("mode", ["QUATERNION", "XYZ"])
def test_old_keys_between_do_not_play_in_a_regenerated_range(scene, mode):
    rig, between = split()
    mapping, action = bent(rig, between, scene, mode)
    before = {
        (curve.data_path, curve.array_index): [curve.evaluate(frame) for frame in FRAMES]
        for curve in compat.fcurves(rig, action)
    }
    new = rigs.wild_motion(len(FRAMES), seed=4)
    tracks = to_rig.retarget(rig, *new, mapping)
    replace_range.replace(rig, action, tracks, 12, 30, origin=1, blend=3)
    # Where nothing is blended any more, the limbs point where the new motion says.
    inner = range(16, 27)
    rows = slice(inner[0] - 1, inner[-1])
    errors = rigs.limb_errors(rig, mapping, new[0][rows], new[1][rows], inner)
    assert max(e.max() for e in errors.values()) < 6.0
    for curve in compat.fcurves(rig, action):
        old = before.get((curve.data_path, curve.array_index))
        outside = [f for f in FRAMES if not 12 <= f <= 30]
        if old is not None:
            kept = [curve.evaluate(f) for f in outside]
            np.testing.assert_allclose(kept, [old[f - 1] for f in outside], atol=1e-5)


def test_bones_between_without_a_pose_get_no_keys(scene):
    rig, between = split()
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.walk(len(FRAMES)), mapping)
    action = new_action.write_action(rig, tracks, 20.0, scene, "Mine", 1)
    paths = {curve.data_path for curve in compat.fcurves(rig, action)}
    replace_range.replace(rig, action, tracks, 12, 30, origin=1)
    assert {curve.data_path for curve in compat.fcurves(rig, action)} == paths
    for name in between:
        curve = compat.find_fcurve(rig, action, f'pose.bones["{name}"].rotation_quaternion', 1)
        assert curve is None or len(curve.keyframe_points) == 1


def test_of_two_bones_named_alike_the_plain_one_is_the_limb(scene):
    """MakeHuman's BVH puts a bone `__UpLeg_L` between the hips and the thigh `UpLeg_L`."""
    plain = rigs.by_roles({
        role: {"left": "L", "right": "R"}.get(role.split("_")[0], "") and
        f"{name}_{role[0].upper()}" if "_" in role else name
        for role, name in (
            ("pelvis", "Root"), ("spine1", "Spine1"), ("spine2", "Spine2"), ("spine3", "Spine3"),
            ("neck", "Neck"), ("head", "Head"),
            *((f"{side}_{part}", name) for side in ("left", "right") for part, name in (
                ("hip", "UpLeg"), ("knee", "LoLeg"), ("ankle", "Foot"), ("foot", "Toe"),
                ("collar", "Collar"), ("shoulder", "UpArm"), ("elbow", "LoArm"), ("wrist", "Hand"))),
        )
    })  # fmt: skip
    bpy.context.view_layer.objects.active = plain
    bpy.ops.object.mode_set(mode="EDIT")
    bones = plain.data.edit_bones
    for name in ("UpLeg_L", "UpLeg_R", "UpArm_L", "UpArm_R"):
        limb = bones[name]
        above = bones.new(f"__{name}")
        above.head, above.tail = limb.parent.head, limb.head
        above.parent, limb.parent = limb.parent, above
    bpy.ops.object.mode_set(mode="OBJECT")
    roles = to_rig.detect_mapping(plain).roles
    assert roles["left_hip"] == "UpLeg_L" and roles["right_shoulder"] == "UpArm_R"
    assert roles["pelvis"] == "Root"


@pytest.mark.parametrize("length", [8, 11])
def test_a_short_range_moves_no_limb_faster_than_its_motion_does(scene, length):
    """What is read and written again is the same movement, whatever the bones between did."""
    rig, between = split()
    mapping, action = bent(rig, between, scene)
    before = rigs.poses(rig, FRAMES)
    rotations, translation = to_rig.read_motion(rig, mapping, FRAMES)
    tracks = to_rig.retarget(rig, rotations, translation, mapping)
    replace_range.replace(rig, action, tracks, 15, 14 + length, origin=1)
    after = rigs.poses(rig, FRAMES)
    for role in ("left_knee", "left_elbow", "right_ankle", "left_wrist", "right_wrist"):
        name = mapping.roles[role]
        old, new = (
            np.linalg.norm(np.diff(poses[name][:, 0], axis=0), axis=1) * 20.0 for poses in (before, after)
        )
        assert new.max() < 1.3 * old.max() + 0.2, role

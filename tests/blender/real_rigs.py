"""The skeletons of public files in the shared fixtures, built as armatures; their poses as keys."""

import json

import bpy
import numpy as np
from dynmask.backend.motion.body import quaternion
from mathutils import Matrix, Quaternion, Vector

NAMES = (
    "accad_actor", "accad_ma_frontkick", "accad_male1_run", "accad_male2_run", "ad_cmu1_jumping_jacks",
    "ad_fair1_wave_hello", "akjava_pose", "body_anim", "bvhtoolbox_template", "bvhtoolbox_walk01",
    "dme_comp3d1", "dme_example", "freebvh", "genea_gesturer", "godot_mannequiny", "godot_player",
    "java3d_dancing", "jlpm_xsens_tpose", "mh_dance1", "mh_tpose", "mh_walk1", "mh_zombieWalk1", "mocapbank",
    "poser_pirouette", "pybvh_cmu_12_01", "pybvh_rotfirst", "pybvh_standard", "pybvh_test1", "pybvh_test2",
    "pybvh_test3", "rocketbox_female01", "rokoko_jesse_dance", "sat_example", "th_mixamo_dance",
    "th_mixamo_walking", "th_rpm_brunette", "unity_HipHopDancing", "x_cmu12_low", "x_dme_low", "x_jj_low",
    "xia_angry",
)  # fmt: skip


def facts(folder, name):
    """What the fixtures tell of a skeleton: kind, object, bones, poses (empty where there is no action)."""
    found = json.loads((folder / "fixtures" / "rigs" / f"{name}.json").read_text())
    return found | {"poses": found.get("poses") or []}


def build(told):
    """The armature object of a skeleton at rest, as `facts` tells it."""
    data = bpy.data.armatures.new("Real")
    rig = bpy.data.objects.new("Real", data)
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in told["bones"]:
        edit = data.edit_bones.new(bone["name"])
        edit.head, edit.tail = bone["head"], bone["tail"]
        edit.align_roll(bone["z_axis"])
        edit.use_deform = bone["deform"]
        if bone["parent"]:
            edit.parent = data.edit_bones[bone["parent"]]
            edit.use_connect = bone["connected"]
    bpy.ops.object.mode_set(mode="OBJECT")
    rig.location = told["object"]["location"]
    rig.rotation_mode = "QUATERNION"
    rig.rotation_quaternion = told["object"]["rotation_quaternion"]
    rig.scale = told["object"]["scale"]
    bpy.context.view_layer.update()
    return rig


def perform(rig, told):
    """Key the skeleton's poses on frames 1, 2, …: every bone turned as its children's heads tell.

    A bone with one child takes the smallest turn from what its parent does, one without any rides along.
    """
    for frame, pose in enumerate(told["poses"], 1):
        turns = {}
        for bone in rig.data.bones:
            above = turns.get(bone.parent.name if bone.parent else "", quaternion.IDENTITY)
            turns[bone.name] = turn = _turn(bone, pose["heads"], above)
            basis = bone.matrix_local.to_3x3().normalized()
            parent = rig.pose.bones[bone.name].parent
            posed = (
                Matrix.Translation(Vector(pose["heads"][bone.name]))
                @ (Quaternion(turn).to_matrix() @ basis).to_4x4()
            )
            if parent:
                held = Quaternion(turns[parent.name]).to_matrix().to_4x4()
                held = (
                    Matrix.Translation(Vector(pose["heads"][parent.name]))
                    @ (held.to_3x3() @ parent.bone.matrix_local.to_3x3().normalized()).to_4x4()
                )
                local = bone.convert_local_to_pose(
                    posed, bone.matrix_local, parent_matrix=held,
                    parent_matrix_local=parent.bone.matrix_local, invert=True,
                )  # fmt: skip
            else:
                local = bone.convert_local_to_pose(posed, bone.matrix_local, invert=True)
            pose_bone = rig.pose.bones[bone.name]
            pose_bone.rotation_mode = "QUATERNION"
            pose_bone.rotation_quaternion = local.to_quaternion()
            pose_bone.keyframe_insert("rotation_quaternion", frame=frame)
            if not bone.use_connect:
                pose_bone.location = local.translation
                pose_bone.keyframe_insert("location", frame=frame)
    bpy.context.scene.frame_set(1)
    return rig


def _turn(bone, heads, above):
    """Rotation (4,) in armature space that carries a bone's children from rest to where their heads are."""
    rest = [np.array(child.head_local - bone.head_local) for child in bone.children]
    seen = [np.subtract(heads[child.name], heads[bone.name]) for child in bone.children]
    pairs = [(r, s) for r, s in zip(rest, seen, strict=True) if np.linalg.norm(r) > 1e-4]
    if not pairs:
        return above
    # The parent's turn, with little weight, settles what the children leave open.
    spare = max(np.linalg.norm(r) for r, _ in pairs) * 0.03
    rest = np.array([r for r, _ in pairs] + list(np.eye(3) * spare))
    seen = np.array([s for _, s in pairs] + list(quaternion.rotate(above, np.eye(3) * spare)))
    u, _, v = np.linalg.svd(seen.T @ rest)
    turn = u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ v))]) @ v
    return quaternion.from_matrix(turn)

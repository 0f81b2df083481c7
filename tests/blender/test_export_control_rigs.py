"""What an engine gets of a control rig, as programs other than Blender read it: clean bones, right poses."""

import auto_rig_pro_rig
import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.export import bones as export_bones
from dynmask.dynmask_blender.export import verify
from dynmask.dynmask_blender.retarget import to_rig
from test_export_readers import read, written

KINDS = ("UNREAL", "UNITY", "GLTF")
FRAMES = 12
TO_Y_UP = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])
_RIGIFY = """
DEF-spine root, DEF-spine.001 DEF-spine, DEF-spine.002 DEF-spine.001, DEF-spine.003 DEF-spine.002,
DEF-spine.004 DEF-spine.003, DEF-spine.005 DEF-spine.004, DEF-spine.006 DEF-spine.005,
DEF-pelvis.S DEF-spine, DEF-breast.S DEF-spine.003,
DEF-thigh.S DEF-spine, DEF-thigh.S.001 DEF-thigh.S, DEF-shin.S DEF-thigh.S.001, DEF-shin.S.001 DEF-shin.S,
DEF-foot.S DEF-shin.S.001, DEF-toe.S DEF-foot.S,
DEF-shoulder.S DEF-spine.003, DEF-upper_arm.S DEF-shoulder.S, DEF-upper_arm.S.001 DEF-upper_arm.S,
DEF-forearm.S DEF-upper_arm.S.001, DEF-forearm.S.001 DEF-forearm.S, DEF-hand.S DEF-forearm.S.001
"""
_AUTO_RIG_PRO = """
root.x c_traj, spine_01.x root.x, spine_02.x spine_01.x, neck.x spine_02.x, head.x neck.x,
thigh_stretch.S root.x, leg_stretch.S thigh_stretch.S, foot.S leg_stretch.S, toes_01.S foot.S,
shoulder.S spine_02.x, arm_stretch.S shoulder.S, forearm_stretch.S arm_stretch.S, hand.S forearm_stretch.S
"""


def hierarchy(root, text, sides):
    """{bone: parent or None} of lines of bone and parent."""
    pairs = [pair.split() for pair in text.replace("\n", " ").split(",")]
    letters = {pair[0]: sides if ".S" in pair[0] else "-" for pair in pairs}
    named = [(b.replace(".S", f".{s}"), p.replace(".S", f".{s}")) for b, p in pairs for s in letters[b]]
    return {root: None, **dict(named)}


WANTED = {
    "Rigify": hierarchy("root", _RIGIFY, "LR"),
    "Auto-Rig Pro": hierarchy("c_traj", _AUTO_RIG_PRO, "lr"),
}


def rigify():
    """The rig that Rigify makes of its basic human."""
    import addon_utils

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_basic_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    return bpy.data.objects["rig"]


BUILD = {"Rigify": rigify, "Auto-Rig Pro": auto_rig_pro_rig.build}


def animated(scene, family, *, root="hips"):
    """A control rig that stands turned in the world and moves, and its whole frames."""
    rig = BUILD[family]()
    rig.matrix_world = rigs.object_matrix((0, 0, 70), (0.5,) * 3, (3, 2, 1))
    motion = rigs.wild_motion(FRAMES)
    tracks = to_rig.retarget(rig, *motion, to_rig.detect_mapping(rig), root=root)
    new_action.write_action(rig, tracks, 20.0, scene, "Spin", 1)
    return rig, np.arange(1, FRAMES + 1)


def seen(rig, frames, bones):
    """Heads {bone: (T, 3)} in metres, y up, and axes {bone: (T, 3, 3)}."""
    poses, objects = to_rig.sample(rig, frames)
    world = TO_Y_UP @ (objects[:, None] @ poses)[:, :, :3]
    turns = world[..., :3] / np.linalg.norm(world[..., :3], axis=-2, keepdims=True)
    number = {bone.name: i for i, bone in enumerate(rig.pose.bones)}
    return tuple({b: part[:, number[b]] for b in bones} for part in (world[..., 3], turns))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", WANTED)
def test_only_what_deforms_and_the_root(scene, tmp_path, family, kind):
    rig, frames = animated(scene, family, root="root")
    before = rig.mode, len(rig.data.bones), len(bpy.data.objects), len(bpy.data.armatures)
    said = read(written(rig, kind, tmp_path))
    assert said["bones"] == WANTED[family]
    np.testing.assert_allclose(said["keys"], frames / 20.0, atol=1e-5)
    heads, turns = seen(rig, frames, WANTED[family])
    for name in WANTED[family]:
        np.testing.assert_allclose(said["heads"][name], heads[name], atol=1e-3, err_msg=name)
        np.testing.assert_allclose(said["turns"][name], turns[name], atol=5e-3, err_msg=name)
    root = np.array(next(iter(said["heads"].values())))
    assert np.ptp(root, axis=0).max() > 0.2, "nothing moved"
    assert (rig.mode, len(rig.data.bones), len(bpy.data.objects), len(bpy.data.armatures)) == before


def test_from_pose_mode_with_a_mesh(scene, tmp_path):
    """The mesh follows the bones that are left; the animator is where she was."""
    rig, frames = animated(scene, "Rigify")
    rigs.skinned_cube(scene, rig, "DEF-hand.L")
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="POSE")
    said = read(written(rig, "GLTF", tmp_path))
    assert rig.mode == "POSE" and bpy.context.view_layer.objects.active == rig
    assert said["bones"] == WANTED["Rigify"]
    written(rig, "UNITY", tmp_path)
    bpy.ops.object.mode_set(mode="OBJECT")
    assert verify.reimport_error_mm(bpy.context, rig, tmp_path / "take.fbx") < 1.0
    assert rig.data.bones["DEF-hand.L"].use_deform and len(rig.data.bones) > 200


def test_limbs_on_ik_are_baked(scene, tmp_path):
    """What moves the deform bones plays no part: here the IK controls, keyed by hand."""
    rig = rigify()
    foot = rig.pose.bones["foot_ik.L"]
    for frame, place in ((1, (0, 0, 0)), (8, (0, 0.3, 0.3))):
        foot.location = place
        foot.keyframe_insert("location", frame=frame)
    said = read(written(rig, "UNITY", tmp_path))
    assert said["bones"] == WANTED["Rigify"]
    heads, _ = seen(rig, range(1, 9), ["DEF-foot.L", "DEF-shin.L"])
    assert np.ptp(heads["DEF-foot.L"], axis=0).max() > 0.2
    for name, wanted in heads.items():
        np.testing.assert_allclose(said["heads"][name], wanted, atol=1e-3, err_msg=name)


def test_a_rig_of_another_make_with_a_mapping(scene, tmp_path):
    """Controls by hand: deform bones all on the root hang on what the body is made like."""
    rig = rigs.mixamo(root="root")
    to_rig.save_mapping(rig, to_rig.detect_mapping(rig))
    names = [bone.name for bone in rig.data.bones if bone.name != "root"]
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in rig.data.edit_bones:
        bone.use_deform = False
    for name in names:
        control = rig.data.edit_bones[name]
        bone = rig.data.edit_bones.new("skin:" + name)
        bone.head, bone.tail, bone.roll = control.head, control.tail, control.roll
        bone.parent = rig.data.edit_bones["root"]
    bpy.ops.object.mode_set(mode="OBJECT")
    for name in names:
        copy = rig.pose.bones["skin:" + name].constraints.new("COPY_TRANSFORMS")
        copy.target, copy.subtarget = rig, name
    above = {bone.name: bone.parent and bone.parent.name for bone in rig.data.bones}
    wanted = {"skin:" + n: "root" if above[n] == "root" else "skin:" + above[n] for n in names}
    assert export_bones.hierarchy(rig) == wanted | {"root": ""}


def test_rigs_without_controls_are_written_whole(scene):
    """Also where some bones do not deform, as sockets and helpers."""
    rig = rigs.mixamo(root="root")
    assert export_bones.hierarchy(rig) is None
    rig.data.bones["root"].use_deform = rig.data.bones["mixamorig:Head"].use_deform = False
    assert export_bones.hierarchy(rig) is None
    for bone in rig.data.bones:
        bone.use_deform = False
    assert export_bones.hierarchy(rig) is None
    assert export_bones.hierarchy(rigs.metarig()) is None


def test_overridden_rigs(scene, tmp_path):
    """A copy of a library override cannot be edited, one of what it overrides can."""
    animated(scene, "Rigify")
    for name in [obj.name for obj in bpy.data.objects if obj.name != "rig"]:
        bpy.data.objects.remove(bpy.data.objects[name])
    rig = steps.relinked(tmp_path).override_create(remap_local_usages=True)
    rig.data.override_create(remap_local_usages=True)
    bpy.context.view_layer.objects.active = rig
    assert rig.override_library and rig.data.override_library
    said = read(written(rig, "UNITY", tmp_path, frame_range=(1, FRAMES)))
    assert said["bones"] == WANTED["Rigify"] and len(rig.data.bones) > 200
    heads, _ = seen(rig, np.arange(1, FRAMES + 1), WANTED["Rigify"])
    for name in WANTED["Rigify"]:
        np.testing.assert_allclose(said["heads"][name], heads[name], atol=1e-3, err_msg=name)

"""Rigify's generated rigs: motion on the FK controls, switches keyed with it and put back."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import new_action, replace_range
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import rigify
from dynmask.dynmask_blender.takes import apply_answer, takes

LIMBS = {
    "hip": "DEF-thigh", "knee": "DEF-shin", "ankle": "DEF-foot", "foot": "DEF-toe",
    "shoulder": "DEF-upper_arm", "elbow": "DEF-forearm", "wrist": "DEF-hand",
}  # fmt: skip
DEFORM = to_rig.Mapping(
    {f"{side}_{part}": f"{bone}.{side[0].upper()}" for side in ("left", "right")
     for part, bone in LIMBS.items()}
)  # fmt: skip
IK_FK = 'pose.bones["thigh_parent.L"]["IK_FK"]'
FRAMES = 24


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A file with the basic human metarig and the rig that Rigify makes of it."""
    import addon_utils

    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_basic_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    path = str(tmp_path_factory.mktemp("rigify") / "rig.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    return path


@pytest.fixture
def rig(generated, clean_file):
    return opened(generated)


def opened(path):
    bpy.ops.wm.open_mainfile(filepath=path)
    bpy.context.scene.render.fps = 20
    return bpy.data.objects["rig"]


def animate(rig, motion, root="hips", mapping=None):
    mapping = mapping or to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *motion, mapping, root=root)
    return new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Motion", 1), tracks


def test_roles_are_fk_controls(rig):
    mapping = to_rig.detect_mapping(rig)
    assert mapping.kind == rigify.KIND and mapping.warnings == []
    assert len(mapping.roles) == 23
    assert mapping.roles["left_shoulder"] == "upper_arm_fk.L" and mapping.roles["pelvis"] == "spine_fk"
    wrong = to_rig.check_roles(rig, mapping.roles | {"left_hip": "DEF-thigh.L"})
    assert wrong[0] == "DEF-thigh.L (left hip) is moved by the rig's constraints: set a control."


def test_deform_bones_follow_the_source(rig):
    """From any state of the switches, and the trunk as on the metarig."""
    rig.pose.bones["upper_arm_parent.R"]["FK_limb_follow"] = 1.0
    rig.pose.bones["torso"]["head_follow"] = 0.3
    rig.pose.bones["hips"].rotation_quaternion = (0.8, 0.6, 0.0, 0.0)
    motion = rigs.wild_motion(FRAMES)
    _, tracks = animate(rig, motion)
    errors = np.concatenate(list(rigs.limb_errors(rig, DEFORM, *motion, range(1, FRAMES + 1)).values()))
    print(errors.mean(), errors.max())
    assert errors.mean() < 2.0 and errors.max() < 6.0
    assert not any(bone.startswith(("MCH-", "ORG-", "DEF-")) for bone in (*tracks.rotations, *tracks.resting))
    meta = bpy.data.objects["metarig"]
    animate(meta, motion)
    seen, wanted = rigs.poses(rig, range(1, FRAMES + 1)), rigs.poses(meta, range(1, FRAMES + 1))
    for bone in ("spine", "spine.001", "spine.002", "spine.003", "shoulder.L", "hand.L", "toe.R"):
        np.testing.assert_allclose(seen[f"DEF-{bone}"], wanted[bone], atol=1e-3, err_msg=bone)


def test_root_bone_takes_the_travel(rig):
    motion = rigs.walk(FRAMES)
    animate(rig, motion)
    wanted = rigs.poses(rig, range(1, FRAMES + 1))
    animate(rig, motion, "root")
    seen = rigs.poses(rig, range(1, FRAMES + 1))
    assert np.abs(seen["root"][-1, 0] - seen["root"][0, 0]).max() > 0.5
    for bone in ("DEF-spine", "DEF-spine.003", "DEF-foot.L", "DEF-hand.R"):
        np.testing.assert_allclose(seen[bone], wanted[bone], atol=1e-4)


def test_read_motion_is_the_inverse_and_sees_ik(rig):
    motion, mapping = rigs.wild_motion(8), to_rig.detect_mapping(rig)
    action, _ = animate(rig, motion)
    rotations, translation = to_rig.read_motion(rig, mapping, range(1, 9))
    assert np.degrees(quaternion.angle_between(rotations, motion[0])).max() < 0.05
    np.testing.assert_allclose(translation, motion[1], atol=1e-4)
    rig.animation_data.action = None
    rig.pose.bones["thigh_parent.L"]["IK_FK"] = 0.0
    before = to_rig.read_motion(rig, mapping, (1,))[0]
    rig.pose.bones["foot_ik.L"].location = (0.0, 0.1, 0.3)
    rig.update_tag()
    after = to_rig.read_motion(rig, mapping, (1,))[0]
    assert np.degrees(quaternion.angle_between(before, after))[0, 4] > 10.0


def test_a_range_switches_to_fk_and_back(rig):
    motion = rigs.wild_motion(FRAMES)
    action, tracks = animate(rig, motion)
    for bone, name in tracks.switches:
        path = f'pose.bones["{bone}"]["{name}"]'
        compat.remove_fcurve(rig, action, compat.find_fcurve(rig, action, path, 0))
        rig.pose.bones[bone][name] = rig.pose.bones[bone][name] * 0
    replace_range.replace(rig, action, tracks, 8, 15, origin=1)
    curve = compat.find_fcurve(rig, action, IK_FK, 0)
    assert [curve.evaluate(f) for f in (1, 7, 8, 15, 16, 24)] == [0, 0, 1, 1, 0, 0]
    errors = rigs.limb_errors(rig, DEFORM, motion[0][7:15], motion[1][7:15], range(8, 16))
    assert max(e.max() for e in errors.values()) < 6.0


def test_discarding_puts_the_switches_back(generated, addon):
    rig = opened(generated)
    rig.pose.bones["torso"]["neck_follow"] = 0.25
    before = rigify.kept_switches(rig)
    clip = apply_answer.Clip(*rigs.walk(), 20.0)
    found = clip.analysis()
    take = {
        "rotations": clip.rotations, "translation": clip.translation, "fps": 20.0, "tokens": None,
        "omega": found.omega, "phi": found.phi, "energy": found.energy, "seed": 1, "prompt": "",
    }  # fmt: skip
    steps.apply_generated(rig, bpy.context.scene, {"takes": [take]}, first_frame=1)
    bpy.context.scene.frame_set(5)
    assert rig.pose.bones["thigh_parent.L"]["IK_FK"] == 1.0
    assert compat.find_fcurve(rig, rig.animation_data.action, IK_FK, 0) is not None
    takes.discard_all(rig)
    bpy.context.scene.frame_set(6)
    assert rigify.kept_switches(rig) == before

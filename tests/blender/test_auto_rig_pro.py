"""Auto-Rig Pro's control rigs: motion on the FK controls, switched to FK by keys."""

import auto_rig_pro_rig
import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import auto_rig_pro

FRAMES = 16
SWITCH = 'pose.bones["c_foot_ik.l"]["ik_fk_switch"]'


@pytest.fixture
def rig(scene):
    return auto_rig_pro_rig.build()


def animate(rig, motion, root="hips"):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *motion, mapping, root=root)
    return mapping, tracks, new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Motion", 1)


def deform_mapping(mapping):
    return to_rig.Mapping({
        role: auto_rig_pro_rig.deform(bone) for role, bone in mapping.roles.items() if "_fk." in bone
    })  # fmt: skip


def test_roles_are_controls(rig):
    mapping = to_rig.detect_mapping(rig)
    assert mapping.kind == auto_rig_pro.KIND
    assert mapping.roles == auto_rig_pro_rig.FACTS.roles()
    assert mapping.warnings == []
    wrong = to_rig.check_roles(rig, mapping.roles | {"left_hip": "thigh_stretch.l"})
    assert wrong[0] == "thigh_stretch.l (left hip) is moved by the rig's constraints: set a control."


def test_long_spines_are_chosen_from_evenly():
    names = ["c_root_master.x", *(f"c_spine_{i:02d}.x" for i in range(1, 7)), "c_spine_01_bend.x"]
    found = auto_rig_pro.roles(names)
    assert [found[f"spine{i}"] for i in (1, 2, 3)] == ["c_spine_02.x", "c_spine_04.x", "c_spine_06.x"]


@pytest.mark.parametrize("root", ["hips", "root"])
def test_deform_bones_follow_the_source(rig, root):
    rig.pose.bones["c_root.x"].rotation_quaternion = (0.8, 0.6, 0, 0)
    motion = rigs.wild_motion(FRAMES)
    mapping, tracks, _ = animate(rig, motion, root)
    frames = range(1, FRAMES + 1)
    errors = np.concatenate(list(rigs.limb_errors(rig, deform_mapping(mapping), *motion, frames).values()))
    print(errors.mean(), errors.max())
    assert errors.mean() < 2.0 and errors.max() < 6.0
    assert all(bone.startswith("c_") for bone in (*tracks.rotations, *tracks.resting))
    travel = np.ptp(rigs.poses(rig, frames)["c_traj"][:, 0], axis=0)
    assert (travel[:2].max() > 0.5) == (root == "root")


def test_the_head_turns_with_what_carries_it(rig):
    """Free of the neck and bound to it the head looks where the source's does."""
    motion = rigs.wild_motion(FRAMES)
    seen = []
    for influence in (1.0, 0.0):
        rig.pose.bones["head_scale_fix.x"].constraints[0].influence = influence
        animate(rig, motion)
        ends = rigs.poses(rig, range(1, FRAMES + 1))["head.x"]
        seen.append(ends[:, 1] - ends[:, 0])
    angles = quaternion.angle_between(quaternion.IDENTITY, quaternion.between(*seen))
    assert np.degrees(angles).max() < 0.05


def test_read_motion_is_the_inverse_and_sees_ik(rig):
    motion = rigs.wild_motion(8)
    mapping, _, action = animate(rig, motion)
    rotations, translation = to_rig.read_motion(rig, mapping, range(1, 9))
    # Two spine bones carry what the source bends in three.
    limbs = [4, 5, 7, 8, 18, 19]
    assert np.degrees(quaternion.angle_between(rotations, motion[0]))[:, limbs].max() < 0.05
    np.testing.assert_allclose(translation, motion[1], atol=1e-4)
    curve = compat.find_fcurve(rig, action, SWITCH, 0)
    assert curve.evaluate(1) == 1.0
    rig.animation_data.action = None
    rig.pose.bones["c_foot_ik.l"]["ik_fk_switch"] = 0.0
    rig.pose.bones["c_thigh_fk.l"].rotation_quaternion = (0.8, 0.6, 0, 0)
    rig.update_tag()
    hidden = to_rig.read_motion(rig, mapping, (1,))[0]
    rig.pose.bones["thigh_stretch.l"].rotation_quaternion = (0.8, 0.6, 0, 0)
    shown = to_rig.read_motion(rig, mapping, (1,))[0]
    assert np.degrees(quaternion.angle_between(hidden, shown))[0, 1] > 50.0

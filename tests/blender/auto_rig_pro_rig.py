"""A control rig as Auto-Rig Pro makes them: controls, bones that undo scale, deform bones on constraints."""

import bpy
from families import RigFacts

_DEFORM = {"foot": "foot", "hand": "hand", "toes": "toes_01"}
_BONES = """
c_pos - root
c_traj c_pos =root
c_root_master.x c_traj =pelvis
c_root.x c_root_master.x pelvis
root.x c_root.x pelvis
c_spine_01.x c_root_master.x =spine2
spine_01.x c_spine_01.x spine2
c_spine_02.x spine_01.x =spine3
spine_02.x c_spine_02.x spine3
c_neck.x spine_02.x =neck
neck.x c_neck.x neck
head_scale_fix.x c_traj head
c_head.x head_scale_fix.x =head
head.x c_head.x head
c_shoulder.{s} spine_02.x =collar
shoulder.{s} c_shoulder.{s} collar
c_arm_fk.{s} spine_02.x =shoulder
arm_fk.{s} c_arm_fk.{s} shoulder
c_forearm_fk.{s} c_arm_fk.{s} =elbow
forearm_fk.{s} c_forearm_fk.{s} elbow
c_hand_fk_scale_fix.{s} forearm_fk.{s} wrist
c_hand_fk.{s} c_hand_fk_scale_fix.{s} =wrist
c_thigh_b.{s} root.x hip
c_thigh_fk.{s} c_thigh_b.{s} =hip
c_leg_fk.{s} c_thigh_fk.{s} =knee
leg_fk.{s} c_leg_fk.{s} knee
c_foot_fk_scale_fix.{s} leg_fk.{s} ankle
c_foot_fk.{s} c_foot_fk_scale_fix.{s} =ankle
c_toes_fk.{s} c_foot_fk.{s} =foot
c_hand_ik.{s} c_traj wrist
c_foot_ik.{s} c_traj ankle
thigh_stretch.{s} c_traj hip
leg_stretch.{s} c_traj knee
foot.{s} c_traj ankle
toes_01.{s} c_traj foot
arm_stretch.{s} c_traj shoulder
forearm_stretch.{s} c_traj elbow
hand.{s} c_traj wrist
"""
_LIMBS = (
    "thigh_stretch",
    "leg_stretch",
    "foot",
    "toes_01",
    "shoulder",
    "arm_stretch",
    "forearm_stretch",
    "hand",
)
DEFORM = {"root.x", "spine_01.x", "spine_02.x", "neck.x", "head.x"} | {
    f"{p}.{s}" for p in _LIMBS for s in "lr"
}
FACTS = RigFacts("Auto-Rig Pro control rig", _BONES, pose={"arms": 50.0, "elbows": 12.0, "legs": 4.0})


def deform(control):
    """The deform bone of a limb's FK control."""
    part, _, side = control.removeprefix("c_").partition("_fk.")
    return f"{_DEFORM.get(part, part + '_stretch')}.{side}"


def build(**options):
    """The rig with its constraints and drivers, limbs on IK as they come."""
    rig = FACTS.build(**options)
    bpy.ops.object.mode_set(mode="EDIT")
    for control in rig.data.edit_bones:
        if control.name.startswith("c_") and "_fk." in control.name:
            follower = rig.data.edit_bones[deform(control.name)]
            follower.matrix, follower.length = control.matrix, control.length
    for bone in rig.data.edit_bones:
        bone.use_deform = bone.name in DEFORM
    bpy.ops.object.mode_set(mode="OBJECT")
    bones = rig.pose.bones
    _follow(rig, "head_scale_fix.x", "CHILD_OF", "neck.x")
    for side in ("l", "r"):
        for limb in ("hand", "foot"):
            bones[f"c_{limb}_ik.{side}"]["ik_fk_switch"] = 0.0
        _follow(rig, f"c_arm_fk.{side}", "COPY_LOCATION", f"shoulder.{side}").head_tail = 1.0
        for part in ("thigh", "leg", "foot", "toes", "arm", "forearm", "hand"):
            limb = "hand" if part in ("arm", "forearm", "hand") else "foot"
            control = f"c_{part}_fk.{side}"
            constraint = _follow(rig, deform(control), "COPY_TRANSFORMS", control)
            driver = constraint.driver_add("influence").driver
            driver.type = "AVERAGE"
            driver.variables.new().targets[0].id = rig
            path = f'pose.bones["c_{limb}_ik.{side}"]["ik_fk_switch"]'
            driver.variables[0].targets[0].data_path = path
    bpy.context.view_layer.update()
    return rig


def _follow(rig, bone, kind, target):
    constraint = rig.pose.bones[bone].constraints.new(kind)
    constraint.target, constraint.subtarget = rig, target
    if kind == "CHILD_OF":
        constraint.inverse_matrix = rig.pose.bones[target].matrix.inverted()
    return constraint

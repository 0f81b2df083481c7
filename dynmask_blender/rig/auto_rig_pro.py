"""Auto-Rig Pro's control rigs: the FK controls that carry a motion, what carries them, and their switches.

Controls are called c_…; bones of other names, and those that only undo scale, follow them. A rig exported
for an engine has no controls and needs none of this.
"""

from dataclasses import replace

from ...backend.motion.rig import families

KIND = "Auto-Rig Pro control rig"
SWITCHES = {"ik_fk_switch": 1.0}
_PARTS = {
    "hip": "thigh", "knee": "leg", "ankle": "foot", "foot": "toes",
    "shoulder": "arm", "elbow": "forearm", "wrist": "hand",
}  # fmt: skip
_FAMILY = families.Family(
    KIND,
    ("c_root_master.x", "", "", "", "c_neck.x", "c_head.x"),
    tuple("c_shoulder.{s}" if part == "collar" else f"c_{_PARTS[part]}_fk.{{s}}" for part in families.SIDED),
    ("l", "r"), "c_traj",
)  # fmt: skip
# Bones that show a limb under FK and IK alike.
_SHOWN = {"foot": "foot.{s}", "hand": "hand.{s}", "toes": "toes_01.{s}"}


def is_control_rig(names):
    """Whether bones of these names are those of such a rig for a two-legged body."""
    return {"c_traj", "c_root_master.x", "c_spine_01.x", "c_thigh_fk.l", "c_arm_fk.l"} <= set(names)


def roles(names):
    """{role: control}."""
    found = {role: name for role, name in _FAMILY.roles().items() if name in names}
    spine = sorted(n for n in names if n.startswith("c_spine_") and n.endswith(".x") and n[8:-2].isdigit())
    return found | families.spine_roles(spine)


def is_mechanism_bone(name):
    """Whether a bone is one that the rig's constraints or its controls move."""
    return not name.startswith("c_") or "_scale_fix" in name


def reparented(tree, armature_obj):
    """The BoneTree with bones below the bone that a Child Of constraint makes them follow at present."""
    parents = tree.parents.copy()
    result = replace(tree, parents=parents)
    for bone in armature_obj.pose.bones:
        for constraint in bone.constraints:
            follows = constraint.type == "CHILD_OF" and constraint.target == armature_obj
            if follows and constraint.influence > 0.5 and not constraint.mute:
                carrier, carried = tree.number(constraint.subtarget), tree.number(bone.name)
                if carrier >= 0 and carried not in result.ancestry(carrier):
                    parents[carried] = carrier
    return result


def pose_source(name):
    """Name of the bone that shows the pose of an FK control under IK as well; others' own name."""
    part, found, side = name.removeprefix("c_").partition("_fk.")
    return _SHOWN.get(part, f"{part}_stretch.{{s}}").replace("{s}", side) if found else name

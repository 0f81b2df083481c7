"""Control rigs, Rigify's here: the FK controls that carry a motion, what carries them, and their switches.

Such a rig's deform bones follow its controls through constraints. With the switches set to FK every control
has one bone that carries it; where that is not its parent (a constraint copies another control) the tree of
bones is re-hung, so that poses can be worked out as on any other armature.
"""

from dataclasses import replace

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.rig import families
from . import auto_rig_pro

KIND = "Rigify control rig"
_FAMILY = families.Family(
    KIND,
    ("spine_fk", "spine_fk.001", "spine_fk.002", "spine_fk.003", "neck", "head"),
    ("thigh_fk.{s}", "shin_fk.{s}", "foot_fk.{s}", "toe_fk.{s}",
     "shoulder.{s}", "upper_arm_fk.{s}", "forearm_fk.{s}", "hand_fk.{s}"),
    ("L", "R"), "root",
)  # fmt: skip
_TORSO, _TORSO_PARENT = "torso", "MCH-torso.parent"
_RIDES = {_TORSO_PARENT: "root", "ORG-shoulder.L": "shoulder.L", "ORG-shoulder.R": "shoulder.R"}
# Values with which limbs follow their FK controls, and neck and head the bone below them.
_SWITCHES = {
    "IK_FK": 1.0, "IK/FK": 1.0, "FK_limb_follow": 0.0, "neck_follow": 1.0, "head_follow": 1.0,
    "torso_parent": 1,
} | auto_rig_pro.SWITCHES  # fmt: skip
_AT_REST = ("hips", "chest")
_INNER = ("MCH-", "ORG-", "DEF-")


def kind(names):
    """What a control rig for a two-legged body with bones of these names is called, or ""."""
    if is_generated(names):
        return KIND
    return auto_rig_pro.KIND if auto_rig_pro.is_control_rig(names) else ""


def is_generated(names):
    """Whether bones of these names are those of a rig that Rigify generated for a two-legged body."""
    return {_TORSO, _TORSO_PARENT, "spine_fk", "thigh_fk.L", "upper_arm_fk.L"} <= set(names)


def roles(names):
    """{role: control} of a control rig; of a long spine three controls are chosen evenly."""
    if auto_rig_pro.is_control_rig(names):
        return auto_rig_pro.roles(names)
    found = {role: name for role, name in _FAMILY.roles().items() if name in names}
    for side, letter in (("left", "L"), ("right", "R")):
        if f"{side}_foot" not in found and f"toe.{letter}" in names:
            found[f"{side}_foot"] = f"toe.{letter}"
    upper = _spine(names)[1:]
    if len(upper) > 3:
        found |= families.spine_roles(upper)
    return found


def reparented(tree, armature_obj):
    """The BoneTree with every control below what carries it; any other armature's as it is."""
    if auto_rig_pro.is_control_rig(tree.names):
        return auto_rig_pro.reparented(tree, armature_obj)
    if not is_generated(tree.names):
        return tree
    parents = tree.parents.copy()
    for bone, carrier in _RIDES.items():
        if tree.number(bone) >= 0 and tree.number(carrier) >= 0:
            parents[tree.number(bone)] = tree.number(carrier)
    for letter in ("L", "R"):
        hand, deform = tree.number(f"hand_fk.{letter}"), tree.number(f"DEF-hand.{letter}")
        for bone in tree.children(deform) if min(hand, deform) >= 0 else ():
            if tree.names[bone].startswith("ORG-"):
                parents[bone] = hand
    return replace(tree, parents=parents)


def torso(tree):
    """Index of the control that moves the whole body of a generated rig, -1 on any other armature."""
    return tree.number(_TORSO) if is_generated(tree.names) else -1


def add_trunk(tree, mapped, deltas):
    """Give the torso and the unmapped spine controls their rotations (T, 4) in `deltas`, in place.

    mapped: {role: bone index}. The torso turns with the pelvis.
    """
    deltas[torso(tree)] = deltas[mapped["pelvis"]]
    spine = [tree.number(name) for name in _spine(tree.names)]
    known = [i for i, bone in enumerate(spine) if bone in deltas]
    for low, high in zip(known, known[1:], strict=False):
        for i in range(low + 1, high):
            part = np.array((i - low) / (high - low))
            deltas[spine[i]] = quaternion.slerp(deltas[spine[low]], deltas[spine[high]], part)


def resting(tree, between):
    """Which controls have to stay at rest, of the undriven bones `between` driven ones: no inner bones."""
    outer = [bone for bone in between if not is_mechanism_bone(tree, bone)]
    if torso(tree) < 0:
        return outer
    return outer + [tree.number(name) for name in _AT_REST if tree.number(name) >= 0]


def is_mechanism_bone(tree, bone):
    """Whether a bone of a control rig is one that its constraints or controls move."""
    if auto_rig_pro.is_control_rig(tree.names):
        return auto_rig_pro.is_mechanism_bone(tree.names[bone])
    return torso(tree) >= 0 and tree.names[bone].startswith(_INNER)


def pose_source(tree, bone):
    """Index of the bone that shows the pose of a limb's FK control under IK as well; else the bone itself."""
    if auto_rig_pro.is_control_rig(tree.names):
        shown = tree.number(auto_rig_pro.pose_source(tree.names[bone]))
        return shown if shown >= 0 else bone
    inner = tree.number("ORG-" + tree.names[bone].replace("_fk.", "."))
    limb = tree.names[bone].partition("_fk.")[2] in ("L", "R")
    return inner if torso(tree) >= 0 and limb and inner >= 0 else bone


def switches(armature_obj):
    """{(bone, property): value} to be keyed with a motion on the FK controls; empty for other armatures."""
    return {(bone, name): float(_SWITCHES[name]) for bone, name in _found(armature_obj)}


def kept_switches(armature_obj):
    """The switches as they are now, {bone: {property: value}}, for `put_back`."""
    kept = {}
    for bone, name in _found(armature_obj):
        kept.setdefault(bone, {})[name] = armature_obj.pose.bones[bone][name]
    return kept


def put_back(armature_obj, kept):
    """Set the switches to what `kept_switches` gave; controls that are gone are passed over."""
    for bone, values in kept.items():
        pose_bone = armature_obj.pose.bones.get(bone)
        for name, value in values.items():
            if pose_bone is not None and name in pose_bone:
                pose_bone[name] = value


def _found(armature_obj):
    bones = armature_obj.pose.bones
    if not kind(bones.keys()):
        return []
    return [(bone.name, name) for bone in bones for name in _SWITCHES if name in bone]


def _spine(names):
    """Spine controls of a generated rig from the hips up."""
    return sorted(n for n in names if n == "spine_fk" or n.startswith("spine_fk."))

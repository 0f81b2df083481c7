"""What keeps keys on mapped bones from showing: constraints, drivers, missing bones, Rest Position; locks.

Told in a take's notices, each with what to switch off or set.
"""

import re

from . import rigify, sampling

_TURNING = {
    "COPY_TRANSFORMS", "COPY_ROTATION", "TRANSFORM", "DAMPED_TRACK", "LOCKED_TRACK", "TRACK_TO", "STRETCH_TO",
    "ARMATURE",
}  # fmt: skip
_DRIVEN = re.compile(r'^pose\.bones\["(.*)"\]\.(rotation_\w+|location)$')
_MOST_NAMES = 4


def notices(armature_obj, roles, moved=()):
    """Sentences about an armature that a take was or will be written to.

    roles: {role: bone name}; moved: the bones whose location is keyed as well.
    """
    sentences = [*gone(armature_obj, roles), *shown(armature_obj)]
    # A control rig's controls are constrained and locked as its maker meant it.
    if rigify.kind(armature_obj.pose.bones.keys()):
        return sentences
    bones = [name for name in dict.fromkeys(roles.values()) if name in armature_obj.pose.bones]
    constrained, driven = constraints(armature_obj), drivers(armature_obj, moved)
    if held := [name for name in bones if name in constrained]:
        by = sorted({constrained[name] for name in held})
        sentences.append(
            f"{_named(held)} {_are(held)} moved by a constraint ({_named(by)}), so that keys do not show "
            "there: mute it in the Bone Constraints tab"
        )
    if held := [name for name in bones if name in driven]:
        sentences.append(
            f"{_named(held)} {_are(held)} moved by a driver, so that keys do not show there: "
            "mute it in the Drivers editor"
        )
    if held := [name for name in bones if _locked(armature_obj.pose.bones[name], name in moved)]:
        sentences.append(
            f"{_named(held)} {_have(held)} locked channels, which were keyed as well: "
            "clear those bones under Bone Mapping to leave them alone"
        )
    return sentences


def gone(armature_obj, roles):
    """A sentence about mapped bones that the armature does not have, if there are any."""
    lacking = [f"{name} ({role.replace('_', ' ')})" for role, name in roles.items()
               if name not in armature_obj.data.bones]  # fmt: skip
    if not lacking:
        return []
    return [
        f"'{armature_obj.name}' has no bone {_named(lacking)} any more: "
        "press Detect Bones under Bone Mapping in the DynMask tab"
    ]


def shown(armature_obj):
    """A sentence about an armature whose pose Blender does not show now, if so."""
    try:
        sampling.check_evaluated(armature_obj)
    except ValueError as error:
        return [str(error)]
    return []


def constraints(armature_obj):
    """{bone: constraint} of bones that constraints turn, themselves or by IK, whatever their keys say.

    A constraint is told by its name, and the bone that has it where that is another one.
    """
    moved = {}
    for bone in armature_obj.pose.bones:
        for constraint in bone.constraints:
            if constraint.mute or constraint.influence < 0.5:
                continue
            if constraint.type in _TURNING:
                moved.setdefault(bone.name, constraint.name)
            elif constraint.type == "IK" and constraint.target:
                chain = [bone, *bone.parent_recursive][0 if constraint.use_tail else 1 :]
                for link in chain[: constraint.chain_count or None]:
                    moved.setdefault(link.name, f"{constraint.name} of {bone.name}")
    return moved


def drivers(armature_obj, moved=()):
    """Names of the bones whose rotation, or location where they are in `moved`, drivers set."""
    animation, found = armature_obj.animation_data, set()
    for curve in animation.drivers if animation else ():
        match = _DRIVEN.match(curve.data_path)
        name = _unescaped(match[1]) if match else ""
        bone = armature_obj.pose.bones.get(name)
        if bone is None or curve.mute:
            continue
        mode = bone.rotation_mode.lower()
        rotation = f"rotation_{mode if mode in ('quaternion', 'axis_angle') else 'euler'}"
        if match[2] == rotation or (match[2] == "location" and name in moved):
            found.add(name)
    return found


def _locked(pose_bone, moves):
    turning = any(pose_bone.lock_rotation) or (
        pose_bone.lock_rotation_w and pose_bone.lock_rotations_4d and pose_bone.rotation_mode == "QUATERNION"
    )
    return turning or (moves and any(pose_bone.lock_location))


def _unescaped(name):
    return re.sub(r"\\(.)", r"\1", name)


def _named(names):
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _are(names):
    return "is" if len(names) == 1 else "are"


def _have(names):
    return "has" if len(names) == 1 else "have"

"""Which bones of a control rig an engine gets: those that deform and the root, with no control between them.

What carries a deform bone is often a control or a helper, not a bone that deforms. It then hangs on the
nearest ancestor that deforms or has a deform bone lying along it; where there is none, on the bone that plays
the part of the body above it; else on the root.
"""

import bpy
import numpy as np

from ...backend.motion.rig import families, shape
from ..retarget import to_rig
from ..rig import auto_rig_pro, rigify
from ..rig.bone_tree import BoneTree

_NEAR = 0.05
_AUTO_RIG_PRO = next(family for family in families.FAMILIES if family.kind == "Auto-Rig Pro (deform)")


def hierarchy(armature_obj):
    """{bone: the bone it hangs on, or ""} of what is exported of a control rig; None for any other armature.

    A control rig is one whose motion is keyed on bones that do not deform, while others do.
    """
    deforming = {bone.name for bone in armature_obj.data.bones if bone.use_deform}
    tree = BoneTree.of(armature_obj)
    if not deforming or len(deforming) == len(tree):
        return None
    mapping = to_rig.load_mapping(armature_obj) or to_rig.detect_mapping(armature_obj)
    kind, roles = rigify.kind(tree.names), mapping.roles
    keyed = [name in deforming for role, name in roles.items() if role != families.ROOT]
    if not kind and sum(keyed) * 2 >= len(keyed):
        return None
    root = roles.get(families.ROOT, "")
    kept = deforming | ({root} & set(tree.names))
    parents = {name: _carrier(tree, bone, kept) for bone, name in enumerate(tree.names) if name in kept}
    played = _deform_roles(armature_obj, kind, roles, deforming)
    for role, name in played.items():
        above = played.get(shape.mapped_parent(role, played), "")
        if parents[name] in ("", root) and name not in _line(parents, above):
            parents[name] = above
    if root in kept:
        parents = {name: parent or root for name, parent in parents.items()} | {root: ""}
    return parents


def carrier(armature_obj, bone, parents):
    """Name of the written bone that a bone of the armature moves with, or ""; parents: of `hierarchy`."""
    if parents is None or bone in parents:
        return bone
    tree = BoneTree.of(armature_obj)
    number = tree.number(bone)
    beside = next((tree.names[i] for i in _along(tree, number) if tree.names[i] in parents), "")
    return beside or _carrier(tree, number, parents)


def keep(stand_in, scene, parents):
    """Remove all bones but those of `hierarchy` from an armature object that only `scene` has."""
    view_layer = scene.view_layers[0]
    view_layer.objects.active = stand_in
    members = {"scene": scene, "view_layer": view_layer, "active_object": stand_in, "object": stand_in}
    with bpy.context.temp_override(**members):
        bpy.ops.object.mode_set(mode="EDIT")
        try:
            bones = stand_in.data.edit_bones
            for bone in bones:
                # Constraints stretch controlled bones: each is placed by keys of its own.
                bone.use_connect, bone.parent = False, None
                bone.use_inherit_rotation = bone.use_local_location = True
            for bone in [bone for bone in bones if bone.name not in parents]:
                bones.remove(bone)
            for name, parent in parents.items():
                bones[name].parent = bones[parent] if parent else None
        finally:
            bpy.ops.object.mode_set(mode="OBJECT")


def _carrier(tree, bone, kept):
    """Name of the kept bone that a bone hangs on by the rig's own hierarchy, or ""."""
    for above in tree.ancestry(bone)[1:]:
        if tree.names[above] in kept:
            return tree.names[above]
        for other in _along(tree, above):
            if tree.names[other] in kept and bone not in tree.ancestry(other):
                return tree.names[other]
    return ""


def _along(tree, bone):
    """Indices of the bones that lie where a bone lies, or hang on it and end where it ends."""
    near = _NEAR * np.linalg.norm(tree.tails[bone] - tree.heads[bone])
    heads, tails = (np.linalg.norm(ends - ends[bone], axis=1) < near for ends in (tree.heads, tree.tails))
    return np.flatnonzero(tails & (heads | (tree.parents == bone)))


def _deform_roles(armature_obj, kind, roles, deforming):
    """{role: deform bone} of the bones that copy a control with a role, or have a known family's names."""
    controls = {name: role for role, name in roles.items()}
    found = {}
    for bone in armature_obj.pose.bones:
        for constraint in bone.constraints if bone.name in deforming else ():
            if constraint.type == "COPY_TRANSFORMS" and constraint.target == armature_obj:
                found.setdefault(controls.get(constraint.subtarget), bone.name)
    if kind == auto_rig_pro.KIND:
        found |= {role: name for role, name in _AUTO_RIG_PRO.roles().items() if name in deforming}
    found.pop(None, None)
    return found


def _line(parents, name):
    """A bone and what it hangs on, up to the top."""
    line = [name]
    while parents.get(line[-1]):
        line.append(parents[line[-1]])
    return line

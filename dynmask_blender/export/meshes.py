"""Copies of the meshes that hang on an armature, for its stand-in to carry; and what stays behind, in words.

A mesh that hangs on a bone is bound to it by weights: nodes below bones are read as bones by some engines and
left out by others.
"""

import bpy
import numpy as np
from mathutils import Matrix

from ..retarget import to_rig
from ..session import status
from . import bones

_STAY = {"CURVE": "a curve", "CURVES": "hair", "SURFACE": "a surface", "FONT": "a text", "META": "a metaball"}
_FOLLOWS = {"COPY_LOCATION", "COPY_ROTATION", "COPY_TRANSFORMS", "ARMATURE", "CHILD_OF", "PIVOT", "TRANSFORM"}
_NAMED = 3
_STILL = 1e-4


def copy_to(stand_in, place, armature_obj, source_scene, target_scene, clips, parents):
    """Copy the armature's meshes into the stand-in's axes and units: [(copy, original)] and sentences.

    place, parents: of `export_skeleton.bake`; clips: what is exported. The sentences say what stays behind.
    """
    now = [source_scene.frame_current_final]
    pose, obj = (values[0] for values in to_rig.sample(armature_obj, now, source_scene))
    standing = place.matrices(pose, obj)
    depsgraph = bpy.context.evaluated_depsgraph_get()
    copies, behind, still = [], {}, []
    for mesh in _hanging(source_scene, armature_obj):
        how, bone = _binding(mesh, armature_obj)
        why = _reason(mesh, armature_obj, how)
        if how == "BONE" and not why:
            bone = bones.carrier(armature_obj, bone, parents)
            why = "" if bone else "its bone is not in the file"
        if why:
            behind[mesh.name] = why
            continue
        world = np.array(mesh.evaluated_get(depsgraph).matrix_world)
        if how == "BONE":
            matrix = place.at_rest(bone) @ np.linalg.inv(standing[bone]) @ place.inward @ world
        else:
            # At rest everything stands as it does beside the armature's object now.
            matrix = place.rest_in @ np.linalg.inv(obj) @ world
        copies.append((_copied(mesh, stand_in, armature_obj, target_scene, Matrix(matrix.tolist())), mesh))
        if how == "BONE":
            _bind(copies[-1][0], stand_in, bone)
        elif how == "PARENT":
            copies[-1][0].modifiers.new("Armature", "ARMATURE").object = stand_in
        elif how == "OBJECT" and clips[0].travel is None:
            still.append(mesh.name)
    return copies, [*_told(behind), *_standing_still(still, clips)]


def discard(copies):
    """Remove the copies with their meshes."""
    for copy, _ in copies:
        data = copy.data
        bpy.data.objects.remove(copy)
        bpy.data.meshes.remove(data)


def _hanging(scene, armature_obj):
    """What has a shape and moves with the armature, but for the shapes that its bones are drawn with."""
    drawn = {bone.custom_shape for bone in armature_obj.pose.bones}
    for obj in scene.objects:
        if (obj.type == "MESH" or obj.type in _STAY) and obj not in drawn and _binding(obj, armature_obj)[0]:
            yield obj


def _binding(obj, armature_obj):
    """(how, bone) by which an object moves with the armature; how is "" where it does not.

    "SKIN": its modifier; "PARENT": parented with deformation; "BONE": with a bone; "OBJECT": with the
    armature's object; "CONSTRAINT", "VERTEX": in a way that no file can tell.
    """
    if any(_deforms(modifier, armature_obj) for modifier in obj.modifiers):
        return "SKIN", ""
    link, first = obj, True
    while link is not None:
        for constraint in link.constraints:
            if getattr(constraint, "target", None) == armature_obj and _is_on(constraint):
                whole = constraint.type == "CHILD_OF" and constraint.influence == 1.0 and constraint.subtarget
                return ("BONE", constraint.subtarget) if whole else ("CONSTRAINT", "")
            if any(target.target == armature_obj for target in getattr(constraint, "targets", ())):
                return "CONSTRAINT", ""
        if link.parent == armature_obj:
            if link.parent_type == "BONE" and link.parent_bone in armature_obj.data.bones:
                return "BONE", link.parent_bone
            if link.parent_type == "ARMATURE" and first:
                return "PARENT", ""
            return "OBJECT", ""
        if link.parent_type.startswith("VERTEX") and link.parent is not None:
            return ("VERTEX", "") if _binding(link.parent, armature_obj)[0] else ("", "")
        link, first = link.parent, False
    return "", ""


def _is_on(constraint):
    return constraint.type in _FOLLOWS and not constraint.mute and constraint.influence > 0.0


def _reason(obj, armature_obj, how):
    """Why something stays behind, or "" where it comes along."""
    if obj.type in _STAY:
        return f"is {_STAY[obj.type]}: convert it to a mesh"
    if how == "CONSTRAINT":
        return "follows by a constraint: parent it to a bone"
    if how == "VERTEX":
        return "is parented to vertices: parent it to a bone"
    if how != "SKIN" and obj.hide_render:
        return "is hidden in renders"
    names = {group.name for group in obj.vertex_groups}
    if how == "PARENT" and not names & {bone.name for bone in armature_obj.data.bones}:
        return "is deformed by envelopes: give it weights"
    return ""


def _copied(mesh, stand_in, armature_obj, scene, matrix):
    copy = mesh.copy()
    copy.data = mesh.data.copy()
    copy.animation_data_clear()
    copy.constraints.clear()
    copy.data.transform(matrix, shape_keys=True)
    scene.collection.objects.link(copy)
    copy.parent, copy.parent_type = stand_in, "OBJECT"
    copy.matrix_parent_inverse.identity()
    copy.matrix_basis.identity()
    for delta in ("delta_location", "delta_rotation_euler"):
        setattr(copy, delta, (0.0, 0.0, 0.0))
    copy.delta_rotation_quaternion, copy.delta_scale = (1.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    for modifier in copy.modifiers:
        if _deforms(modifier, armature_obj):
            modifier.object = stand_in
    copy.hide_viewport = False
    return copy


def _bind(copy, stand_in, bone):
    """Let the whole of a mesh move with one bone."""
    for name in {group.name for group in copy.vertex_groups} & {b.name for b in stand_in.data.bones}:
        copy.vertex_groups.remove(copy.vertex_groups[name])
    copy.vertex_groups.new(name=bone).add(range(len(copy.data.vertices)), 1.0, "REPLACE")
    copy.modifiers.new("Armature", "ARMATURE").object = stand_in


def _told(behind):
    """Sentences of {name: why it stays behind}."""
    told = [f"'{name}' stays behind: it {why}" for name, why in list(behind.items())[:_NAMED]]
    rest = len(behind) - len(told)
    return [*told, f"{status.counted(rest, 'more object')} stay behind"] if rest else told


def _standing_still(names, clips):
    """A sentence about meshes on the armature's object where that moves: its travel is in the bones."""
    moves = any(np.abs(clip.objects - clips[0].objects[0]).max() > _STILL for clip in clips)
    if not names or not moves:
        return []
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return [f"'{names[0]}'{more} stands still in the file: parent it to a bone, the armature's object moves"]


def _deforms(modifier, armature_obj):
    return modifier.type == "ARMATURE" and modifier.object == armature_obj

"""A clean stand-in of an animated armature for exporters, which leaves the animator's rig alone.

The stand-in has the same bones at the same places in the world, but its object is turned and scaled only as
the target format wants, and bones carry plain keys: constraints, drivers, NLA and object scale are baked in.
"""

import bpy
import numpy as np

from ..backend.motion import quaternion
from . import compat, export_bones, keys
from .bone_tree import BoneTree

_Y_UP = np.array(
    [[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]]
)  # columns: where a y-up object's axes lie in Blender
_STILL = 1e-6


def bake(
    armature_obj, frames, poses, objects, scene, *, name, unit=1.0, y_up=True, travel=None, parents=None
):
    """A new armature object in `scene` that moves like `armature_obj`, and 4x4 from the world into it.

    poses (T, bones, 4, 4), objects (T, 4, 4): what it does on `frames` (T,), as from `retarget.sample`.
    unit: armature units of the stand-in for one Blender unit of the source (100 for centimetres).
    y_up: bones are stored y up under an object turned by 90 degrees about x, so that a y-up format sees an
    object without a turn. travel: (T, 4, 4) motion in the world that the object makes instead of the bones.
    parents: {bone: what it hangs on} of `export_bones.hierarchy`; None: all bones as they are.
    The caller removes the object (`discard`).
    """
    tree = BoneTree.of(armature_obj)
    start = objects[0]
    node = np.eye(4)
    node[:3, 3] = start[:3, 3]
    node[:3, :3] = (_Y_UP if y_up else np.eye(3)) / unit
    inward = np.linalg.inv(node)
    data = armature_obj.data
    # A copy of a library override is one as well, and its bones cannot be edited.
    data = (data.override_library.reference if data.override_library else data).copy()
    data.animation_data_clear()
    data.pose_position = "POSE"
    data.transform(_matrix(inward @ start))
    node[:3, 3] *= unit
    node[:3, :3] *= unit
    stand_in = bpy.data.objects.new(name, data)
    scene.collection.objects.link(stand_in)
    stand_in.matrix_world = _matrix(node)
    if parents is not None:
        export_bones.keep(stand_in, scene, parents)
    # Makes the pose: an object without one must not be given an action (Blender crashes).
    scene.view_layers[0].update()
    new_tree = BoneTree.of(stand_in)
    if travel is not None:
        objects = np.linalg.inv(travel) @ objects
    source = [tree.number(bone_name) for bone_name in new_tree.names]
    heads, turns = _bone_tracks(
        tree.rotations[source], new_tree, inward @ start, inward @ objects, poses[:, source]
    )
    rotations, locations = _channels(new_tree, heads, turns)
    action = compat.new_action(stand_in, name)
    for bone, bone_name in enumerate(new_tree.names):
        stand_in.pose.bones[bone_name].rotation_mode = "QUATERNION"
        path = f'pose.bones["{bpy.utils.escape_identifier(bone_name)}"].'
        _write(stand_in, action, path + "rotation_quaternion", rotations[:, bone], frames, bone_name)
        if np.abs(locations[:, bone]).max() > _STILL * unit:
            _write(stand_in, action, path + "location", locations[:, bone], frames, bone_name)
    if travel is not None:
        steps = np.diag([unit, unit, unit, 1.0]) @ travel @ np.diag([1 / unit, 1 / unit, 1 / unit, 1.0])
        _move_object(stand_in, action, steps @ node, frames)
    return stand_in, _matrix(inward)


def _move_object(stand_in, action, matrices, frames):
    stand_in.rotation_mode = "QUATERNION"
    turns = quaternion.continuous(quaternion.from_matrix(matrices[:, :3, :3]))
    _write(stand_in, action, "rotation_quaternion", turns, frames, "Object Transforms")
    _write(stand_in, action, "location", matrices[:, :3, 3], frames, "Object Transforms")


def discard(stand_in):
    """Remove a stand-in with its armature and action."""
    data, action = stand_in.data, stand_in.animation_data.action
    bpy.data.objects.remove(stand_in)
    bpy.data.armatures.remove(data)
    bpy.data.actions.remove(action)


def _matrix(array):
    from mathutils import Matrix

    return Matrix([list(row) for row in array])


def _orthonormal(matrices):
    return quaternion.from_matrix(_nearest_rotation(matrices[..., :3, :3]))


def _nearest_rotation(m):
    u, _, vt = np.linalg.svd(m)
    u[..., :, 2] *= np.linalg.det(u @ vt)[..., None]
    return u @ vt


def _bone_tracks(rest_turns, new_tree, rest_in, objects_in, poses):
    """Heads (T, n, 3) and rotations (T, n, 4) of the stand-in's bones in its armature space.

    rest_turns (n, 4), poses (T, n, 4, 4): of the same bones in the source. rest_in (4, 4) at rest,
    objects_in (T, 4, 4) over time: from the source's armature space to the other's.
    """
    seen = objects_in[:, None] @ poses
    rest = np.zeros((len(new_tree), 4, 4))
    rest[:, :3, :3] = quaternion.to_matrix(rest_turns)
    # Under uneven scale a bone's axes are no longer at right angles: keep what the rest pose makes of them.
    offset = quaternion.multiply(quaternion.inverse(_orthonormal(rest_in @ rest)), new_tree.rotations)
    return seen[..., :3, 3], quaternion.multiply(_orthonormal(seen), offset)


def _channels(tree, heads, turns):
    """Pose channels (T, n, 4), (T, n, 3) of bones whose heads (T, n, 3) and rotations (T, n, 4) are given."""
    rotations, locations = np.empty_like(turns), np.zeros_like(heads)
    for bone, parent in enumerate(tree.parents):
        rest_head, rest_turn = tree.heads[bone], tree.rotations[bone]
        if parent >= 0:
            carry = quaternion.multiply(turns[:, parent], quaternion.inverse(tree.rotations[parent]))
            rest_head = heads[:, parent] + quaternion.rotate(carry, rest_head - tree.heads[parent])
            rest_turn = quaternion.multiply(carry, rest_turn)
        back = quaternion.inverse(np.broadcast_to(rest_turn, turns[:, bone].shape))
        rotations[:, bone] = quaternion.multiply(back, turns[:, bone])
        if not (tree.connected[bone] and parent >= 0):
            locations[:, bone] = quaternion.rotate(back, heads[:, bone] - rest_head)
    return quaternion.continuous(rotations), locations


def _write(stand_in, action, path, values, frames, group):
    for index, column in enumerate(values.T):
        curve = compat.ensure_fcurve(stand_in, action, path, index, group)
        keys.write_curve(curve, frames, column)

"""A clean stand-in of an animated armature for exporters, which leaves the animator's rig alone.

The stand-in has the same bones at the same places in the world, but its object is turned and scaled only as
the target format wants, and bones carry plain keys: constraints, drivers, NLA and object scale are baked in.
"""

from dataclasses import dataclass

import bpy
import numpy as np

from ...backend.motion.body import quaternion
from .. import compat
from ..actions import fcurve_keys
from ..rig.bone_tree import BoneTree
from . import bones

_Y_UP = np.array(
    [[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]]
)  # columns: where a y-up object's axes lie in Blender
_STILL = 1e-6


def bake(armature_obj, clips, scene, *, name, unit=1.0, y_up=True, parents=None):
    """A new armature object in `scene` that moves like `armature_obj`, and its Place.

    clips: `export_clips.Clip`s. A single one is the object's action, on the clip's own frames; several are
    NLA tracks of the clips' names, each from frame 0 on.
    unit: armature units of the stand-in for one Blender unit of the source (100 for centimetres).
    y_up: bones are stored y up under an object turned by 90 degrees about x, so that a y-up format sees an
    object without a turn.
    parents: {bone: what it hangs on} of `bones.hierarchy`; None: all bones as they are.
    The caller removes the object (`discard`).
    """
    tree = BoneTree.of(armature_obj)
    start = clips[0].objects[0]
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
        bones.keep(stand_in, scene, parents)
    # Makes the pose: an object without one must not be given an action (Blender crashes).
    scene.view_layers[0].update()
    new_tree = BoneTree.of(stand_in)
    numbers = [tree.number(bone_name) for bone_name in new_tree.names]
    place = Place(new_tree, tree.rotations[numbers], numbers, inward, inward @ start)
    tracks = [place.channels(clip.poses, clip.objects_below()) for clip in clips]
    for pose_bone in stand_in.pose.bones:
        pose_bone.rotation_mode = "QUATERNION"
    # A channel of one clip is one of all: what a clip does not key is left where another clip had it.
    moved = [any(np.abs(t[1][:, b]).max() > _STILL * unit for t in tracks) for b in range(len(new_tree))]
    actions = []
    for clip, (rotations, locations) in zip(clips, tracks, strict=True):
        frames = clip.frames if len(clips) == 1 else np.arange(len(clip.frames))
        action = compat.new_action(stand_in, name)
        actions.append(action)
        for bone, bone_name in enumerate(new_tree.names):
            path = f'pose.bones["{bpy.utils.escape_identifier(bone_name)}"].'
            _write(stand_in, action, path + "rotation_quaternion", rotations[:, bone], frames, bone_name)
            if moved[bone]:
                _write(stand_in, action, path + "location", locations[:, bone], frames, bone_name)
        if clip.travel is not None:
            scaling = np.diag([unit, unit, unit, 1.0])
            _move_object(stand_in, action, scaling @ clip.travel @ np.linalg.inv(scaling) @ node, frames)
    if len(clips) > 1:
        stand_in.animation_data.action = None
        for clip, action in zip(clips, actions, strict=True):
            compat.push_strip(stand_in, action, clip.name)
    return stand_in, place


@dataclass(frozen=True)
class Place:
    """How a stand-in lies in the world, beside the armature that it stands for.

    tree: its bones; rest_turns (n, 4), numbers (n,): rotations and numbers of the same bones in the source.
    inward (4, 4): from the world into its armature space; rest_in: from the source's at rest.
    """

    tree: BoneTree
    rest_turns: np.ndarray
    numbers: list
    inward: np.ndarray
    rest_in: np.ndarray

    def channels(self, poses, objects):
        """Pose channels (T, n, 4), (T, n, 3) of the source's poses (T, bones, 4, 4), objects (T, 4, 4)."""
        return _channels(self.tree, *self._tracks(poses, objects))

    def matrices(self, pose, obj):
        """{bone: 4x4} in the stand-in's armature space of a pose (bones, 4, 4), obj (4, 4) of the source."""
        heads, turns = self._tracks(pose[None], obj[None])
        return {
            name: _placed(head, turn)
            for name, head, turn in zip(self.tree.names, heads[0], turns[0], strict=True)
        }

    def at_rest(self, name):
        """4x4 of a bone's rest in the stand-in's armature space."""
        bone = self.tree.number(name)
        return _placed(self.tree.heads[bone], self.tree.rotations[bone])

    def _tracks(self, poses, objects):
        return _bone_tracks(
            self.rest_turns, self.tree, self.rest_in, self.inward @ objects, poses[:, self.numbers]
        )


def _placed(head, turn):
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = quaternion.to_matrix(turn), head
    return matrix


def _move_object(stand_in, action, matrices, frames):
    stand_in.rotation_mode = "QUATERNION"
    turns = quaternion.continuous(quaternion.from_matrix(matrices[:, :3, :3]))
    _write(stand_in, action, "rotation_quaternion", turns, frames, "Object Transforms")
    _write(stand_in, action, "location", matrices[:, :3, 3], frames, "Object Transforms")


def discard(stand_in):
    """Remove a stand-in with its armature and actions."""
    data, animation = stand_in.data, stand_in.animation_data
    actions = {strip.action for track in animation.nla_tracks for strip in track.strips} | {animation.action}
    bpy.data.objects.remove(stand_in)
    bpy.data.armatures.remove(data)
    for action in actions - {None}:
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
        fcurve_keys.write_curve(curve, frames, column)

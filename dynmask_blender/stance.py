"""How an armature stands whose rest pose does not: the pose of its action that stands best.

BVH files of some origins rest with every bone along one axis, and tell only by their motion what is up.
"""

from dataclasses import replace

import numpy as np

from ..backend.motion import quaternion
from . import rig_geometry, sampling
from .bone_tree import BoneTree

_MOST_FRAMES = 24
# How far trunk and legs of a pose that stands may lean, in radians.
_TRUNK, _LEG = np.radians(35.0), np.radians(42.0)
_REST_TRUNK, _REST_LEG = np.radians(45.0), np.radians(60.0)
_UP = np.array([0.0, 0.0, 1.0])


def stands_at_rest(armature_obj, roles, tree=None):
    """Whether an armature's rest pose is a body that stands, in the scene or along the armature's own z."""
    tree = tree or BoneTree.of(armature_obj)
    body = _body(tree, roles)
    if body is None:
        return True
    up, _ = rig_geometry.up_and_front(armature_obj)
    return any(_stands(body, tree.heads, axis, _REST_TRUNK, _REST_LEG) for axis in (up, _UP))


def find(armature_obj, roles, scene=None):
    """The pose that stands, {bone: (w, x, y, z, head x, y, z)} in armature space, turned to face the front.

    roles: {role: bone name}. Rotations are from rest. Empty where the rest pose stands, is a whole body that
    lies as its action does, or no frame of what animates the object stands.
    """
    tree = BoneTree.of(armature_obj)
    if stands_at_rest(armature_obj, roles, tree) or not (frames := _frames(armature_obj)):
        return {}
    try:
        poses, _ = sampling.sample(armature_obj, frames, scene)
    except ValueError:
        return {}
    body = _body(tree, roles)
    up, front = rig_geometry.up_and_front(armature_obj)
    leaning = [_leaning(body, pose[:, :3, 3], up) for pose in poses]
    best = min(range(len(poses)), key=lambda i: sum(leaning[i]))
    if not _stands(body, poses[best, :, :3, 3], up, _TRUNK, _LEG):
        return {}
    faced = _faced(body, tree, poses[best], up, front)
    # The floor is where the ankles come lowest: who runs may stand on none of these frames.
    ankles = [ankle for _, ankle in body.legs]
    heights = poses[:, ankles, :3, 3] @ up
    return _lifted(tree, faced, up * (heights.min() - heights[best].mean()))


def doubts(armature_obj, roles, standing):
    """Sentences about a rest pose that does not stand and has no pose that does in its place."""
    if standing or stands_at_rest(armature_obj, roles):
        return []
    return [
        f"'{armature_obj.name}' does not stand in its rest pose, nor in its action: takes may come "
        "out turned. Turn the object until it stands, or assign an action in which it does and press Detect "
        "Bones."
    ]


def posed(tree, stance):
    """(tree as the stance poses it, rotations (n, 4) of its bones from rest) of a stance as `find` gives it.

    Bones that the stance does not know ride on what they hang from.
    """
    turns, heads = unturned(tree), tree.heads.copy()
    for bone, name in enumerate(tree.names):
        above = int(tree.parents[bone])
        if name in stance:
            turns[bone], heads[bone] = stance[name][:4], stance[name][4:]
        elif above >= 0:
            step = tree.heads[bone] - tree.heads[above]
            turns[bone], heads[bone] = turns[above], heads[above] + quaternion.rotate(turns[above], step)
    tails = heads + quaternion.rotate(turns, tree.tails - tree.heads)
    rotations = quaternion.multiply(turns, tree.rotations)
    return replace(tree, heads=heads, tails=tails, rotations=rotations), turns


def unturned(tree):
    """Rotations (n, 4) from rest of a tree's bones that rest."""
    return np.tile(quaternion.IDENTITY, (len(tree), 1))


def _lifted(tree, faced, step):
    """A pose as `find` gives it moved by (3,). As many digits as Blender's own numbers have."""
    turns, heads = faced
    rows = np.round(np.concatenate([turns, heads + step], axis=1), 6).tolist()
    return dict(zip(tree.names, rows, strict=True))


def _faced(body, tree, pose, up, front):
    """(rotations (n, 4) from rest, heads (n, 3)) of a pose (n, 4, 4), turned about its hips to the front."""
    axes = pose[:, :3, :3] / np.maximum(np.linalg.norm(pose[:, :3, :3], axis=-2, keepdims=True), 1e-12)
    turns = quaternion.multiply(quaternion.from_matrix(axes), quaternion.inverse(tree.rotations))
    heads = pose[:, :3, 3]
    left = _level(body.across(heads), up)
    wanted = np.cross(up, _level(front, up))
    angle = np.arctan2(np.cross(left, wanted) @ up, left @ wanted)
    turn = quaternion.from_axis_angle(up, np.array(angle))
    centre = body.hips(heads)
    heads = centre + quaternion.rotate(turn, heads - centre)
    return quaternion.multiply(turn, turns), heads


class _Body:
    """The bones by which a pose is judged, of a mapping that has them all."""

    def __init__(self, numbers):
        self.top = [numbers[r] for r in ("neck", "head") if r in numbers][:1] or [
            numbers["left_shoulder"], numbers["right_shoulder"]
        ]  # fmt: skip
        self.sides = [(numbers[f"left_{p}"], numbers[f"right_{p}"]) for p in ("hip", "shoulder")]
        self.legs = [
            (numbers[f"{side}_hip"], numbers.get(f"{side}_ankle", numbers[f"{side}_knee"]))
            for side in ("left", "right")
        ]

    def hips(self, heads):
        return heads[list(self.sides[0])].mean(axis=0)

    def across(self, heads):
        return sum(heads[left] - heads[right] for left, right in self.sides)

    def trunk(self, heads):
        return heads[self.top].mean(axis=0) - self.hips(heads)


def _body(tree, roles):
    numbers = {role: tree.number(name) for role, name in roles.items()}
    numbers = {role: bone for role, bone in numbers.items() if bone >= 0}
    needed = [f"{side}_{part}" for side in ("left", "right") for part in ("hip", "knee", "shoulder")]
    return _Body(numbers) if all(role in numbers for role in needed) else None


def _leaning(body, heads, up):
    """Angles of the trunk from up and of the legs from down, in radians."""
    legs = [_angle(heads[ankle] - heads[hip], -up) for hip, ankle in body.legs]
    return _angle(body.trunk(heads), up), *legs


def _stands(body, heads, up, trunk, leg):
    leaning = _leaning(body, heads, up)
    return leaning[0] < trunk and max(leaning[1:]) < leg


def _angle(a, b):
    length = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.arccos(np.clip(a @ b / length, -1.0, 1.0))) if length > 1e-12 else np.pi


def _level(v, up):
    v = v - up * (v @ up)
    return v / max(np.linalg.norm(v), 1e-12)


def _frames(armature_obj):
    """Frames (at most 24) over what animates an object by its action or its strips; none without."""
    animation = armature_obj.animation_data
    if animation is None:
        return []
    spans = [tuple(animation.action.curve_frame_range)] if animation.action else []
    spans += [(s.frame_start, s.frame_end) for track in animation.nla_tracks for s in track.strips]
    if not spans:
        return []
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    count = int(np.clip(last - first + 1, 1, _MOST_FRAMES))
    return list(np.round(np.linspace(first, last, count)))

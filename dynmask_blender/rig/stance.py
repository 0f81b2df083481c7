"""How an armature stands whose rest pose does not: the pose of its action that stands best.

BVH files of some origins rest with every bone along one axis, and tell only by their motion what is up.
"""

from dataclasses import replace

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.rig import standing
from .. import coords
from . import sampling
from .bone_tree import BoneTree

_MOST_FRAMES = 24
_UP = np.array([0.0, 0.0, 1.0])


def stands_at_rest(armature_obj, roles, tree=None):
    """Whether an armature's rest pose is a body that stands, in the scene or along the armature's own z."""
    tree = tree or BoneTree.of(armature_obj)
    body = standing.Body.of(tree, roles)
    if body is None:
        return True
    up, _ = coords.up_and_front(armature_obj)
    return any(body.stands_at_rest(tree.heads, axis) for axis in (up, _UP))


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
    body = standing.Body.of(tree, roles)
    up, front = coords.up_and_front(armature_obj)
    heads = poses[..., :3, 3]
    best = body.best(heads, up)
    if best < 0:
        return {}
    axes = poses[best, :, :3, :3]
    axes = axes / np.maximum(np.linalg.norm(axes, axis=-2, keepdims=True), 1e-12)
    turns = quaternion.multiply(quaternion.from_matrix(axes), quaternion.inverse(tree.rotations))
    turn, centre = body.to_front(heads[best], up, front), body.hips(heads[best])
    # The floor is where the ankles come lowest: who runs may stand on none of these frames.
    heights = heads[:, [ankle for _, ankle in body.legs]] @ up
    lift = up * (heights.min() - heights[best].mean())
    placed = centre + quaternion.rotate(turn, heads[best] - centre) + lift
    # As many digits as Blender's own numbers have.
    rows = np.round(np.concatenate([quaternion.multiply(turn, turns), placed], axis=1), 6).tolist()
    return dict(zip(tree.names, rows, strict=True))


def doubts(armature_obj, roles, found):
    """Sentences about a rest pose that does not stand and has no pose that does in its place."""
    if found or stands_at_rest(armature_obj, roles):
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


def spans(armature_obj):
    """[(session_uid of an action, first frame, last frame)] of what animates an object: action and strips."""
    animation = armature_obj.animation_data
    if animation is None:
        return []
    action = animation.action
    found = [(action.session_uid, *action.curve_frame_range)] if action else []
    return found + [
        (strip.action.session_uid if strip.action else 0, strip.frame_start, strip.frame_end)
        for track in animation.nla_tracks for strip in track.strips
    ]  # fmt: skip


def _frames(armature_obj):
    """Frames (at most 24) over what animates an object by its action or its strips; none without."""
    played = spans(armature_obj)
    if not played:
        return []
    first, last = min(s[1] for s in played), max(s[2] for s in played)
    count = int(np.clip(last - first + 1, 1, _MOST_FRAMES))
    return list(np.round(np.linspace(first, last, count)))

"""An armature's performance as canonical motion: the inverse of `retarget`."""

import time

import numpy as np

from ...backend.motion.body import quaternion, skeleton
from ...backend.motion.rig import alignment
from .. import coords, coroutines
from ..rig import no_hips, rest_pose, rigify
from ..rig.sampling import sample

# Seconds that one step of reading takes at most, where a frame does not take longer; frames, at most.
_STEP, _FRAMES_A_STEP = 0.02, 8


def read_motion(armature_obj, mapping, frames):
    """The canonical motion an armature performs: local rotations (T, 22, 4), pelvis translation (T, 3).

    frames: scene frames to look at, whatever animates them (action, NLA, constraints). The scene is put back
    to its frame afterwards. The inverse of `retarget` with the movement on the hips.
    """
    import bpy

    scene = bpy.context.scene
    return coroutines.finished(reading_motion(lambda: (armature_obj, scene), mapping, frames))


def reading_motion(find, mapping, frames, carried=None):
    """Steps of `read_motion`, whose value they have; the scene is on its own frame between them.

    find(): the armature object and the scene, looked up in every step; carried: transforms (T, 4, 4) in
    armature space that the object adds to its bones' movement.
    """
    parts, start, count = [], 0, 1
    while start < len(frames) or not parts:
        armature_obj, scene = find()
        began = time.perf_counter()
        parts.append(sample(armature_obj, frames[start : start + count], scene))
        start += count
        # A control rig of 700 bones needs ten times as long for a frame as a game's skeleton; the frame that
        # the scene goes back to counts as well.
        each = (time.perf_counter() - began) / (count + 1)
        count = int(np.clip(_STEP / max(each, 1e-6) - 1, 1, _FRAMES_A_STEP))
        yield
    poses, objects = (np.concatenate(part) for part in zip(*parts, strict=True))
    return of_poses(find()[0], mapping, poses, objects, carried)


def of_poses(armature_obj, mapping, poses, objects, carried=None):
    """The canonical motion of evaluated poses (T, bones, 4, 4) and object matrices (T, 4, 4); see above."""
    rest = rest_pose.read(armature_obj, mapping.roles, mapping.stance)
    tree = rest.tree
    if no_hips.is_added(tree):
        height = rest_pose.ANKLE_HEIGHT * rest.scale - rest.ankle
        poses = no_hips.posed(tree, no_hips.carried(poses, objects, height))
    elif carried is not None:
        poses = carried[:, None] @ poses
    axes = poses[..., :3, :3]
    axes = axes / np.maximum(np.linalg.norm(axes, axis=-2, keepdims=True), 1e-12)
    deltas = quaternion.multiply(quaternion.from_matrix(axes), quaternion.inverse(tree.rotations))
    shown = {role: rigify.pose_source(tree, bone) for role, bone in rest.roles.items()}
    heads = poses[..., :3, 3]
    world = np.full((len(poses), len(skeleton.JOINTS), 4), np.nan)
    for role in rest.roles:
        if role in skeleton.INDEX:
            delta = deltas[:, shown[role]]
            if role in rest.points:
                delta = _towards(rest, role, delta, heads, shown)
            delta = quaternion.multiply(delta, quaternion.inverse(rest.align[role]))
            world[:, skeleton.INDEX[role]] = coords.rotations_from_frame(delta, rest.frame)
    alignment.fill_unmapped(world)
    legs = [shown[r] for r in ("left_hip", "right_hip") if r in shown] or [shown["pelvis"]]
    centre = rest_pose.hips_from_armature(rest, heads[:, legs].mean(axis=1))
    local = quaternion.continuous(quaternion.normalize(skeleton.local_rotations(world)))
    return local, rest_pose.pelvis_from_hips(centre, world[:, 0])


def _towards(rest, role, delta, heads, shown):
    """A limb bone's rotations from rest (T, 4), swung to where its limb points in the world."""
    carried = quaternion.rotate(delta, rest.points[role])
    seen = carried
    if rest.is_split(role) and not rigify.kind(rest.tree.names):
        seen = heads[:, shown[alignment.NEXT[role]]] - heads[:, shown[role]]
    elif not rest.is_stretched:
        return delta
    return quaternion.multiply(quaternion.between(carried, seen @ rest.stretch.T), delta)

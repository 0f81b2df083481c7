"""What the demo measures: do the rig's limbs follow the motion, and is nothing changed outside a range."""

import numpy as np

# From role to role: the limbs and the trunk.
LIMBS = tuple(
    (f"{side}_{start}", f"{side}_{stop}")
    for side in ("left", "right")
    for start, stop in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
)


def limb_errors(rig, action, part):
    """Degrees (limbs, T) between where the rig's limbs point and where the motion's joints do."""
    import bpy

    retarget, store = part("dynmask_blender.retarget.to_rig"), part("dynmask_blender.actions.motion_store")
    coords, skeleton = part("dynmask_blender.coords"), part("backend.motion.body.skeleton")
    scene = bpy.context.scene
    roles = retarget.load_mapping(rig).roles
    stored = store.read(action)
    clip = stored.clip.resampled(stored.frame_rate)
    first = int(round(stored.first_frame))
    poses, objects = retarget.sample(rig, range(first, first + len(clip)), scene)
    bones = {bone.name: i for i, bone in enumerate(rig.pose.bones)}
    errors = []
    for start, stop in LIMBS:
        wanted = coords.points_to_blender(
            clip.positions[:, skeleton.INDEX[stop]] - clip.positions[:, skeleton.INDEX[start]]
        )
        got = poses[:, bones[roles[stop]], :3, 3] - poses[:, bones[roles[start]], :3, 3]
        got = np.einsum("tij,tj->ti", objects[:, :3, :3], got)
        errors.append(_angle(wanted, got))
    return np.array(errors)


def _angle(a, b):
    across = np.linalg.norm(np.cross(a, b), axis=-1)
    return np.degrees(np.arctan2(across, np.sum(a * b, axis=-1)))


def largest_change_outside(rig, before, after, first, last, part):
    """Largest difference of two actions and of the motions they were made from, outside first…last.

    A key that is missing on one side counts as infinite.
    """
    compat, store = part("dynmask_blender.compat"), part("dynmask_blender.actions.motion_store")
    old, new = (_keys(compat, rig, action, first, last) for action in (before, after))
    if old.keys() != new.keys():
        return float("inf")
    worst = 0.0
    for channel, keys in old.items():
        if keys.shape != new[channel].shape:
            return float("inf")
        worst = max(worst, float(np.abs(keys - new[channel]).max(initial=0.0)))
    old, new = store.read(before), store.read(after)
    frames = old.frame_of(np.arange(len(old)))
    outside = (frames < first) | (frames > last)
    for name in ("rotations", "translation"):
        change = getattr(old.clip, name)[outside] - getattr(new.clip, name)[outside]
        worst = max(worst, float(np.abs(change).max(initial=0.0)))
    return worst


def _keys(compat, rig, action, first, last):
    """{(path, index): (n, 2) frame and value} of the keys outside first…last."""
    keys = {}
    for curve in compat.fcurves(rig, action):
        co = np.empty(2 * len(curve.keyframe_points), np.float32)
        curve.keyframe_points.foreach_get("co", co)
        co = co.reshape(-1, 2)
        keys[curve.data_path, curve.array_index] = co[(co[:, 0] < first) | (co[:, 0] > last)]
    return keys

"""Travel of the armature object itself, where its action moves it: part of the body's movement.

A walk keyed on the object is read as a walk. Written back it stays on the object: bones get only the rest.
"""

import numpy as np

from ...backend.motion.body import quaternion
from .. import compat, coords
from ..actions import curve_split, fcurve_keys
from ..rig import rest_pose


def of_action(obj, owner, action, frames):
    """Transforms (T, 4, 4) of the object in armature space since frames[0], on frames (T,) of its action.

    None where the action keys neither the object's location nor its rotation. owner: whose curves are meant.
    """
    found, keyed = basis(obj, owner, action, frames)
    return np.linalg.inv(found[0]) @ found if keyed else None


def basis(obj, owner, action, frames):
    """(the object's own transforms (T, 4, 4) on frames (T,) of an action, whether it keys them)."""
    rotation, size = fcurve_keys.channel(obj.rotation_mode)
    moved = [_sampled(obj, owner, action, name, n, frames) for name, n in (("location", 3), (rotation, size))]
    (places, _), (turns, _) = moved
    axes = quaternion.to_matrix(fcurve_keys.from_mode(turns, obj.rotation_mode)) * np.array(obj.scale)
    found = np.tile(np.eye(4), (len(frames), 1, 1))
    found[:, :3, :3], found[:, :3, 3] = axes, places
    return found, any(keyed for _, keyed in moved)


def taken_off(obj, mapping, rotations, translation, carried):
    """A motion (T, 22, 4), (T, 3) without what transforms (T, 4, 4) of the object do for it."""
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    back = np.linalg.inv(carried)
    axes = back[:, :3, :3] / np.linalg.norm(back[:, :3, :3], axis=-2, keepdims=True)
    centre = rest_pose.hips_to_armature(rest, rest_pose.hip_centre(translation, rotations[:, 0]))
    centre = np.einsum("tij,tj->ti", back[:, :3, :3], centre) + back[:, :3, 3]
    turn = coords.rotations_from_frame(quaternion.from_matrix(axes), rest.frame)
    rotations = np.array(rotations, dtype=np.float64)
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    centre = rest_pose.hips_from_armature(rest, centre)
    return quaternion.continuous(rotations), rest_pose.pelvis_from_hips(centre, rotations[:, 0])


def _sampled(obj, owner, action, name, size, frames):
    """(values (T, size) of a property of the object, whether keys animate it)."""
    values, keyed = np.tile(np.array(getattr(obj, name), dtype=np.float64), (len(frames), 1)), False
    for index in range(size):
        curve = compat.find_fcurve(owner, action, name, index)
        if curve and len(curve.keyframe_points) and not curve.mute:
            values[:, index], keyed = curve_split.evaluated(curve, frames), True
    return values, keyed

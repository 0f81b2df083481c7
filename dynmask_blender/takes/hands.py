"""Hands of an action: fingers held in a pose by one key a curve, where the animator has not keyed them."""

from dataclasses import replace

import numpy as np

from .. import compat, nla
from ..actions import channels, fcurve_keys, motion_store, new_action
from ..retarget import to_rig
from ..rig.bone_tree import BoneTree
from . import fingers, takes

POSES = (
    ("RELAXED", "Relaxed", "Fingers a little bent, as a hand hangs"),
    ("FIST", "Fist", "A closed hand"),
    ("OPEN", "Open", "Fingers straight and spread"),
    ("FLAT", "Flat", "Fingers straight, side by side"),
    ("REST", "Rest Pose", "Off: fingers stay as the rig's rest pose has them"),
)
# Values that differ by less are the same pose.
_SAME = 1e-4


def key(obj, owner, action, frame, wanted):
    """Hold the hands in poses from a frame on; wanted: {side: pose}. Returns how many fingers' bones changed.

    Only rotations of bones without keys, or with the one key that this made, are written: never those that
    the animator has keyed here or in an NLA strip.
    """
    tree, roles = BoneTree.of(obj), _roles(obj)
    changed = 0
    for side, pose in wanted.items():
        hand = fingers.find(tree, tree.number(roles.get(f"{side}_wrist", "")), side)
        if hand is None:
            continue
        known = {name: fingers.bends(tree, hand, name) for name in fingers.BENDS}
        for bone in next(iter(known.values())):
            name = tree.names[bone]
            if name not in roles.values():
                possible = {pose: rotations[bone] for pose, rotations in known.items()}
                changed += _key_bone(obj, owner, action, frame, name, possible, pose)
    return changed


def key_shown(obj, strip, frame, wanted):
    """`key` on the action that is worked on; takes of it stay what they were made as. Returns as `key`."""
    action, owner = nla.action(obj, strip), nla.owner(obj, strip)
    before = takes.fingerprint(owner, action)
    changed = key(obj, owner, action, frame, wanted)
    after = takes.fingerprint(owner, action)
    for take in obj.dynmask.takes:
        if take.action == action and take.fingerprint == before:
            take.fingerprint = action[takes.UNDECIDED] = after
    stored = motion_store.read(action)
    if stored is not None and stored.keys == before:
        motion_store.write(action, replace(stored, keys=after))
    obj.update_tag(refresh={"TIME"})
    return changed


def _key_bone(obj, owner, action, frame, bone, possible, pose):
    pose_bone = obj.pose.bones[bone]
    name, size = fcurve_keys.channel(pose_bone.rotation_mode)
    path = new_action.path_of(bone, name)
    if pose_bone.constraints or channels.is_played_elsewhere(obj, action, path):
        return 0
    values = {key: fcurve_keys.to_mode(q[None], pose_bone.rotation_mode)[0] for key, q in possible.items()}
    values["REST"] = fcurve_keys.resting(pose_bone.rotation_mode)
    curves = [compat.find_fcurve(owner, action, path, index) for index in range(size)]
    other = [compat.find_fcurve(owner, action, new_action.path_of(bone, fcurve_keys.channel(mode)[0]), 0)
             for mode in ("QUATERNION", "XYZ", "AXIS_ANGLE")]  # fmt: skip
    if any(curves) and not _is_ours(curves, values):
        return 0
    if not any(curves) and any(other):
        return 0
    if pose == "REST":
        for curve in filter(None, curves):
            compat.remove_fcurve(owner, action, curve)
        if any(curves):
            setattr(pose_bone, name, values["REST"])
        return int(any(curves))
    for index in range(size):
        curve = compat.ensure_fcurve(owner, action, path, index, bone)
        at = curve.keyframe_points[0].co[0] if len(curve.keyframe_points) else frame
        fcurve_keys.write_curve(curve, np.array([at]), values[pose][index : index + 1], fcurve_keys.CONSTANT)
        fcurve_keys.deselect(curve)
    return 1


def _is_ours(curves, values):
    """Whether the curves of a bone hold nothing but the one key of one of these poses."""
    if not all(
        curve and len(curve.keyframe_points) == 1 and not channels.is_closed(curve) for curve in curves
    ):
        return False
    found = np.array([curve.keyframe_points[0].co[1] for curve in curves])
    return any(np.abs(found - pose).max() < _SAME for key, pose in values.items() if key != "REST")


def _roles(obj):
    mapping = to_rig.load_mapping(obj) or to_rig.detect_mapping(obj)
    return mapping.roles

"""Where an action would put a rig's joints, worked out from its curves alone: the rig itself is not moved."""

from dataclasses import dataclass

import numpy as np

from ...backend.motion.body import quaternion, skeleton
from .. import compat, nla
from ..actions import fcurve_keys, motion_store, new_action
from ..rig import detection, rigify
from ..rig.bone_tree import BoneTree

# Frames that are worked out of one action; a figure stands still after them.
MOST_FRAMES = 4000
# Joints whose bone ends in the open, where its tail is drawn too.
_TIPS = ("head", "left_wrist", "right_wrist", "left_foot", "right_foot")


@dataclass(frozen=True)
class Movement:
    """points (T, J, 3) in armature space on the scene's frames from `first` on.

    parents (J,): -1 for the first; feet: indices of the points that may stand on the floor; head: of the tip
    of the head, -1 without; up (3,): of the world, in armature space; left (3,): of the body at rest; leg:
    its length at rest, in armature units; omega: complexity (T,), None where it is not known.
    """

    first: int
    points: np.ndarray
    parents: tuple
    feet: tuple
    head: int
    up: np.ndarray
    left: np.ndarray
    leg: float
    omega: np.ndarray | None


def read(obj, action, strip=""):
    """The Movement of an action on an armature object; strip: the NLA strip it would play in.

    Reads only. Raises ValueError where there is no body or there are no keys.
    """
    mapping = detection.load_mapping(obj) or detection.detect_mapping(obj)
    tree = rigify.reparented(BoneTree.of(obj), obj)
    roles = {role: tree.number(mapping.roles.get(role) or "") for role in skeleton.JOINTS}
    roles = {role: bone for role, bone in roles.items() if bone >= 0}
    if not {"left_hip", "right_hip", "left_knee", "left_ankle"} <= roles.keys():
        raise ValueError(f"'{obj.name}' has no mapped legs: press Detect Bones under Bone Mapping")
    owner = compat.Slotted(action.get(compat.SLOT, ""), obj.name) if strip else obj
    ends = compat.key_range(owner, action)
    if ends is None:
        raise ValueError(f"'{action.name}' has no keys")
    place = nla.place(obj, strip) if strip else nla.Place()
    first, last = (place.to_scene(end) for end in ends)
    frames = np.arange(np.floor(first), min(np.ceil(last), first + MOST_FRAMES) + 1)
    at = np.clip(place.to_action(frames), *ends)
    places, turns = _posed(obj, tree, roles, _curves(owner, action), at)
    heads = [tree.heads[roles[f"left_{part}"]] for part in ("hip", "knee", "ankle")]
    left = heads[0] - tree.heads[roles["right_hip"]]
    up = np.linalg.inv(np.array(obj.matrix_world, np.float64)[:3, :3])[:, 2]
    return Movement(
        int(frames[0]), *_joined(tree, roles, places, turns), up / np.linalg.norm(up),
        left / max(float(np.linalg.norm(left)), 1e-12),
        float(sum(np.linalg.norm(b - a) for a, b in zip(heads, heads[1:], strict=False))),
        _complexity(action, at),
    )  # fmt: skip


def _curves(owner, action):
    return {(c.data_path, c.array_index): c for c in compat.fcurves(owner, action)
            if not c.mute and len(c.keyframe_points)}  # fmt: skip


def _values(pose_bone, name, size, curves, at):
    """Values (T, size) of a bone's property; what is not keyed is as it is now. None where nothing is."""
    path = new_action.path_of(pose_bone.name, name)
    found = [curves.get((path, index)) for index in range(size)]
    values = np.tile(np.array(getattr(pose_bone, name), np.float64), (len(at), 1))
    for index, curve in enumerate(found):
        if curve is not None:
            values[:, index] = [curve.evaluate(frame) for frame in at]
    return values


def _posed(obj, tree, roles, curves, at):
    """{bone index: head (T, 3)} and {bone index: rotation from rest (T, 4)}, both in armature space."""
    places, turns = {}, {}
    still = np.tile(quaternion.IDENTITY, (len(at), 1))

    def pose(bone):
        if bone in places:
            return
        above = int(tree.parents[bone])
        if above >= 0:
            pose(above)
        carrying = turns[above] if above >= 0 else still
        base = tree.heads[above] if above >= 0 else np.zeros(3)
        carried = places[above] if above >= 0 else np.zeros((len(at), 3))
        pose_bone = obj.pose.bones.get(tree.names[bone])
        inner = rigify.is_mechanism_bone(tree, bone)
        if pose_bone is None or inner:
            turns[bone], step = carrying, np.zeros(3)
        else:
            name, size = fcurve_keys.channel(pose_bone.rotation_mode)
            basis = fcurve_keys.from_mode(_values(pose_bone, name, size, curves, at), pose_bone.rotation_mode)
            own = quaternion.multiply(tree.rotations[bone], basis)
            own = quaternion.multiply(own, quaternion.inverse(tree.rotations[bone]))
            turns[bone] = quaternion.multiply(carrying, own) if tree.inherits_rotation[bone] else own
            step = np.zeros((len(at), 3))
            if not tree.connected[bone]:
                axes = bone if tree.local_location[bone] else above
                step = _values(pose_bone, "location", 3, curves, at)
                step = quaternion.rotate(tree.rotations[axes], step) if axes >= 0 else step
        places[bone] = carried + quaternion.rotate(carrying, tree.heads[bone] - base + step)

    for bone in roles.values():
        pose(bone)
    return places, turns


def _joined(tree, roles, places, turns):
    """points (T, J, 3), parents (J,), feet and head of mapped joints, with tips of hands, feet and head."""
    points, parents, feet, at, head = [], [], [], {}, -1
    for joint, role in enumerate(skeleton.JOINTS):
        if role not in roles:
            continue
        bone, above = roles[role], skeleton.PARENTS[joint]
        while above >= 0 and skeleton.JOINTS[above] not in at:
            above = skeleton.PARENTS[above]
        at[role] = len(points)
        parents.append(at[skeleton.JOINTS[above]] if above >= 0 else -1)
        points.append(places[bone])
        if role in _TIPS or (role.endswith("ankle") and role.replace("ankle", "foot") not in roles):
            head = len(points) if role == "head" else head
            parents.append(at[role])
            points.append(places[bone] + quaternion.rotate(turns[bone], tree.tails[bone] - tree.heads[bone]))
        if role.endswith("_foot") or role.endswith("_ankle"):
            feet.append(at[role])
    return np.stack(points, axis=1).astype(np.float32), tuple(parents), tuple(feet), head


def _complexity(action, at):
    stored = motion_store.read(action, motion=False)
    if stored is None or not len(stored):
        return None
    return np.interp(at, stored.frame_of(np.arange(len(stored))), stored.omega)

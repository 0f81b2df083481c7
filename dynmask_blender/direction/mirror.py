"""An action's keys mirrored left to right: each curve goes to its bone's counterpart, with its sign or not.

That is exact, and keeps every key and handle, where bones' axes mirror each other component by component.
"""

from dataclasses import dataclass

import bpy
import numpy as np

from ...backend.motion.body import quaternion, skeleton
from .. import compat
from ..actions import fcurve_keys, new_action

# Radians by which axes may be beside each other's mirror images: a third of a degree, as Rigify's feet are.
_EXACT = 5e-3
_ROTATIONS = ("rotation_quaternion", "rotation_euler", "rotation_axis_angle")
_BENT = ("bbone_curveinx", "bbone_curveoutx", "bbone_rollin", "bbone_rollout")


class NotExactError(Exception):
    """Why the keys cannot be mirrored by themselves."""


@dataclass(frozen=True)
class Move:
    """Keys of one channel (path, index) to another: values v become sign · v + offset."""

    source: tuple
    path: str
    index: int
    bone: str
    sign: float
    offset: float = 0.0


def moves(obj, owner, action, rest):
    """Every Move of the action's curves. Raises NotExactError where one would not be exact.

    rest: the RestPose of the armature object.
    """
    plane = quaternion.rotate(rest.frame, np.array([1.0, 0.0, 0.0]))
    flip = np.eye(3) - 2.0 * np.outer(plane, plane)
    names = _counterparts(obj, rest)
    found = []
    for curve in compat.fcurves(owner, action):
        if len(curve.sampled_points):
            raise NotExactError(f"'{action.name}' holds samples instead of keys")
        if any(modifier.type != "CYCLES" for modifier in curve.modifiers):
            raise NotExactError("curves have modifiers")
        source = curve.data_path, curve.array_index
        bone, channel = _parsed(curve.data_path)
        if bone is None:
            found.append(_of_object(obj, owner, action, source, plane))
        elif bone not in obj.pose.bones:
            found.append(Move(source, *source, bone, 1.0))
        else:
            found.append(_of_bone(obj, source, bone, names.get(bone, bone), channel, flip))
    return found


def pieces(obj, owner, action, found):
    """Functions of (armature object, action) that write the Moves to a copy of the action."""
    kept = {}
    for move in found:
        curve = compat.find_fcurve(owner, action, *move.source)
        kept[move.source] = fcurve_keys.read_keys(curve), curve.extrapolation, curve.mute, _cycles(curve)
    goals = {(move.path, move.index) for move in found}
    left = [_standing(obj, move) for move in found if move.source not in goals]

    def write(move, armature_obj, copy):
        keys, extrapolation, mute, cycles = kept[move.source]
        keys = {name: values.copy() for name, values in keys.items()}
        for name in ("co", "handle_left", "handle_right"):
            keys[name][:, 1] = move.sign * keys[name][:, 1] + move.offset
        curve = compat.ensure_fcurve(owner, copy, move.path, move.index, move.bone)
        fcurve_keys.write_keys(curve, keys)
        curve.extrapolation, curve.mute = extrapolation, mute
        for modifier in list(curve.modifiers):
            curve.modifiers.remove(modifier)
        for settings in cycles:
            modifier = curve.modifiers.new("CYCLES")
            for name, value in settings.items():
                setattr(modifier, name, value)

    def stand(key, armature_obj, copy):
        """What came from an unkeyed counterpart stands as that does."""
        path, index, bone, value = key
        curve = compat.ensure_fcurve(owner, copy, path, index, bone)
        first = kept[path, index][0]["co"][:1, 0]
        fcurve_keys.write_keys(curve, fcurve_keys.new_keys(first, np.array([value])))

    return [
        *(lambda obj, copy, move=move: write(move, obj, copy) for move in found),
        *(lambda obj, copy, key=key: stand(key, obj, copy) for key in left),
    ]


def _counterparts(obj, rest):
    """{bone: the bone of the other side}, by roles and else by names."""
    tree, roles = rest.tree, rest.roles
    found = {}
    for role, bone in roles.items():
        other = role
        if role in skeleton.INDEX:
            other = skeleton.JOINTS[skeleton.MIRROR[skeleton.INDEX[role]]]
        if other in roles:
            found[tree.names[bone]] = tree.names[roles[other]]
    for bone in (pose_bone.name for pose_bone in obj.pose.bones):
        flipped = bpy.utils.flip_name(bone)
        if bone not in found and flipped in obj.pose.bones:
            found[bone] = flipped
    return found


def _parsed(path):
    """(bone, rest of the path) of a bone's channel, (None, path) of any other."""
    start = 'pose.bones["'
    if not path.startswith(start):
        return None, path
    end = path.find('"]', len(start))
    while end > 0 and path[end - 1] == "\\":
        end = path.find('"]', end + 1)
    return bpy.utils.unescape_identifier(path[len(start) : end]), path[end + 2 :].removeprefix(".")


def _of_bone(obj, source, bone, other, channel, flip):
    here, there = obj.pose.bones[bone], obj.pose.bones[other]
    index = source[1]
    joiner = "" if channel.startswith("[") else "."
    path = new_action.path_of(other, "").removesuffix(".") + joiner + channel
    if not _has(obj, path):
        return Move(source, *source, bone, 1.0)
    if channel in _ROTATIONS and here.rotation_mode != there.rotation_mode:
        raise NotExactError(f"'{bone}' and '{other}' have different rotation modes")
    sign = 1.0
    if channel in _ROTATIONS:
        axes = -_signs(here.bone, there.bone, flip)
        sign = np.concatenate([[1.0], axes])[index] if channel != "rotation_euler" else axes[index]
    elif channel == "location":
        sign = _moved(here.bone, there.bone, flip)[index]
    elif channel in _BENT:
        sign = -1.0
    return Move(source, path, index, other, float(sign))


def _signs(here, there, flip):
    """Signs (3,) of a bone's axes on its counterpart. Raises NotExactError where they are no such."""
    axes = [np.array(bone.matrix_local, dtype=np.float64)[:3, :3] for bone in (here, there)]
    across = np.linalg.inv(axes[1]) @ flip @ axes[0]
    signs = np.sign(np.diag(across))
    if np.abs(across - np.diag(signs)).max() > _EXACT:
        raise NotExactError(f"the axes of '{here.name}' and '{there.name}' do not mirror each other")
    return signs


def _moved(here, there, flip):
    if here.use_local_location != there.use_local_location:
        raise NotExactError(f"'{here.name}' and '{there.name}' are moved along other axes")
    if here.use_local_location:
        return _signs(here, there, flip)
    if here.parent and there.parent:
        return _signs(here.parent, there.parent, flip)
    if np.abs(flip - np.diag(np.sign(np.diag(flip)))).max() > _EXACT:
        raise NotExactError(f"'{here.name}' is moved along axes that are not the body's")
    return np.sign(np.diag(flip))


def _of_object(obj, owner, action, source, plane):
    """Travel of the object itself, about where it begins."""
    path, index = source
    if path not in ("location", *_ROTATIONS):
        return Move(source, path, index, "", 1.0)
    axis = int(np.argmax(np.abs(plane)))
    turn = np.array(obj.matrix_basis.to_3x3().normalized(), dtype=np.float64)
    if abs(plane[axis]) < 1.0 - _EXACT or abs(turn[axis, axis]) < 1.0 - _EXACT:
        raise NotExactError(f"'{obj.name}' itself moves, along axes that are not the body's")
    if path == "location":
        if index != axis:
            return Move(source, path, index, "", 1.0)
        start = float(compat.find_fcurve(owner, action, path, index).keyframe_points[0].co[1])
        return Move(source, path, index, "", -1.0, 2.0 * start)
    component = index - (path != "rotation_euler")
    return Move(source, path, index, "", 1.0 if component in (-1, axis) else -1.0)


def _has(obj, path):
    try:
        obj.path_resolve(path)
    except ValueError:
        return False
    return True


def _standing(obj, move):
    """(path, index, bone, value) of a channel whose keys went away, as its counterpart, unkeyed, stands.

    A channel and its counterpart swap with the same sign.
    """
    value = obj.path_resolve(move.path)
    value = value[move.index] if hasattr(value, "__len__") else value
    path, index = move.source
    return path, index, _parsed(path)[0] or "", move.sign * float(value) + move.offset


def _cycles(curve):
    names = (
        "mode_before",
        "mode_after",
        "cycles_before",
        "cycles_after",
        "mute",
        "influence",
        "use_influence",
    )
    return [{name: getattr(modifier, name) for name in names} for modifier in curve.modifiers]

"""An action's dense keys in a range replaced by few Bézier keys, and how far off the body then is."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.keys import reduction
from ...backend.motion.measure import contacts, runs
from .. import compat
from ..rig import rigify, sampling
from ..rig.bone_tree import BoneTree
from . import channels, curve_split, fcurve_keys, new_action

# Values that differ by less never moved: radians or parts of a unit.
_STILL = 1e-6
# What is left of a limit where a foot stands.
_PLANTED = 0.6
# Metres over its lowest below which a slow foot stands.
_LOW = 0.06
_MEASURED = ("left_wrist", "right_wrist", "left_ankle", "right_ankle", "left_foot", "right_foot")
_FEET = _MEASURED[2:]


@dataclass(frozen=True)
class Channel:
    """One property of a bone: its components' values (T, c), and which of them (c,) have keys to replace."""

    bone: str
    path: str
    mode: str
    values: np.ndarray
    keyed: tuple

    @property
    def turns(self):
        return self.mode != ""


@dataclass(frozen=True)
class Poses:
    """What an armature shows on frames: matrices (T, bones, 4, 4) of the world in metres, bones' parents."""

    matrices: np.ndarray
    parents: tuple
    lengths: tuple

    def turned(self):
        """Rotations (T, bones, 4) of each bone in its parent's axes."""
        axes = self.matrices[..., :3, :3]
        axes = axes / np.maximum(np.linalg.norm(axes, axis=-2, keepdims=True), 1e-12)
        world = quaternion.from_matrix(axes)
        above = [parent if parent >= 0 else i for i, parent in enumerate(self.parents)]
        local = quaternion.multiply(quaternion.inverse(world[:, above]), world)
        roots = [i for i, parent in enumerate(self.parents) if parent < 0]
        local[:, roots] = world[:, roots]
        return local


def poses(obj, scene, frames):
    """Poses of an armature object on scene frames (T,)."""
    inner, outer = sampling.sample(obj, frames, scene)
    matrices = outer[:, None] @ inner
    matrices[..., :3, :] *= scene.unit_settings.scale_length
    bones = obj.data.bones
    number = {bone.name: i for i, bone in enumerate(bones)}
    parents = tuple(number[bone.parent.name] if bone.parent else -1 for bone in bones)
    return Poses(matrices, parents, tuple(bone.length for bone in bones))


def read(obj, owner, action, first, last):
    """Channels of all bones that have keys from frame first to last, with their values on whole frames.

    Raises ValueError where a range cannot be changed without what lies outside of it.
    """
    frames = np.arange(first, last + 1, dtype=np.float64)
    bones = [bone.name for bone in obj.pose.bones]
    modes = channels.rotation_modes(obj, owner, action, bones, np.r_[first - 1, frames, last + 1])
    found = []
    for bone in bones:
        for name, size, mode in ((*fcurve_keys.channel(modes[bone]), modes[bone]), ("location", 3, "")):
            path = new_action.path_of(bone, name)
            curves = [compat.find_fcurve(owner, action, path, index) for index in range(size)]
            keyed = tuple(curve is not None and len(curve.keyframe_points) > 0 for curve in curves)
            if not any(keyed) or any(curve and channels.is_closed(curve) for curve in curves):
                continue
            values = np.tile(
                np.array(getattr(obj.pose.bones[bone], name), dtype=np.float64), (len(frames), 1)
            )
            for index, curve in enumerate(curves):
                if keyed[index]:
                    values[:, index] = curve_split.evaluated(curve, frames)
            found.append(Channel(bone, path, mode, _continuous(values, mode), keyed))
    channels.require_kept_outside(owner, action, [channel.path for channel in found], first, last)
    return found


def count(owner, action, found, first, last):
    """How many keys the channels have from frame first to last."""
    return sum(_keys_within(compat.find_fcurve(owner, action, channel.path, index), first, last)
               for channel in found for index, keyed in enumerate(channel.keyed) if keyed)  # fmt: skip


def grouped(found):
    """The channels of one bone together, the rotation first: lists."""
    bones = {}
    for channel in found:
        bones.setdefault(channel.bone, []).append(channel)
    return list(bones.values())


def measured(obj, roles):
    """{role: (bone index, whether its tail is meant)} of hands and feet, as the armature shows them.

    Without roles every bone at an end of the armature.
    """
    if not roles:
        bones = obj.data.bones
        return {bone.name: (i, True) for i, bone in enumerate(bones) if not bone.children}
    tree = BoneTree.of(obj)
    found = {}
    for role in _MEASURED:
        if tree.number(roles.get(role, "")) >= 0:
            bone = rigify.pose_source(tree, tree.number(roles[role]))
            found[role] = (bone, False)
            if role.endswith("foot"):
                found[f"{role}_tip"] = (bone, True)
    return found


def places(seen, points):
    """{name: (T, 3)} of `measured` points in metres."""
    result = {}
    for name, (bone, at_tail) in points.items():
        matrix = seen.matrices[:, bone]
        result[name] = matrix[:, :3, 3] + matrix[:, :3, 1] * (seen.lengths[bone] if at_tail else 0.0)
    return result


def difference(before, after, points):
    """(radians, metres): the largest turn of a bone against its parent, the farthest that a point is off."""
    turn = quaternion.angle_between(before.turned(), after.turned()).max(initial=0.0)
    old, new = places(before, points), places(after, points)
    far = max((np.linalg.norm(new[name] - old[name], axis=-1).max() for name in old), default=0.0)
    return float(turn), float(far)


def planted(seen, points, fps):
    """{name: (T,) bool} of feet: when they stand, by speed and by height over their lowest."""
    where = places(seen, points)
    feet = {name: place for name, place in where.items() if name in _FEET}
    standing = {}
    for name, place in feet.items():
        usual = contacts.ContactSettings()
        near = place[:, 2] - np.percentile(place[:, 2], 2) < _LOW
        speed = contacts.speeds(place[:, None], fps)[:, 0]
        found = runs.hysteresis((speed < usual.speed_on) & near, (speed < usual.speed_off) & near)
        standing[name] = runs.without_short(found, max(int(round(usual.shortest * fps)), 2))
    return standing


def tracks(obj, seen, bones):
    """key_reduction.Tracks of `grouped` channels on a body that shows the Poses `seen`."""
    number = {bone.name: i for i, bone in enumerate(obj.data.bones)}
    result = []
    for found in bones:
        turns = sum(channel.values.shape[1] for channel in found if channel.turns)
        mode = found[0].mode
        matrix = seen.matrices[:, number[found[0].bone]]
        axes = matrix[:, :3, :3]
        unit = axes / np.maximum(np.linalg.norm(axes, axis=-2, keepdims=True), 1e-12)
        moves = axes
        if turns:
            turned = fcurve_keys.from_mode(found[0].values, mode)
            moves = axes @ quaternion.to_matrix(quaternion.inverse(turned))
        values = np.concatenate([channel.values for channel in found], axis=1)
        result.append(reduction.Track(
            values, turns, partial(fcurve_keys.from_mode, rotation_mode=mode), unit, moves, matrix[:, :3, 3],
        ))  # fmt: skip
    return result


def carried(obj, seen, points, bones, limit, fps):
    """(key_reduction.Points of hands and feet, frames of each track at which a foot comes or goes)."""
    number = {bone.name: i for i, bone in enumerate(obj.data.bones)}
    track_of = {number[found[0].bone]: i for i, found in enumerate(bones)}
    stands, where = planted(seen, points, fps), places(seen, points)
    result, wanted = [], [[] for _ in bones]
    for name, (bone, at_tail) in points.items():
        chain, above = [], bone if at_tail else seen.parents[bone]
        if bone in track_of and not at_tail and any(not c.turns for c in bones[track_of[bone]]):
            above = bone
        while above >= 0:
            if above in track_of:
                chain.append(track_of[above])
            above = seen.parents[above]
        stand = stands.get(name.removesuffix("_tip"), np.zeros(len(where[name]), bool))
        result.append(reduction.Point(
            where[name], tuple(chain), np.where(stand, _PLANTED * limit, limit)
        ))  # fmt: skip
        for i in chain:
            wanted[i] += np.flatnonzero(np.diff(stand.astype(np.int8))).tolist()
    return result, [np.unique(np.array(frames, dtype=np.int64)) for frames in wanted]


def write(owner, action, bones, fits, first, last, inner):
    """Replace the keys of `grouped` channels by fits where that makes fewer; returns how many there are.

    inner: whether the action goes on (before, after) the range.
    """
    total = 0
    for found, fit in zip(bones, fits, strict=True):
        start = 0
        for channel in found:
            size = channel.values.shape[1]
            for index in range(size):
                if channel.keyed[index]:
                    curve = compat.find_fcurve(owner, action, channel.path, index)
                    total += _write(curve, fit, start + index, first, last, inner)
            start += size
    return total


def _write(curve, fit, column, first, last, inner):
    new = _keys(fit, column, first, inner)
    here = _keys_within(curve, first, last)
    if len(new["co"]) >= here:
        return here
    if any(inner):
        curve_split.replace(curve, new, inner)
    else:
        fcurve_keys.write_keys(curve, new)
    return _keys_within(curve, first, last)


def _keys(fit, column, first, inner):
    """Bézier keys of a fit's column, their handles at thirds of the time; one where it never moves."""
    keys, values, slopes = fit.column(column)
    frames = first + keys.astype(np.float64)
    if np.ptp(values) < _STILL and np.abs(slopes).max() < _STILL:
        some = slice(None) if any(inner) else slice(0, 1)
        return fcurve_keys.new_keys(frames[[0, -1]][some], values[[0, -1]][some])
    new = fcurve_keys.new_keys(frames, values, fcurve_keys.BEZIER)
    for side, steps in (("left", np.diff(frames, prepend=frames[0] - 1)),
                        ("right", np.diff(frames, append=frames[-1] + 1))):  # fmt: skip
        reach = steps / 3.0 * (-1.0 if side == "left" else 1.0)
        handle = np.stack([frames + reach, values + slopes * reach], axis=1)
        new[f"handle_{side}"] = handle.astype(np.float32)
        new[f"handle_{side}_type"][:] = fcurve_keys.ALIGNED
    if inner[1]:
        # Up to the first key outside the movement is a line, as it was between neighbouring frames.
        new["interpolation"][-1] = fcurve_keys.LINEAR
    return new


def _keys_within(curve, first, last):
    at = fcurve_keys.read_keys(curve, ("co",))["co"][:, 0]
    return int(np.count_nonzero((at > first - curve_split.SAME) & (at < last + curve_split.SAME)))


def _continuous(values, mode):
    """The same rotations in numbers without jumps, where there are any."""
    if not mode or len(values) < 2:
        return values
    jumps = (values[1:] * values[:-1]).sum(axis=1).min() < 0 if mode == "QUATERNION" else (
        np.abs(np.diff(values, axis=0)).max() > np.pi)  # fmt: skip
    if not jumps:
        return values
    return fcurve_keys.to_mode(fcurve_keys.from_mode(values, mode), mode, start=values[0])

"""A range of frames within an action replaced; everything outside of it is left as it is."""

from functools import partial

import numpy as np

from ...backend.motion.body import quaternion
from .. import compat
from . import channels, curve_split, fcurve_keys, new_action


def replace(armature_obj, action, tracks, first, last, *, origin=None, blend=6):
    """Replace what `action` does from frame `first` to `last`, both included, by `tracks`.

    tracks: at the scene's rate, the first row at frame `origin` (the range's first unless given), covering
    the range at least. Keys outside the range stay bit-identical, and curves keep their shape up to the frame
    before it and from the frame after it on: they are cut there, so handles that face the cut are shortened.
    Where the tracks also tell what they are next to the range, their difference from the action there fades
    over `blend` frames: a rig that reads a little differently than it was keyed leaves no step. At the
    action's own ends nothing is kept: there is no movement outside them. Locked and muted curves are left
    alone. Raises ValueError, and changes nothing, where what lies outside cannot be kept.
    """
    new_action.require_editable(armature_obj)
    replace_in(armature_obj, armature_obj, action, tracks, first, last, origin=origin, blend=blend)


def replace_in(armature_obj, owner, action, tracks, first, last, *, origin, blend=6):
    """As `replace`, for the curves of an owner: the armature object, or a compat.Slotted."""
    for piece in _pieces(owner, tracks, first, last, origin, blend):
        piece(armature_obj, action)
    armature_obj.update_tag(refresh={"TIME"})


def replacing(find, begin, owner, tracks, first, last, *, origin):
    """Steps of `replace` in a copy of an action; the value is the copy's session_uid.

    begin(): makes the copy, which nothing uses yet; owner: a compat.Slotted, whose keys are meant.
    """
    return (yield from replacing_spans(find, begin, owner, tracks, [(first, last)], origin=origin))


def replacing_spans(find, begin, owner, tracks, spans, *, origin):
    """As `replacing`, for several ranges [(first, last), …] in order that do not touch each other."""
    new_action.require_editable(find()[0])

    def pieces():
        for first, last in spans:
            yield from _pieces(owner, tracks, first, last, origin, blend=6)

    return (yield from new_action.making(find, begin, pieces))


def replace_channel(armature_obj, owner, action, bone, name, values, first):
    """Replace what one property of a bone does from frame `first` on, values (n, c): as `replace` does."""
    frames = first + np.arange(len(values), dtype=np.float64)
    around = np.r_[first - 1, frames, frames[-1] + 1]
    start, end = compat.key_range(owner, action) or (first, frames[-1])
    path, current = new_action.path_of(bone, name), getattr(armature_obj.pose.bones[bone], name)
    channels.require_kept_outside(owner, action, [path], first, frames[-1])
    channel = _Channel.of(armature_obj, owner, action, path, values.shape[1], bone)
    old = channel.sampled(around[[0, -1]], current)
    channel.write(frames, values, old, (bool(first > start), bool(frames[-1] < end)), 0.0)


def _pieces(owner, tracks, first, last, origin, blend):
    """What `replace` does as functions of (armature object, action), to be called in this order.

    owner: whose curves of the action are meant, the armature object or a compat.Slotted.
    """
    frames = np.arange(first, last + 1, dtype=np.float64)
    skip = 0 if origin is None else first - origin
    if len(frames) == 0:
        raise ValueError(f"The range {first} to {last} holds no frames.")
    if skip < 0 or len(tracks) < skip + len(frames):
        raise ValueError(f"The new motion does not cover the range {first} to {last}.")
    around = np.r_[first - 1, frames, last + 1]
    rows = np.clip(np.arange(skip - 1, skip + len(frames) + 1), 0, len(tracks) - 1)
    inner = weights = None
    modes, turned, moved = {}, [*tracks.rotations], [*tracks.locations]

    def look(bone, armature_obj, action):
        """What has to rest may do so already."""
        modes.update(channels.rotation_modes(armature_obj, owner, action, [bone], around))
        pose_bone = armature_obj.pose.bones[bone]
        name, size = fcurve_keys.channel(modes[bone])
        channel = _Channel.of(armature_obj, owner, action, new_action.path_of(bone, name), size, bone)
        found = fcurve_keys.from_mode(channel.sampled(around, getattr(pose_bone, name)), modes[bone])
        if quaternion.angle_between(quaternion.IDENTITY, found).max() > 1e-5:
            turned.append(bone)
        channel = _Channel.of(armature_obj, owner, action, new_action.path_of(bone, "location"), 3, bone)
        if np.abs(channel.sampled(around, pose_bone.location)).max() > 1e-6:
            moved.append(bone)

    def switch(armature_obj, action):
        nonlocal inner, weights
        modes.update(channels.rotation_modes(armature_obj, owner, action, tracks.rotations, around))
        wanted = channels.written(turned, moved, modes)
        channels.require_kept_outside(owner, action, wanted, first, last)
        start, end = compat.key_range(owner, action) or (first, last)
        inner = (first > start, last < end)
        known = (inner[0] and skip > 0, inner[1] and len(tracks) > skip + len(frames))
        if _switch(armature_obj, owner, action, tracks.switches, around, inner):
            # Outside, other controls make the pose: those of the tracks have nothing to go on from.
            known = (False, False)
        weights = _blend_weights(len(frames), blend, known)

    def turn(bone, rotations, armature_obj, action):
        pose_bone, mode = armature_obj.pose.bones[bone], modes[bone]
        name, size = fcurve_keys.channel(mode)
        channel = _Channel.of(armature_obj, owner, action, new_action.path_of(bone, name), size, bone)
        old = channel.sampled(around[[0, -1]], getattr(pose_bone, name))
        seam = fcurve_keys.from_mode(old, mode)
        values = fcurve_keys.to_mode(_faded_rotations(rotations[rows], seam, weights), mode, start=old[0])
        hold = inner[1] and not fcurve_keys.is_continued(values[-1], old[-1], mode)
        channel.write(frames, values, old, inner, _TURN, hold_last=hold, whole=size == 4)

    def move(bone, locations, armature_obj, action):
        pose_bone = armature_obj.pose.bones[bone]
        channel = _Channel.of(armature_obj, owner, action, new_action.path_of(bone, "location"), 3, bone)
        old = channel.sampled(around[[0, -1]], pose_bone.location)
        new = locations[rows]
        values = new[1:-1] + (weights[:, :, None] * (old - new[[0, -1]])[:, None]).sum(axis=0)
        channel.write(frames, values, old, inner, _MOVE * pose_bone.length)

    def still(bone, armature_obj, action):
        if bone in turned:
            turn(bone, np.tile(quaternion.IDENTITY, (len(tracks), 1)), armature_obj, action)
        if bone in moved:
            move(bone, np.zeros((len(tracks), 3)), armature_obj, action)

    for bone in tracks.resting:
        yield partial(look, bone)
    yield switch
    for bone, rotations in tracks.rotations.items():
        yield partial(turn, bone, rotations)
    for bone, locations in tracks.locations.items():
        yield partial(move, bone, locations)
    for bone in tracks.resting:
        yield partial(still, bone)


# Values of a channel without keys that differ by less are no movement: radians, parts of the bone's length.
_TURN, _MOVE = 2e-4, 1e-3


class _Channel:
    """One property of a bone in an action: its curves, None for those that are missing."""

    def __init__(self, owner, action, path, size, bone, played_below):
        self._owner, self._action, self._path, self._bone = owner, action, path, bone
        self._below = played_below
        self._curves = [compat.find_fcurve(owner, action, path, index) for index in range(size)]

    @classmethod
    def of(cls, armature_obj, owner, action, path, size, bone):
        below = channels.is_played_elsewhere(armature_obj, action, path)
        return cls(owner, action, path, size, bone, below)

    def sampled(self, frames, current):
        """Values (n, size) on `frames` without modifiers; where no key animates it, the current value."""
        values = np.tile(np.array(current, dtype=np.float64), (len(frames), 1))
        for index, curve in enumerate(self._curves):
            if curve and len(curve.keyframe_points):
                values[:, index] = curve_split.evaluated(curve, frames)
        return values

    def write(self, frames, values, old, inner, least, *, hold_last=False, whole=False):
        """Keys within frames (n,), values (n, size); `old` (…, size): from one frame before to one after.

        inner: whether the action goes on (before, after) the range. What has no keys yet gets them where it
        moves by more than `least`, as a whole or each component by itself.
        """
        if any(curve and channels.is_closed(curve) for curve in self._curves):
            return
        moves = np.abs(values - old[0]).max(axis=0) > least
        if whole:
            moves[:] = moves.any()
        for index, column in enumerate(values.T):
            curve = self._curves[index]
            if curve is None and (self._below or not moves[index]):
                continue
            inside = fcurve_keys.new_keys(frames, column)
            if hold_last:
                # Beyond the seam other numbers mean the same pose: no run through those between.
                inside["interpolation"][-1] = fcurve_keys.CONSTANT
            if curve is None:
                curve = compat.ensure_fcurve(self._owner, self._action, self._path, index, self._bone)
                before = fcurve_keys.new_keys([frames[0] - 1] * inner[0], old[:1, index][: inner[0]])
                after = fcurve_keys.new_keys([frames[-1] + 1] * inner[1], old[-1:, index][: inner[1]])
                fcurve_keys.write_keys(curve, fcurve_keys.joined(before, inside, after))
            else:
                curve_split.replace(curve, inside, inner)


def _switch(armature_obj, owner, action, switches, around, inner):
    """Key the switches that the range's frames need, as they were around them; True when any was another."""
    changed = False
    for (bone, name), value in switches.items():
        path = new_action.switch_path(bone, name)
        channel = _Channel.of(armature_obj, owner, action, path, 1, bone)
        old = channel.sampled(around, armature_obj.pose.bones[bone][name])
        if np.abs(old - value).max() > 1e-6:
            changed = True
            values = np.full((len(around) - 2, 1), value)
            channel.write(around[1:-1], values, old, inner, -1.0, hold_last=True)
    return changed


def _blend_weights(count, blend, known):
    """How much of the difference at (start, end) of a range is left on its frames, (2, count)."""
    steps = np.arange(count) + 1.0
    part = np.clip(1.0 - steps / (min(blend, count // 2) + 1.0), 0.0, 1.0)
    falling = part * part * (3.0 - 2.0 * part)
    return np.stack([falling * known[0], falling[::-1] * known[1]])


def _faded_rotations(new, seam, weights):
    """Rotations (n, 4) from `new` (n + 2, 4) that leave and reach `seam` (2, 4), one frame outside."""
    result = new[1:-1]
    for here, there, left in zip(seam, new[[0, -1]], weights, strict=True):
        offset = quaternion.multiply(here, quaternion.inverse(there))
        result = quaternion.multiply(quaternion.slerp(quaternion.IDENTITY, offset, left), result)
    return result

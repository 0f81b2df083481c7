"""Pose tracks as an action: a new one, or a range of frames within an existing one."""

from functools import partial

import bpy
import numpy as np

from ..backend.motion import quaternion
from . import compat, keys, steps


def scene_fps(scene):
    """Frames a second of a scene, exactly (24000/1001 for 23.976)."""
    return scene.render.fps / scene.render.fps_base


# Channels written in one step, three or four curves each.
STEP = 3


def write_action(armature_obj, tracks, fps_source, scene, name, frame_start):
    """A new action on the armature with a key on every scene frame; returns it.

    The tracks, at `fps_source`, are resampled to the scene's rate: the movement takes as long as it should.
    The action that was there before is kept in the file. Raises ValueError when the object cannot be
    animated.
    """
    making = writing(lambda: (armature_obj, scene), tracks, fps_source, name, frame_start)
    action = compat.action_of_uid(steps.finished(making))
    old = armature_obj.animation_data.action if armature_obj.animation_data else None
    if old:
        old.use_fake_user = True
    compat.assign_action(armature_obj, action)
    armature_obj.update_tag(refresh={"TIME"})
    return action


def writing(find, tracks, fps_source, name, frame_start, rate=None):
    """Steps of `write_action`; the value is the session_uid of an action that nothing uses yet.

    find(): the armature object and the scene, looked up in every step; rate: frames a second of the keys, the
    scene's unless given.
    """
    armature_obj, scene = find()
    _require_editable(armature_obj)
    if len(tracks) == 0:
        raise ValueError("The motion has no frames.")
    tracks = tracks.resampled(fps_source, rate or scene_fps(scene))
    frames = frame_start + np.arange(len(tracks), dtype=np.float64)
    yield
    channels = list(_channels(find()[0], tracks))
    yield

    def write(part, armature_obj, action):
        for path, values, bone in part:
            for index, column in enumerate(values.T):
                curve = compat.ensure_fcurve(armature_obj, action, path, index, bone)
                keys.write_curve(curve, frames[: len(column)], column)
                keys.deselect(curve)

    pieces = [partial(write, channels[i : i + STEP]) for i in range(0, len(channels), STEP)]
    return (
        yield from _making(find, lambda: compat.new_action(find()[0], name, assign=False), lambda: pieces)
    )


def replacing(find, begin, owner, tracks, first, last, *, origin):
    """Steps of `replace_range` in a copy of an action; the value is the copy's session_uid.

    begin(): makes the copy, which nothing uses yet; owner: a compat.Slotted, whose keys are meant.
    """
    _require_editable(find()[0])

    def pieces():
        yield from _range_pieces(owner, tracks, first, last, origin, blend=6)
        yield lambda _, action: [keys.deselect(curve) for curve in compat.fcurves(owner, action)]

    return (yield from _making(find, begin, pieces))


def _making(find, begin, pieces):
    """Steps that fill an action: piece(armature object, action) in each; the value is its session_uid.

    What is lost meanwhile (an undo takes back what no undo step knows) is begun anew. Where the work fails or
    is given up no action is left.
    """
    while True:
        action = begin()
        uid = action.session_uid
        try:
            for piece in pieces():
                piece(find()[0], action)
                yield
                action = compat.action_of_uid(uid)
                if action is None:
                    break
            else:
                return uid
        except BaseException:
            compat.remove_unused(uid)
            raise


def replace_range(armature_obj, action, tracks, first, last, *, origin=None, blend=6):
    """Replace what `action` does from frame `first` to `last`, both included, by `tracks`.

    tracks: at the scene's rate, the first row at frame `origin` (the range's first unless given), covering
    the range at least. Keys outside the range stay bit-identical, and so do the curves' values on every whole
    frame outside. Where the tracks also tell what they are next to the range, their difference from the
    action there is worn off over `blend` frames: a rig that reads a little differently than it was keyed
    leaves no step. At the action's own ends nothing is kept: there is no movement outside them.
    """
    _require_editable(armature_obj)
    for piece in _range_pieces(armature_obj, tracks, first, last, origin, blend):
        piece(armature_obj, action)
    armature_obj.update_tag(refresh={"TIME"})


def _range_pieces(owner, tracks, first, last, origin, blend):
    """What `replace_range` does as functions of (armature object, action), to be called in this order.

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
    inner = wear = None

    def switch(armature_obj, action):
        nonlocal inner, wear
        start, end = action.frame_range
        inner = (first > start, last < end)
        known = (inner[0] and skip > 0, inner[1] and len(tracks) > skip + len(frames))
        if _switch_range(armature_obj, owner, action, tracks.switches, around, inner):
            # Outside, other controls make the pose: those of the tracks have nothing to go on from.
            known = (False, False)
        wear = _wear(len(frames), blend, known)

    def turn(bone, rotations, armature_obj, action):
        pose_bone = armature_obj.pose.bones[bone]
        mode = pose_bone.rotation_mode
        name, size = keys.channel(mode)
        path = _path(bone, name)
        old = _sampled(owner, action, path, size, around[[0, -1]], getattr(pose_bone, name))
        seam = keys.from_mode(old, mode)
        values = keys.to_mode(_worn_rotations(rotations[rows], seam, wear), mode, start=old[0])
        hold = inner[1] and not keys.is_continued(values[-1], old[-1], mode)
        _write_range(owner, action, path, bone, frames, values, old, inner, hold_last=hold)

    def move(bone, locations, armature_obj, action):
        path = _path(bone, "location")
        current = armature_obj.pose.bones[bone].location
        old = _sampled(owner, action, path, 3, around[[0, -1]], current)
        new = locations[rows]
        values = new[1:-1] + (wear[:, :, None] * (old - new[[0, -1]])[:, None]).sum(axis=0)
        _write_range(owner, action, path, bone, frames, values, old, inner)

    def still(bone, armature_obj, action):
        pose_bone = armature_obj.pose.bones[bone]
        if _is_posed(owner, action, pose_bone, around):
            turn(bone, np.tile(quaternion.IDENTITY, (len(tracks), 1)), armature_obj, action)
        current = _sampled(owner, action, _path(bone, "location"), 3, around, pose_bone.location)
        if np.abs(current).max() > 1e-6:
            move(bone, np.zeros((len(tracks), 3)), armature_obj, action)

    yield switch
    for bone, rotations in tracks.rotations.items():
        yield partial(turn, bone, rotations)
    for bone, locations in tracks.locations.items():
        yield partial(move, bone, locations)
    for bone in tracks.resting:
        yield partial(still, bone)


def _require_editable(armature_obj):
    if armature_obj.type != "ARMATURE":
        raise ValueError(f"{armature_obj.name} is not an armature.")
    if armature_obj.library:
        raise ValueError(f"{armature_obj.name} is linked from another file: make an override of it first.")
    if armature_obj.mode == "EDIT":
        raise ValueError(f"{armature_obj.name} is in edit mode: leave it first.")


def _path(bone, name):
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"].{name}'


def _switch_path(bone, name):
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"]["{bpy.utils.escape_identifier(name)}"]'


def _channels(armature_obj, tracks):
    """(data path, values (n, c), bone name): whole tracks, and single keys that hold what must be at rest."""
    for bone, rotations in tracks.rotations.items():
        mode = armature_obj.pose.bones[bone].rotation_mode
        yield _path(bone, keys.channel(mode)[0]), keys.to_mode(rotations, mode), bone
    for bone, locations in tracks.locations.items():
        yield _path(bone, "location"), locations, bone
    for bone in tracks.resting:
        mode = armature_obj.pose.bones[bone].rotation_mode
        yield _path(bone, keys.channel(mode)[0]), keys.resting(mode)[None], bone
    for bone in (*tracks.rotations, *tracks.resting):
        pose_bone = armature_obj.pose.bones[bone]
        if bone not in tracks.locations and np.abs(pose_bone.location).max() > 1e-6:
            yield _path(bone, "location"), np.zeros((1, 3)), bone
        if np.abs(np.array(pose_bone.scale) - 1.0).max() > 1e-6:
            yield _path(bone, "scale"), np.ones((1, 3)), bone
    for (bone, name), value in tracks.switches.items():
        yield _switch_path(bone, name), np.full((1, 1), value), bone


def _switch_range(armature_obj, owner, action, switches, around, inner):
    """Key the switches that the range's frames need, as they were around them; True when any was another."""
    changed = False
    for (bone, name), value in switches.items():
        path = _switch_path(bone, name)
        old = _sampled(owner, action, path, 1, around, armature_obj.pose.bones[bone][name])
        if np.abs(old - value).max() > 1e-6:
            changed = True
            frames = around[1:-1]
            values = np.full((len(frames), 1), value)
            _write_range(owner, action, path, bone, frames, values, old, inner, hold_last=True)
    return changed


def _sampled(owner, action, path, size, frames, current):
    """Values (n, size) of a property on `frames`; where no curve animates it, its current value."""
    values = np.tile(np.array(current, dtype=np.float64), (len(frames), 1))
    for index in range(size):
        curve = compat.find_fcurve(owner, action, path, index)
        if curve:
            values[:, index] = [curve.evaluate(frame) for frame in frames]
    return values


def _is_posed(owner, action, pose_bone, frames):
    """Whether a bone's rotation is another than at rest on any of the frames."""
    mode = pose_bone.rotation_mode
    name, size = keys.channel(mode)
    values = _sampled(owner, action, _path(pose_bone.name, name), size, frames, getattr(pose_bone, name))
    angle = quaternion.angle_between(quaternion.IDENTITY, keys.from_mode(values, mode))
    return bool(angle.max() > 1e-5)


def _wear(count, blend, known):
    """How much of the difference at (start, end) of a range is left on its frames, (2, count)."""
    steps = np.arange(count) + 1.0
    part = np.clip(1.0 - steps / (min(blend, count // 2) + 1.0), 0.0, 1.0)
    falling = part * part * (3.0 - 2.0 * part)
    return np.stack([falling * known[0], falling[::-1] * known[1]])


def _worn_rotations(new, seam, wear):
    """Rotations (n, 4) from `new` (n + 2, 4) that leave and reach `seam` (2, 4), one frame outside."""
    result = new[1:-1]
    for here, there, left in zip(seam, new[[0, -1]], wear, strict=True):
        offset = quaternion.multiply(here, quaternion.inverse(there))
        result = quaternion.multiply(quaternion.slerp(quaternion.IDENTITY, offset, left), result)
    return result


def _write_range(owner, action, path, bone, frames, values, old, inner, *, hold_last=False):
    """Keys for one property within frames; `old` (…, c): its former values, one frame before to one after.

    inner: whether the action goes on (before, after) the range.
    """
    first, last = frames[0], frames[-1]
    for index, column in enumerate(values.T):
        curve = compat.find_fcurve(owner, action, path, index)
        if curve is None:
            curve = compat.ensure_fcurve(owner, action, path, index, bone)
            before = keys.new_keys([first - 1], old[:1, index])
            after = keys.new_keys([last + 1], old[-1:, index])
        else:
            before, after = _kept(curve, first, last)
        inside = keys.new_keys(frames, column)
        if hold_last:
            # The other side of the seam describes the same pose by other numbers: do not run through between.
            inside["interpolation"][-1] = keys.CONSTANT
        keys.write_keys(
            curve, keys.joined(*([before] if inner[0] else []), inside, *([after] if inner[1] else []))
        )


def _kept(curve, first, last):
    """The keys before `first` and after `last`, with keys added where a curve segment would lose its end.

    A segment that reaches into the range is written out on its whole frames outside, at the values it had.
    """
    all_keys = keys.read_keys(curve)
    at = all_keys["co"][:, 0]
    before, after = keys.chosen(all_keys, at < first), keys.chosen(all_keys, at > last)
    start = np.floor(before["co"][-1, 0]) + 1 if len(before["co"]) else first - 1
    stop = np.ceil(after["co"][0, 0]) - 1 if len(after["co"]) else last + 1
    low, high = np.arange(start, first), np.arange(last + 1, stop + 1)
    before = keys.joined(before, _baked(curve, low)) if len(low) else before
    return before, keys.joined(_baked(curve, high), after) if len(high) else after


def _baked(curve, frames):
    return keys.new_keys(frames, np.array([curve.evaluate(frame) for frame in frames], dtype=np.float64))

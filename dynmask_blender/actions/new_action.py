"""Pose tracks as a new action, and what writing any action needs."""

from functools import partial

import bpy
import numpy as np

from .. import compat, coroutines
from . import fcurve_keys

# Channels written in one step, three or four curves each.
STEP = 3


def write_action(armature_obj, tracks, fps_source, scene, name, frame_start):
    """A new action on the armature with a key on every scene frame; returns it.

    The tracks, at `fps_source`, are resampled to the scene's rate: the movement takes as long as it should.
    The action that was there before is kept in the file. Raises ValueError when the object cannot be
    animated.
    """
    making = writing(lambda: (armature_obj, scene), tracks, fps_source, name, frame_start)
    action = compat.action_of_uid(coroutines.finished(making))
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
    require_editable(armature_obj)
    if len(tracks) == 0:
        raise ValueError("The motion has no frames.")
    tracks = tracks.resampled(fps_source, rate or compat.scene_fps(scene))
    frames = frame_start + np.arange(len(tracks), dtype=np.float64)
    yield
    channels = list(_channels(find()[0], tracks))
    yield

    def write(part, armature_obj, action):
        for path, values, bone in part:
            for index, column in enumerate(values.T):
                curve = compat.ensure_fcurve(armature_obj, action, path, index, bone)
                fcurve_keys.write_curve(curve, frames[: len(column)], column)
                fcurve_keys.deselect(curve)

    pieces = [partial(write, channels[i : i + STEP]) for i in range(0, len(channels), STEP)]
    return (yield from making(find, lambda: compat.new_action(find()[0], name, assign=False), lambda: pieces))


def making(find, begin, pieces):
    """Steps that fill an action: piece(armature object, action) in each; the value is its session_uid.

    What is lost meanwhile (an undo takes back what no undo step knows) is begun again. Where the work fails
    or is given up no action is left.
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


def require_editable(armature_obj):
    """Raises ValueError where an object cannot be animated now."""
    if armature_obj.type != "ARMATURE":
        raise ValueError(f"{armature_obj.name} is not an armature.")
    if armature_obj.library:
        raise ValueError(f"{armature_obj.name} is linked from another file: make an override of it first.")
    if armature_obj.mode == "EDIT":
        raise ValueError(f"{armature_obj.name} is in edit mode: leave it first.")


def path_of(bone, name):
    """Data path of a bone's property."""
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"].{name}'


def switch_path(bone, name):
    """Data path of a bone's custom property."""
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"]["{bpy.utils.escape_identifier(name)}"]'


def _channels(armature_obj, tracks):
    """(data path, values (n, c), bone name): whole tracks, and single keys that hold what must be at rest."""
    for bone, rotations in tracks.rotations.items():
        mode = armature_obj.pose.bones[bone].rotation_mode
        yield path_of(bone, fcurve_keys.channel(mode)[0]), fcurve_keys.to_mode(rotations, mode), bone
    for bone, locations in tracks.locations.items():
        yield path_of(bone, "location"), locations, bone
    for bone in tracks.resting:
        mode = armature_obj.pose.bones[bone].rotation_mode
        yield path_of(bone, fcurve_keys.channel(mode)[0]), fcurve_keys.resting(mode)[None], bone
    for bone in (*tracks.rotations, *tracks.resting):
        pose_bone = armature_obj.pose.bones[bone]
        if bone not in tracks.locations and np.abs(pose_bone.location).max() > 1e-6:
            yield path_of(bone, "location"), np.zeros((1, 3)), bone
        if np.abs(np.array(pose_bone.scale) - 1.0).max() > 1e-6:
            yield path_of(bone, "scale"), np.ones((1, 3)), bone
    for (bone, name), value in tracks.switches.items():
        yield switch_path(bone, name), np.full((1, 1), value), bone

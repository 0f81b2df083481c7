"""Which channels of an action a motion may be written to, and which have to be left or refused."""

import numpy as np

from .. import compat
from . import fcurve_keys, new_action

# Values of an animated rotation mode, as Blender numbers them.
_MODES = {-1: "AXIS_ANGLE", 0: "QUATERNION", 1: "XYZ", 2: "XZY", 3: "YXZ", 4: "YZX", 5: "ZXY", 6: "ZYX"}


def written(turned, moved, modes):
    """Data paths of bones that are turned and of those that are moved; modes: {bone: rotation mode}."""
    return [
        *(new_action.path_of(bone, fcurve_keys.channel(modes[bone])[0]) for bone in turned),
        *(new_action.path_of(bone, "location") for bone in moved),
    ]


def of_bones(armature_obj, bones):
    """Data paths that a motion of these bones would be written to."""
    found = []
    for bone in bones:
        if bone in armature_obj.pose.bones:
            name, _ = fcurve_keys.channel(armature_obj.pose.bones[bone].rotation_mode)
            found += [new_action.path_of(bone, name), new_action.path_of(bone, "location")]
    return found


def rotation_modes(armature_obj, owner, action, bones, frames):
    """{bone: rotation mode} on `frames`. Raises ValueError where keys change a mode within them."""
    modes = {}
    for bone in bones:
        modes[bone] = armature_obj.pose.bones[bone].rotation_mode
        path = new_action.path_of(bone, "rotation_mode")
        curve = compat.find_fcurve(owner, action, path, 0)
        if curve and len(curve.keyframe_points) and not curve.mute:
            found = {round(curve.evaluate(frame)) for frame in (*frames, *_keys_within(curve, frames))}
            if len(found) > 1:
                raise ValueError(
                    f"The rotation mode of '{bone}' is keyed and changes in or next to the range: choose a "
                    "range where it stays the same"
                )
            modes[bone] = _MODES.get(found.pop(), modes[bone])
    return modes


def require_kept_outside(owner, action, paths, first, last):
    """Raises ValueError where keys in the range would change what curves of these paths do outside of it."""
    wanted = set(paths)
    for curve in compat.fcurves(owner, action):
        if curve.data_path not in wanted or is_closed(curve):
            continue
        if len(curve.sampled_points):
            raise ValueError(
                f"'{action.name}' holds curves of samples instead of keys: convert them to keys first "
                "(Channel > Samples to Keys in the graph editor)"
            )
        if repeats(curve) and len(curve.keyframe_points):
            start, end = (curve.keyframe_points[i].co[0] for i in (0, -1))
            if not (start < first and last < end):
                inside = f"frames {int(np.floor(start)) + 1} to {int(np.ceil(end)) - 1}"
                raise ValueError(
                    f"Curves of '{action.name}' repeat (Cycles modifier), so every repetition would change: "
                    f"choose a range within {inside}, or bake the action first"
                )


def repeats(curve):
    """Whether an F-curve's keys are played again outside of them."""
    return any(modifier.type == "CYCLES" and not modifier.mute for modifier in curve.modifiers)


def is_closed(curve):
    """Whether the animator has locked or muted an F-curve or its group."""
    group = curve.group
    return curve.lock or curve.mute or (group is not None and (group.lock or group.mute))


def left_alone(owner, action, paths):
    """A sentence about the curves of these paths that are left as they are, "" where there are none."""
    wanted = set(paths)
    closed = sum(curve.data_path in wanted and is_closed(curve) for curve in compat.fcurves(owner, action))
    if not closed:
        return ""
    left = "curve was left as it is" if closed == 1 else "curves were left as they are"
    return f"{closed} locked or muted {left}"


def is_played_elsewhere(armature_obj, action, path):
    """Whether a strip of the NLA that plays another action has keys of a path.

    New keys would cover those on every frame: curves go on beyond their keys.
    """
    animation = armature_obj.animation_data
    for track in animation.nla_tracks if animation else ():
        for strip in track.strips if not track.mute else ():
            other = strip.action
            if other is None or strip.mute or other == action:
                continue
            slot = getattr(strip, "action_slot", None)
            owner = compat.Slotted(slot.identifier if slot else "")
            if any(curve.data_path == path for curve in compat.fcurves(owner, other)):
                return True
    return False


def _keys_within(curve, frames):
    at = fcurve_keys.read_keys(curve, ("co",))["co"][:, 0]
    return at[(at > frames[0]) & (at < frames[-1])]

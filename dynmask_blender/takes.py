"""Takes of an armature object: shown one at a time, accepted or discarded, the animator's own action kept.

Each take has an action of its own. Until one is accepted the object remembers the action, slot and pose it
had before; discarding puts exactly that back.
"""

import hashlib

import bpy
import numpy as np

from . import compat, status

BEFORE = "dynmask_before"
_POSE = (
    ("location", 3), ("rotation_quaternion", 4), ("rotation_euler", 3), ("rotation_axis_angle", 4),
    ("scale", 3),
)  # fmt: skip

_choosing = False


def begin(obj):
    """Remember what the object has now, unless takes are already waiting."""
    group = obj.dynmask
    if group.takes:
        return
    animation = obj.animation_data
    group.previous = animation.action if animation else None
    slot = getattr(animation, "action_slot", None) if animation else None
    obj[BEFORE] = {
        "slot": slot.identifier if slot else "",
        "animation_data": animation is not None,
        **{f"pose_{name}": _pose(obj, name, size).tobytes() for name, size in _POSE},
        "bones": len(obj.pose.bones),
    }


def add(obj, action, *, base, seed, prompt, kind):
    """List an action as a take; `kind` says what made it. Returns its index."""
    take = obj.dynmask.takes.add()
    take.name = action.name
    take.action, take.base = action, base
    take.seed, take.prompt, take.kind = seed, prompt, kind
    take.fingerprint = fingerprint(obj, action)
    return len(obj.dynmask.takes) - 1


def show(obj, index):
    """Make a take the object's action and the active row."""
    global _choosing
    take = obj.dynmask.takes[index]
    if take.action is None:
        raise status.Problem(f"The action of take {index + 1} was deleted")
    compat.assign_action(obj, take.action)
    obj.update_tag(refresh={"TIME"})
    _select(obj, index)


def show_chosen(obj):
    """Called when a row is clicked."""
    index = obj.dynmask.active
    if not _choosing and 0 <= index < len(obj.dynmask.takes):
        try:
            show(obj, index)
        except status.Problem as problem:
            status.tell(str(problem), "ERROR")


def accept(obj, index):
    """Keep one take as the object's action and drop the others. Returns sentences about what was kept."""
    show(obj, index)
    chosen = obj.dynmask.takes[index].action
    notices = [_drop(obj, take) for take in list(obj.dynmask.takes) if take.action != chosen]
    if obj.dynmask.previous is not None:
        obj.dynmask.previous.use_fake_user = True
    _end(obj)
    return [text for text in notices if text]


def discard(obj, index):
    """Drop one take; where it was shown, its base or what came before it is shown again."""
    group = obj.dynmask
    take = group.takes[index]
    if len(group.takes) == 1:
        return discard_all(obj)
    shown = obj.animation_data is not None and obj.animation_data.action == take.action
    base = take.base
    notice = _drop(obj, take)
    group.takes.remove(index)
    if shown:
        following = [i for i, other in enumerate(group.takes) if base and other.action == base]
        if following:
            show(obj, following[0])
        else:
            _restore(obj)
            _select_none(obj)
    elif group.active > index:
        _select(obj, group.active - 1)
    return [notice] if notice else []


def discard_all(obj):
    """Drop every take and put back exactly what the object had before them."""
    notices = [_drop(obj, take) for take in list(obj.dynmask.takes)]
    _restore(obj)
    _end(obj)
    return [text for text in notices if text]


def fingerprint(obj, action):
    """A text that changes when any key of an action does."""
    digest = hashlib.md5(usedforsecurity=False)
    for curve in compat.fcurves(obj, action):
        keys = np.empty(2 * len(curve.keyframe_points), np.float32)
        curve.keyframe_points.foreach_get("co", keys)
        digest.update(f"{curve.data_path}[{curve.array_index}]".encode())
        digest.update(keys.tobytes())
    return digest.hexdigest()


def is_edited(obj, take):
    """Whether keys of a take were changed since it was made."""
    return take.action is not None and fingerprint(obj, take.action) != take.fingerprint


def _drop(obj, take):
    """Delete a take's action, unless it holds keys of the animator's; says so when it stays."""
    action, take.action = take.action, None
    if action is None:
        return ""
    edited = fingerprint(obj, action) != take.fingerprint
    animation = obj.animation_data
    if animation and animation.action == action:
        animation.action = None
    elsewhere = action.users > sum(other.base == action for other in obj.dynmask.takes)
    if edited or elsewhere or action.use_fake_user:
        action.use_fake_user = action.use_fake_user or not elsewhere
        return f"'{action.name}' was changed by hand or is used elsewhere, so it was kept"
    bpy.data.actions.remove(action)
    return ""


def _restore(obj):
    before = obj.get(BEFORE)
    if before is None:
        return
    previous = obj.dynmask.previous
    animation = obj.animation_data
    if previous is not None:
        compat.assign_action(obj, previous)
        slots = getattr(previous, "slots", ())
        wanted = next((s for s in slots if s.identifier == before["slot"]), None)
        if wanted is not None:
            obj.animation_data.action_slot = wanted
    elif animation is not None:
        animation.action = None
        if not before["animation_data"] and not animation.drivers and not animation.nla_tracks:
            obj.animation_data_clear()
    if before["bones"] == len(obj.pose.bones):
        for name, _ in _POSE:
            values = np.frombuffer(before[f"pose_{name}"], np.float32)
            obj.pose.bones.foreach_set(name, values)
    obj.update_tag(refresh={"OBJECT", "DATA", "TIME"})


def _end(obj):
    obj.dynmask.takes.clear()
    obj.dynmask.previous = None
    _select_none(obj)
    if BEFORE in obj:
        del obj[BEFORE]


def _pose(obj, name, size):
    values = np.empty(size * len(obj.pose.bones), np.float32)
    obj.pose.bones.foreach_get(name, values)
    return values


def _select(obj, index):
    global _choosing
    _choosing = True
    try:
        obj.dynmask.active = index
    finally:
        _choosing = False


def _select_none(obj):
    _select(obj, -1)

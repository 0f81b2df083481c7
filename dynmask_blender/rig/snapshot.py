"""What an armature object shows: action, slot, influence, pose, switches; so that this can be put back."""

import numpy as np

from .. import compat
from . import rigify

POSE = (
    ("location", 3), ("rotation_quaternion", 4), ("rotation_euler", 3), ("rotation_axis_angle", 4),
    ("scale", 3),
)  # fmt: skip
# Between names of bones; no keyboard types it.
_SEPARATOR = "\x1f"
# How an action is laid over the NLA tracks below it, and what an action alone has.
LAYER = {"action_blend_type": "REPLACE", "action_extrapolation": "HOLD", "action_influence": 1.0}


def read(obj):
    """Everything but the action itself, as values that a custom property can hold."""
    animation = obj.animation_data
    slot = getattr(animation, "action_slot", None) if animation else None
    return {
        "slot": slot.identifier if slot else "",
        "animation_data": animation is not None,
        "layer": layer(obj),
        **{f"pose_{name}": _values(obj, name, size).tobytes() for name, size in POSE},
        "bones": _SEPARATOR.join(bone.name for bone in obj.pose.bones),
        "switches": rigify.kept_switches(obj),
    }


def put_back(obj, before, action):
    """Show again what `read` gave, with the action (or None) of that time."""
    animation = obj.animation_data
    if action is not None:
        animation = animation or obj.animation_data_create()
        animation.action = action
        if compat.LAYERED_ACTIONS:
            # Without a slot it animates nothing, as before.
            slots = (slot for slot in action.slots if slot.identifier == before["slot"])
            animation.action_slot = next(slots, None)
    elif animation is not None:
        animation.action = None
        if not before["animation_data"] and not animation.drivers and not animation.nla_tracks:
            obj.animation_data_clear()
    lay(obj, before.get("layer", {}))
    pose_back(obj, before)
    rigify.put_back(obj, before.get("switches", {}))
    obj.update_tag(refresh={"OBJECT", "DATA", "TIME"})


def layer(obj):
    """How the object's action is laid over its NLA tracks: {property: value}."""
    animation = obj.animation_data
    return {name: getattr(animation, name) if animation else usual for name, usual in LAYER.items()}


def lay(obj, values=LAYER):
    """Lay the object's action over its NLA tracks so; as it is alone unless values are given."""
    animation = obj.animation_data
    for name in LAYER if animation else ():
        if name in values and getattr(animation, name) != values[name]:
            setattr(animation, name, values[name])


def pose(obj):
    """{channel: values (bones, n)} of every bone."""
    return {name: _values(obj, name, size).reshape(-1, size) for name, size in POSE}


def resting(obj):
    """{channel: values (bones, n)} of every bone at rest, as `pose` has them."""
    values = {"rotation_quaternion": (1, 0, 0, 0), "rotation_axis_angle": (0, 0, 1, 0), "scale": (1, 1, 1)}
    count = len(obj.pose.bones)
    return {
        name: np.tile(np.float32(values.get(name, (0,) * size)), (count, 1)) for name, size in POSE
    }


def set_pose(obj, wanted):
    """Give every bone the values of `pose` again, where it has others."""
    for name, values in wanted.items():
        if not np.array_equal(_values(obj, name, values.shape[1]), values.ravel()):
            obj.pose.bones.foreach_set(name, values.ravel())


def pose_back(obj, before):
    """Every bone that was there gets its channels back; bones that came since keep theirs."""
    names = [bone.name for bone in obj.pose.bones]
    earlier = _names(before, len(names))
    number = {name: i for i, name in enumerate(names)}
    rows = [number.get(name, -1) for name in earlier]
    if len(earlier) == len(names):
        # As many as there were: a name that is gone and a new one in its place are a bone that was renamed.
        new = set(names) - set(earlier)
        rows = [i if row < 0 and names[i] in new else row for i, row in enumerate(rows)]
    kept = np.flatnonzero(np.array(rows, int) >= 0)
    for name, size in POSE:
        values = _values(obj, name, size).reshape(-1, size)
        old = np.frombuffer(before[f"pose_{name}"], np.float32).reshape(-1, size)
        values[np.array(rows, int)[kept]] = old[kept]
        obj.pose.bones.foreach_set(name, values.ravel())


def _names(before, count):
    """The bones of a snapshot; of one that earlier versions made only their number is known."""
    kept = before["bones"]
    if isinstance(kept, str):
        return kept.split(_SEPARATOR) if kept else []
    return [""] * kept if kept == count else []


def _values(obj, name, size):
    values = np.empty(size * len(obj.pose.bones), np.float32)
    obj.pose.bones.foreach_get(name, values)
    return values

"""What an armature object shows: action, slot, influence, pose, switches; so that this can be put back."""

import numpy as np

from . import compat, control_rig

POSE = (
    ("location", 3), ("rotation_quaternion", 4), ("rotation_euler", 3), ("rotation_axis_angle", 4),
    ("scale", 3),
)  # fmt: skip
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
        **{f"pose_{name}": _pose(obj, name, size).tobytes() for name, size in POSE},
        "bones": len(obj.pose.bones),
        "switches": control_rig.kept_switches(obj),
    }


def put_back(obj, before, action):
    """Show again what `read` gave, with the action (or None) of that time."""
    animation = obj.animation_data
    if action is not None:
        compat.assign_action(obj, action)
        slots = getattr(action, "slots", ())
        wanted = next((s for s in slots if s.identifier == before["slot"]), None)
        if wanted is not None:
            obj.animation_data.action_slot = wanted
    elif animation is not None:
        animation.action = None
        if not before["animation_data"] and not animation.drivers and not animation.nla_tracks:
            obj.animation_data_clear()
    lay(obj, before.get("layer", {}))
    if before["bones"] == len(obj.pose.bones):
        for name, _ in POSE:
            obj.pose.bones.foreach_set(name, np.frombuffer(before[f"pose_{name}"], np.float32))
    control_rig.put_back(obj, before.get("switches", {}))
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


def _pose(obj, name, size):
    values = np.empty(size * len(obj.pose.bones), np.float32)
    obj.pose.bones.foreach_get(name, values)
    return values

"""Everything that differs between the Blender versions we run on (4.2 to 5.x).

Actions are flat up to 4.3 and layered from 4.4 on: F-curves then live in the channelbag of a slot, and an
action without an assigned slot animates nothing. Bone selection moved from Bone to PoseBone in 5.0.
"""

from dataclasses import dataclass

import bpy

LAYERED_ACTIONS = hasattr(bpy.types, "ActionSlot")


@dataclass(frozen=True)
class Slotted:
    """Stands for the owner of an action that is not assigned to it: the action's slot has its name."""

    name: str
    id_type: str = "OBJECT"
    animation_data: None = None


def new_action(owner, name, *, assign=True):
    """A new, empty action for `owner` (an object), with a slot for it where there are slots."""
    action = bpy.data.actions.new(name)
    if LAYERED_ACTIONS:
        action.slots.new(id_type=owner.id_type, name=owner.name)
    if assign:
        assign_action(owner, action)
    return action


def action_of_uid(uid):
    """The action of a session_uid, or None."""
    return next((action for action in bpy.data.actions if action.session_uid == uid), None)


def remove_unused(uid):
    """Delete the action of a session_uid where it is still there and nothing uses it."""
    action = action_of_uid(uid)
    if action is not None and not action.users:
        bpy.data.actions.remove(action)


def assign_action(owner, action):
    """Make `action` (or None) the active action of `owner`; in layered actions with a slot that fits."""
    animation = owner.animation_data or owner.animation_data_create()
    animation.action = action
    if LAYERED_ACTIONS and action is not None:
        animation.action_slot = slot_for(owner, action)


def is_assigned(owner, action):
    """Whether `action` is the active one of `owner`, and animates it."""
    animation = owner.animation_data
    if animation is None or animation.action != action:
        return False
    return not LAYERED_ACTIONS or animation.action_slot is not None


def slot_for(owner, action):
    """The slot of `action` that animates `owner`: assigned, of its name, or any that fits."""
    animation = owner.animation_data
    if animation and animation.action == action and animation.action_slot:
        return animation.action_slot
    fitting = [s for s in action.slots if s.target_id_type in (owner.id_type, "UNSPECIFIED")]
    for slot in fitting:
        if slot.name_display == owner.name:
            return slot
    return fitting[0] if fitting else action.slots.new(id_type=owner.id_type, name=owner.name)


def _channelbag(owner, action, *, create):
    slot = slot_for(owner, action)
    if not create:
        bags = (strip.channelbag(slot) for layer in action.layers for strip in layer.strips)
        return next((bag for bag in bags if bag), None)
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    return strip.channelbag(slot, ensure=True)


def fcurves(owner, action):
    """The F-curves of `action` that animate `owner`; an empty tuple when there are none."""
    if not LAYERED_ACTIONS:
        return action.fcurves
    bag = _channelbag(owner, action, create=False)
    return bag.fcurves if bag else ()


def all_fcurves(action):
    """Every F-curve of `action`, whatever it animates."""
    if not LAYERED_ACTIONS:
        return list(action.fcurves)
    bags = (bag for layer in action.layers for strip in layer.strips for bag in strip.channelbags)
    return [curve for bag in bags for curve in bag.fcurves]


def find_fcurve(owner, action, data_path, index):
    """The F-curve for one channel, or None."""
    curves = fcurves(owner, action)
    return curves.find(data_path, index=index) if curves else None


def ensure_fcurve(owner, action, data_path, index, group):
    """The F-curve for one channel, made when missing, in the named group."""
    found = find_fcurve(owner, action, data_path, index)
    if found:
        return found
    if not LAYERED_ACTIONS:
        return action.fcurves.new(data_path, index=index, action_group=group)
    bag = _channelbag(owner, action, create=True)
    curve = bag.fcurves.new(data_path, index=index)
    curve.group = bag.groups.get(group) or bag.groups.new(group)
    return curve


def remove_fcurve(owner, action, curve):
    """Delete one F-curve of `owner` from `action`."""
    fcurves(owner, action).remove(curve)


def push_strip(owner, action, name):
    """A new NLA strip that plays all of `action` for `owner`, on a track of its own above the others.

    New strips come without influence from Python, and held poses would cover the tracks below for ever.
    """
    animation = owner.animation_data or owner.animation_data_create()
    slot = slot_for(owner, action) if LAYERED_ACTIONS else None
    track = animation.nla_tracks.new()
    track.name = name
    strip = track.strips.new(name, int(action.frame_range[0]), action)
    if slot is not None:
        strip.action_slot = slot
    strip.use_animated_influence = False
    strip.influence = 1.0
    strip.blend_type, strip.extrapolation = "REPLACE", "NOTHING"
    return strip


def is_bone_selected(pose_bone):
    """Whether a bone is selected in pose mode."""
    return pose_bone.select if hasattr(pose_bone, "select") else pose_bone.bone.select


def select_bone(pose_bone, state=True):
    """Select or deselect a bone in pose mode."""
    if hasattr(pose_bone, "select"):
        pose_bone.select = state
    else:
        pose_bone.bone.select = state


def gltf_fps_base(base):
    """What render.fps_base must be so that glTF's exporter, which multiplies by it, counts `base`."""
    # Seen in 4.2 to 5.2; test_export_readers.py notices when a Blender counts as the rest of it does.
    return 1.0 / base

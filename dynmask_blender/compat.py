"""Everything that differs between the Blender versions we run on (4.2 to 5.x).

Actions are flat up to 4.3 and layered from 4.4 on: F-curves then live in the channelbag of a slot, and an
action without an assigned slot animates nothing. Bone selection moved from Bone to PoseBone in 5.0.
"""

from dataclasses import dataclass

import bpy

LAYERED_ACTIONS = hasattr(bpy.types, "ActionSlot")
# On actions we made, the identifier of the slot that is meant: the object's name may differ from the slot's.
SLOT = "dynmask_slot"


@dataclass(frozen=True)
class Slotted:
    """Stands for the owner of an action that is not assigned to it, by the identifier of its slot.

    Where actions have no slots, or the identifier is "", any curve that fits is meant.
    """

    identifier: str = ""
    name: str = ""
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


def assign_action(owner, action, identifier=""):
    """Make `action` (or None) the active action of `owner`; in layered actions with a slot that fits.

    identifier: of the slot that is wanted, if any. Where no slot fits the action gets one.
    """
    animation = owner.animation_data or owner.animation_data_create()
    animation.action = action
    if LAYERED_ACTIONS and action is not None:
        wanted = next((slot for slot in action.slots if slot.identifier == identifier), None)
        animation.action_slot = wanted or _suitable(owner, action) or _new_slot(owner, action)


def is_assigned(owner, action):
    """Whether `action` is the active one of `owner`, and animates it."""
    animation = owner.animation_data
    if animation is None or animation.action != action:
        return False
    return not LAYERED_ACTIONS or animation.action_slot is not None


def slot_for(owner, action):
    """The slot by which `action` animates `owner`, or would if it were assigned; None where there is none."""
    animation = owner.animation_data
    if animation and animation.action == action:
        return animation.action_slot
    return _suitable(owner, action)


def slot_identifier(owner, action):
    """Identifier of `slot_for`, "" where there is none or actions have no slots."""
    slot = slot_for(owner, action) if LAYERED_ACTIONS else None
    return slot.identifier if slot else ""


def _suitable(owner, action):
    """The slot of `action` that is marked, was last used by `owner`, or has its name; or any that fits."""
    fitting = [s for s in action.slots if s.target_id_type in (owner.id_type, "UNSPECIFIED")]
    if isinstance(owner, Slotted) and owner.identifier:
        return next((slot for slot in fitting if slot.identifier == owner.identifier), None)
    animation = owner.animation_data
    for identifier in (action.get(SLOT), getattr(animation, "last_slot_identifier", None)):
        for slot in fitting:
            if identifier and slot.identifier == identifier:
                return slot
    named = (slot for slot in fitting if slot.name_display == owner.name)
    return next(named, fitting[0] if fitting else None)


def _new_slot(owner, action):
    return action.slots.new(id_type=owner.id_type, name=owner.name)


def _channelbag(owner, action, *, create):
    slot = slot_for(owner, action)
    if not create:
        bags = (strip.channelbag(slot) for layer in action.layers for strip in layer.strips if slot)
        return next((bag for bag in bags if bag), None)
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    return strip.channelbag(slot or _suitable(owner, action) or _new_slot(owner, action), ensure=True)


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


def key_range(owner, action):
    """Frames (first, last) of the keys by which `action` animates `owner`, or None without keys.

    An action's own frame_range counts the keys of all slots, or is a manual range, which keys may exceed.
    """
    ends = []
    for curve in fcurves(owner, action):
        points = curve.keyframe_points
        if len(points):
            ends += [points[0].co[0], points[-1].co[0]]
    return (min(ends), max(ends)) if ends else None


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
    first, last = key_range(owner, action) or action.frame_range
    track = animation.nla_tracks.new()
    track.name = name
    strip = track.strips.new(name, int(first), action)
    if slot is not None:
        strip.action_slot = slot
    # Keys play on their own frames, and all of them, whatever the action's manual range or other slots hold.
    strip.action_frame_start, strip.action_frame_end = first, last
    strip.frame_end, strip.frame_start = last, first
    strip.use_animated_influence = False
    strip.influence = 1.0
    strip.blend_type, strip.extrapolation = "REPLACE", "NOTHING"
    return strip


def gltf_fps_base(base):
    """What render.fps_base must be so that glTF's exporter, which multiplies by it, counts `base`."""
    # Seen in 4.2 to 5.2; test_export_readers.py notices when a Blender counts as the rest of it does.
    return 1.0 / base


def scene_fps(scene):
    """Frames a second of a scene, exactly (24000/1001 for 23.976)."""
    return scene.render.fps / scene.render.fps_base

"""What a random sequence compares: keys, poses and everything that undo and reload must bring back."""

import hashlib
from dataclasses import dataclass, field

import bpy
import numpy as np
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.rig import snapshot

PLAIN = ("REPLACE", "HOLD", 1.0)


@dataclass
class Model:
    """What should be so. Actions by name, with their digest.

    owned: the animator's; loose: those that lost their last user with the rig; edited: takes with keys by
    hand; stale: takes of a deleted rig; before: (action, layer, pose) of the rig at its first take.
    """

    owned: dict = field(default_factory=dict)
    loose: dict = field(default_factory=dict)
    edited: set = field(default_factory=set)
    stale: set = field(default_factory=set)
    before: tuple = ()


def digest(action):
    """A text for everything that keys of an action are."""
    found = hashlib.md5(usedforsecurity=False)
    if compat.LAYERED_ACTIONS:
        curves = [
            curve for layer in action.layers for strip in layer.strips for slot in action.slots
            if strip.channelbag(slot) for curve in strip.channelbag(slot).fcurves
        ]  # fmt: skip
    else:
        curves = list(action.fcurves)
    for curve in curves:
        found.update(f"{curve.data_path}[{curve.array_index}]".encode())
        for name in ("co", "handle_left", "handle_right"):
            values = np.empty(2 * len(curve.keyframe_points), np.float32)
            curve.keyframe_points.foreach_get(name, values)
            found.update(values.tobytes())
        for name in ("interpolation", "easing", "handle_left_type", "handle_right_type", "type"):
            numbers = np.empty(len(curve.keyframe_points), np.int32)
            curve.keyframe_points.foreach_get(name, numbers)
            found.update(numbers.tobytes())
        modifiers = [(m.type, m.mute, m.influence, m.use_influence) for m in curve.modifiers]
        found.update(repr((curve.extrapolation, curve.mute, modifiers)).encode())
    return found.hexdigest()


def pose(rig):
    """Bytes of every bone's channels."""
    parts = []
    for name, size in snapshot.POSE:
        values = np.empty(size * len(rig.pose.bones), np.float32)
        rig.pose.bones.foreach_get(name, values)
        parts.append(values.tobytes())
    return b"".join(parts)


def layer(rig):
    """(blending, extrapolation, influence) of the rig's action over its NLA tracks."""
    animation = rig.animation_data
    if animation is None:
        return PLAIN
    return animation.action_blend_type, animation.action_extrapolation, animation.action_influence


def lay_over(rig, rng):
    """Lay the rig's action over its NLA tracks in another way, also where that is a take."""
    animation = rig.animation_data
    if animation is not None:
        animation.action_blend_type = str(rng.choice(["REPLACE", "COMBINE", "ADD", "MULTIPLY"]))
        animation.action_extrapolation = str(rng.choice(["NOTHING", "HOLD", "HOLD_FORWARD"]))
        animation.action_influence = float(rng.random())
        bpy.context.scene.frame_set(1)


def name_of(data):
    return data.name if data else None


def state():
    """Everything an undo or a reload must bring back."""
    actions = {a.name: (digest(a), a.use_fake_user) for a in bpy.data.actions if a.users}
    found = []
    for rig in (o for o in bpy.data.objects if o.type == "ARMATURE"):
        animation, group = rig.animation_data, rig.dynmask
        tracks = animation.nla_tracks if animation else ()
        found.append((
            rig.name, name_of(animation and animation.action), group.active, name_of(group.previous),
            layer(rig),
            tuple((t.name, t.seed, t.prompt, name_of(t.action), name_of(t.base)) for t in group.takes),
            tuple((s.name, name_of(s.action), s.influence) for t in tracks for s in t.strips),
            tuple((p.seed, p.outcome) for p in group.history), directed(rig), pinned(rig), lane(rig),
        ))  # fmt: skip
    settings = bpy.context.scene.dynmask
    return actions, [*found, (settings.hand_left, settings.hand_right)]


def directed(rig):
    """What the rig's settings of directions hold."""
    group = rig.dynmask_direction
    chosen = group.join_first, group.join_second, group.start_pose, group.end_pose, name_of(group.end_action)
    return name_of(group.path), way(group.path), group.cycles, *chosen


def way(curve):
    """Where a path lies, and its waypoints."""
    if curve is None:
        return ()
    told = [(e.name, tuple(e.location), e.dynmask_waypoint.frame, e.dynmask_waypoint.facing)
            for e in curve.children if e.dynmask_waypoint.timed]  # fmt: skip
    return tuple(curve.location), tuple(sorted(told))


def pinned(rig):
    """(the chosen one, every pin) of a rig."""
    group = rig.dynmask_pins
    return group.active, tuple(
        (p.body, p.held_at, tuple(p.place), p.first, p.last, p.strength, p.kept) for p in group.items
    )


def lane(rig):
    """(the chosen one, every prompt strip) of a rig."""
    strips = rig.dynmask.strips
    return rig.dynmask.strip_active, tuple((s.prompt, s.first, s.last) for s in strips)

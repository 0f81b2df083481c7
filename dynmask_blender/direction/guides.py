"""What guides the shown motion of an armature object: its path and waypoints, its pins, its way."""

import numpy as np
from mathutils import Vector

from .. import coords, nla
from ..compare import guides, joints
from ..rig import mappings, targets
from ..session import status
from ..takes import takes
from . import lines, paths
from .pinning.aiming import ROLES
from .pinning.places import label_of
from .pinning.properties import POSE


def stamp(obj):
    """What tells cheaply, in every redraw, that other things are to be read."""
    action, curve = nla.action(obj, obj.dynmask.strip), obj.dynmask_direction.path
    return (
        action.session_uid if action else 0, curve.session_uid if curve else 0, obj.dynmask.strip,
        tuple(value for row in obj.matrix_world for value in row),
    )  # fmt: skip


def read(obj, scene, before):
    """The guides.Read of an armature object; before: the last one, whose movement is kept if it is the same.

    Reads only, but not in a draw callback: curves are worked out.
    """
    curve, action = obj.dynmask_direction.path, nla.action(obj, obj.dynmask.strip)
    path = None
    if curve is not None and curve.name in scene.objects:
        try:
            path = lines.of(curve)
        except status.Problem as error:
            status.log.info("'%s' is not drawn: %s", curve.name, error)
    keys, movement = _movement(obj, action, before)
    world = np.array(obj.matrix_world, np.float64)
    still = guides.still(path, movement, world, targets.frame_rate(scene))
    leg = movement.leg * float(np.linalg.norm(world[:3, 2])) if movement is not None else guides.LEG
    return guides.Read(still, movement, keys, leg)


def _movement(obj, action, before):
    if action is None:
        return None, None
    keys = action.session_uid, takes.fingerprint(nla.owner(obj, obj.dynmask.strip), action)
    if before is not None and before.keys == keys:
        return keys, before.movement
    try:
        return keys, joints.read(obj, action, obj.dynmask.strip)
    except (ValueError, status.Problem) as error:
        status.log.info("the way of '%s' is not drawn: %s", action.name, error)
        return keys, None


def moving(obj, scene, leg):
    """The guides.Moving of an armature object on the scene's frame: waypoints and pins as they are now.

    leg: its length in the world.
    """
    found, rate = guides.Moving(), targets.frame_rate(scene)
    curve, frame = obj.dynmask_direction.path, scene.frame_current_final
    for empty in paths.waypoints(curve) if curve is not None else ():
        when, matrix, facing = empty.dynmask_waypoint.frame, empty.matrix_world, None
        if empty.dynmask_waypoint.facing:
            way = matrix.col[2] if empty.empty_display_type == "SINGLE_ARROW" else -matrix.col[1]
            facing = way.xyz.normalized()
        text = f"{when} · {(when - scene.frame_start) / rate:.1f} s"
        guides.waypoint(found, matrix.translation, facing, text, leg)
    bones = {item.name: item.bone for item in mappings.shown(obj).roles} if obj.dynmask_pins.items else {}
    for pin in obj.dynmask_pins.items:
        bone = obj.pose.bones.get(bones.get(ROLES.get(pin.body), "")) if pin.body != POSE else None
        place = _place(pin)
        if pin.enabled and bone is not None and place is not None:
            held = pin.first - 0.5 <= frame <= pin.last + 0.5
            joint, metres = obj.matrix_world @ bone.head, coords.metres_per_unit(scene)
            guides.pin(found, place, joint, held, label_of(pin), leg, metres)
    return found


def _place(pin):
    """Where a pin's place is in the world now, or None."""
    if pin.held_at == "PLACE":
        return Vector(pin.place)
    if pin.target is None or pin.held_at != "BONE":
        return pin.target and pin.target.matrix_world.translation
    bone = pin.target.pose.bones.get(pin.bone) if pin.target.pose else None
    return pin.target.matrix_world @ bone.head if bone else None

"""Paths: a curve and the Empties on it as the backend's floor has them, and which takes follow one."""

import bpy
import numpy as np

from ..session import status
from ..takes import takes
from . import floor, lines, told

# Kinds of takes: made along a path, and an action led along it.
GENERATED, LED = "path", "path action"
# Metres a second that nobody runs, and metres that no path is shorter than.
_NOBODY, _SHORTEST = 8.0, 0.1
# Share of a path's length that a waypoint at its end may be short of it.
_AT_END = 0.98


def waypoints(curve):
    """The Empties parented to a curve that say when the body is there, in the order of their frames."""
    found = [obj for obj in curve.children if obj.type == "EMPTY" and obj.dynmask_waypoint.timed]
    return sorted(found, key=lambda obj: (obj.dynmask_waypoint.frame, obj.name))


def request(obj, mapping, curve, first_frame, rate, seconds=None):
    """The `path` part of a direction: a curve and its waypoints, as an armature object's floor has them.

    first_frame: where the motion begins; rate: frames a second; seconds: its length, where it is known.
    Raises Problem where there is no path, or nobody could follow it.
    """
    ground = floor.Floor(obj, mapping)
    places = ground.places(lines.of(curve))[:, [0, 2]]
    metres = lines.length(places)
    if metres < _SHORTEST:
        raise status.Problem(f"The path '{curve.name}' is only {100 * metres:.0f} cm long: draw it longer")
    if seconds and metres / seconds > _NOBODY:
        raise status.Problem(
            f"The path '{curve.name}' is {metres:.1f} m long: nobody gets along it in {seconds:.1f} s"
        )
    asked = [_waypoint(empty, ground, first_frame, rate) for empty in waypoints(curve)]
    return {"points": places.tolist(), "waypoints": asked}


def seconds(path):
    """How long a motion along a request's path has to be for its waypoints, or None without any.

    As long as the last of them says, and in the same pace to the path's end.
    """
    if not path["waypoints"]:
        return None
    last, points = path["waypoints"][-1], np.array(path["points"])
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=-1))])
    near = np.linalg.norm(points - last["place"], axis=-1)
    # Of places that the path comes by again, the latest.
    at = np.flatnonzero(near < near.min() + 0.05)[-1]
    share = gone[at] / gone[-1]
    needed = last["seconds"] / (share if 0.05 < share < _AT_END else 1.0)
    # Lengths are made of whole tokens.
    return float(needed + 0.25)


def follows(take):
    """Whether a take follows a path."""
    return take.kind in (GENERATED, LED)


def keep_measured(obj, answered):
    """Keep what was measured on the takes that were listed last, those of an answer."""
    for take, made in zip(obj.dynmask.takes[-len(answered) :], answered, strict=False):
        told.keep(take.action, made.get("measured"))


def forget_former(obj, uid):
    """Drop the take of an action that was made again, unless something was made of it or keyed in it."""
    group = obj.dynmask
    index = next((i for i, t in enumerate(group.takes) if t.action and t.action.session_uid == uid), -1)
    if index < 0 or len(group.takes) < 2:
        return
    former = group.takes[index]
    for other in group.takes:
        if other.base == former.action:
            other.base = former.base
    if not former.action.use_fake_user and not takes.is_edited(obj, former):
        name = former.action.name
        takes.decide(former.action)
        takes.discard(obj, index)
        made = group.takes[-1]
        if name not in bpy.data.actions:
            made.action.name = made.name = name


def held(take, frames):
    """A take of an answer that stands at the path's end until it has so many frames."""
    missing = frames - len(take["rotations"])
    if missing <= 0:
        return take
    longer = {
        name: np.pad(take[name], [(0, missing)] + [(0, 0)] * (np.ndim(take[name]) - 1), mode="edge")
        for name in ("rotations", "translation", "omega", "phi", "energy")
    }
    return {**take, **longer, "tokens": None}


def add_curve(context, obj, points=()):
    """A new curve object on the floor before an armature object; points (n, 3): of its line, in the world.

    It is linked where the armature is.
    """
    data = bpy.data.curves.new("Path", "CURVE")
    data.dimensions = "3D"
    if len(points):
        line = data.splines.new("BEZIER")
        line.bezier_points.add(len(points) - 1)
        for knot, point in zip(line.bezier_points, points, strict=True):
            knot.co, knot.handle_left_type, knot.handle_right_type = point, "AUTO", "AUTO"
    curve = bpy.data.objects.new("Path", data)
    (obj.users_collection[0] if obj.users_collection else context.scene.collection).objects.link(curve)
    return curve


def ahead(obj, mapping, metres):
    """World points (3, 3) straight ahead of an armature object at rest, on the floor."""
    ground = floor.Floor(obj, mapping)
    points = ground.world(np.array([[0.0, 0.0, z] for z in (0.0, 0.5 * metres, metres)]))
    # Armatures stand on the height of their origin.
    points[:, 2] = obj.matrix_world.translation.z
    return points


def add_waypoint(context, curve, frame, share):
    """A new Empty on a curve, at a share of its length, its arrow along it; it says `frame`."""
    points = lines.of(curve)
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=-1))])
    at = share * gone[-1]
    place = np.array([np.interp(at, gone, column) for column in points.T])
    leg = int(np.clip(np.searchsorted(gone, at), 1, len(points) - 1))
    way = points[leg] - points[leg - 1]
    empty = bpy.data.objects.new("Waypoint", None)
    empty.empty_display_type, empty.empty_display_size = "SINGLE_ARROW", 0.4
    (curve.users_collection[0] if curve.users_collection else context.scene.collection).objects.link(empty)
    empty.parent = curve
    empty.matrix_parent_inverse = curve.matrix_world.inverted()
    empty.location = place
    # An arrow points along +Z.
    empty.rotation_euler = (np.pi / 2.0, 0.0, float(np.arctan2(way[1], way[0])) + np.pi / 2.0)
    empty.dynmask_waypoint.timed, empty.dynmask_waypoint.frame = True, frame
    return empty


def _waypoint(empty, ground, first_frame, rate):
    told_frame = empty.dynmask_waypoint.frame
    if told_frame < first_frame:
        raise status.Problem(
            f"The waypoint '{empty.name}' is on frame {told_frame}, before the motion begins on {first_frame}"
        )
    matrix = np.array(empty.matrix_world, dtype=np.float64)
    found = {
        "seconds": (told_frame - first_frame) / rate,
        "place": ground.places(matrix[None, :3, 3])[0, [0, 2]].tolist(),
    }
    if empty.dynmask_waypoint.facing:
        way = matrix[:3, 2] if empty.empty_display_type == "SINGLE_ARROW" else -matrix[:3, 1]
        facing = ground.facing(way)
        if facing is None:
            raise status.Problem(
                f"The waypoint '{empty.name}' points up or down: lay it flat, or switch Face off"
            )
        found["facing"] = facing
    return found

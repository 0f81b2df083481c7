"""A curve object as one line of points in the world."""

import bpy
import numpy as np

from ..session import status

# Points that are sent at most.
_MOST = 2000


def of(obj):
    """Points (n, 3) of a curve object's longest line in the world; of a closed one the first is the last too.

    Bevel and extrusion do not count. Raises Problem where it is no curve, or no line.
    """
    if obj is None:
        raise status.Problem("Choose a curve as path first, or draw one with Draw Path")
    if obj.type != "CURVE":
        raise status.Problem(f"'{obj.name}' is no curve: choose one as path, or draw one with Draw Path")
    if obj.mode == "EDIT":
        obj.update_from_editmode()
    points, edges = _outline(obj)
    lines = [points[line] for line in _lines(len(points), edges)]
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        raise status.Problem(f"The path '{obj.name}' has fewer than two points: draw a line first")
    found = max(lines, key=length)
    matrix = np.array(obj.matrix_world, dtype=np.float64)
    found = found[np.unique(np.linspace(0, len(found) - 1, min(len(found), _MOST)).round().astype(int))]
    return found @ matrix[:3, :3].T + matrix[:3, 3]


def length(points):
    """Length of a line (n, 3)."""
    return float(np.linalg.norm(np.diff(points, axis=0), axis=-1).sum())


def _outline(obj):
    """Points (n, 3) and edges (m, 2) of a curve as Blender works it out, without thickness."""
    data = obj.data
    thick = data.bevel_depth or data.extrude or data.bevel_object or data.bevel_mode == "OBJECT"
    evaluated = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    if evaluated.is_evaluated and not thick and obj.mode != "EDIT":
        return _read(evaluated)
    # What is hidden or thick, by a copy that nothing shows.
    plain = bpy.data.objects.new(obj.name, data.copy())
    copied = plain.data
    copied.bevel_depth = copied.extrude = 0.0
    copied.bevel_mode, copied.bevel_object = "ROUND", None
    try:
        return _read(plain)
    finally:
        bpy.data.objects.remove(plain)
        bpy.data.curves.remove(copied)


def _read(obj):
    mesh = obj.to_mesh()
    try:
        points = np.empty(3 * len(mesh.vertices), np.float32)
        mesh.vertices.foreach_get("co", points)
        edges = np.empty(2 * len(mesh.edges), np.int32)
        mesh.edges.foreach_get("vertices", edges)
    finally:
        obj.to_mesh_clear()
    return points.reshape(-1, 3).astype(np.float64), edges.reshape(-1, 2)


def _lines(count, edges):
    """Numbers of the points of every line, which follow one another; a closed one ends with its first."""
    joined = {(int(min(edge)), int(max(edge))) for edge in edges}
    start, found = 0, []
    for point in range(1, count + 1):
        if (point - 1, point) in joined:
            continue
        line = list(range(start, point))
        if len(line) > 2 and (start, point - 1) in joined:
            line.append(start)
        found.append(line)
        start = point
    return found

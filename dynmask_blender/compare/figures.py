"""What is drawn of a take's movement, in plain arrays: bones as thin solids, its way over the floor (no bpy).

Everything is in armature space and sized by the length of a leg, whatever the armature's units are.
"""

from dataclasses import dataclass

import numpy as np

from ...backend.motion.measure import contacts, runs

# The canonical leg in metres: thresholds of contacts are in metres.
_LEG = 0.84
_THICK, _WAIST = 0.04, 0.18
_HEAD, _HEAD_WAIST = 0.1, 0.5
_PAD, _WAY, _PRINT, _OVER_FLOOR = 0.085, 0.03, 0.055, 0.004
# Two of a solid's four edges are darker, so that it looks round without lights.
_SHADES = (1.0, 0.55, 0.8, 0.45, 0.65, 0.65)
_OCTAHEDRON = np.array(
    [(0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4), (1, 0, 5), (2, 1, 5), (3, 2, 5), (0, 3, 5)], np.int32
)
PLANTED = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Figure:
    """vertices (T, V, 3) float32 and the triangles (n, 3) of every frame; shades (V,): how bright each is,
    below 0 where it marks a planted foot.

    way: (W, 3) corners on the floor, way_triangles (m, 3), way_heat (W,) the complexity in [0, 1] there,
    below 0 for footprints and where it is not known. first: the scene frame of the first.
    """

    first: int
    vertices: np.ndarray
    triangles: np.ndarray
    shades: np.ndarray
    way: np.ndarray
    way_triangles: np.ndarray
    way_heat: np.ndarray
    planted: np.ndarray

    def sample(self, frame):
        """Index of what is drawn on a frame; the ends are held."""
        return int(np.clip(round(frame) - self.first, 0, len(self.vertices) - 1))


def build(movement, fps):
    """The Figure of a joints.Movement; fps: frames a second of the scene."""
    points = np.asarray(movement.points, np.float64)
    planted = standing(movement, fps)
    solids, shades = [], []
    for child, parent in enumerate(movement.parents):
        if parent >= 0:
            size = (_HEAD, _HEAD_WAIST) if child == movement.head else (_THICK, _WAIST)
            solids.append(_solid(points[:, parent], points[:, child], size[0] * movement.leg, size[1]))
            shades += _SHADES
    for column, foot in enumerate(movement.feet):
        solids.append(_pad(points[:, foot], movement.up, planted[:, column] * _PAD * movement.leg))
        shades += [-1.0] * 6
    triangles = np.concatenate([_OCTAHEDRON + 6 * i for i in range(len(solids))])
    return Figure(
        movement.first, np.concatenate(solids, axis=1).astype(np.float32), triangles,
        np.array(shades, np.float32), *_way(movement, points, planted), planted,
    )  # fmt: skip


def standing(movement, fps):
    """Whether each of the feet stands, (T, F) bool."""
    feet = np.asarray(movement.points, np.float64)[:, list(movement.feet)] * (_LEG / movement.leg)
    usual = contacts.ContactSettings()
    speed, height = contacts.speeds(feet, fps), feet @ movement.up
    result = np.zeros(speed.shape, bool)
    for column in range(speed.shape[1]):
        near = height[:, column] - np.percentile(height[:, column], 2) < usual.toe_off
        slow = speed[:, column]
        found = runs.hysteresis((slow < usual.speed_on) & near, (slow < usual.speed_off) & near)
        result[:, column] = runs.without_short(found, max(int(round(usual.shortest * fps)), 2))
    return result


def _solid(start, end, thick, at):
    """Octahedra (T, 6, 3) from start to end (T, 3), thickest at a part of the way."""
    way = end - start
    length = np.linalg.norm(way, axis=-1, keepdims=True)
    along = way / np.maximum(length, 1e-9)
    other = np.eye(3)[np.abs(along).mean(axis=0).argmin()]
    side = np.cross(along, other)
    side /= np.maximum(np.linalg.norm(side, axis=-1, keepdims=True), 1e-9)
    front = np.cross(along, side)
    thick = np.minimum(thick, 0.4 * length)
    waist = start + at * way
    ring = [waist + side * thick, waist + front * thick, waist - side * thick, waist - front * thick]
    return np.stack([*ring, start, end], axis=1)


def _pad(place, up, size):
    """Octahedra (T, 6, 3) of half-widths size (T,) around places (T, 3); nothing where that is 0."""
    side = np.cross(up, np.eye(3)[np.abs(up).argmin()])
    side /= np.linalg.norm(side)
    front, size = np.cross(up, side), size[:, None]
    return np.stack([place + size * v for v in (side, front, -side, -front, 0.5 * up, -0.5 * up)], axis=1)


def _way(movement, points, planted):
    """Corners, triangles and heat of the root's way over the floor and of the footprints."""
    up, leg = movement.up, movement.leg
    floor = (points[:, list(movement.feet)] @ up).min()

    def down(places, over=0.0):
        return places + ((floor + over * leg) - places @ up)[..., None] * up

    way = down(points[:, 0], _OVER_FLOOR)
    step = np.gradient(way, axis=0) if len(way) > 1 else np.zeros_like(way)
    side = np.cross(up, step)
    length = np.linalg.norm(side, axis=-1, keepdims=True)
    # Where the body stands still its way has no direction: the ribbon closes.
    side *= np.where(length > 1e-4 * leg, _WAY * leg / np.maximum(length, 1e-12), 0.0)
    corners = np.stack([way - side, way + side], axis=1).reshape(-1, 3)
    low = 2 * np.arange(len(way) - 1)
    triangles = np.stack([low, low + 1, low + 2, low + 2, low + 1, low + 3], axis=1).reshape(-1, 3)
    heat = np.full(len(way), -1.0) if movement.omega is None else np.clip(movement.omega, 0.0, 1.0)
    prints = [
        down(points[start:stop, foot].mean(axis=0), 2 * _OVER_FLOOR)
        for column, foot in enumerate(movement.feet)
        for start, stop in stretches(planted[:, column])
    ]
    marks = np.zeros((0, 3))
    if prints:
        marks = _pad(np.array(prints), up, np.full(len(prints), _PRINT * leg))[:, :4].reshape(-1, 3)
    first = len(corners) + 4 * np.arange(len(prints))[:, None]
    squares = (first + np.array([[0, 1, 2, 0, 2, 3]])).reshape(-1, 3)
    return (
        np.concatenate([corners, marks]).astype(np.float32),
        np.concatenate([triangles, squares]).astype(np.int32),
        np.concatenate([np.repeat(heat, 2), np.full(len(marks), -1.0)]).astype(np.float32),
    )


def stretches(flags):
    """(start, stop) of every run of True."""
    edges = np.flatnonzero(np.diff(np.r_[False, flags, False].astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)

"""What guides the shown motion, in plain arrays: its path, pins, footprints and the pelvis' way (no bpy).

Everything is in the world. What stays is sent to the graphics card once, what moves is a few lines a redraw.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from ..complexity import pictures
from . import figures

PATH, WAYPOINT, PIN, MISSED = (1.0, 0.6, 0.1), (1.0, 0.85, 0.3), (0.3, 0.9, 1.0), (1.0, 0.25, 0.2)
UNKNOWN = (0.75, 0.75, 0.75)
_PRINTS = (0.35, 0.75, 1.0), (0.55, 1.0, 0.45)
_OPAQUE, _PRINT, _OVER = 0.95, 0.055, 0.01
# Metres from which a pin's distance is told, and half the width of its cross in legs.
_TELLS, _CROSS, _ARROW = 0.01, 0.06, 0.35
# Of a body that is not known.
LEG = 0.84


@dataclass(frozen=True)
class Still:
    """points (n, 3) and colours (n, 4) of line ends, two and two; the same of corners of triangles."""

    lines: np.ndarray
    line_colors: np.ndarray
    corners: np.ndarray
    corner_colors: np.ndarray


@dataclass(frozen=True)
class Read:
    """What was read of an armature object: its Still, its joints.Movement (or None) and the keys that it was
    read of, and the length of a leg in the world."""

    still: Still
    movement: object
    keys: object
    leg: float


@dataclass
class Moving:
    """What may be another at every redraw: line ends, two and two, with colours, and texts
    [(place (3,), text, colour)]. Plain tuples: there are few, and a redraw has little time."""

    ends: list = field(default_factory=list)
    colors: list = field(default_factory=list)
    texts: list = field(default_factory=list)

    def line(self, start, end, color):
        self.ends += (tuple(start), tuple(end))
        self.colors += ((*color, _OPAQUE),) * 2

    def cross(self, place, size, color):
        x, y, z = place
        self.line((x - size, y, z), (x + size, y, z), color)
        self.line((x, y - size, z), (x, y + size, z), color)
        self.line((x, y, z - size), (x, y, z + size), color)


def still(path, movement, world, fps):
    """The Still of a path (n, 3) in the world and of a joints.Movement, either may be None.

    world: the rig's matrix (4, 4); fps: frames a second of the scene.
    """
    lines, line_colors, corners, colors = [np.zeros((0, 3))], [np.zeros((0, 4))], [], []
    if path is not None and len(path) > 1:
        lines.append(_pairs(path))
        line_colors.append(np.tile((*PATH, _OPAQUE), (2 * len(path) - 2, 1)))
    if movement is not None:
        points = np.asarray(movement.points, np.float64) @ world[:3, :3].T + world[:3, 3]
        way = points[:, 0]
        if len(way) > 1:
            lines.append(_pairs(way))
            line_colors.append(_pairs(_heat(movement.omega, len(way))))
        corners, colors = _prints(movement, points, world, fps)
    return Still(
        np.concatenate(lines).astype(np.float32), np.concatenate(line_colors).astype(np.float32),
        np.array(corners, np.float32).reshape(-1, 3),
        np.array(colors, np.float32).reshape(-1, 4),
    )  # fmt: skip


def _pairs(values):
    """Values (n, d) of a line's points as those of its pieces' ends (2n − 2, d)."""
    return np.repeat(np.asarray(values), 2, axis=0)[1:-1]


def _heat(omega, count):
    if omega is None:
        return np.tile(np.float32((*UNKNOWN, _OPAQUE)), (count, 1))
    return pictures.heat(np.clip(omega, 0.0, 1.0), _OPAQUE)


def _prints(movement, points, world, fps):
    """Corners of two triangles and their colours for every contact of a foot with the floor."""
    planted, corners, colors = figures.standing(movement, fps), [], []
    size = _PRINT * movement.leg * float(np.linalg.norm(world[:3, 2]))
    feet = points[:, list(movement.feet)]
    floor = float(feet[..., 2].min())
    for column in range(feet.shape[1]):
        # Left and right by turns, as joints are numbered.
        color = _PRINTS[column % 2]
        for start, stop in figures.stretches(planted[:, column]):
            place = feet[start:stop, column].mean(axis=0)
            x, y, z = place[0], place[1], floor + _OVER * size
            a, b, c, d = (x - size, y, z), (x, y - size, z), (x + size, y, z), (x, y + size, z)
            corners += [a, b, c, a, c, d]
            colors += [(*color, _OPAQUE)] * 6
    return corners, colors


def waypoint(moving, place, facing, text, leg):
    """A waypoint at place (3,) with its time; facing: direction (3,) where it says one, or None."""
    moving.cross(place, _CROSS * leg, WAYPOINT)
    if facing is not None:
        moving.line(place, [a + _ARROW * leg * b for a, b in zip(place, facing, strict=True)], WAYPOINT)
    moving.texts.append((place, text, WAYPOINT))


def pin(moving, place, joint, held, name, leg, metres):
    """A pin at place (3,) of a joint that is at (3,); held: on this frame; metres: of a unit of the scene."""
    away = math.dist(place, joint) * metres
    missed = held and away > _TELLS
    color = MISSED if missed else PIN
    moving.cross(place, _CROSS * leg, color)
    if held:
        moving.line(joint, place, color)
    said = f" {100.0 * away:.0f} cm" if away < 1.0 else f" {away:.1f} m"
    moving.texts.append((place, name + (said if missed else ""), color))

"""Where the camera stands and what the stick figure is made of; shared by still and moving pictures."""

import math
from dataclasses import dataclass

import numpy as np

from ..motion.body import quaternion, skeleton

LEFT, RIGHT, MIDDLE = "#1f6fd0", "#e0662a", "#3c4350"
PAPER = "#ffffff"
HEAD_RADIUS = 0.105
_THICKNESS = {"hip": 0.075, "knee": 0.085, "ankle": 0.065, "foot": 0.05, "collar": 0.06, "shoulder": 0.06,
              "elbow": 0.06, "wrist": 0.05, "spine1": 0.10, "spine2": 0.10, "spine3": 0.10, "neck": 0.07,
              "head": 0.06}  # fmt: skip
_HAND, _NOSE, _SKULL = 0.08, 0.13, 0.09
_TURN = math.radians(-50)
_NECK = skeleton.INDEX["neck"]
# Height of a trunk of one metre that lies, and the share of the time in which it has to; how much of its
# length may go into the picture; by how much the camera is walked round then, the least first.
_LIES, _OFTEN, _DEEP = 0.4, 0.15, 0.65
_STEPS = tuple(math.radians(step) for step in (0, -20, 20, -40, 40, -60, 60, -90))


@dataclass(frozen=True)
class Stroke:
    """A limb of the figure: points `start` and `stop`, colour and thickness in metres."""

    start: int
    stop: int
    colour: str
    width: float


def _strokes():
    strokes = []
    for joint, parent in enumerate(skeleton.PARENTS):
        if parent >= 0:
            side, _, part = skeleton.JOINTS[joint].rpartition("_")
            colour = {"left": LEFT, "right": RIGHT, "": MIDDLE}[side]
            strokes.append(Stroke(parent, joint, colour, _THICKNESS[part]))
    for wrist, hand, colour in ((20, LEFT_HAND, LEFT), (21, RIGHT_HAND, RIGHT)):
        strokes.append(Stroke(wrist, hand, colour, 0.05))
    return tuple(strokes)


# Points after the 22 joints that only pictures have.
SKULL, NOSE, LEFT_HAND, RIGHT_HAND = 22, 23, 24, 25
STROKES = _strokes()
TORSO = (16, 17, 2, 1)


def figure_points(clip):
    """Points (T, 26, 3) of the figure: the 22 joints, middle of the skull, nose and the two hands' ends."""
    world = skeleton.global_rotations(clip.rotations)
    joints = clip.positions
    skull = joints[:, 15] + quaternion.rotate(world[:, 15], np.array([0.0, _SKULL, 0.0]))
    nose = skull + quaternion.rotate(world[:, 15], np.array([0.0, 0.0, _NOSE]))
    hands = [
        joints[:, wrist] + quaternion.rotate(world[:, wrist], np.array([side * _HAND, 0.0, 0.0]))
        for wrist, side in ((20, 1.0), (21, -1.0))
    ]
    return np.concatenate([joints, np.stack([skull, nose, *hands], axis=1)], axis=1)


@dataclass(frozen=True)
class Camera:
    """Parallel projection. azimuth: the direction (radians about y from +z) the camera looks from."""

    azimuth: float
    elevation: float = math.radians(5)

    def project(self, points):
        """Right, up and nearness (metres, larger is closer) of points (..., 3)."""
        sine, cosine = math.sin(self.azimuth), math.cos(self.azimuth)
        right = points[..., 0] * cosine - points[..., 2] * sine
        towards = points[..., 0] * sine + points[..., 2] * cosine
        tilt = self.elevation
        up = points[..., 1] * math.cos(tilt) - towards * math.sin(tilt)
        return np.stack([right, up, towards * math.cos(tilt) + points[..., 1] * math.sin(tilt)], axis=-1)


def camera_for(clip):
    """A three-quarter view: at the start the body looks to the right of the picture and towards us; walked
    round so far that nobody who lies is seen from the head or the feet."""
    across = clip.positions[0, [1, 16]].sum(0) - clip.positions[0, [2, 17]].sum(0)
    azimuth = math.atan2(-across[2], across[0]) + _TURN
    trunk = clip.positions[:, _NECK] - clip.positions[:, 0]
    lying = trunk[np.abs(trunk[:, 1]) < _LIES * np.linalg.norm(trunk, axis=1)]
    if len(lying) < _OFTEN * len(trunk):
        return Camera(azimuth)
    deep = [_depth(lying, azimuth + step) for step in _STEPS]
    return Camera(azimuth + _STEPS[next((i for i, d in enumerate(deep) if d < _DEEP), int(np.argmin(deep)))])


def _depth(trunk, azimuth):
    """Share of the trunks' (n, 3) way over the floor that goes towards the camera or away from it."""
    towards = trunk[:, 0] * math.sin(azimuth) + trunk[:, 2] * math.cos(azimuth)
    return float(np.mean(np.abs(towards) / np.maximum(np.linalg.norm(trunk[:, [0, 2]], axis=1), 1e-9)))


def floor_height(clip):
    """Height of the floor: the lowest the body comes, but for stray frames."""
    return float(np.percentile(clip.positions[..., 1].min(axis=1), 5))


def paleness(nearness):
    """How much a limb fades that is `nearness` metres closer than the pelvis."""
    return float(np.clip(0.2 - 0.7 * nearness, 0.0, 0.5))


def faded(colour, amount):
    """`colour` (#rrggbb) mixed with the paper by `amount` in [0, 1], as three numbers in [0, 1]."""
    mixed = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c + (1.0 - c) * amount for c in mixed)

"""A motion's joints seen from the body itself: trunk, facing, speed, heights; and what a fact is."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import runs

I = skeleton.INDEX  # noqa: E741
SIDES = ("left", "right")
_UP = np.array([0.0, 1.0, 0.0])
# Metres of the pelvis over the floor where the canonical body stands straight.
STANDING = float(-(skeleton.OFFSETS[[1, 4, 7, 10], 1].sum()))
# The skull's centre from the head's joint along the trunk and forward, metres.
_SKULL = (0.08, 0.03)


@dataclass(frozen=True)
class Fact:
    """Something that holds in the frames start … stop − 1: its name, the side it is on ("left", "right",
    "both", or a direction; "" for none) and how much of it there is (degrees, metres, times)."""

    name: str
    start: int
    stop: int
    side: str = ""
    value: float = 0.0


def spans(mask, least=0.4, gap=0.25):
    """Runs of mask (T,) that last `least` seconds or more, gaps of `gap` seconds closed."""
    closed = runs.without_gaps(mask, round(gap * skeleton.FPS))
    return [(a, b) for a, b in runs.runs(closed) if b - a >= least * skeleton.FPS]


def unit(v):
    """v (..., 3) at length 1."""
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9)


class Body:
    """Measures of joints (T, 22, 3) in metres at 20 fps, over the floor y = 0."""

    def __init__(self, positions):
        self.joints = np.asarray(positions, dtype=np.float64)

    def __len__(self):
        return len(self.joints)

    def at(self, name):
        """Positions (T, 3) of a joint."""
        return self.joints[:, I[name]]

    def both(self, name):
        """Positions (T, 2, 3) of the left and the right joint of that name."""
        return self.joints[:, [I[f"left_{name}"], I[f"right_{name}"]]]

    @cached_property
    def trunk(self):
        """Unit vectors (T, 3) from the pelvis to the neck."""
        return unit(self.at("neck") - self.at("pelvis"))

    @cached_property
    def chest(self):
        """Axes (T, 3, 3) of the chest as rows: to its left, up along the spine, forward."""
        up = unit(self.at("neck") - self.at("spine1"))
        across = self.at("left_shoulder") - self.at("right_shoulder")
        left = unit(across - np.sum(across * up, axis=-1, keepdims=True) * up)
        return np.stack([left, up, np.cross(left, up)], axis=1)

    def from_chest(self, points, origin):
        """points (T, 3) relative to origin (T, 3) as metres to the chest's left, up and forward."""
        return np.einsum("tij,tj->ti", self.chest, points - origin)

    @cached_property
    def skull(self):
        """Centre (T, 3) of the head."""
        return self.at("head") + _SKULL[0] * self.chest[:, 1] + _SKULL[1] * self.chest[:, 2]

    @cached_property
    def tilt(self):
        """Degrees (T,) of the trunk from upright."""
        return np.degrees(np.arccos(np.clip(self.trunk[:, 1], -1.0, 1.0)))

    @cached_property
    def yaw(self):
        """Radians (T,) that the body faces, unwrapped, to the left positive; slow sway taken off."""
        face = features.facing(self.joints, 4.0)
        return 2.0 * np.unwrap(np.arctan2(face[:, 2], face[:, 0]), period=np.pi)

    @cached_property
    def forward(self):
        """Unit vectors (T, 3) along the floor to where the body faces."""
        return np.stack([np.sin(self.yaw), 0.0 * self.yaw, np.cos(self.yaw)], axis=-1)

    @cached_property
    def left(self):
        """Unit vectors (T, 3) along the floor to the body's left."""
        return np.cross(_UP, self.forward)

    @cached_property
    def path(self):
        """The pelvis' way along the floor (T, 2): x, z, the sway of steps taken off."""
        way = self.at("pelvis")[:, [0, 2]]
        # Carried on at both ends, or whoever runs in and out of the picture would slow down there.
        count = min(12, len(way) - 1)
        before = way[0] + (way[0] - way[min(8, len(way) - 1)]) / 8.0 * np.arange(count, 0, -1)[:, None]
        after = way[-1] + (way[-1] - way[max(-9, -len(way))]) / 8.0 * np.arange(1, count + 1)[:, None]
        smooth = features.gaussian_smooth(np.concatenate([before, way, after]), 4.0)
        return smooth[count : count + len(way)]

    @cached_property
    def carried(self):
        """Share of frames in which no foot is near the floor and the body does not fall: it stands, sits or
        hangs on something."""
        up = self.both("foot")[..., 1].min(axis=1) > 0.2
        falls = np.gradient(np.gradient(self.at("pelvis")[:, 1])) * skeleton.FPS**2 < -5.0
        return float(np.mean(up & ~falls))

    @cached_property
    def velocity(self):
        """Metres a second (T, 2) along the floor: forward, to the left."""
        step = np.gradient(self.path, axis=0) * skeleton.FPS
        step = np.stack([step[:, 0], 0.0 * step[:, 0], step[:, 1]], axis=-1)
        return np.stack([np.sum(step * self.forward, -1), np.sum(step * self.left, -1)], axis=-1)

    @cached_property
    def speed(self):
        """Metres a second (T,) along the floor."""
        return np.linalg.norm(self.velocity, axis=-1)

    @cached_property
    def knee_bend(self):
        """Degrees (T, 2) that the knees are bent."""
        return self._bend("hip", "knee", "ankle")

    @cached_property
    def elbow_bend(self):
        """Degrees (T, 2) that the elbows are bent."""
        return self._bend("shoulder", "elbow", "wrist")

    def _bend(self, first, middle, last):
        a = unit(self.both(middle) - self.both(first))
        b = unit(self.both(last) - self.both(middle))
        return np.degrees(np.arccos(np.clip(np.sum(a * b, axis=-1), -1.0, 1.0)))

    @cached_property
    def wrist_speed(self):
        """Metres a second (T, 2) of the wrists as seen from the chest, over a quarter of a second."""
        centre = self.at("spine3")
        seen = np.stack([self.from_chest(self.both("wrist")[:, k], centre) for k in (0, 1)], axis=1)
        speed = np.linalg.norm(np.gradient(seen, axis=0), axis=-1) * skeleton.FPS
        return features.gaussian_smooth(speed, 2.0)

    @cached_property
    def ahead(self):
        """Metres (T,) that the left ankle is before the right one."""
        between = self.at("left_ankle") - self.at("right_ankle")
        return np.sum(between * self.forward, axis=-1)

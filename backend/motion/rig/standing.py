"""Whether a body stands, in its rest pose or in a pose of its motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..body import quaternion
from .bone_tree import BoneTree

# How far trunk and legs of a body may lean at rest, and in a pose that is to stand for it, in radians.
_AT_REST = np.radians(45.0), np.radians(60.0)
_POSED = np.radians(35.0), np.radians(42.0)


@dataclass(frozen=True)
class Body:
    """The bones by which a pose is judged: neck or shoulders, pairs of hips and shoulders, legs."""

    top: list[int]
    sides: list[tuple[int, int]]
    legs: list[tuple[int, int]]

    @classmethod
    def of(cls, tree: BoneTree, roles: dict[str, str]) -> Body | None:
        """The body of a tree with {role: bone name}, None where hips, knees or shoulders are lacking."""
        at = {role: tree.number(name) for role, name in roles.items()}
        at = {role: bone for role, bone in at.items() if bone >= 0}
        needed = [f"{side}_{part}" for side in ("left", "right") for part in ("hip", "knee", "shoulder")]
        if any(role not in at for role in needed):
            return None
        top = [at[role] for role in ("neck", "head") if role in at][:1]
        return cls(
            top or [at["left_shoulder"], at["right_shoulder"]],
            [(at[f"left_{part}"], at[f"right_{part}"]) for part in ("hip", "shoulder")],
            [(at[f"{s}_hip"], at.get(f"{s}_ankle", at[f"{s}_knee"])) for s in ("left", "right")],
        )

    def hips(self, heads: Floats) -> Floats:
        """Middle of the hip joints (..., 3) of heads (..., n, 3)."""
        middle: Floats = heads[..., list(self.sides[0]), :].mean(axis=-2)
        return middle

    def left(self, heads: Floats) -> Floats:
        """From the right side to the left one (3,), of any length, of heads (n, 3)."""
        across: Floats = np.sum([heads[left] - heads[right] for left, right in self.sides], axis=0)
        return across

    def leaning(self, heads: Floats, up: Floats) -> tuple[float, float, float]:
        """Angles of the trunk from up and of the legs from down, in radians, of heads (n, 3)."""
        legs = [_angle(heads[ankle] - heads[hip], -up) for hip, ankle in self.legs]
        return _angle(heads[self.top].mean(axis=0) - self.hips(heads), up), legs[0], legs[1]

    def stands_at_rest(self, heads: Floats, up: Floats) -> bool:
        """Whether heads (n, 3) are those of a rest pose that stands along `up` (3,)."""
        return self._within(heads, up, _AT_REST)

    def best(self, heads: Floats, up: Floats) -> int:
        """Index of the pose that stands best along `up` of heads (T, n, 3), -1 where none stands."""
        leaning = [sum(self.leaning(pose, up)) for pose in heads]
        best = int(np.argmin(leaning))
        return best if self._within(heads[best], up, _POSED) else -1

    def to_front(self, heads: Floats, up: Floats, front: Floats) -> Floats:
        """Rotation (4,) about `up` that turns a body with heads (n, 3) to face the front (3,)."""
        left, wanted = _level(self.left(heads), up), np.cross(up, _level(front, up))
        angle = np.arctan2(np.cross(left, wanted) @ up, left @ wanted)
        return quaternion.from_axis_angle(up, np.array(angle))

    def _within(self, heads: Floats, up: Floats, limits: Sequence[float]) -> bool:
        trunk, *legs = self.leaning(heads, up)
        return trunk < limits[0] and max(legs) < limits[1]


def _angle(a: Floats, b: Floats) -> float:
    length = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.arccos(np.clip(a @ b / length, -1.0, 1.0))) if length > 1e-12 else float(np.pi)


def _level(v: Floats, up: Floats) -> Floats:
    level: Floats = v - up * (v @ up)
    return level / max(float(np.linalg.norm(level)), 1e-12)

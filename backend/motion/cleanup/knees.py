"""How far legs bend and reach when their feet are moved, so that no knee pops."""

import numpy as np

from ..arrays import Floats
from ..body import skeleton

# Degrees towards which the change of a knee's angle saturates.
MOST = 15.0
Leg = tuple[int, int, int]
# Hip, knee and ankle of the left and the right leg.
LEGS: tuple[Leg, ...] = tuple(
    (skeleton.INDEX[f"{side}_hip"], skeleton.INDEX[f"{side}_knee"], skeleton.INDEX[f"{side}_ankle"])
    for side in ("left", "right")
)


def reach(positions: Floats, leg: Leg, straight: float) -> Floats:
    """Distance (T,) from hip to ankle that keeps a knee of (T, 22, 3) from popping straight: that share of
    the leg's length, or what it is."""
    a, b, now = _lengths(positions, leg)
    found: Floats = np.maximum(now, straight * (a + b))
    return found


def shortest(positions: Floats, leg: Leg, most: float) -> Floats:
    """Distance (T,) from hip to ankle of a leg of (T, 22, 3) whose knee bends by `most` degrees more."""
    a, b, now = _lengths(positions, leg)
    return _distance(a, b, np.minimum(_angle(a, b, now) + np.radians(most), np.pi))


def down_to(length: Floats, flat: Floats, height: Floats) -> Floats:
    """Metres (T,) that a hip sinks until its ankle, `flat` beside and `height` below, is `length` away."""
    found: Floats = np.maximum(height - np.sqrt(np.maximum(length**2 - flat**2, 0.0)), 0.0)
    return found


def gentle(positions: Floats, leg: Leg, root: Floats, target: Floats, most: float = MOST) -> Floats:
    """Targets (T, 3) of an ankle drawn along the leg, of (T, 22, 3), whose hip is at root (T, 3), so that the
    knee's angle changes by `most` degrees at most: it must not pop."""
    a, b, now = _lengths(positions, leg)
    angle = _angle(a, b, now)
    far = np.linalg.norm(target - root, axis=-1)
    limit = np.radians(most)
    bent = angle + limit * np.tanh((_angle(a, b, far) - angle) / limit)
    drawn: Floats = root + (target - root) * (_distance(a, b, bent) / np.maximum(far, 1e-9))[:, None]
    return drawn


def _lengths(positions: Floats, leg: Leg) -> tuple[Floats, Floats, Floats]:
    """Metres (T,) of thigh and shin, and from hip to ankle."""
    hip, knee, ankle = (positions[:, joint] for joint in leg)
    return (
        np.linalg.norm(knee - hip, axis=-1), np.linalg.norm(ankle - knee, axis=-1),
        np.linalg.norm(ankle - hip, axis=-1),
    )  # fmt: skip


def _angle(a: Floats, b: Floats, distance: Floats) -> Floats:
    """Bend (T,) of a knee in radians, 0 where the leg is straight."""
    found: Floats = np.arccos(np.clip((distance**2 - a**2 - b**2) / (2.0 * a * b), -1.0, 1.0))
    return found


def _distance(a: Floats, b: Floats, bend: Floats) -> Floats:
    """Metres (T,) from hip to ankle of a leg with that bend."""
    found: Floats = np.sqrt(np.maximum(a**2 + b**2 + 2.0 * a * b * np.cos(bend), 0.0))
    return found

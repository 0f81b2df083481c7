"""Physical plausibility of motion, measured; a body that never moves must not win, hence `dynamics`."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from ..arrays import Floats
from . import contacts

RESTING_SPEED = 0.4
HIGHEST_FLOAT = 0.15
MODEL_FPS = 20.0


@dataclass(frozen=True)
class Physical:
    """Measures of one motion on the floor y = 0, or means over several, weighted by frames.

    slide: horizontal movement of ankles and toes while in contact (`contacts.detect`), mm per 1/20 s.
    contact: share of frames in which any foot is in contact.
    floating: height of the body's lowest joint where it rests (slower than 0.4 m/s), mm; a body that rests
    higher than 0.15 m sits or stands on something and does not count.
    penetration: depth of the lowest joint below the floor, mean over all frames, mm.
    jitter: length of the joints' jerk (third difference of positions), mean, m/s³.
    dynamics: speed of the joints, mean, m/s.
    """

    slide: float
    contact: float
    floating: float
    penetration: float
    jitter: float
    dynamics: float
    frames: int

    def __str__(self) -> str:
        return (
            f"slide {self.slide:.1f} mm/frame in contact, contact {100 * self.contact:.0f} % of frames, "
            f"float {self.floating:.1f} mm, penetration {self.penetration:.1f} mm, "
            f"jitter {self.jitter:.0f} m/s³, dynamics {self.dynamics:.2f} m/s"
        )


def physical(positions: Floats, fps: float = MODEL_FPS) -> Physical:
    """Physical measures of joints (T, 22, 3) in metres. Raises ValueError below four frames."""
    positions = np.asarray(positions, dtype=np.float64)
    if len(positions) < 4:
        raise ValueError("physical measures need at least four frames")
    touching = contacts.detect(positions, fps)
    feet = positions[:, list(contacts.INDICES)]
    both = touching[1:] & touching[:-1]
    moved = np.linalg.norm(np.diff(feet, axis=0)[..., [0, 2]], axis=-1) * fps / MODEL_FPS
    lowest = positions[..., 1].min(axis=1)
    at = positions[..., 1].argmin(axis=1)
    speed = contacts.speeds(positions, fps)
    resting = (speed[np.arange(len(at)), at] < RESTING_SPEED) & (lowest < HIGHEST_FLOAT)
    jerk = np.diff(positions, n=3, axis=0) * fps**3
    return Physical(
        slide=1000.0 * float(moved[both].mean()) if both.any() else 0.0,
        contact=float(touching.any(axis=1).mean()),
        floating=1000.0 * float(np.maximum(lowest[resting], 0.0).mean()) if resting.any() else 0.0,
        penetration=1000.0 * float(np.maximum(-lowest, 0.0).mean()),
        jitter=float(np.linalg.norm(jerk, axis=-1).mean()),
        dynamics=float(np.linalg.norm(np.diff(positions, axis=0), axis=-1).mean() * fps),
        frames=len(positions),
    )


def mean(measures: Iterable[Physical]) -> Physical:
    """Mean of several Physical, weighted by frames (slide by frames in contact)."""
    measures = list(measures)
    frames = np.array([m.frames for m in measures], dtype=np.float64)
    values = {}
    for field in fields(Physical):
        column = np.array([getattr(m, field.name) for m in measures], dtype=np.float64)
        weight = frames * [m.contact for m in measures] if field.name == "slide" else frames
        values[field.name] = float(np.average(column, weights=weight)) if weight.sum() else 0.0
    return Physical(**values | {"frames": int(frames.sum())})  # type: ignore[arg-type]  # the names are the fields'

"""When a foot stands: from predicted labels, speed and height together."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Bools, Floats
from ..body import skeleton
from . import runs

# Columns of contacts and of predicted labels.
JOINTS = ("left_ankle", "left_foot", "right_ankle", "right_foot")
INDICES = tuple(skeleton.INDEX[name] for name in JOINTS)


@dataclass(frozen=True)
class ContactSettings:
    """Thresholds: speeds in m/s, heights in metres over the floor, times in seconds.

    A contact begins below the `on` thresholds and lasts while the `off` thresholds hold. Where labels were
    predicted, speeds are taken times `labelled` inside and `unlabelled` outside of them.
    """

    speed_on: float = 0.35
    speed_off: float = 0.8
    ankle_on: float = 0.12
    ankle_off: float = 0.15
    toe_on: float = 0.06
    toe_off: float = 0.09
    labelled: float = 1.4
    unlabelled: float = 0.5
    shortest: float = 0.1
    gap: float = 0.1


def speeds(positions: Floats, fps: float) -> Floats:
    """Speed (T, J) in m/s of joints (T, J, 3): the smaller of the steps before and after each frame."""
    if len(positions) < 2:
        return np.zeros(positions.shape[:2])
    step = np.linalg.norm(np.diff(positions, axis=0), axis=-1) * fps
    slower: Floats = np.minimum(np.concatenate([step[:1], step]), np.concatenate([step, step[-1:]]))
    return slower


def detect(
    positions: Floats, fps: float, labels: Floats | Bools | None = None, floor: float = 0.0,
    settings: ContactSettings | None = None,
) -> Bools:  # fmt: skip
    """Contacts (T, 4) bool of left ankle, left toe, right ankle, right toe.

    positions (T, 22, 3) in metres; labels: predicted contacts (T, 4) or None; floor: its height.
    Raises ValueError where labels do not fit the positions.
    """
    settings = settings or ContactSettings()
    feet = np.asarray(positions, dtype=np.float64)[:, list(INDICES)]
    speed, height = speeds(feet, fps), feet[..., 1] - floor
    if labels is not None:
        given = np.asarray(labels, dtype=np.float64)
        if given.shape != speed.shape:
            raise ValueError(f"labels must be {speed.shape}, got {given.shape}")
        # Labels of a network flicker at the seams of a step: a frame beside a label counts as labelled.
        near = np.pad(given > 0.5, ((1, 1), (0, 0)))
        near = near[:-2] | near[1:-1] | near[2:]
        speed = speed / np.where(near, settings.labelled, settings.unlabelled)
    on = np.array([settings.ankle_on, settings.toe_on] * 2)
    off = np.array([settings.ankle_off, settings.toe_off] * 2)
    strict = (speed < settings.speed_on) & (height < on)
    loose = (speed < settings.speed_off) & (height < off)
    result = np.zeros_like(strict)
    for column in range(strict.shape[1]):
        found = runs.hysteresis(strict[:, column], loose[:, column])
        found = runs.without_gaps(found, int(round(settings.gap * fps)))
        result[:, column] = runs.without_short(found, max(int(round(settings.shortest * fps)), 2))
    return result

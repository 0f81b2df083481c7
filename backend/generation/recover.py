"""From decoded features to a body's rotations, and from any motion to features the tokenizer reads."""

from dataclasses import dataclass

import numpy as np

from ..models.config import ModelConfig
from ..motion.arrays import Bools, Floats, Motion
from ..motion.body import features, ik, quaternion, skeleton
from ..motion.cleanup import passes

# A motion whose lowest joint is this close to the ground keeps its height.
_FLOOR_TOLERANCE = (-0.1, 0.25)


def motion(rows: Floats, rotations: str) -> Motion:
    """Local rotations (T, 22, 4), translation (T, 3) of features (T, 263); `rotations` as in ModelConfig."""
    rows = np.asarray(rows, dtype=np.float64)
    if rotations == "captured":
        return features.recover_captured(rows)
    return ik.rotations_from_positions(features.recover_positions(rows), ik.HUMANML3D_PELVIS)


def decoded(rows: Floats, config: ModelConfig, new: slice = slice(None)) -> passes.Cleaned:
    """The cleaned motion of features (T, 263) of weights of a ModelConfig; new: see passes.clean."""
    moving = motion(rows, config.rotations)
    return passes.clean(*moving, contacts(rows), config.fps, config.smoothing, new)


def contacts(rows: Floats) -> Bools:
    """Predicted contact labels (T, 4) bool: left ankle, left toe, right ankle, right toe."""
    return np.asarray(rows)[:, features.CONTACTS] > 0.5


def coast(rotations: Floats, translation: Floats, count: int, decay: float = 0.8) -> Motion:
    """The motion with `count` more frames, in which its last movement runs out."""
    if count <= 0:
        return rotations, translation
    last, before = len(rotations) - 1, max(len(rotations) - 2, 0)
    step = quaternion.multiply(quaternion.inverse(rotations[before]), rotations[last])
    slide = translation[last] - translation[before]
    more_rotations, more_translation = [rotations[last]], [translation[last]]
    for i in range(count):
        part = np.full(rotations.shape[1], decay ** (i + 1))
        small = quaternion.slerp(np.broadcast_to(quaternion.IDENTITY, step.shape), step, part)
        more_rotations.append(quaternion.normalize(quaternion.multiply(more_rotations[-1], small)))
        more_translation.append(more_translation[-1] + slide * [1.0, 0.0, 1.0] * decay ** (i + 1))
    return (
        np.concatenate([rotations, more_rotations[1:]]),
        np.concatenate([translation, more_translation[1:]]),
    )


@dataclass(frozen=True)
class ModelInput:
    """Features (n·frames_per_token, 263) of a motion, and how far its floor was from zero (metres)."""

    features: Floats
    floor: float


def model_input(
    rotations: Floats, translation: Floats, tokens: int, frames_per_token: int, kind: str = "captured"
) -> ModelInput:
    """A motion at the model's rate as features of `tokens` tokens: at the origin, facing +z, on the floor.

    kind: of rotations in the features, as in ModelConfig; "solved" weights learned from HumanML3D's files.
    """
    rotations = np.asarray(rotations, dtype=np.float64)
    translation = np.asarray(translation, dtype=np.float64)
    rows = tokens * frames_per_token
    rotations, translation = coast(rotations, translation, rows + 1 - len(rotations))
    rotations, translation = rotations[: rows + 1], translation[: rows + 1]
    lowest = skeleton.forward_kinematics(rotations, translation)[..., 1].min(axis=1)
    floor = float(np.percentile(lowest, 5))
    if _FLOOR_TOLERANCE[0] <= floor <= _FLOOR_TOLERANCE[1]:
        floor = 0.0
    height = translation[:, 1] - floor
    rotations, translation = features.place_at_origin(rotations, translation)
    translation[:, 1] = height
    positions = skeleton.forward_kinematics(rotations, translation)
    published = kind == "solved"
    return ModelInput(features.from_motion(positions, rotations, published=published), floor)

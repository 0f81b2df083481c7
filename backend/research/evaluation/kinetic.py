"""Kinetic and geometric features of motion: a Fréchet distance that needs no learned evaluator.

The ideas are those of the dance literature (Onuma et al. 2008; Müller et al. 2005; Li et al., AIST++ 2021):
how much every joint moves and accelerates, and how often the body is in which of many simple relations.
"""

import numpy as np

from backend.motion.body.skeleton import FPS, INDEX

from . import field

_UP = np.array([0.0, 1.0, 0.0])
# Features that hardly vary in the reference are not blown up beyond this share of their group's spread.
_FLOOR = 0.1


def kinetic(positions, fps=FPS):
    """(66,) of joints (T, 22, 3) in metres, T ≥ 3: per joint the mean square of its horizontal and of its
    vertical velocity (m²/s²) and its mean acceleration (m/s²)."""
    positions = _checked(positions)
    velocity = np.diff(positions, axis=0) * fps
    acceleration = np.diff(velocity, axis=0) * fps
    horizontal = (velocity[..., [0, 2]] ** 2).sum(-1).mean(0)
    vertical = (velocity[..., 1] ** 2).mean(0)
    return np.concatenate([horizontal, vertical, np.linalg.norm(acceleration, axis=-1).mean(0)])


def geometric(positions, fps=FPS):
    """(38,) of joints (T, 22, 3) in metres: the share of frames in which each of `relations` holds."""
    return relations(_checked(positions), fps).mean(0)


def relations(positions, fps=FPS):
    """(T, 38) bool: what Müller et al. call relational features, here of the canonical body."""
    joint = {name: positions[:, i] for name, i in INDEX.items()}
    across = _unit(joint["left_hip"] - joint["right_hip"] + joint["left_shoulder"] - joint["right_shoulder"])
    trunk = joint["neck"] - joint["pelvis"]
    ahead = _unit(np.cross(across, trunk))
    level = _unit(ahead * [1.0, 0.0, 1.0])
    side_of_hips = _unit(joint["left_hip"] - joint["right_hip"])
    wide = 0.38  # metres between the canonical body's shoulders, about
    velocity = np.gradient(positions, axis=0) * fps
    speed = {name: np.linalg.norm(velocity[:, i], axis=-1) for name, i in INDEX.items()}

    found = []
    for side, other, sign in (("left", "right", 1.0), ("right", "left", -1.0)):
        hand, elbow, shoulder = (joint[f"{side}_{name}"] for name in ("wrist", "elbow", "shoulder"))
        foot, ankle, knee, hip = (joint[f"{side}_{name}"] for name in ("foot", "ankle", "knee", "hip"))
        bend = _angle(shoulder - elbow, hand - elbow)
        knee_bend = _angle(hip - knee, ankle - knee)
        found += [
            _along(hand - joint["spine3"], ahead) > wide,  # reaching forward
            _along(hand - joint["spine3"], ahead) < 0.0,  # behind the chest
            _along(hand - shoulder, sign * across) > wide,  # out to the side
            _along(hand - joint["spine3"], sign * across) < 0.0,  # across the body
            hand[:, 1] > joint["neck"][:, 1],
            hand[:, 1] > joint["head"][:, 1],
            hand[:, 1] < joint["pelvis"][:, 1] + 0.05,  # hanging
            bend < np.radians(100),
            bend > np.radians(150),
            speed[f"{side}_wrist"] - speed["pelvis"] > 1.0,
            _along(ankle - joint["pelvis"], level) > 0.25,  # foot in front
            _along(ankle - joint["pelvis"], level) < -0.25,  # foot behind
            ankle[:, 1] > joint[f"{other}_ankle"][:, 1] + 0.15,  # foot raised
            knee_bend < np.radians(110),
            knee_bend > np.radians(160),
            np.linalg.norm(velocity[:, INDEX[f"{side}_foot"]], axis=-1) > 0.8,
        ]
    stance = _along(joint["left_ankle"] - joint["right_ankle"], side_of_hips)
    lean = _angle(trunk, np.broadcast_to(_UP, trunk.shape))
    found += [
        stance > 0.45,  # legs apart
        stance < 0.0,  # legs crossed
        np.linalg.norm(joint["left_wrist"] - joint["right_wrist"], axis=-1) < 0.5 * wide,
        lean > np.radians(30),
        joint["pelvis"][:, 1] < 0.7,  # sitting, kneeling or lower
        _along(velocity[:, 0], level) > 0.5,  # going forward
    ]
    return np.stack(found, axis=1)


def distances(real, generated, fps=FPS):
    """{"kinetic_fid", "geometric_fid"} of two lists of joints (T, 22, 3)."""
    return compare(describe(real, fps), describe(generated, fps))


def describe(clips, fps=FPS):
    """Features of joints [(T, 22, 3)]: {measure: (n, features)}"""
    return {
        "kinetic_fid": np.stack([kinetic(clip, fps) for clip in clips]),
        "geometric_fid": np.stack([geometric(clip, fps) for clip in clips]),
    }


def compare(reference, other):
    """Fréchet distances of two `describe`s, features in units of the reference's spread."""
    found = {}
    for name, features in reference.items():
        spread = features.std(0)
        spread = np.maximum(spread, _FLOOR * max(spread.mean(), 1e-9))
        found[name] = field.fid(features / spread, other[name] / spread)
    return found


def _checked(positions):
    positions = np.asarray(positions, dtype=np.float64)
    if positions.ndim != 3 or positions.shape[1:] != (len(INDEX), 3) or len(positions) < 3:
        raise ValueError(f"joints must be (T, {len(INDEX)}, 3) with T of at least 3, got {positions.shape}")
    return positions


def _unit(v):
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9)


def _along(v, axis):
    return (v * axis).sum(-1)


def _angle(a, b):
    return np.arccos(np.clip(_along(_unit(a), _unit(b)), -1.0, 1.0))

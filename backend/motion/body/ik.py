"""Inverse kinematics on the canonical body: two bones to a target, and rotations from joint positions."""

import numpy as np

from ..arrays import Floats, Motion
from . import features, quaternion, skeleton


def _limbs(*joints: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(skeleton.INDEX[f"{side}_{joint}"] for joint in joints) for side in ("left", "right"))


_LEGS, _ARMS = _limbs("hip", "knee", "ankle"), _limbs("shoulder", "elbow", "wrist")
# Where the lower bone goes when the joint between bends, on the T-pose: back for shins; forward and up for
# forearms, as CMU's elbow axes have it.
_SHIN_BENDS = np.array([0.0, 0.0, -1.0])
_FOREARM_BENDS = np.array([0.0, 0.5, np.sqrt(0.75)])
# Frames: over which unseen twist is filled in, and over which twist may not jump.
_TWIST_SIGMA, _JUMP_SIGMA = 5.0, 1.2
# Hips and spine1 in the T-pose of SMPL's mean body, on which HumanML3D's motion is. Ours has its hips further
# in front: fitted to it, such motion would tip its pelvis forward by some six degrees.
HUMANML3D_PELVIS = np.array([[0.0594, -0.0864, -0.0156], [-0.0594, -0.0864, -0.0156], [0.0, 0.1244, -0.0384]])


def _unit(v: Floats, eps: float = 1e-9) -> Floats:
    unit: Floats = v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), eps)
    return unit


def _across(v: Floats, axis: Floats) -> Floats:
    """The part of v (..., 3) at right angles to the unit axis (..., 3)."""
    across: Floats = v - np.sum(v * axis, axis=-1, keepdims=True) * axis
    return across


def two_bone(
    upper: Floats, lower: Floats, root: Floats, middle: Floats, end: Floats, target: Floats, bend: Floats
) -> tuple[Floats, Floats]:
    """World rotations (T, 4), (T, 4) of two bones turned so that their end reaches `target` (T, 3).

    upper, lower: their world rotations now; root, middle, end: joint positions (T, 3) now; bend (T, 3):
    where the lower bone goes when the limb bends, used where it is straight. The limb keeps its plane;
    a target out of reach is reached as far as the limb is long.
    """
    first, second = middle - root, end - middle
    a, b = np.linalg.norm(first, axis=-1), np.linalg.norm(second, axis=-1)
    reach = np.clip(np.linalg.norm(target - root, axis=-1), np.abs(a - b) + 1e-6, a + b - 1e-9)
    cosine = np.clip((reach**2 - a**2 - b**2) / np.maximum(2 * a * b, 1e-12), -1.0, 1.0)
    along = _unit(first)
    sideways = _across(_unit(second), along)
    side = _unit(sideways + 0.05 * _across(bend, along))
    wanted = cosine[:, None] * along + np.sqrt(1.0 - cosine**2)[:, None] * side
    flex = quaternion.between(second, wanted)
    aim = quaternion.between(first + wanted * b[:, None], target - root)
    return quaternion.multiply(aim, upper), quaternion.multiply(aim, quaternion.multiply(flex, lower))


def _aim(world: Floats, offset: Floats, direction: Floats) -> Floats:
    """World rotations (T, 4) turned the short way so that `offset` (3,) points along `direction` (T, 3)."""
    swing = quaternion.between(quaternion.rotate(world, offset), direction)
    return quaternion.multiply(swing, world)


def _chest_rotation(positions: Floats) -> Floats:
    """World rotation (T, 4) of spine3 from neck and collars, weighing shoulders in."""
    children = [skeleton.INDEX[n] for n in ("neck", "left_collar", "right_collar")]
    rest = skeleton.OFFSETS[children]
    seen = positions[:, children] - positions[:, skeleton.INDEX["spine3"], None]
    u, _, vt = np.linalg.svd(np.einsum("tji,jk->tik", _unit(seen), _unit(rest)))
    u[:, :, 2] *= np.linalg.det(u @ vt)[:, None]
    return quaternion.from_matrix(u @ vt)


def _smooth_angle(angle: Floats, weight: Floats) -> Floats:
    """Angles (T,) where weight (T,) is 1, filled in smoothly where it is 0, towards 0 far from any.

    What is seen may jump (a limb that straightens and bends to another side): that takes a few frames.
    """
    phase = weight * np.exp(1j * angle)
    parts = np.stack([phase.real, phase.imag, weight], axis=1)
    parts = features.gaussian_smooth(parts, _TWIST_SIGMA)
    filled = parts[:, 0] + 1j * parts[:, 1] + 0.02
    whole = weight * phase + (1.0 - weight) * filled / np.maximum(np.abs(filled), 1e-9)
    return features.gaussian_smooth(np.unwrap(np.angle(whole))[:, None], _JUMP_SIGMA)[:, 0]


def _twisted(world: Floats, along: Floats, rest_side: Floats, seen_side: Floats, weight: Floats) -> Floats:
    """World rotations twisted about `along` (T, 3) so that rest_side (3,) turns to seen_side (T, 3).

    weight (T,) in [0, 1] says how well seen_side can be seen.
    """
    now = _unit(_across(quaternion.rotate(world, rest_side), along))
    seen = _unit(_across(seen_side, along))
    angle = np.arctan2(np.sum(np.cross(now, seen) * along, axis=-1), np.sum(now * seen, axis=-1))
    return quaternion.multiply(quaternion.from_axis_angle(along, _smooth_angle(angle, weight)), world)


def _sureness(bend: Floats, low: float = 0.1, high: float = 0.35) -> Floats:
    t = np.clip((bend - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def rotations_from_positions(positions: Floats, pelvis_rest: Floats = skeleton.OFFSETS[1:4]) -> Motion:
    """Local rotations (T, 22, 4) and pelvis translation (T, 3) of joint positions (T, 22, 3) in metres.

    Bones point where the positions say. Twist comes from hips, shoulders, bent knees and elbows and from the
    feet; where none of them shows it, it changes smoothly. Head, hands and toes follow their parents.
    pelvis_rest (3, 3): hips and spine1 in the T-pose of the body that moves. The path of the hips is scaled
    by leg length, so that another body's feet do not slide.
    """
    positions = np.asarray(positions, dtype=np.float64)
    if positions.ndim != 3 or positions.shape[1:] != (22, 3) or not np.isfinite(positions).all():
        raise ValueError(f"positions must be finite and (T, 22, 3), got {positions.shape}")
    index = skeleton.INDEX
    bone = {j: positions[:, j] - positions[:, p] for j, p in enumerate(skeleton.PARENTS) if p >= 0}
    world = np.tile(quaternion.IDENTITY, (len(positions), 22, 1))
    pelvis, chest = features.pelvis_rotation(positions, pelvis_rest), _chest_rotation(positions)
    world[:, 0], world[:, index["spine3"]] = pelvis, chest
    for name, child, part in (("spine1", "spine2", 1 / 3), ("spine2", "spine3", 2 / 3)):
        between = quaternion.slerp(pelvis, chest, np.full(len(pelvis), part))
        world[:, index[name]] = _aim(between, skeleton.OFFSETS[index[child]], bone[index[child]])
    world[:, index["neck"]] = _aim(chest, skeleton.OFFSETS[index["head"]], bone[index["head"]])
    world[:, index["head"]] = world[:, index["neck"]]
    for (hip, knee, ankle), foot in zip(_LEGS, (10, 11), strict=True):
        _solve_limb(world, pelvis, bone, (hip, knee, ankle), _SHIN_BENDS, toes=-bone[foot])
        world[:, ankle] = _aim(world[:, knee], skeleton.OFFSETS[foot], bone[foot])
        world[:, foot] = world[:, ankle]
    for shoulder, elbow, wrist in _ARMS:
        collar = skeleton.PARENTS[shoulder]
        world[:, collar] = _aim(chest, skeleton.OFFSETS[shoulder], bone[shoulder])
        _solve_limb(world, world[:, collar], bone, (shoulder, elbow, wrist), _FOREARM_BENDS)
        world[:, wrist] = world[:, elbow]
    legs = [np.linalg.norm(bone[j], axis=-1).mean() for j in (4, 5, 7, 8)]
    rest = np.linalg.norm(skeleton.OFFSETS[[4, 5, 7, 8]], axis=-1).sum()
    rotations = quaternion.continuous(skeleton.local_rotations(world))
    hips = positions[:, 1:3].mean(axis=1) * (rest / max(sum(legs), 1e-6))
    return rotations, hips - quaternion.rotate(pelvis, skeleton.OFFSETS[1:3].mean(axis=0))


def _solve_limb(
    world: Floats, above: Floats, bone: dict[int, Floats], joints: tuple[int, ...], rest_side: Floats,
    toes: Floats | None = None,
) -> None:  # fmt: skip
    upper, lower, end = joints
    along, below = _unit(bone[lower]), _unit(bone[end])
    turned = _aim(above, skeleton.OFFSETS[lower], along)
    bend = _across(below, along)
    weight = _sureness(np.linalg.norm(bend, axis=-1))
    side = weight[:, None] * _unit(bend)
    if toes is not None:
        shown = _across(_unit(toes), along)
        seen = _sureness(np.linalg.norm(shown, axis=-1), 0.3, 0.7)
        side = side + ((1.0 - weight) * seen)[:, None] * _unit(shown)
        weight = np.maximum(weight, seen)
    world[:, upper] = _twisted(turned, along, rest_side, side, weight)
    world[:, lower] = _aim(world[:, upper], skeleton.OFFSETS[end], below)

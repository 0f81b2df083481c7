"""HumanML3D's 263 features (Guo et al. 2022) from a motion, and the motion back from them.

Row t of a clip of T+1 frames: root yaw rate (1, half-angle), root velocity x z in the facing frame (2),
root height (1), positions of joints 1…21 in the facing frame (63), 6D rotations of joints 1…21 (126),
velocities of joints 0…21 in the facing frame (66), contacts of left ankle, left toe, right ankle,
right toe (4).

The rotation channels hold captured rotations: local to the parent joint, except that the three
joints attached to the pelvis (hips, spine1) are held in the facing frame, the root having no tilt in these
features. The pelvis' own tilt comes back from the positions of those three joints. HumanML3D's published
files hold `swings` instead, which follow from the positions.
"""

import numpy as np

from ..arrays import Floats, Motion
from . import quaternion, skeleton

SIZE = 263
YAW, VELOCITY_XZ, HEIGHT = slice(0, 1), slice(1, 3), slice(3, 4)
POSITIONS, ROTATIONS, VELOCITIES, CONTACTS = slice(4, 67), slice(67, 193), slice(193, 259), slice(259, 263)
FEET = (7, 10, 8, 11)
CONTACT_SQUARED_STEP = 0.002
_PELVIS_CHILDREN = (1, 2, 3)
_FACING_SIGMA = 20.0
# Where each joint lies from its parent in HumanML3D's inverse kinematics.
_REST_AXES = np.array(
    [[0, 0, 0], [1, 0, 0], [-1, 0, 0], *[[0, 1, 0], [0, -1, 0], [0, -1, 0]] * 2, [0, 1, 0],
     *[[0, 0, 1]] * 2, [0, 1, 0], [1, 0, 0], [-1, 0, 0], [0, 0, 1], *[[0, -1, 0]] * 6]
)  # fmt: skip


def gaussian_smooth(x: Floats, sigma: float) -> Floats:
    """Gaussian filter along the first axis of x (T, d), ends replicated, cut at 4 sigma."""
    radius = int(4.0 * sigma + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    padded = np.pad(x, ((radius, radius), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1, axis=0)
    smoothed: Floats = windows @ (kernel / kernel.sum())
    return smoothed


def facing(positions: Floats, sigma: float = _FACING_SIGMA, *, published: bool = False) -> Floats:
    """Quaternions (T, 4) about y that turn +z to where the body (T, 22, 3) faces.

    published: as in HumanML3D's own files, which subtract the hips' direction from the shoulders' instead of
    adding it and take the first frame as facing +z. Weights trained on those files need the same.
    """
    hips, shoulders = positions[:, 1] - positions[:, 2], positions[:, 16] - positions[:, 17]
    across = shoulders - hips if published else shoulders + hips
    across = across / np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9)
    forward = np.cross(across, [0.0, 1.0, 0.0])
    if sigma:
        forward = gaussian_smooth(forward, sigma)
    half = np.unwrap(np.arctan2(forward[:, 0], forward[:, 2])) / 2.0
    if published:
        half[0] = 0.0
    zero = np.zeros_like(half)
    return np.stack([np.cos(half), zero, np.sin(half), zero], axis=-1)


def heading(positions: Floats) -> Floats:
    """Angle (T,) in radians that the hips of a body (T, 22, 3) face, unwrapped; 0 is +z, left positive."""
    across = positions[:, 1] - positions[:, 2]
    angle: Floats = np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))
    return angle


def swings(positions: Floats, to_face: Floats) -> Floats:
    """Rotations (T, 22, 4) as in HumanML3D's files, from positions (T, 22, 3) and inverse facing (T, 4).

    Along each chain every bone turns the short way from its axis-aligned rest direction, without twist; the
    first joint of a chain, also of an arm, hangs on the facing. A joint's rotation is that of the bone that
    ends in it.
    """
    rotations = np.tile(quaternion.IDENTITY, (len(positions), len(skeleton.JOINTS), 1))
    rotations[:, 0] = to_face
    for chain in skeleton.CHAINS:
        world = to_face
        for parent, joint in zip(chain, chain[1:], strict=False):
            swing = quaternion.between(_REST_AXES[joint], positions[:, joint] - positions[:, parent])
            rotations[:, joint] = quaternion.multiply(quaternion.inverse(world), swing)
            world = swing
    return rotations


def place_at_origin(rotations: Floats, translation: Floats) -> Motion:
    """Move a motion so that it starts at x = z = 0 facing +z, its lowest joint on the floor.

    rotations (T, 22, 4), translation (T, 3). Returns both, moved.
    """
    positions = skeleton.forward_kinematics(rotations, translation)
    turn = quaternion.inverse(facing(positions)[0])
    origin = translation[0] * [1.0, 0.0, 1.0] + [0.0, positions[..., 1].min(), 0.0]
    rotations = rotations.copy()
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    return rotations, quaternion.rotate(turn, translation - origin)


def from_motion(positions: Floats, rotations: Floats | None, *, published: bool = False) -> Floats:
    """Features (T, 263) of T+1 frames: positions (T+1, 22, 3), local rotations (T+1, 22, 4).

    published: with HumanML3D's own facing direction and rotations (see `facing`, `swings`), for weights
    trained on its files; `rotations` may be None then.
    """
    positions = np.asarray(positions, dtype=np.float64)
    if len(positions) < 2:
        raise ValueError("features need at least two frames")
    to_face = quaternion.inverse(facing(positions, published=published))
    turn = quaternion.multiply(to_face[1:], quaternion.inverse(to_face[:-1]))
    step = np.diff(positions, axis=0)
    root_velocity = quaternion.rotate(to_face[1:], step[:, 0])
    local = positions[:-1] - positions[:-1, :1] * [1.0, 0.0, 1.0]
    local = quaternion.rotate(to_face[:-1, None], local)[:, 1:]
    if published:
        held = swings(positions, to_face)
    elif rotations is None:
        raise ValueError("features of captured motion need its rotations")
    else:
        held = _held_in_facing(rotations, to_face)
    velocity = quaternion.rotate(to_face[:-1, None], step)
    contact = np.sum(step[:, list(FEET)] ** 2, axis=-1) < CONTACT_SQUARED_STEP
    rows = len(step)
    found: Floats = np.concatenate(
        [
            np.arcsin(np.clip(turn[:, 2:3], -1.0, 1.0)),
            root_velocity[:, [0, 2]],
            positions[:-1, 0, 1:2],
            local.reshape(rows, -1),
            quaternion.to_six(held[:-1, 1:]).reshape(rows, -1),
            velocity.reshape(rows, -1),
            contact,
        ],
        axis=-1,
    )
    return found.astype(np.float32)


def _held_in_facing(rotations: Floats, to_face: Floats) -> Floats:
    held = np.array(rotations, dtype=np.float64)
    tilt = quaternion.multiply(to_face, held[:, 0])
    for joint in _PELVIS_CHILDREN:
        held[:, joint] = quaternion.multiply(tilt, held[:, joint])
    return held


def recover_root(features: Floats) -> tuple[Floats, Floats]:
    """Facing quaternions (T, 4) that turn +z to the body's front, and pelvis positions (T, 3)."""
    features = np.asarray(features, dtype=np.float64)
    half = -np.concatenate([[0.0], np.cumsum(features[:-1, 0])])
    zero = np.zeros_like(half)
    face = np.stack([np.cos(half), zero, np.sin(half), zero], axis=-1)
    step = np.zeros((len(features), 3))
    step[1:, [0, 2]] = features[:-1, VELOCITY_XZ]
    root = np.cumsum(quaternion.rotate(face, step), axis=0)
    root[:, 1] = features[:, 3]
    return face, root


def recover_positions(features: Floats) -> Floats:
    """Joint positions (T, 22, 3) in metres from the position channels of features (T, 263)."""
    face, root = recover_root(features)
    local = np.asarray(features, dtype=np.float64)[:, POSITIONS].reshape(len(features), -1, 3)
    world = quaternion.rotate(face[:, None], local) + root[:, None] * [1.0, 0.0, 1.0]
    return np.concatenate([root[:, None], world], axis=1)


def pelvis_rotation(positions: Floats, rest: Floats = skeleton.OFFSETS[1:4]) -> Floats:
    """Pelvis rotations (T, 4) that best carry a T-pose's hips and spine1 (3, 3) onto positions (T, 22, 3)."""
    seen = positions[:, list(_PELVIS_CHILDREN)] - positions[:, :1]
    u, _, vt = np.linalg.svd(np.einsum("tji,jk->tik", seen, rest))
    sign = np.linalg.det(u @ vt)
    u[:, :, 2] *= sign[:, None]
    return quaternion.from_matrix(u @ vt)


def recover_captured(features: Floats) -> Motion:
    """Local rotations (T, 22, 4) and pelvis translation (T, 3) from captured-rotation features (T, 263)."""
    face, root = recover_root(features)
    features = np.asarray(features, dtype=np.float64)
    held = quaternion.from_six(features[:, ROTATIONS].reshape(len(features), 21, 6))
    pelvis = pelvis_rotation(recover_positions(features))
    to_pelvis = quaternion.multiply(quaternion.inverse(pelvis), face)
    rotations = np.concatenate([pelvis[:, None], held], axis=1)
    for joint in _PELVIS_CHILDREN:
        rotations[:, joint] = quaternion.multiply(to_pelvis, rotations[:, joint])
    return quaternion.continuous(rotations), root

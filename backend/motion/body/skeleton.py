"""The canonical 22-joint body: names, hierarchy, T-pose and forward kinematics.

y is up, lengths are metres, the T-pose faces +z with its left hand towards +x. Bone lengths are those
of HumanML3D's body, made the same on both sides; rest directions follow the CMU skeletons.
"""

import numpy as np

from ..arrays import Floats, Motion
from . import quaternion

JOINTS = (
    "pelvis", "left_hip", "right_hip", "spine1", "left_knee", "right_knee", "spine2", "left_ankle",
    "right_ankle", "spine3", "left_foot", "right_foot", "neck", "left_collar", "right_collar", "head",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
)  # fmt: skip
INDEX = {name: i for i, name in enumerate(JOINTS)}
PARENTS = (-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19)
CHAINS = ((0, 2, 5, 8, 11), (0, 1, 4, 7, 10), (0, 3, 6, 9, 12, 15), (9, 14, 17, 19, 21), (9, 13, 16, 18, 20))
MIRROR = tuple(INDEX[n.replace("left", "?").replace("right", "left").replace("?", "right")] for n in JOINTS)
FPS = 20.0

# joint: (direction from the parent, length); the right side mirrors the left
_LEFT_AND_MIDDLE = {
    "left_hip": ((0.55, -0.77, 0.32), 0.1065),
    "left_knee": ((0.0, -1.0, 0.0), 0.3919),
    "left_ankle": ((0.0, -1.0, 0.0), 0.4290),
    "left_foot": ((0.0, -0.40, 0.9165), 0.1464),
    "spine1": ((0.0, 1.0, 0.0), 0.1316),
    "spine2": ((0.0, 1.0, 0.0), 0.1432),
    "spine3": ((0.0, 1.0, 0.0), 0.0574),
    "neck": ((0.0, 1.0, 0.0), 0.2194),
    "head": ((0.0, 0.95, 0.3122), 0.1030),
    "left_collar": ((0.60, 0.80, 0.0), 0.1405),
    "left_shoulder": ((0.96, 0.28, 0.0), 0.1273),
    "left_elbow": ((1.0, 0.0, 0.0), 0.2600),
    "left_wrist": ((1.0, 0.0, 0.0), 0.2680),
}


def _generations() -> list[tuple[list[int], list[int]]]:
    """The joints below the pelvis by their depth, each time with their parents, as lists for indexing."""
    depths = [0] * len(JOINTS)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for joint, parent in enumerate(PARENTS[1:], start=1):
        depths[joint] = depths[parent] + 1
        joints, parents = found.setdefault(depths[joint], ([], []))
        joints.append(joint)
        parents.append(parent)
    return list(found.values())


# Joints at one depth are turned and moved together: there are 22 of them, but 7 depths.
_GENERATIONS = _generations()


def _rest_offsets() -> Floats:
    offsets = np.zeros((len(JOINTS), 3))
    for name, (direction, length) in _LEFT_AND_MIDDLE.items():
        offset = np.array(direction) / np.linalg.norm(direction) * length
        offsets[INDEX[name]] = offset
        offsets[MIRROR[INDEX[name]]] = offset * (1 if MIRROR[INDEX[name]] == INDEX[name] else [-1, 1, 1])
    return offsets


OFFSETS = _rest_offsets()
OFFSETS.setflags(write=False)


def global_rotations(rotations: Floats) -> Floats:
    """World rotations (..., 22, 4) of local rotations (..., 22, 4)."""
    world = np.empty_like(rotations)
    world[..., 0, :] = rotations[..., 0, :]
    for joints, parents in _GENERATIONS:
        world[..., joints, :] = quaternion.multiply(world[..., parents, :], rotations[..., joints, :])
    return world


def local_rotations(world: Floats) -> Floats:
    """Local rotations (..., 22, 4) of world rotations (..., 22, 4)."""
    world = np.asarray(world)
    parents = world[..., list(PARENTS[1:]), :]
    local = quaternion.multiply(quaternion.inverse(parents), world[..., 1:, :])
    return np.concatenate([world[..., :1, :], local], axis=-2)


def forward_kinematics(rotations: Floats, translation: Floats, offsets: Floats = OFFSETS) -> Floats:
    """Joint positions (..., 22, 3) in metres.

    rotations: local unit quaternions (..., 22, 4) relative to the T-pose; translation: pelvis (..., 3).
    """
    world = global_rotations(rotations)
    positions = np.empty(world.shape[:-1] + (3,), dtype=world.dtype)
    positions[..., 0, :] = translation
    positions[..., 1:, :] = quaternion.rotate(world[..., list(PARENTS[1:]), :], offsets[1:])
    for joints, parents in _GENERATIONS:
        positions[..., joints, :] += positions[..., parents, :]
    return positions


def mirror(rotations: Floats, translation: Floats) -> Motion:
    """The same motion seen in the x = 0 plane: left and right exchanged."""
    flip = np.array([1.0, 1.0, -1.0, -1.0])
    return rotations[..., list(MIRROR), :] * flip, translation * np.array([-1.0, 1.0, 1.0])

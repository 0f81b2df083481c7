"""The part of a body's movement that an engine wants on the root: where it stands and which way it faces."""

import numpy as np

from ...backend.motion.body import quaternion
from ..rig import no_hips, rest_pose

_SMOOTHING_SECONDS = 0.5


def travel(armature_obj, roles, poses, objects, fps, stance=None):
    """Rigid world motion (T, 4, 4) from where the body rests to where it stands, over the ground.

    roles, stance: those of its mapping; poses (T, bones, 4, 4) and objects (T, 4, 4) as from
    `retarget.sample`. The heading is smoothed over half a second, so that the root does not sway with the
    hips.
    """
    rest = rest_pose.read(armature_obj, roles, stance)
    poses = no_hips.posed(rest.tree, poses)
    world = np.einsum("tij,tbjk->tbik", objects, poses)[..., :3, 3]
    sides = [
        (rest.roles[f"left_{part}"], rest.roles[f"right_{part}"])
        for part in ("hip", "shoulder")
        if f"left_{part}" in rest.roles and f"right_{part}" in rest.roles
    ]
    at_rest = rest.stand.heads @ objects[0, :3, :3].T + objects[0, :3, 3]
    left = sum(world[:, a] - world[:, b] for a, b in sides)
    rest_left = sum(at_rest[a] - at_rest[b] for a, b in sides)
    angle = np.unwrap(np.arctan2(left[:, 1], left[:, 0]) - np.arctan2(rest_left[1], rest_left[0]))
    angle = _smooth(angle - 2 * np.pi * np.round(angle[0] / (2 * np.pi)), _SMOOTHING_SECONDS * fps)
    turn = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    pelvis = rest.roles["pelvis"]
    flat = np.array([1.0, 1.0, 0.0])
    motion = np.tile(np.eye(4), (len(poses), 1, 1))
    motion[:, :3, :3] = quaternion.to_matrix(turn)
    motion[:, :3, 3] = (world[:, pelvis] - quaternion.rotate(turn, at_rest[pelvis])) * flat
    return motion


def _smooth(values, sigma):
    radius = int(4 * sigma) + 1
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    return np.convolve(np.pad(values, radius, mode="edge"), kernel / kernel.sum(), mode="valid")

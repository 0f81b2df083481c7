"""The travel of a body whose capture kept it in place: what stands on the floor does not move.

Joints that are near the lowest one are taken to stand; the path of the pelvis is the smooth one along which
they move least. A body that glides or flies is told as if it stood: turn, height and steps come back, the
distance of a leap only in part.
"""

import numpy as np

from backend.motion.body import skeleton

# Metres above the lowest joint at which a joint counts little as standing; of sliding a frame likewise.
_NEAR, _STILL = 0.025, 0.01
# Weight of a change of the pelvis' velocity against a standing joint that moves.
_SMOOTH = 0.3
_ROUNDS = 8
# Metres that a body must be higher than its lowest joint allows before it counts as in the air.
_TOUCHING = 0.03


def path(rotations, height):
    """Pelvis path (T, 3) in metres, the lowest joint on y = 0 but in flight, starting over the origin.

    rotations: local (T, 22, 4). height (T,): the pelvis' height as captured, in any unit.
    """
    joints = skeleton.forward_kinematics(rotations, np.zeros((len(rotations), 3)))
    grounded = -joints[..., 1].min(axis=1)
    told = height * np.median(grounded / np.maximum(height, 1e-6))
    result = np.zeros((len(rotations), 3))
    result[:, 1] = grounded + np.maximum(told - grounded - _TOUCHING, 0.0)
    result[:, [0, 2]] = travel(rotations)
    return result


def travel(rotations):
    """Where the pelvis is over the floor, x and z (T, 2) in metres, starting at the origin."""
    joints = skeleton.forward_kinematics(rotations, np.zeros((len(rotations), 3)))
    result = np.zeros((len(rotations), 2))
    if len(rotations) > 1:
        result[1:] = np.cumsum(_velocity(joints), axis=0)
    return result


def _velocity(joints):
    """Horizontal steps (T - 1, 2) of the pelvis between frames, of joints (T, 22, 3) relative to it."""
    above = joints[..., 1] - joints[..., 1].min(axis=1, keepdims=True)
    near = np.exp(-0.5 * (np.maximum(above[1:], above[:-1]) / _NEAR) ** 2)
    steps = np.diff(joints[..., [0, 2]], axis=0)
    weights, velocity = near, None
    for _ in range(_ROUNDS):
        velocity = _smoothed(-steps, weights)
        sliding = np.linalg.norm(steps + velocity[:, None], axis=-1)
        weights = near / (1.0 + (sliding / _STILL) ** 2)
    return velocity


def _smoothed(values, weights):
    """(n, 2): near the weighted mean of values (n, J, 2) of each frame, and steady from frame to frame."""
    total = weights.sum(axis=1)
    count = len(values)
    system = np.diag(total + 1e-6)
    if count > 1:
        between = np.arange(count - 1)
        system[between, between] += _SMOOTH
        system[between + 1, between + 1] += _SMOOTH
        system[between, between + 1] -= _SMOOTH
        system[between + 1, between] -= _SMOOTH
    return np.linalg.solve(system, (weights[..., None] * values).sum(axis=1))

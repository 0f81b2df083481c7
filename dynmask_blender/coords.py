"""Every axis and unit conversion between the backend's world and Blender's.

Backend: y up, metres, the body faces +z with its left towards +x.
Blender: z up, scene units, the body faces -y with its left towards +x. So (x, y, z) <-> (x, -z, y).
"""

import numpy as np

from ..backend.motion.body import quaternion

TO_BLENDER = np.array([np.sqrt(0.5), np.sqrt(0.5), 0.0, 0.0])
_SNAP_DEGREES = 25.0


def metres_per_unit(scene):
    """How many metres one Blender unit is in this scene."""
    return float(scene.unit_settings.scale_length) or 1.0


def points_to_blender(points, unit=1.0):
    """Points (..., 3) in backend metres to Blender units of `unit` metres."""
    points = np.asarray(points)
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], axis=-1) / unit


def rotations_to_frame(rotations, frame=TO_BLENDER):
    """Rotations (..., 4) in backend axes, written in the axes that `frame` turns them to."""
    return quaternion.multiply(frame, quaternion.multiply(rotations, quaternion.inverse(frame)))


def rotations_from_frame(rotations, frame=TO_BLENDER):
    """The inverse of `rotations_to_frame`."""
    return quaternion.multiply(quaternion.inverse(frame), quaternion.multiply(rotations, frame))


def up_and_front(armature_obj):
    """The world's up (3,) and -y (3,), where bodies face as a rule, in armature space."""
    turn = np.linalg.inv(np.array(armature_obj.matrix_world, dtype=np.float64)[:3, :3])
    return tuple(v / np.linalg.norm(v) for v in (turn @ [0.0, 0.0, 1.0], turn @ [0.0, -1.0, 0.0]))


def exact_frame(left, up):
    """Quaternion that turns backend axes to a body with these unit directions (3,), at right angles."""
    return quaternion.from_matrix(np.stack([left, up, np.cross(left, up)], axis=-1))


def body_frame(left, up):
    """Quaternion that turns backend axes to a body whose rest pose has these directions (3,).

    A rest pose within 25 degrees of the coordinate axes is taken to stand exactly along them: bodies lean
    and are never quite symmetric, armatures are modelled along axes.
    """
    up = up / np.linalg.norm(up)
    left = left - up * np.dot(left, up)
    left = left / np.linalg.norm(left)
    measured = quaternion.from_matrix(np.stack([left, up, np.cross(left, up)], axis=-1))
    straight_up = _nearest_axis(up)
    straight_left = _nearest_axis(left * (straight_up == 0.0))
    straight = np.stack([straight_left, straight_up, np.cross(straight_left, straight_up)], axis=-1)
    snapped = quaternion.from_matrix(straight)
    close = quaternion.angle_between(measured, snapped) < np.radians(_SNAP_DEGREES)
    return snapped if close else measured


def _nearest_axis(v):
    axis = np.zeros(3)
    largest = int(np.argmax(np.abs(v)))
    axis[largest] = np.sign(v[largest])
    return axis

"""Places and directions of the world as the backend's floor has them, for one armature object."""

import numpy as np

from ...backend.motion.body import quaternion
from ..rig import rest_pose


class Floor:
    """The floor that an armature object's motions go over: x and z in metres of the canonical body."""

    def __init__(self, obj, mapping):
        """mapping: of the object's bones. Raises ValueError where there is no body to drive."""
        self._rest = rest_pose.read(obj, mapping.roles, mapping.stance)
        self._matrix = np.array(obj.matrix_world, dtype=np.float64)

    def places(self, points):
        """World points (n, 3) as (n, 3): what the middle of the hips is said to be when it is there."""
        inside = np.linalg.solve(self._matrix[:3, :3], (np.asarray(points) - self._matrix[:3, 3]).T).T
        return rest_pose.hips_from_armature(self._rest, inside)

    def world(self, places):
        """The inverse of `places`."""
        inside = rest_pose.hips_to_armature(self._rest, np.asarray(places, dtype=np.float64))
        return inside @ self._matrix[:3, :3].T + self._matrix[:3, 3]

    def facing(self, direction):
        """Degrees to the left of the backend's +z of a world direction (3,); None for up or down."""
        inside = self._rest.stretch @ np.linalg.solve(self._matrix[:3, :3], np.asarray(direction))
        flat = quaternion.rotate(quaternion.inverse(self._rest.frame), inside)
        if np.hypot(flat[0], flat[2]) < 0.1 * np.linalg.norm(flat):
            return None
        return float(np.degrees(np.arctan2(flat[0], flat[2])))

    def directed(self, degrees):
        """The world direction (3,) of a facing in degrees."""
        angle = np.radians(degrees)
        inside = quaternion.rotate(self._rest.frame, np.array([np.sin(angle), 0.0, np.cos(angle)]))
        found = self._matrix[:3, :3] @ np.linalg.solve(self._rest.stretch, inside)
        return found / np.linalg.norm(found)

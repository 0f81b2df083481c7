"""Poses in which a body's joints are known: where a skeleton's zero pose is no T-pose that faces +z."""

import numpy as np

from backend.motion.body import quaternion


def standing(skeleton, names):
    """World rotations (J, 4) of the joints `names` in the standing frame of a skeleton of clips.json, turned
    so that the body faces +z. Raises ValueError for a joint that it lacks."""
    known = {joint["name"]: joint["standing_rotation_wxyz"] for joint in skeleton["joints"]}
    lacking = [name for name in names if name not in known]
    if lacking:
        raise ValueError(f"the standing frame of {skeleton['name']} lacks the joint {lacking[0]}")
    return quaternion.normalize(np.array([known[name] for name in names], dtype=np.float64))


def facing(degrees, count):
    """World rotations (count, 4) of a zero pose that needs a turn by so many degrees about y to face +z."""
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.radians(degrees))
    return np.tile(turn, (count, 1))

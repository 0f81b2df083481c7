"""Bodies whose height a test chooses: standing, lying, kneeling, walking and climbing."""

import numpy as np

from backend.motion.body import ik, quaternion, skeleton

GRAVITY = 9.81
# The pelvis of a body that stands with its toe joints where they usually rest.
STANDING = 0.974
_X = np.array([1.0, 0.0, 0.0])


def standing(lift):
    """Rotations and translation of a stiff body `lift` (T,) metres higher than it stands."""
    lift = np.asarray(lift, dtype=float)
    rotations = np.zeros((len(lift), 22, 4))
    rotations[..., 0] = 1.0
    translation = np.zeros((len(lift), 3))
    translation[:, 1] = STANDING + lift
    return rotations, translation


def lying(lift):
    """The same body on its back, the lowest joint of it `lift` (T,) metres over the floor."""
    rotations, translation = standing(lift)
    rotations[:, 0] = quaternion.from_axis_angle(_X, -0.5 * np.pi)
    return rotations, _lowest_at(rotations, translation, lift)


def kneeling(lift):
    """On both knees, upright, the knee joints `lift` (T,) metres over the floor."""
    rotations, translation = standing(lift)
    for side in ("left", "right"):
        rotations[:, skeleton.INDEX[f"{side}_knee"]] = quaternion.from_axis_angle(_X, 0.52 * np.pi)
        rotations[:, skeleton.INDEX[f"{side}_ankle"]] = quaternion.from_axis_angle(_X, 0.4 * np.pi)
    return rotations, _lowest_at(rotations, translation, lift)


def _lowest_at(rotations, translation, lift):
    lowest = skeleton.forward_kinematics(rotations, translation)[..., 1].min(axis=1)
    return translation + (np.asarray(lift) - lowest)[:, None] * [0.0, 1.0, 0.0]


def flight(rise):
    """Metres over the ground of a ballistic flight, at 20 fps, without its ends."""
    half = np.sqrt(2.0 * rise / GRAVITY)
    t = np.arange(1.0 / skeleton.FPS, 2.0 * half, 1.0 / skeleton.FPS)
    return rise - 0.5 * GRAVITY * (t - half) ** 2


def steps(rises, frames=10, depth=0.3, crouch=0.25):
    """A body that goes on one foot after the other, each contact rises[i] metres over the one before it."""
    count = frames * (len(rises) + 1)
    rotations, translation = standing(np.zeros(count))
    t = np.arange(count) / frames
    level = np.concatenate([[0.0, 0.0], np.cumsum(rises)])
    translation[:, 2] = depth * (t + 0.5)
    at = np.arange(len(rises) + 2)
    translation[:, 1] += np.interp(t, at, level) - crouch
    joints = skeleton.forward_kinematics(rotations, translation)
    for side, (hip, knee, ankle) in enumerate(((1, 4, 7), (2, 5, 8))):
        target = joints[:, ankle].copy()
        for i in range(count):
            mine = [k for k in range(-1, len(rises) + 2) if k % 2 == side]
            last = max((k for k in mine if k <= t[i]), default=mine[0])
            part = np.clip((t[i] - last - 1.2) / 0.8, 0.0, 1.0)
            part = part * part * (3 - 2 * part)
            low, high = (level[np.clip(k, 0, len(level) - 1)] for k in (last, last + 2))
            target[i, 2] = depth * (last + 0.5 + 2 * part) + joints[0, ankle, 2] - translation[0, 2]
            target[i, 1] = 0.073 + low + (high - low) * min(1.6 * part, 1.0) + 0.06 * np.sin(np.pi * part)
        leg = joints[:, hip], joints[:, knee], joints[:, ankle]
        bend = np.tile([0.0, 0.0, -1.0], (count, 1))
        upper, lower = ik.two_bone(rotations[:, hip], rotations[:, knee], *leg, target, bend)
        rotations[:, hip] = upper
        rotations[:, knee] = quaternion.multiply(quaternion.inverse(upper), lower)
        rotations[:, ankle] = quaternion.inverse(lower)
    return quaternion.continuous(rotations), translation

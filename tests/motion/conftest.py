"""Synthetic motion on the canonical body."""

import numpy as np
import pytest

from backend.motion.body import ik, quaternion, skeleton

REST_HEIGHT = -skeleton.forward_kinematics(np.tile(quaternion.IDENTITY, (22, 1)), np.zeros(3))[..., 1].min()


def planted_walk(frames=100, fps=20.0, speed=0.8, period=1.0, slide=0.0, lift=0.0):
    """A walk whose stance feet stand still, made with IK; `slide` m/s then drags the whole body sideways."""
    t = np.arange(frames) / fps
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    translation = np.stack([0 * t, np.full(frames, REST_HEIGHT - 0.06), speed * t], axis=1)
    joints = skeleton.forward_kinematics(rotations, translation)
    for side, (hip, knee, ankle) in enumerate(((1, 4, 7), (2, 5, 8))):
        phase = (t / period + 0.5 * side) % 1.0
        step = np.floor(t / period + 0.5 * side) - 0.5 * side
        swing = np.clip((phase - 0.6) / 0.4, 0.0, 1.0)
        smooth = swing * swing * (3 - 2 * swing)
        target = joints[:, ankle].copy()
        target[:, 2] = speed * period * (step + 0.3 + smooth) + joints[0, ankle, 2]
        target[:, 1] = REST_HEIGHT - 0.9 + 0.12 * np.sin(np.pi * swing)
        target[:, 1] += 0.0586 - (REST_HEIGHT - 0.9)
        bend = np.tile([0.0, 0.0, -1.0], (frames, 1))
        leg = joints[:, hip], joints[:, knee], joints[:, ankle]
        upper, lower = ik.two_bone(rotations[:, hip], rotations[:, knee], *leg, target, bend)
        rotations[:, hip] = upper
        rotations[:, knee] = quaternion.multiply(quaternion.inverse(upper), lower)
        rotations[:, ankle] = quaternion.inverse(lower)
    translation[:, 0] += slide * t
    translation[:, 1] += lift
    return quaternion.continuous(rotations), translation


@pytest.fixture
def walk():
    """The function that makes walks."""
    return planted_walk

"""Motions made for single facts: standing, posed with rotations, walking with planted feet."""

import numpy as np
import pytest

from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton

I = skeleton.INDEX  # noqa: E741


def posed(seconds=3.0, **angles):
    """Joints (T, 22, 3) of a body on the floor y = 0; angles: joint=(x, y, z) degrees, local."""
    frames = int(seconds * skeleton.FPS)
    rotations = np.tile(quaternion.IDENTITY, (22, 1))
    hanging = {"left_shoulder": (0, 0, -75), "right_shoulder": (0, 0, 75)}
    for name, degrees in {**hanging, **angles}.items():
        for axis, angle in zip(np.eye(3), np.radians(degrees), strict=True):
            turn = quaternion.from_axis_angle(axis, angle)
            rotations[I[name]] = quaternion.multiply(turn, rotations[I[name]])
    joints = skeleton.forward_kinematics(rotations, np.zeros(3))
    joints[:, 1] -= joints[:, 1].min()
    return np.tile(joints, (frames, 1, 1))


def clip_of(rotations, translation, *texts, name="a"):
    captions = tuple(Caption(text) for text in texts)
    return CorpusClip(name, name, "train", name, captions, np.asarray(rotations, np.float32),
                      np.asarray(translation, np.float32))  # fmt: skip


@pytest.fixture
def random():
    return np.random.default_rng(0)

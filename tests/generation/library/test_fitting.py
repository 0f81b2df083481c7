import numpy as np
import pytest

from backend.generation import recover
from backend.generation.library import fitting
from backend.models.config import ModelConfig
from backend.motion.body import features, quaternion, skeleton
from tests.generation.conftest import walk

CONFIG = ModelConfig()


def test_the_whole_clip_comes_back_as_captured():
    rotations, path = walk(80)
    rows = fitting.fitted(rotations, path, 80, CONFIG)
    assert rows.shape == (80, 263)
    got, _ = recover.motion(rows, "captured")
    assert np.degrees(quaternion.angle_between(got[:, 1:], rotations[:, 1:])).max() < 0.01


@pytest.mark.parametrize("frames", [72, 88])
def test_nearly_the_length_is_stretched(frames):
    rotations, path = walk(80)
    rows = fitting.fitted(rotations, path, frames, CONFIG)
    got, _ = recover.motion(rows, "captured")
    assert len(rows) == frames
    ends = quaternion.angle_between(got[-1, 1:], rotations[-1, 1:])
    assert np.degrees(ends).max() < 5.0, "its end is there"


def test_of_a_longer_one_what_moves_most_is_kept():
    rotations, path = walk(160)
    rotations[:100], path[:100] = rotations[100], path[100]
    start = fitting.liveliest(rotations, path, 60)
    assert 95 <= start <= 100
    assert len(fitting.fitted(rotations, path, 60, CONFIG)) == 60


def test_a_shorter_one_is_all_there_is_or_repeats():
    rotations, path = walk(40)
    assert len(fitting.fitted(rotations, path, 120, CONFIG, may_repeat=False)) == 46, "at most 1.15 times"
    still = np.repeat(rotations[:1], 40, axis=0)
    rows = fitting.fitted(still, np.repeat(path[:1], 40, axis=0), 120, CONFIG)
    assert len(rows) == 120
    bodies = skeleton.forward_kinematics(*recover.motion(rows, "captured"))
    assert np.ptp(bodies, axis=0).max() < 1e-3
    assert np.isfinite(features.recover_positions(rows)).all()

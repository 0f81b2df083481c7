import numpy as np

from backend.motion.body import features
from backend.motion.measure import spectral
from backend.research.experiments import quarters
from backend.training.features import clip_features
from tests.training.conftest import swaying


def clip(speed, frames=45):
    """Features of the same pose sequence, carried along the floor at `speed` metres a frame."""
    rotations, translation = swaying(0, frames)
    translation = translation + np.arange(frames)[:, None] * [0.0, 0.0, speed]
    return clip_features(rotations.astype(np.float64), translation.astype(np.float64))


def test_energy_is_that_of_the_captured_joints():
    rows = clip(0.05)
    joints = features.recover_positions(rows.astype(np.float64))
    np.testing.assert_allclose(quarters.energy(rows), spectral.analyse(joints).energy)


def test_quarters_go_by_how_much_the_capture_moves():
    """The four clips differ in speed alone, so each is a quarter; no model or tokenizer takes part."""
    clips = [clip(speed) for speed in (0.09, 0.0, 0.25, 0.04)]
    assert [set(q.tolist()) for q in quarters.of_tokens(clips)] == [{2}, {0}, {3}, {1}]
    assert [rows.tolist() for rows in quarters.of_clips(clips)] == [[1], [3], [0], [2]]
    assert [len(q) for q in quarters.of_tokens(clips)] == [11] * 4


def test_quarters_are_of_equal_size_and_keep_the_clips_apart():
    split = quarters.split([np.array([5.0, 1.0, 3.0]), np.array([2.0, 4.0, 0.0, 6.0, 7.0])])
    assert [q.tolist() for q in split] == [[2, 0, 1], [1, 2, 0, 3, 3]]


def test_sums_and_means_by_part():
    found = quarters.sums(np.array([1.0, 2.0, 6.0]), np.array([0, 0, 3]))
    assert found == [[9.0, 3], [3.0, 2], [0.0, 0], [0.0, 0], [6.0, 1]]
    other = quarters.sums(np.array([4.0]), np.array([3]))
    assert quarters.means([found, other]) == [13.0 / 4, 1.5, None, None, 5.0]

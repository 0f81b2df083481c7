import numpy as np
import pytest

from backend.generation.library import cycles
from backend.generation.library.fitting import _rows
from backend.models.config import ModelConfig
from backend.motion.body import features, quaternion


def motion(frames, period, once=False, step=0.05):
    """Arms that swing with a period in frames, or rise once, while the body walks straight on."""
    t = np.arange(frames + 1)
    rotations = np.tile(quaternion.IDENTITY, (frames + 1, 22, 1))
    angle = 1.5 * np.exp(-(((t - frames / 2) / 5.0) ** 2)) if once else 0.8 * np.sin(2 * np.pi * t / period)
    for joint, sign in ((16, 1.0), (17, -1.0), (1, -0.6), (2, 0.6)):
        rotations[:, joint] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), sign * angle)
    path = np.stack([0 * t, 0.95 + 0 * t, step * t], axis=-1)
    return _rows(rotations, path, frames, ModelConfig())


@pytest.mark.parametrize("period", [14, 20, 26])
def test_a_period_is_found(period):
    first, last = cycles.find(motion(64, period))
    assert (last - first) % period in (0, 1, period - 1)


def test_what_happens_once_does_not_repeat():
    assert cycles.find(motion(60, 0, once=True)) is None


def test_a_body_that_stands_still_goes_on_doing_so():
    assert cycles.find(motion(40, 1e9)) is not None


def test_repeating_makes_no_jump():
    rows = motion(47, 20)
    found = cycles.repeated(rows, *cycles.find(rows), 150)
    assert found.shape == (150, 263)
    np.testing.assert_array_equal(found[:40], rows[:40])
    positions = features.recover_positions(found)
    steps = np.linalg.norm(np.diff(positions, axis=0), axis=-1).max(axis=-1)
    assert (
        steps.max() < 1.25 * np.linalg.norm(np.diff(features.recover_positions(rows), axis=0), axis=-1).max()
    )
    assert positions[-1, 0, 2] == pytest.approx(0.05 * 149, rel=0.05), "it walks on"


def test_who_moves_on_at_the_seam_loops_and_who_rests_there_does_not():
    turning, resting = motion(29, 28, step=0.0), motion(29, 0, once=True, step=0.0)
    assert cycles.closes(turning) and cycles.loops(turning)
    assert cycles.closes(resting) and not cycles.loops(resting)


@pytest.mark.parametrize("frames, whole", [(16, True), (12, True), (8, False)])
def test_a_single_stride_can_be_done_again(frames, whole):
    rows = motion(frames, frames)
    assert cycles.closes(rows) == whole
    rows[-1, features.VELOCITIES] += 0.1
    assert not cycles.closes(rows), "it is there, and on another way"

import numpy as np
import pytest
import torch

from backend.motion.body import features as layout
from backend.training.features import Windows, normalisation
from backend.training.kinematics import matrices_from_six, rotated_positions
from backend.training.tokenizer import joint_errors


def test_torch_kinematics_reproduces_the_position_channels(clips):
    rows = torch.from_numpy(clips[0].features).double()
    want = rows[:, layout.POSITIONS].unflatten(-1, (21, 3))[:, 3:]
    torch.testing.assert_close(rotated_positions(rows), want, atol=1e-5, rtol=0)


def test_six_numbers_give_rotation_matrices():
    m = matrices_from_six(torch.randn(50, 6, dtype=torch.float64))
    torch.testing.assert_close(m @ m.mT, torch.eye(3, dtype=torch.float64).expand(50, 3, 3))
    assert (torch.linalg.det(m) > 0).all()


def test_normalisation_groups_share_one_deviation(clips):
    _, std = normalisation(clips)
    rows = np.concatenate([c.features for c in clips])
    np.testing.assert_allclose(std[layout.POSITIONS], rows.std(0)[layout.POSITIONS].mean(), rtol=1e-5)
    np.testing.assert_allclose(std[layout.HEIGHT], rows.std(0)[layout.HEIGHT] / 5.0, rtol=1e-5)


def test_clips_that_are_all_too_short_are_told(clips):
    with pytest.raises(ValueError, match="no training clip of 5 s"):
        Windows(clips, 100)


def test_windows_are_pieces_of_clips(clips):
    drawn = Windows(clips, 64).draw(20, np.random.default_rng(0))
    assert drawn.shape == (20, 64, 263)
    pieces = {c.features[a : a + 64].tobytes() for c in clips for a in range(len(c.features) - 63)}
    assert all(window.tobytes() in pieces for window in drawn)


def test_joint_error_counts_pose_and_not_drift(clips):
    rows = clips[0].features
    assert joint_errors(rows, rows).max() < 1e-9
    drifting = rows.copy()
    drifting[:, layout.VELOCITY_XZ] += 0.1
    assert joint_errors(drifting, rows).max() < 1e-9
    higher = rows.copy()
    higher[:, layout.HEIGHT] += 0.05
    higher[:, layout.POSITIONS] += np.tile([0, 0.05, 0], 21).astype(np.float32)
    np.testing.assert_allclose(joint_errors(higher, rows), 0.05, atol=1e-5)

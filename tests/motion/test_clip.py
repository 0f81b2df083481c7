"""Clips and their .npz files."""

import numpy as np
import pytest

from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip


def clip(frames=41, fps=20.0):
    t = np.arange(frames) / fps
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    rotations[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.sin(2 * t))
    return Clip(rotations, np.stack([t, 0.9 + 0 * t, 0 * t], axis=1), fps, prompt="winkt – 挥手", seed=7)


def test_resampling_keeps_duration_and_pose():
    half = clip().resampled(30.0)
    assert len(half) == 61
    expected = clip(61, 30.0)
    np.testing.assert_allclose(half.translation, expected.translation, atol=1e-12)
    assert np.degrees(quaternion.angle_between(half.rotations, expected.rotations)).max() < 0.2


def test_file_round_trip(tmp_path):
    made = clip()
    made.save(tmp_path / "m.npz")
    with np.load(tmp_path / "m.npz", allow_pickle=False) as data:
        promised = "rotations translation positions fps omega phi energy prompt seed"
        assert set(promised.split()) <= set(data.files)
        np.testing.assert_allclose(
            data["positions"], skeleton.forward_kinematics(made.rotations, made.translation)
        )
        assert data["phi"].shape == (41, 16)
    again = Clip.load(tmp_path / "m.npz")
    np.testing.assert_array_equal(again.rotations, made.rotations)
    assert (again.prompt, again.seed, again.fps) == (made.prompt, 7, 20.0)


def test_bad_files_are_named(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(ValueError, match="x.npz is not a readable motion"):
        Clip.load(tmp_path / "x.npz")
    np.savez(tmp_path / "y.npz", rotations=np.zeros((2, 22, 4)))
    with pytest.raises(ValueError, match="lacks fps, translation"):
        Clip.load(tmp_path / "y.npz")
    with pytest.raises(ValueError, match="not finite"):
        Clip(np.full((2, 22, 4), np.nan), np.zeros((2, 3)))

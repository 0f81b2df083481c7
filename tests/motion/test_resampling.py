"""Frame rates that are no whole multiple of each other."""

import numpy as np

from backend.motion import quaternion, resampling
from backend.motion.clip import Clip


def _swinging(fps, seconds=3.0):
    t = np.arange(int(seconds * fps) + 1) / fps
    angle = 0.8 * np.sin(2.0 * t)
    rotations = np.tile(quaternion.IDENTITY, (len(t), 22, 1))
    rotations[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    return Clip(rotations, np.stack([np.sin(t), 0 * t, t], axis=1), fps)


def test_whole_steps_keep_the_frames():
    clip = _swinging(60.0)
    found = resampling.resampled(clip, 20.0)
    np.testing.assert_array_equal(found.translation, clip.translation[::3])
    np.testing.assert_array_equal(found.rotations, clip.rotations[::3])


def test_other_rates_are_near_the_true_motion_and_smooth():
    for fps in (16.0, 24.0, 30.0, 119.9):
        found, true = resampling.resampled(_swinging(fps), 20.0), _swinging(20.0)
        count = min(len(found), len(true))
        assert count >= 60
        apart = quaternion.angle_between(found.rotations[:count, 16], true.rotations[:count, 16])
        assert np.degrees(apart[1:-2]).max() < 0.2, fps
        jerk = np.diff(found.translation[1:-2, 0], n=3) * 20.0**3
        assert np.abs(jerk).max() < 2.0, fps


def test_one_frame_stays_one():
    clip = Clip(_swinging(30.0).rotations[:1], np.zeros((1, 3)), 30.0)
    assert len(resampling.resampled(clip, 20.0)) == 1

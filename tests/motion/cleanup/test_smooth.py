"""Smoothing takes noise, not movement."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import smooth
from backend.motion.measure import metrics


def test_noise_goes_and_movement_stays(walk):
    rotations, translation = walk()
    rng = np.random.default_rng(0)
    noisy = quaternion.normalize(rotations + rng.normal(scale=0.01, size=rotations.shape))
    clean, moved = smooth.smooth(noisy, translation + rng.normal(scale=0.002, size=translation.shape), 0.55)
    before = metrics.physical(skeleton.forward_kinematics(noisy, translation)).jitter
    after = metrics.physical(skeleton.forward_kinematics(clean, moved))
    assert after.jitter < 0.65 * before
    true = metrics.physical(skeleton.forward_kinematics(rotations, translation))
    assert after.dynamics > 0.95 * true.dynamics
    assert (
        np.degrees(quaternion.angle_between(clean, rotations)).mean()
        < np.degrees(quaternion.angle_between(noisy, rotations)).mean()
    )


def test_signs_do_not_matter_and_zero_is_off(walk):
    rotations, translation = walk()
    flipped = rotations * np.where(np.arange(100) % 3, 1.0, -1.0)[:, None, None]
    same = smooth.smooth(flipped, translation, 0.55)[0]
    assert quaternion.angle_between(same, smooth.smooth(rotations, translation, 0.55)[0]).max() < 1e-6
    assert smooth.smooth(rotations, translation, 0.0)[0] is rotations

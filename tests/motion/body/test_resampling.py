"""One resampler: through every frame, smooth between them, as fast as the motion is."""

import numpy as np
import pytest

from backend.motion.body import quaternion, resampling
from backend.motion.clip import Clip


def sway(fps, seconds=3.0):
    """(rotations (T, 4), positions (T, 3)) of one smooth movement at a rate."""
    t = np.arange(int(round(seconds * fps)) + 1) / fps
    axis = np.array([0.6, 0.0, 0.8])
    turn = quaternion.multiply(
        quaternion.from_axis_angle(axis, 1.2 * np.sin(5 * t)),
        quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), 0.9 * np.sin(3.1 * t + 0.4)),
    )
    return turn, np.stack([np.sin(4 * t), 0.3 * np.cos(6 * t), 0.5 * t], axis=1)


def test_moments_keep_the_time():
    at = resampling.moments(41, 20.0, 60.0)
    assert len(at) == 121 and at[0] == 0 and at[-1] == 40 and np.allclose(np.diff(at), 1 / 3)
    assert len(resampling.moments(61, 60.0, 20.0)) == 21 and len(resampling.moments(1, 20.0, 60.0)) == 1


def test_every_frame_is_passed_to_the_bit():
    q, v = sway(20)
    at = np.arange(len(v), dtype=float)
    np.testing.assert_array_equal(resampling.vectors(v, at), v)
    np.testing.assert_allclose(resampling.rotations(q, at), quaternion.continuous(q), atol=1e-15)
    assert (resampling.vectors(v, [-3.0, 900.0]) == v[[0, -1]]).all()


def test_what_lies_between_is_near_the_truth():
    (q, v), (true_q, true_v) = sway(20), sway(60)
    at = resampling.moments(len(q), 20.0, 60.0)
    np.testing.assert_allclose(resampling.vectors(v, at), true_v, atol=6e-3)
    off = np.degrees(quaternion.angle_between(resampling.rotations(q, at), true_q))
    assert off[3:-3].max() < 0.15 and off.max() < 0.6


def test_even_turns_and_even_ways_stay_even():
    t = np.arange(9.0)
    at = np.linspace(0, 8, 57)
    q = quaternion.from_axis_angle(np.array([0.0, 0.6, 0.8]), 0.7 * t)
    wanted = quaternion.from_axis_angle(np.array([0.0, 0.6, 0.8]), 0.7 * at)
    assert quaternion.angle_between(resampling.rotations(q, at), wanted).max() < 1e-7
    np.testing.assert_allclose(resampling.vectors(2.5 * t[:, None], at)[:, 0], 2.5 * at, atol=1e-12)


@pytest.mark.parametrize("fps", (24.0, 30.0, 60.0))
def test_accelerations_are_not_multiplied(fps):
    """FAULT: at 60 frames a second straight lines between frames made 34 m/s² of 12."""
    _, v = sway(20)
    _, true = sway(fps)
    found = resampling.vectors(v, resampling.moments(len(v), 20.0, fps))

    def highest(x):
        return np.percentile(np.linalg.norm(np.diff(x, 2, axis=0), axis=-1) * fps * fps, 99)

    assert highest(found) < 1.25 * highest(true)
    low = np.minimum(resampling.moments(len(v), 20.0, fps).astype(int), len(v) - 2)
    part = resampling.moments(len(v), 20.0, fps) - low
    straight = v[low] + (v[low + 1] - v[low]) * part[:, None]
    assert fps < 60 or highest(straight) > 2 * highest(true)


def test_signs_and_lengths():
    rng = np.random.default_rng(2)
    q = quaternion.normalize(rng.normal(size=(30, 5, 4)))
    made = resampling.rotations(q, rng.uniform(-1, 31, 200))
    np.testing.assert_allclose(np.linalg.norm(made, axis=-1), 1, atol=1e-12)
    ordered = resampling.rotations(q, np.linspace(0, 29, 500))
    assert (np.sum(ordered[1:] * ordered[:-1], axis=-1) >= 0).all()


@pytest.mark.parametrize("count", (1, 2))
def test_one_and_two_frames(count):
    q, v = (x[:count] for x in sway(20))
    assert np.isfinite(resampling.rotations(q, [0.0, 0.5])).all()
    np.testing.assert_allclose(resampling.vectors(v, [0.5])[0], v.mean(axis=0))


def _swinging(fps, seconds=3.0):
    t = np.arange(int(seconds * fps) + 1) / fps
    angle = 0.8 * np.sin(2.0 * t)
    rotations = np.tile(quaternion.IDENTITY, (len(t), 22, 1))
    rotations[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    return Clip(rotations, np.stack([np.sin(t), 0 * t, t], axis=1), fps)


def test_whole_steps_keep_the_frames():
    clip = _swinging(60.0)
    found = clip.resampled(20.0, within=True)
    np.testing.assert_array_equal(found.translation, clip.translation[::3])
    np.testing.assert_allclose(found.rotations, clip.rotations[::3], atol=1e-15)


def test_other_rates_are_near_the_true_motion_and_smooth():
    for fps in (16.0, 24.0, 30.0, 119.9):
        found, true = _swinging(fps).resampled(20.0, within=True), _swinging(20.0)
        count = min(len(found), len(true))
        assert count >= 60
        apart = quaternion.angle_between(found.rotations[:count, 16], true.rotations[:count, 16])
        assert np.degrees(apart[1:-2]).max() < 0.2, fps
        jerk = np.diff(found.translation[1:-2, 0], n=3) * 20.0**3
        assert np.abs(jerk).max() < 2.0, fps


def test_one_frame_stays_one():
    clip = Clip(_swinging(30.0).rotations[:1], np.zeros((1, 3)), 30.0)
    assert len(clip.resampled(20.0, within=True)) == 1

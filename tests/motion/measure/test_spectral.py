"""The Motion Spectral Descriptor against scipy's DCT and by hand."""

import numpy as np
import pytest
from scipy import fft

from backend.motion.measure import spectral


def reference(x, window):
    velocity = np.empty_like(x)
    velocity[1:] = x[1:] - x[:-1]
    velocity[0] = velocity[1]
    result, energy = [], []
    for t in range(len(x)):
        at = np.clip(np.arange(t - (window - 1) // 2, t + window // 2 + 1), 0, len(x) - 1)
        f = np.linalg.norm(fft.dct(velocity[at], type=2, axis=0, norm=None), axis=1)
        energy.append(np.linalg.norm(f))
        result.append(f / (energy[-1] + 1e-8))
    return np.array(result), np.array(energy)


@pytest.mark.parametrize("frames", [2, 5, 40])
@pytest.mark.parametrize("window", [2, 4, 7, 16])
def test_against_scipy(frames, window):
    x = np.random.default_rng(window).normal(size=(frames, 66)).cumsum(axis=0)
    phi, energy = spectral.descriptor(x, window)
    expected_phi, expected_energy = reference(x, window)
    np.testing.assert_allclose(phi, expected_phi, atol=1e-10)
    np.testing.assert_allclose(energy, expected_energy, rtol=1e-10)


def test_even_movement_is_one_band_and_an_impulse_is_many():
    steady = np.arange(40.0)[:, None] * np.ones(3)
    phi, _ = spectral.descriptor(steady, 16)
    np.testing.assert_allclose(phi[:, 0], 1.0, atol=1e-6)
    np.testing.assert_allclose(spectral.complexity(phi), 1 / 16, atol=1e-6)
    np.testing.assert_allclose(spectral.normalized_complexity(phi), 0.0, atol=1e-6)
    jump = np.zeros((40, 3))
    jump[20:] = 1.0
    peak = spectral.normalized_complexity(spectral.descriptor(jump, 16)[0])[20]
    assert 0.8 < peak <= 1.0


def test_energy_against_scipy_and_by_hand():
    x = np.random.default_rng(3).normal(size=(30, 66)).cumsum(axis=0)
    velocity = np.diff(x, axis=0, prepend=2 * x[:1] - x[1:2])
    padded = np.pad(velocity, ((1, 2), (0, 0)), mode="edge")
    expected = [
        np.log(np.linalg.norm(fft.dct(padded[t : t + 4], type=2, axis=0, norm=None))) for t in range(30)
    ]
    np.testing.assert_allclose(spectral.log_energy(spectral.descriptor(x, 4)[1], 1e-6), expected, rtol=1e-10)
    assert spectral.log_energy(np.zeros(1), 0.5)[0] == np.log(0.5)
    levels = spectral.energy_level(np.array([0.0, np.exp(1.0), np.exp(2.5), np.exp(4.0), 1e9]), 1.0, 4.0)
    np.testing.assert_allclose(levels, [0.0, 0.0, 0.5, 1.0, 1.0], atol=1e-12)


def test_twice_as_fast_is_more_energy_and_the_same_flatness():
    x = np.random.default_rng(4).normal(size=(40, 66)).cumsum(axis=0)
    (phi, slow), (again, fast) = spectral.descriptor(x, 16), spectral.descriptor(2.0 * x, 16)
    np.testing.assert_allclose(phi, again, atol=1e-9)
    np.testing.assert_allclose(spectral.log_energy(fast, 1e-6) - spectral.log_energy(slow, 1e-6), np.log(2.0))


def test_movement_goes_from_still_to_lively():
    energy = np.array([0.0, spectral.STILL_ENERGY, spectral.LIVELY_ENERGY, 1e3])
    np.testing.assert_allclose(spectral.movement(energy), [0.0, 0.0, 1.0, 1.0], atol=1e-12)


def test_bounds():
    x = np.random.default_rng(0).normal(size=(100, 6))
    omega = spectral.complexity(spectral.descriptor(x, 4)[0])
    assert (omega >= 1 / 4 - 1e-9).all() and (omega <= 1 / 2 + 1e-9).all()


def test_frozen_body_with_sensor_noise_is_calm_but_a_moving_one_is_not():
    rng = np.random.default_rng(1)
    still = np.zeros((60, 22, 3)) + rng.normal(scale=2e-4, size=(60, 22, 3))
    assert spectral.analyse(still).omega.max() < 0.05
    busy = rng.normal(scale=0.05, size=(60, 22, 3))
    assert spectral.analyse(busy).omega.mean() > 0.5


def test_nothing_moves_and_bad_input():
    phi, energy = spectral.descriptor(np.ones((1, 3)), 4)
    assert np.isfinite(phi).all() and energy[0] == 0.0
    with pytest.raises(ValueError, match="sequence"):
        spectral.descriptor(np.ones((0, 3)), 4)
    with pytest.raises(ValueError, match="window"):
        spectral.descriptor(np.ones((5, 3)), 1)


def test_segments_join_and_drop():
    omega = np.zeros(60)
    omega[5:12] = omega[14:20] = omega[40:43] = 0.9
    assert spectral.segments(omega) == [(5, 20)]
    assert spectral.segments(omega, join_frames=1) == [(5, 12), (14, 20)]
    assert spectral.segments(omega, min_frames=3) == [(5, 20), (40, 43)]
    assert spectral.segments(np.zeros(10)) == []

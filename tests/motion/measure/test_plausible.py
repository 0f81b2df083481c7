import numpy as np

from backend.motion.measure.plausible import is_broken


def bounced(height, hertz, seconds=2.0):
    t = np.arange(0.0, seconds, 0.05)
    return np.stack([0.0 * t, 0.9 + 0.5 * height * np.sin(2.0 * np.pi * hertz * t), 2.0 * t], axis=1)


def test_gaits_falls_and_hops_are_no_faults():
    t = np.arange(0.0, 0.8, 0.05)
    assert not is_broken(bounced(0.10, 2.8)), "a run"
    assert not is_broken(bounced(0.25, 2.0)), "hops"
    assert not is_broken(np.stack([0.0 * t, 3.0 - 4.9 * t**2, 0.0 * t], axis=1)), "a fall"
    assert not is_broken(np.zeros((2, 3)))


def test_a_pelvis_that_is_shaken_is_one():
    assert is_broken(bounced(0.30, 3.5))
    noise = np.random.default_rng(0).normal(scale=0.04, size=(60, 3))
    assert is_broken(noise) and not is_broken(noise * 0.2)

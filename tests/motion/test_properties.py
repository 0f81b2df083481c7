"""What holds for every motion: rotations, features there and back, files there and back, the descriptor."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend.motion import npz
from backend.motion.body import features, quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.formats import bvh
from backend.motion.load import load_motion
from backend.motion.measure import spectral
from tests import strategies


def angle(a, b):
    return quaternion.angle_between(a, b).max()


@given(strategies.rotations(6), strategies.rotations(6))
def test_rotations_there_and_back(a, b):
    assert angle(quaternion.from_matrix(quaternion.to_matrix(a)), a) < 1e-6
    assert angle(quaternion.from_six(quaternion.to_six(a)), a) < 1e-6
    same = quaternion.multiply(quaternion.multiply(a, b), quaternion.inverse(b))
    assert angle(same, a) < 1e-6
    v = np.linspace(-2, 2, 18).reshape(6, 3)
    np.testing.assert_allclose(np.linalg.norm(quaternion.rotate(a, v), axis=1), np.linalg.norm(v, axis=1))


@given(strategies.rotations(5), strategies.rotations(5), st.floats(0, 1))
def test_slerp_goes_the_short_way_at_an_even_pace(a, b, part):
    made = quaternion.slerp(a, b, np.full(5, part))
    whole = quaternion.angle_between(a, b)
    np.testing.assert_allclose(quaternion.angle_between(a, made), part * whole, atol=1e-5)
    np.testing.assert_allclose(quaternion.angle_between(made, b), (1 - part) * whole, atol=1e-5)


@given(strategies.rotations(20))
def test_continuous_changes_signs_only(q):
    even = quaternion.continuous(q)
    assert (np.sum(even[1:] * even[:-1], axis=1) >= -1e-12).all()
    np.testing.assert_array_equal(np.abs(even), np.abs(q))


@given(strategies.rotations(8), strategies.rotations(1))
def test_swing_and_twist_make_the_whole(q, other):
    axis = quaternion.rotate(other[0], np.array([0.0, 0.0, 1.0]))
    swing, twist = quaternion.swing_twist(q, axis)
    assert angle(quaternion.multiply(swing, twist), q) < 1e-6
    np.testing.assert_allclose(quaternion.rotate(twist, axis), np.tile(axis, (8, 1)), atol=1e-6)


@given(strategies.clips())
def test_a_mirror_image_s_mirror_image(clip):
    again = skeleton.mirror(*skeleton.mirror(clip.rotations, clip.translation))
    assert angle(again[0], clip.rotations) < 1e-6
    np.testing.assert_allclose(again[1], clip.translation, atol=1e-12)


@given(strategies.clips(shortest=2))
def test_joints_and_rotations_come_back_from_features(clip):
    rotations, translation = features.place_at_origin(clip.rotations, clip.translation)
    positions = skeleton.forward_kinematics(rotations, translation)
    rows = features.from_motion(positions, rotations)
    assert rows.shape == (len(clip) - 1, features.SIZE) and np.isfinite(rows).all()
    assert np.abs(features.recover_positions(rows) - positions[:-1]).max() < 1e-3
    found, root = features.recover_captured(rows)
    assert np.abs(root - translation[:-1]).max() < 1e-3
    joints = skeleton.forward_kinematics(found, root)
    assert np.abs(joints - positions[:-1]).max() < 2e-3


@given(strategies.clips(), st.sampled_from([1.0, 100.0, 39.37]))
def test_bvh_there_and_back(tmp_path_factory, clip, scale):
    path = tmp_path_factory.mktemp("bvh") / "motion.bvh"
    bvh.write(path, clip, scale)
    again = load_motion(path)
    assert len(again) == len(clip) and abs(again.fps / clip.fps - 1) < 1e-6
    assert angle(again.rotations, clip.rotations) < 1e-5
    assert np.abs(again.positions - clip.positions).max() < 1e-4


@given(strategies.clips())
def test_npz_there_and_back_is_exact(tmp_path_factory, clip):
    path = tmp_path_factory.mktemp("npz") / "motion.npz"
    clip.save(path)
    again = Clip.load(path)
    for name in ("rotations", "translation"):
        assert getattr(again, name).tobytes() == getattr(clip, name).tobytes()
    # numpy's text arrays end before trailing NULs
    assert (again.fps, again.seed, again.prompt) == (clip.fps, clip.seed, clip.prompt.rstrip("\0"))


@given(strategies.ARRAYS)
def test_every_array_survives_npy(array):
    import io

    buffer = io.BytesIO()
    np.save(buffer, array)
    again = npz.decode(buffer.getvalue())
    assert again.dtype == array.dtype and again.shape == array.shape
    np.testing.assert_array_equal(again, array)


@given(strategies.clips(), st.sampled_from([8.0, 20.0, 23.976, 60.0]))
def test_resampling_keeps_the_time_and_the_ends(clip, fps):
    made = clip.resampled(fps)
    if len(clip) > 1:
        assert abs((len(made) - 1) / fps - (len(clip) - 1) / clip.fps) <= 0.5 / fps + 1e-9
    assert angle(made.rotations[0], clip.rotations[0]) < 1e-6
    np.testing.assert_allclose(np.linalg.norm(made.rotations, axis=-1), 1, atol=1e-9)


WINDOWS = st.integers(2, 20)


@given(strategies.sequences(), WINDOWS)
def test_the_descriptor_is_a_unit_spectrum_within_its_bounds(x, window):
    phi, energy = spectral.descriptor(x, window)
    assert phi.shape == (len(x), window) and (phi >= 0).all() and (energy >= 0).all()
    moving = energy > 1e-3
    np.testing.assert_allclose(np.linalg.norm(phi[moving], axis=1), 1, atol=1e-4)
    omega = spectral.complexity(phi)[moving]
    assert (omega >= 1 / window - 1e-4).all() and (omega <= 1 / np.sqrt(window) + 1e-9).all()
    shown = spectral.normalized_complexity(phi)
    assert (shown >= 0).all() and (shown <= 1).all()
    assert not phi[energy == 0].any()


@given(strategies.sequences(dims=3), WINDOWS, strategies.rotations(1), st.floats(0.01, 100))
def test_place_direction_and_size_change_no_spectrum(x, window, turn, scale):
    x = np.pad(x, ((0, 0), (0, 3 - x.shape[1])))
    phi, energy = spectral.descriptor(x, window)
    moved, other = spectral.descriptor(scale * quaternion.rotate(turn[0], x) + [1.0, -2.0, 3.0], window)
    np.testing.assert_allclose(other, scale * energy, rtol=1e-6, atol=1e-6 * scale)
    sure = energy > 1e-2
    np.testing.assert_allclose(moved[sure], phi[sure], atol=1e-4)


@given(st.integers(2, 40), WINDOWS, st.floats(-5, 5).filter(lambda v: abs(v) > 1e-3))
def test_an_even_pace_is_calm(frames, window, speed):
    phi, _ = spectral.descriptor(np.arange(frames)[:, None] * speed, window)
    assert spectral.normalized_complexity(phi).max() < 1e-6


@given(strategies.sequences(dims=4), WINDOWS)
def test_bands_are_scipy_s(x, window):
    from scipy.fft import dct

    phi, energy = spectral.descriptor(x, window)
    velocity = np.diff(x, axis=0, prepend=x[:1])
    velocity[0] = velocity[1] if len(x) > 1 else 0
    for t in (0, len(x) // 2, len(x) - 1):
        at = np.clip(np.arange(t - (window - 1) // 2, t + window // 2 + 1), 0, len(x) - 1)
        bands = np.linalg.norm(dct(velocity[at], type=2, axis=0), axis=1)
        np.testing.assert_allclose(phi[t] * (energy[t] + spectral.EPS), bands, rtol=1e-6, atol=1e-6)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=60),
    st.floats(0.05, 0.95),
    st.integers(1, 8),
    st.integers(0, 5),
)
def test_segments_are_apart_long_enough_and_hold_every_long_run(omega, threshold, shortest, join):
    found = spectral.segments(omega, threshold, shortest, join)
    flat = [edge for run in found for edge in run]
    assert flat == sorted(flat) and all(stop - start >= shortest for start, stop in found)
    assert all(b - a > join for (_, a), (b, _) in zip(found, found[1:], strict=False))
    high = np.asarray(omega) >= threshold
    assert all(high[start] and high[stop - 1] for start, stop in found)
    for start in range(len(omega) - shortest + 1):
        if high[start : start + shortest].all():
            assert any(a <= start and start + shortest <= b for a, b in found)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=20), st.floats(0.01, 10))
def test_the_gate_opens_with_energy(energy, still):
    gate = spectral.energy_gate(sorted(energy), still)
    assert (np.diff(gate) >= -1e-12).all() and gate.min() >= 0 and gate.max() <= 1
    assert not spectral.energy_gate([0.0, still], still).any()

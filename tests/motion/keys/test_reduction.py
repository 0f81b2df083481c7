"""Splines with common keys fitted to frames, and few keys for a body within its limits."""

import numpy as np
import pytest

from backend.motion.body import ik, quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.keys import reduction
from backend.motion.keys.spline import Spline, turning
from backend.motion.measure import contacts


def done(steps):
    """The value of steps, taken all at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_a_cubic_needs_two_keys():
    t = np.arange(31.0)
    values = np.stack([1e-4 * t**3 - 2e-3 * t**2 + t, 4.0 - t], axis=1)
    spline = Spline(values, np.zeros(0, int))
    assert spline.keys.tolist() == [0, 30]
    assert np.allclose(spline.evaluated(), values, atol=1e-3)
    assert spline.slopes[0] == pytest.approx([1.0, -1.0], abs=1e-3)


def test_ends_are_exact_and_a_key_lowers_the_error():
    values = np.cumsum(np.random.default_rng(0).normal(size=(60, 2)), axis=0)
    spline = Spline(values, np.array([30]))
    before = np.square(spline.evaluated() - values).sum()
    first, last = spline.add(15)
    assert first <= 0 + 15 <= last and spline.keys.tolist() == [0, 15, 30, 59]
    assert np.square(spline.evaluated() - values).sum() < before
    assert np.array_equal(spline.evaluated()[[0, -1]], values[[0, -1]])
    spline.remove(1)
    assert spline.keys.tolist() == [0, 30, 59]


def test_turning():
    t = np.arange(100)
    assert turning(np.sin(t * 2 * np.pi / 40)[:, None], 0.2).tolist() == [10, 30, 50, 70, 90]
    assert not len(turning(np.linspace(0, 5, 50)[:, None], 0.1))
    assert not len(turning(0.01 * np.sin(t)[:, None], 0.1))


def body(rotations, translation, fps):
    """Tracks of the canonical body, points at hands and feet, contacts (T, 4)."""
    places, world = skeleton.forward_kinematics(rotations, translation), skeleton.global_rotations(rotations)
    eye = np.tile(np.eye(3), (len(rotations), 1, 1))
    tracks = []
    for joint in range(22):
        values = rotations[:, joint] if joint else np.concatenate([rotations[:, 0], translation], axis=1)
        axes = quaternion.to_matrix(world[:, joint])
        tracks.append(reduction.Track(values, 4, lambda q: q, axes, eye, places[:, joint]))
    points, touching = [], contacts.detect(places, fps)
    for name in ("left_wrist", "right_wrist", *contacts.JOINTS):
        joint, chain = skeleton.INDEX[name], []
        above = skeleton.PARENTS[joint]
        while above >= 0:
            chain.append(above)
            above = skeleton.PARENTS[above]
        stands = (
            touching[:, contacts.JOINTS.index(name)] if name in contacts.JOINTS else np.zeros(len(places))
        )
        points.append(reduction.Point(places[:, joint], tuple(chain), np.where(stands, 0.003, 0.005)))
    return tracks, points, touching


def shown(tracks, fits):
    """The (rotations, translation) that fits make."""
    values = []
    for track, fit in zip(tracks, fits, strict=True):
        spline = Spline(track.values, fit.keys)
        spline.restore((fit.keys, fit.values, fit.slopes))
        values.append(spline.evaluated())
    rotations = np.stack([quaternion.normalize(v[:, :4]) for v in values], axis=1)
    return rotations, values[0][:, 4:]


def evaluated(keys, values, slopes, frames):
    """A cubic with these keys on frames, as Blender evaluates handles at thirds of the time."""
    found = np.empty(len(frames))
    for n, frame in enumerate(frames):
        k = int(np.clip(np.searchsorted(keys, frame, side="right") - 1, 0, len(keys) - 2))
        length, u = keys[k + 1] - keys[k], (frame - keys[k]) / (keys[k + 1] - keys[k])
        a, d = values[k], values[k + 1]
        b, c = a + slopes[k] * length / 3, d - slopes[k + 1] * length / 3
        found[n] = a * (1 - u) ** 3 + 3 * b * u * (1 - u) ** 2 + 3 * c * u**2 * (1 - u) + d * u**3
    return found


def test_columns_do_without_keys_that_only_others_need():
    fps = 30.0
    rotations, translation = walk(60, fps)
    tracks, points, _ = body(rotations, translation, fps)
    fits = done(reduction.reducing(tracks, points, np.radians(1.0), 0.005))
    needed = 0
    for track, fit in zip(tracks, fits, strict=True):
        assert fit.kept.any(axis=1).all() and fit.kept[[0, -1]].all()
        needed += fit.kept.sum()
        together = Spline(track.values, fit.keys)
        together.restore((fit.keys, fit.values, fit.slopes))
        for c, wanted in enumerate(together.evaluated().T):
            assert evaluated(*fit.column(c), np.arange(60)) == pytest.approx(wanted, abs=1e-9)
    assert needed < 0.9 * sum(fit.kept.size for fit in fits)
    # What the fit does without was measured before it was left out.
    turned, moved = shown(tracks, fits)
    assert np.degrees(quaternion.angle_between(rotations, turned)).max() <= 1.0 + 0.01
    assert np.linalg.norm(moved - translation, axis=1).max() <= 0.005 + 1e-6


def walk(frames=90, fps=30.0):
    """A walk of sines: hips, knees and shoulders swing about x, the pelvis goes on and bobs."""
    phase = np.arange(frames) / fps * 2 * np.pi
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    for side, shift in (("left", 0.0), ("right", np.pi)):
        swings = (("hip", 0.45, 0.0), ("knee", 0.4, 1.2), ("ankle", 0.2, 2.0), ("shoulder", 0.4, 3.1))
        for joint, size, at in swings:
            angle = size * np.sin(phase + shift + at) + (0.4 if joint == "knee" else 0.0)
            rotations[:, skeleton.INDEX[f"{side}_{joint}"]] = quaternion.from_axis_angle(np.eye(3)[0], angle)
    place = np.stack([0.02 * np.sin(phase), 0.9 + 0.02 * np.cos(2 * phase), 0.2 * phase], axis=1)
    return rotations, place


def test_a_walk_keeps_its_limits_with_few_keys():
    rotations, translation = walk()
    tracks, points, _ = body(rotations, translation, 30.0)
    fits = done(reduction.reducing(tracks, points, np.radians(1.0), 0.005))
    new, there = shown(tracks, fits)
    dense = sum(track.values.size for track in tracks)
    assert dense >= 8 * sum(fit.values.size for fit in fits)
    assert np.degrees(quaternion.angle_between(rotations, new)).max() <= 1.01
    ends = [skeleton.INDEX[name] for name in ("left_wrist", "right_wrist", *contacts.JOINTS)]
    off = skeleton.forward_kinematics(new, there) - skeleton.forward_kinematics(rotations, translation)
    assert np.linalg.norm(off, axis=-1)[:, ends].max() <= 0.0051
    # Joints that stand still get their two ends only, and stay still.
    assert len(fits[skeleton.INDEX["head"]].keys) == 2 and np.array_equal(new[:, 15], rotations[:, 15])


def test_looser_limits_need_fewer_keys():
    tracks, points, _ = body(*walk(), 30.0)
    counts = []
    for limit in (1.0, 4.0):
        loose = [reduction.Point(p.place, p.chain, p.limits * limit) for p in points]
        steps = reduction.reducing(tracks, loose, np.radians(limit), 0.005 * limit)
        fits = done(steps)
        counts.append(sum(len(fit.keys) for fit in fits))
    assert counts[1] < counts[0]


def test_a_captured_walk(shared_dir):
    """Motion capture of the published fixtures, rotations solved from its joints."""
    path = shared_dir / "fixtures" / "humanml3d" / "012314_joints.npy"
    if not path.exists():
        pytest.skip("the captured fixture is not on this machine")

    clip = Clip(*ik.rotations_from_positions(np.load(path)[:80]), 20.0).resampled(30.0)
    tracks, points, touching = body(clip.rotations, clip.translation, 30.0)
    fits = done(reduction.reducing(tracks, points, np.radians(1.0), 0.005))
    new, there = shown(tracks, fits)
    assert sum(t.values.size for t in tracks) >= 3 * sum(fit.values.size for fit in fits)
    assert np.degrees(quaternion.angle_between(clip.rotations, new)).max() <= 1.01
    old = skeleton.forward_kinematics(clip.rotations, clip.translation)[:, list(contacts.INDICES)]
    off = np.linalg.norm(skeleton.forward_kinematics(new, there)[:, list(contacts.INDICES)] - old, axis=-1)
    assert off[touching].max(initial=0.0) <= 0.0031

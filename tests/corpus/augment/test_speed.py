"""Time warps: speed, length, captions' times."""

import numpy as np
import pytest

from backend.corpus.augment import speed
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, resampling


def clip(frames=101, text="a person waves", weight=1.0):
    """One arm swings at 0.5 Hz while the body glides along z at 1 m/s."""
    t = np.arange(frames) / 20.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1)).astype(np.float32)
    rotations[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.sin(np.pi * t))
    translation = np.stack([0 * t, 0 * t + 0.95, t], axis=1)
    captions = (Caption(text), Caption(text + " twice", 1.0, 3.0))
    return CorpusClip(
        "7", "t", "train", "7", captions, rotations.astype(np.float32), translation, weight=weight
    )


def test_speed_and_times():
    slow, fast = speed.copies(clip())
    assert (len(slow), len(fast)) == (119, 86)
    np.testing.assert_allclose(np.diff(slow.translation[:, 2]).mean() * 20, 0.85, rtol=0.01)
    np.testing.assert_allclose(np.diff(fast.translation[:, 2]).mean() * 20, 1.18, rtol=0.01)
    np.testing.assert_allclose(slow.captions[1].start_s, 1 / 0.85)
    np.testing.assert_allclose(fast.captions[1].stop_s, 3 / 1.18)
    assert slow.captions[0].stop_s == 0.0 and slow.weight == speed.WEIGHT
    assert len({slow.id, fast.id, "7"}) == 3


def test_the_motion_is_the_same_one():
    original = clip()
    for copy in speed.copies(original):
        at = np.linspace(0, 100, len(copy)) / 20.0
        angle = 2 * np.arcsin(copy.rotations[:, 16, 3])
        np.testing.assert_allclose(angle[2:-2], np.sin(np.pi * at)[2:-2], atol=2e-3)
        np.testing.assert_allclose(np.linalg.norm(copy.rotations, axis=-1), 1.0, atol=1e-6)


def test_gravity_sets_the_pace_of_a_jump():
    assert {len(c) for c in speed.copies(clip(text="he jumps up"))} == {
        round(100 / 0.93) + 1, round(100 / 1.08) + 1}  # fmt: skip


def test_long_clips_stay_within_the_model():
    copies = speed.copies(clip(197))
    assert len(copies) == 2 and max(map(len, copies)) <= 197
    assert len({len(c) for c in copies}) == 2


def test_cubic_meets_the_frames_and_a_parabola():
    t = np.arange(9.0)[:, None]
    np.testing.assert_allclose(resampling.vectors(t**2, t[:, 0]), t**2)
    inner = np.array([1.5, 3.25])
    np.testing.assert_allclose(resampling.vectors(t**2, inner)[:, 0], inner**2)


@pytest.mark.parametrize("weight", [1.0, 0.5])
def test_copies_share_their_originals_weight(weight):
    assert sum(c.weight for c in speed.copies(clip(weight=weight))) == pytest.approx(0.6 * weight)

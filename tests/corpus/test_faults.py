import numpy as np
import pytest

from backend.corpus import faults
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import snaps

from ..motion.conftest import planted_walk

SIDEWAYS = np.array([0.0, 0.0, 1.0])


def walk_with_leg_out(frames, angle=1.6):
    """A walk whose right leg is thrown sideways in some frames."""
    rotations, translation = planted_walk(60, speed=1.0)
    hip = skeleton.INDEX["right_hip"]
    turn = quaternion.from_axis_angle(SIDEWAYS, np.full(len(frames), -angle))
    rotations[frames, hip] = quaternion.multiply(turn, rotations[frames, hip])
    return CorpusClip("a", "a", "train", "a", (Caption("walks"),), rotations, translation)


@pytest.mark.parametrize("frames", [[20], [20, 21]], ids=["a frame", "two frames"])
def test_a_leg_that_is_elsewhere_for_a_moment_is_led_over(frames):
    faulty, right = walk_with_leg_out(frames), walk_with_leg_out([])
    assert np.abs(faulty.positions - right.positions)[frames].max() > 0.5
    found = faults.repaired(faulty)
    assert np.abs(found.positions - right.positions).max() < 0.08
    outside = [i for i in range(60) if i not in frames]
    np.testing.assert_allclose(found.positions[outside], faulty.positions[outside], atol=1e-5)


def test_legs_that_stay_out_and_small_ones_are_left_alone():
    for clip in (
        walk_with_leg_out(list(range(20, 40))),
        walk_with_leg_out([20], angle=0.3),
        walk_with_leg_out([]),
    ):
        assert faults.repaired(clip) is clip


def test_faults_at_both_ends_have_no_way_back():
    for frames in ([0], [59]):
        clip = walk_with_leg_out(frames)
        assert faults.repaired(clip) is clip


def test_two_faults_are_two():
    assert faults.faults(walk_with_leg_out([10, 30]).positions) == [(10, 11), (30, 31)]


def turning_walk(turned):
    """A walk that turns by `turned` degrees from frame to frame."""
    rotations, translation = planted_walk(len(turned), speed=1.0)
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.radians(np.cumsum(turned)))
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    return CorpusClip("a", "a", "train", "a", (Caption("walks"),), rotations, translation)


def test_a_body_that_faces_elsewhere_at_once_turns_there():
    turned = np.zeros(60)
    turned[30] = 60.0
    clip = turning_walk(turned)
    assert faults.spikes(clip.rotations[:, 0]) == [30]
    made = faults.repaired(clip)
    steps = np.degrees(snaps.turns(made.rotations[:, 0].astype(np.float64)))
    assert abs(steps).max() < 15.0 and steps.sum() == pytest.approx(60.0, abs=0.5)
    np.testing.assert_allclose(made.rotations[34:], clip.rotations[34:], atol=1e-6)


def test_twirls_are_left_alone():
    begins_fast = np.where((np.arange(60) > 20) & (np.arange(60) < 30), 35.0, 0.0)
    assert not faults.spikes(turning_walk(begins_fast).rotations[:, 0])
    within_a_twirl = np.where((np.arange(60) > 20) & (np.arange(60) < 30), 20.0, 0.0)
    within_a_twirl[25] = 60.0
    assert not faults.spikes(turning_walk(within_a_twirl).rotations[:, 0])

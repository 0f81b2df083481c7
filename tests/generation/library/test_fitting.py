import numpy as np
import pytest

from backend.generation import recover
from backend.generation.library import fitting, resting
from backend.models.config import ModelConfig
from backend.motion.body import features, quaternion, resampling, skeleton
from tests.generation.conftest import walk

CONFIG = ModelConfig()


def whole(rotations, path):
    return fitting.Moment(rotations, path, 0, len(rotations), 0, len(rotations))


def test_the_whole_clip_comes_back_as_captured():
    rotations, path = walk(80)
    rows = fitting.fitted(whole(rotations, path), 80, CONFIG)
    assert rows.shape == (80, 263)
    got, _ = recover.motion(rows, "captured")
    assert np.degrees(quaternion.angle_between(got[:, 1:], rotations[:, 1:])).max() < 0.01


@pytest.mark.parametrize("frames", [72, 88])
def test_nearly_the_length_is_stretched(frames):
    rotations, path = walk(80)
    rows = fitting.fitted(whole(rotations, path), frames, CONFIG)
    got, _ = recover.motion(rows, "captured")
    assert len(rows) == frames
    ends = quaternion.angle_between(got[-1, 1:], rotations[-1, 1:])
    assert np.degrees(ends).max() < 5.0, "its end is there"


def test_of_a_longer_one_the_act_is_kept():
    rotations, path = walk(160)
    rotations[:100], path[:100] = rotations[100], path[100]
    start = fitting.act(rotations, path, 60)
    assert 95 <= start <= 100
    assert len(fitting.fitted(whole(rotations, path), 60, CONFIG)) == 60


def test_walking_is_not_the_act_where_something_is_held():
    rotations, path = walk(160)
    still = np.repeat(rotations[:1], 160, axis=0)
    raised = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), 2.0)
    still[80:110, skeleton.JOINTS.index("left_shoulder")] = raised
    far = path + np.linspace(0.0, 6.0, 160)[:, None] * [0.0, 0.0, 1.0] * (np.arange(160) < 60)[:, None]
    assert 50 <= fitting.act(still, far, 60) <= 80


def test_other_paces_keep_length_and_ends():
    rotations, path = walk(80)
    plain, paced = (fitting.fitted(whole(rotations, path), 80, CONFIG, pace=p) for p in (0.0, 0.1))
    bodies = [features.recover_positions(rows) for rows in (plain, paced)]
    apart = np.linalg.norm(bodies[0] - bodies[1], axis=-1).mean(axis=1)
    assert plain.shape == paced.shape and max(apart[0], apart[-2]) < 0.02 < apart.max()


def test_what_was_captured_around_a_short_one_fills_the_rest():
    rotations, path = walk(120)
    moment = fitting.Moment(rotations, path, 50, 80, 0, 120)
    rows = fitting.fitted(moment, 60, CONFIG, may_repeat=False)
    assert len(rows) == 60
    # Stretched by 1.15 to 34; a third of the 26 frames that lack come before.
    expected = features.recover_positions(fitting.fitted(whole(rotations[42:96], path[42:96]), 60, CONFIG))
    bodies = features.recover_positions(rows)
    assert np.linalg.norm(bodies - expected, axis=-1).mean() < 0.1


def test_what_is_around_one_repeats_as_well():
    rotations, path = walk(60)
    still = np.repeat(rotations[:1], 60, axis=0)
    swing = 2.0 * np.sin(np.arange(60) / 59 * 2 * np.pi)
    still[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), swing)
    moment = fitting.Moment(still, np.repeat(path[:1], 60, axis=0), 0, 22, 0, 60)
    bodies = features.recover_positions(fitting.fitted(moment, 120, CONFIG))
    assert len(bodies) == 120 and np.ptp(bodies[80:], axis=0).max() > 0.2, "it does not come to rest"


def test_who_moves_on_does_what_comes_then():
    rotations, path = walk(120)
    rows = fitting.fitted(fitting.Moment(rotations, path, 0, 40, 0, 40), 80, CONFIG, may_repeat=False)
    assert len(rows) == 80, "though other moments say what happens there"
    ends = fitting.Moment(rotations[:44], path[:44], 0, 40, 0, 40)
    assert len(fitting.fitted(ends, 80, CONFIG, may_repeat=False)) < 60


def test_a_held_runner_does_not_stand_in_mid_stride():
    rotations, path = walk(46, speed=3.0)
    at = np.clip(np.arange(46) - 8, 0, 29)
    moment = fitting.Moment.without_holds(rotations[at], path[at], 0, 46, 0, 46)
    assert (moment.start, moment.stop, moment.first, moment.last) == (0, 30, 0, 30)
    rows = fitting.fitted(moment, 80, CONFIG, may_repeat=False)
    assert 30 <= len(rows) < 40, "what comes then is made"
    assert len(fitting.fitted(fitting.Moment(rotations[at], path[at], 0, 46, 0, 46), 80, CONFIG)) == 80
    still = fitting.Moment.without_holds(rotations[at], path[at], 38, 46, 38, 46)
    assert len(still) == 8, "a moment of the hold itself is shown"
    assert len(fitting.fitted(still, 20, CONFIG, may_repeat=False))
    # Who comes to a stop, walks, or keeps still, holds.
    slow = np.cumsum([0.0, *np.ones(29), *np.linspace(1.0, 0.0, 20), *np.zeros(30)])
    calm = resampling.motion(rotations, path, slow)
    assert resting.unheld(*calm) == (0, 80)
    walked = walk(46, speed=1.2)
    assert resting.unheld(walked[0][at], walked[1][at]) == (0, 46)
    assert resting.unheld(np.repeat(rotations[:1], 20, axis=0), np.repeat(path[:1], 20, axis=0)) == (0, 20)


def test_a_shorter_one_rests_where_it_ends_calmly_or_repeats():
    rotations, path = walk(40)
    assert len(fitting.fitted(whole(rotations, path), 120, CONFIG, may_repeat=False)) == 46, "in mid-stride"
    slow, where = np.array(rotations), np.array(path)
    slow[30:], where[30:] = slow[30], where[30]
    rows = fitting.fitted(whole(slow, where), 120, CONFIG, may_repeat=False)
    assert len(rows) == 120 and np.abs(np.diff(features.recover_positions(rows)[50:], axis=0)).max() < 0.01
    still = np.repeat(rotations[:1], 40, axis=0)
    rows = fitting.fitted(whole(still, np.repeat(path[:1], 40, axis=0)), 120, CONFIG)
    assert len(rows) == 120
    bodies = skeleton.forward_kinematics(*recover.motion(rows, "captured"))
    assert np.ptp(bodies, axis=0).max() < 1e-3
    assert np.isfinite(features.recover_positions(rows)).all()


def posed(frames, degrees):
    """Rotations and a path of who stands, with the left arm at degrees (frames,) from the captured pose."""
    rotations, path = walk(frames)
    rotations, path = np.repeat(rotations[:1], frames, axis=0), np.repeat(path[:1], frames, axis=0)
    about = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.radians(degrees))
    rotations[:, skeleton.JOINTS.index("left_shoulder")] = about
    return rotations, path


def test_who_has_come_to_rest_does_not_go_on_with_another_act():
    # Raised within the moment, held for a second; then something else is done, of which nothing is said.
    arm = np.concatenate([np.linspace(0, 80, 20), np.full(20, 80.0), 80 - 60 * np.sin(np.arange(80) / 4)])
    moment = fitting.Moment(*posed(120, arm), 0, 30, 0, 120)
    bodies = features.recover_positions(fitting.fitted(moment, 100, CONFIG, may_repeat=False))
    assert len(bodies) == 100
    assert np.linalg.norm(bodies[50:] - bodies[45], axis=-1).max() < 0.2, "it rests in what was asked for"


def test_who_is_moving_at_the_end_goes_on_until_he_rests():
    arm = np.concatenate([np.zeros(10), np.linspace(0, 120, 16), np.full(94, 120.0)])
    moment = fitting.Moment(*posed(120, arm), 0, 20, 0, 20)
    bodies = features.recover_positions(fitting.fitted(moment, 80, CONFIG, may_repeat=False))
    reached = features.recover_positions(fitting.fitted(whole(*posed(80, np.full(80, 120.0))), 80, CONFIG))
    assert len(bodies) == 80
    assert np.linalg.norm(bodies[-1] - reached[-1], axis=-1).max() < 0.05, "the arm arrives"


def test_a_body_beside_its_feet_does_not_rest():
    rotations, path = posed(40, np.zeros(40))
    assert resting.settled(rotations, path)[-1]
    leaning = rotations.copy()
    leaning[:, 0] = quaternion.multiply(
        quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.radians(35.0)), rotations[:, 0]
    )
    assert not resting.settled(leaning, path).any()

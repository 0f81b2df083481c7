import numpy as np
import pytest

from backend.direction import loop as loops
from backend.direction.cycle import Cycle, Step
from backend.direction.errors import DirectionError
from backend.direction.loop import Loop
from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.measure import contacts, metrics

from ..motion.conftest import planted_walk


def alive(rotations, translation, fps=20.0, period=1.0, drift=0.0):
    """A walk whose arms swing in its period; drift: radians that its chest bends, more and more."""
    t = np.arange(len(rotations)) / fps
    rotations = rotations.copy()
    for joint, way in ((16, 1.0), (17, -1.0)):
        rotations[:, joint] = quaternion.from_axis_angle(
            np.array([0.0, 1.0, 0.0]), way * 0.6 * np.sin(2 * np.pi * t / period)
        )
    rotations[:, 6] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), drift * t / t[-1])
    return rotations, translation


def walk(frames=90, fps=20.0, drift=0.1, **options):
    return Clip(*alive(*planted_walk(frames, fps, **options), fps, drift=drift), fps)


def turning(clip, degrees):
    """The Clip on a bent way, by degrees a second."""
    from backend.motion.body import bending

    angle = np.radians(degrees) * np.arange(len(clip)) / clip.fps
    return Clip(*bending.bent(clip.rotations, clip.translation, angle), clip.fps)


@pytest.mark.parametrize("fps", [20.0, 30.0])
@pytest.mark.parametrize("in_place", [False, True])
def test_a_walk_repeats_without_a_seam(fps, in_place):
    clip = walk(int(4.5 * fps), fps)
    made = loops.make(clip, Loop(3, in_place))
    told = made.measured
    assert told["period_s"] == pytest.approx(1.0, abs=0.06) and told["step_m"] == pytest.approx(0.8, abs=0.06)
    assert told["pose_seam_deg"] < 0.5 and told["velocity_seam"] <= told["velocity_limit"]
    period = int(told["period"])
    assert len(made.clip) == 3 * period + 1
    if not in_place:
        assert (
            metrics.physical(made.clip.positions, fps).slide
            <= metrics.physical(clip.positions, fps).slide + 0.5
        )
    assert made.notices == []


def test_every_cycle_makes_the_same_step():
    for clip in (walk(), turning(walk(), 30.0)):
        made = loops.make(clip, Loop(3))
        period = int(made.measured["period"])
        poses = made.clip.rotations[::period], made.clip.translation[::period]
        root = poses[0][:, 0]
        turns = quaternion.multiply(root[1:], quaternion.inverse(root[:-1]))
        np.testing.assert_allclose(np.abs(turns[1:]), np.abs(turns[:-1]), atol=1e-9)
        steps = quaternion.rotate(quaternion.inverse(root[:-1]), np.diff(poses[1], axis=0))
        np.testing.assert_allclose(steps[1:], steps[:-1], atol=1e-9)
        np.testing.assert_allclose(np.abs(poses[0][1:, 1:]), np.abs(poses[0][:-1, 1:]), atol=1e-9)


def test_in_place_the_pelvis_comes_back_to_where_it_was():
    for clip in (walk(), turning(walk(), 30.0)):
        made = loops.make(clip, Loop(2, in_place=True))
        ends = made.clip.translation[:: int(made.measured["period"])]
        np.testing.assert_allclose(ends, np.broadcast_to(ends[0], ends.shape), atol=1e-9)
        assert np.ptp(made.clip.translation[:, [0, 2]], axis=0).max() < 0.1
        assert quaternion.angle_between(made.clip.rotations[0, 0], made.clip.rotations[-1, 0]) < 1e-6


def test_a_loop_stands_and_faces_as_its_motion_did():
    clip = walk()
    turn = quaternion.about_up(np.full(len(clip), 2.0))
    rotations = clip.rotations.copy()
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    there = Clip(rotations, quaternion.rotate(turn, clip.translation) + [5.0, 0.0, -3.0])
    made = loops.make(there, Loop(2)).clip
    far = np.linalg.norm(made.positions[:, None, 0] - there.positions[None, :, 0], axis=-1).min(axis=1)
    assert far[:21].max() < 0.05
    step = made.translation[20] - made.translation[0]
    assert np.arctan2(step[0], step[2]) == pytest.approx(2.0, abs=0.05)


def test_a_loop_begins_where_a_foot_comes_down():
    made = loops.make(walk(), Loop(3))
    period = int(made.measured["period"])
    touching = contacts.detect(made.clip.positions, 20.0)[:, :2].any(axis=1)
    assert touching[period] and not touching[period - 4 : period].all()


def test_a_nearly_straight_walk_becomes_straight():
    assert loops.make(turning(walk(), 4.0), Loop()).measured["turn_deg"] == pytest.approx(0.0, abs=1e-6)
    kept = loops.make(turning(walk(), 4.0), Loop(straight=False)).measured["turn_deg"]
    assert kept == pytest.approx(4.0, abs=1.0)


def test_who_stands_stays_and_uses_most_of_the_motion():
    t = np.arange(160) / 20.0
    rotations, translation = planted_walk(160, speed=0.0)
    rotations[:] = rotations[5]
    rotations[:, 6] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.1 * np.sin(2 * np.pi * t / 3.0))
    translation[:, 0] += 0.002 * t
    made = loops.make(Clip(rotations, translation), Loop())
    assert made.measured["step_m"] < 1e-9 and made.measured["period_s"] == pytest.approx(6.0, abs=0.3)
    assert made.measured["pose_seam_deg"] < 0.5


def test_a_loop_of_a_loop_is_its_cycle():
    once = loops.make(walk(), Loop(60))
    again = loops.make(once.clip, Loop())
    assert len(once.clip) == 1201 and again.measured["period"] == once.measured["period"] == 20


def test_only_the_range_is_looked_in():
    made = loops.make(walk(200), Loop(start_s=5.0, stop_s=8.0))
    assert 5.0 <= made.measured["from_s"] < made.measured["to_s"] <= 8.0


def test_what_does_not_repeat_is_said():
    random = np.random.default_rng(0)
    rotations, translation = planted_walk(60)
    turns = np.cumsum(random.normal(scale=0.06, size=(60, 22, 3)), axis=0)
    made = loops.make(
        Clip(quaternion.multiply(rotations, quaternion.from_vector(turns)), translation), Loop()
    )
    assert "does not repeat" in made.notices[0] and made.measured["pose_seam_deg"] < 0.5


def test_a_range_too_short_is_refused():
    with pytest.raises(DirectionError, match=r"at least 0.9 s of motion to be found in, not 0.55"):
        loops.make(walk(200), Loop(start_s=1.0, stop_s=1.5))


def test_steps_along_an_arc():
    step = Step(np.pi / 2, 1.0 + 1.0j)
    turns, places = step.share(np.array([0.0, 1.0, 2.0, 4.0]))
    np.testing.assert_allclose(turns, np.pi / 2 * np.array([0, 1, 2, 4]))
    np.testing.assert_allclose(places, [0, 1 + 1j, 2j, 0], atol=1e-12)


def test_a_motion_comes_back_from_what_its_body_sees():
    clip = turning(walk(40), 50.0)
    seen = Cycle.of(clip.rotations, clip.translation)
    rotations, translation = seen.part(0, 39).unrolled(1)
    here, there = skeleton.forward_kinematics(rotations[:-1], translation[:-1]), clip.positions[:39]
    shape = np.linalg.norm(here[:, :, None] - here[:, None], axis=-1)
    np.testing.assert_allclose(shape, np.linalg.norm(there[:, :, None] - there[:, None], axis=-1), atol=1e-9)
    np.testing.assert_allclose(
        np.linalg.norm(here[-1] - here[0], axis=-1), np.linalg.norm(there[-1] - there[0], axis=-1), atol=1e-9
    )


def test_slide_is_compared_with_that_of_the_same_frames():
    """A body that stands for long and then walks on feet that slide: standing does not count."""
    rotations, translation = alive(*planted_walk(90))
    translation = translation.copy()
    translation[:, 2] *= 1.25
    stands = np.repeat(rotations[:1], 200, axis=0), np.repeat(translation[:1], 200, axis=0)
    both = (np.concatenate(pair) for pair in zip(stands, (rotations, translation), strict=True))
    told = loops.make(Clip(*both), Loop(start_s=0.0)).measured
    assert told["from_s"] > 8.0 and told["slide_before"] > 1.5 * told["slide_motion"] > 0.0

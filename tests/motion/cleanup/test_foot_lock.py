"""Foot lock: less slide, nothing else."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.cleanup import foot_lock
from backend.motion.measure import contacts, metrics


def joints_of(motion):
    return skeleton.forward_kinematics(*motion)


def test_a_sliding_walk_slides_less(walk):
    slid = walk(slide=0.1)
    before = metrics.physical(joints_of(slid))
    locked = foot_lock.lock_feet(*slid)
    after = metrics.physical(joints_of(locked))
    assert before.slide > 4.0 and after.slide < 0.35 * before.slide
    assert after.dynamics > 0.9 * before.dynamics
    assert after.jitter < 1.5 * before.jitter + 5.0


def test_a_clean_walk_hardly_changes(walk):
    clean = walk()
    locked = foot_lock.lock_feet(*clean)
    assert np.abs(joints_of(locked) - joints_of(clean)).max() < 0.012


def test_floating_and_sinking_bodies_come_to_the_floor(walk):
    for lift in (0.04, -0.03):
        locked = joints_of(foot_lock.lock_feet(*walk(lift=lift)))
        standing = locked[15:-15, [10, 11], 1].min(axis=1)
        assert np.abs(np.median(standing)) < 0.027, lift


def test_knees_do_not_pop(walk):
    for motion in (walk(slide=0.1), walk(lift=0.05), walk(lift=-0.05)):
        locked = foot_lock.lock_feet(*motion)[0]

        def jerk(rotations):
            angle = np.degrees(quaternion.angle_between(rotations[:, [4, 5]], quaternion.IDENTITY))
            return np.abs(np.diff(angle, n=2, axis=0)).max()

        assert jerk(locked) < jerk(motion[0]) + 14.0


def test_frames_in_the_air_are_untouched(walk):
    rotations, translation = walk(slide=0.1)
    t = np.clip((np.arange(100) - 40) / 20.0, 0.0, 1.0)
    translation[:, 1] += 4.0 * t * (1.0 - t) * 0.8
    touching = contacts.detect(skeleton.forward_kinematics(rotations, translation), 20.0)
    air = ~touching.any(axis=1)
    assert air.sum() > 12
    locked = foot_lock.lock_feet(rotations, translation)
    np.testing.assert_array_equal(locked[0][air], rotations[air])
    np.testing.assert_array_equal(locked[1][air], translation[air])
    assert np.abs(locked[0][20] - rotations[20]).max() > 1e-4


def test_only_legs_and_pelvis_height_change(walk):
    rotations, translation = walk(slide=0.1)
    locked, moved = foot_lock.lock_feet(rotations, translation)
    others = [j for j in range(22) if j not in (1, 2, 4, 5, 7, 8)]
    np.testing.assert_allclose(locked[:, others], rotations[:, others], atol=1e-12)
    np.testing.assert_array_equal(moved[:, [0, 2]], translation[:, [0, 2]])
    np.testing.assert_allclose(np.linalg.norm(locked, axis=-1), 1.0, atol=1e-9)


def test_feet_keep_their_direction(walk):
    slid = walk(slide=0.1)
    before = skeleton.global_rotations(slid[0])
    after = skeleton.global_rotations(foot_lock.lock_feet(*slid)[0])
    assert quaternion.angle_between(before[:, [7, 8]], after[:, [7, 8]]).max() < 1e-6


def test_no_contact_no_change_and_short_clips():
    rotations = np.tile(quaternion.IDENTITY, (30, 22, 1))
    translation = np.tile([0.0, 3.0, 0.0], (30, 1))
    locked = foot_lock.lock_feet(rotations, translation)
    assert locked[0] is rotations and locked[1] is translation
    assert len(foot_lock.lock_feet(rotations[:1], translation[:1])[0]) == 1


def test_own_proportions(walk):
    """The same lock on a body a third larger, as after retargeting."""
    rotations, translation = walk(slide=0.1)
    offsets = skeleton.OFFSETS * 1.33
    larger = foot_lock.lock_feet(rotations, translation * 1.33, offsets=offsets)
    before = skeleton.forward_kinematics(rotations, translation * 1.33, offsets)
    after = skeleton.forward_kinematics(*larger, offsets)
    assert metrics.physical(after).slide < 0.5 * metrics.physical(before).slide


def test_a_foot_that_slides_far_in_the_source_does_so_on_other_legs(walk):
    offsets = np.array(skeleton.OFFSETS)
    offsets[[4, 5, 7, 8]] *= 1.1
    for slide, least, most in ((0.0, 0.0, 2.0), (0.3, 2.0, 20.0)):
        motion = walk(100, slide=slide)
        source = skeleton.forward_kinematics(*motion)
        touching = contacts.detect(source, 20.0)
        lifted = motion[1] + [0.0, 0.08, 0.0]
        kept, held = (
            foot_lock.lock_feet(
                motion[0], lifted, 20.0, offsets=offsets, touching=touching, reference=reference
            )[0]
            for reference in (source, None)
        )
        turns = [np.degrees(quaternion.angle_between(motion[0], made))[:, 1:3].max() for made in (kept, held)]
        assert least <= turns[1] - turns[0] <= most, turns


def straight_legs(frames=40):
    """A body on straight legs that drifts sideways: its feet can only stay if the pelvis comes down."""
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    height = -skeleton.forward_kinematics(rotations[:1], np.zeros((1, 3)))[..., 1].min()
    drift = 0.12 * np.sin(np.arange(frames) / 10.0)
    return rotations, np.stack([drift, np.full(frames, height), 0 * drift], axis=1)


def test_pelvis_comes_down_where_straight_legs_cannot_reach():
    motion = straight_legs()
    locked, moved = foot_lock.lock_feet(*motion)
    after = skeleton.forward_kinematics(locked, moved)
    assert metrics.physical(after).slide < 0.25 * metrics.physical(joints_of(motion)).slide
    lowered = motion[1][:, 1] - moved[:, 1]
    assert 0.002 < lowered.max() < 0.08
    assert after[..., 1].min() > -0.01


def test_straight_knees_bend_gently():
    """Feet pulled up by five centimetres would bend straight knees by 40 degrees: they must not."""
    rotations, translation = straight_legs()
    translation[:, 1] -= np.where(np.arange(40) % 20 < 10, 0.05, 0.0)
    locked = foot_lock.lock_feet(rotations, translation)[0]
    knees = np.degrees(quaternion.angle_between(locked[:, [4, 5]], quaternion.IDENTITY))
    assert 1.0 < knees.max() < 15.5


def test_a_folded_leg_is_not_turned_round():
    """A deep squat that drifts, its ankles at its hips: the knees must stay where they are."""
    rotations, translation = straight_legs()
    thigh, shin = np.radians(115.0), np.radians(165.0)
    across = np.array([1.0, 0.0, 0.0])
    rotations[:, [1, 2]] = quaternion.from_axis_angle(across, -thigh)
    rotations[:, [4, 5]] = quaternion.from_axis_angle(across, shin)
    rotations[:, [7, 8]] = quaternion.from_axis_angle(across, thigh - shin)
    translation[:, 1] -= skeleton.forward_kinematics(rotations, translation)[..., 1].min()
    before = skeleton.forward_kinematics(rotations, translation)
    assert np.linalg.norm(before[:, 7] - before[:, 1], axis=-1).max() < 0.2
    after = joints_of(foot_lock.lock_feet(rotations, translation))
    assert np.linalg.norm(after[:, [4, 5]] - before[:, [4, 5]], axis=-1).max() < 0.05


def test_a_leg_that_cannot_bend_enough_is_not_pushed_into_the_floor():
    """The body drifts far, its right foot less: that is held, and the pelvis must not sink onto the left
    one, whose leg is straight."""
    rotations, _ = straight_legs()
    at = np.linspace(0.0, 1.0, len(rotations))
    rotations[:, 2] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), -np.radians(10.0) * at)
    translation = np.stack([0.6 * at, straight_legs()[1][:, 1], 0.0 * at], axis=1)
    before = joints_of((rotations, translation))
    touching = np.ones((len(rotations), 4), dtype=bool)
    after = joints_of(foot_lock.lock_feet(rotations, translation, touching=touching))
    assert np.abs(after[:, 8] - before[:, 8]).max() > 0.2
    assert after[:, [7, 10], 1].min() > -0.01

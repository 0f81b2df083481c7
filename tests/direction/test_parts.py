from dataclasses import replace

import numpy as np
import pytest

from backend.direction import parts, poses
from backend.direction.errors import DirectionError
from backend.direction.poses import Pose
from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip

from ..motion.conftest import planted_walk


def walk(frames=80):
    return Clip(*planted_walk(frames))


def moving(frames=80, fps=20.0, seed=3):
    """Smooth turns of every joint."""
    random, t = np.random.default_rng(seed), np.arange(frames) / fps
    axes = random.normal(size=(22, 3))
    axes[0] = [0.3, 1.0, 0.0]
    angle = 0.3 * np.sin(2 * np.pi * (0.5 * t[:, None] + random.uniform(size=22)))
    vector = angle[..., None] * axes / np.linalg.norm(axes, axis=-1, keepdims=True)
    return Clip(quaternion.from_vector(vector), np.tile([0.0, 0.9, 0.0], (frames, 1)), fps)


@pytest.mark.parametrize("part", parts.PARTS)
def test_only_the_joints_of_the_part_change(part):
    base, joints = walk(), list(parts.PARTS[part])
    made = parts.merge(base, moving(), part).clip
    others = [joint for joint in range(22) if joint not in joints]
    np.testing.assert_array_equal(made.rotations[:, others], base.rotations[:, others])
    assert (
        quaternion.angle_between(made.rotations[:, joints], base.rotations[:, joints]).max(axis=0) > 0.01
    ).all()
    if part != "lower":
        np.testing.assert_array_equal(made.translation, base.translation)
    np.testing.assert_allclose(np.linalg.norm(made.rotations, axis=-1), 1.0, atol=1e-9)
    assert made.positions[..., 1].min() > -0.02


def test_whose_motion_it_is_is_told_of_both():
    base = replace(walk(), sources=({"clip": "a", "from_s": 0.0, "to_s": 4.0},))
    new = replace(moving(), sources=({"clip": "b", "from_s": 0.5, "to_s": 2.0},))
    assert parts.merge(base, new, "arms", 1.0, 3.0).clip.sources == (
        {"clip": "a", "from_s": 0.0, "to_s": 4.0}, {"clip": "b", "from_s": 1.5, "to_s": 3.0},
    )  # fmt: skip


def test_arms_move_as_in_the_new_motion():
    new = moving()
    made = parts.merge(walk(), new, "arms").clip
    joints = list(parts.PARTS["arms"])
    np.testing.assert_allclose(
        quaternion.angle_between(made.rotations, new.rotations)[:, joints], 0.0, atol=1e-6
    )


def test_a_range_runs_over_from_one_to_the_other():
    base, new = walk(), moving(40)
    made = parts.merge(base, new, "upper", 1.0, 3.0).clip
    np.testing.assert_array_equal(made.rotations[:20], base.rotations[:20])
    np.testing.assert_array_equal(made.rotations[60:], base.rotations[60:])
    steps = quaternion.angle_between(made.rotations[1:], made.rotations[:-1])
    own = quaternion.angle_between(new.rotations[1:], new.rotations[:-1]).max()
    assert steps[[19, 20, 58, 59]][:, list(parts.PARTS["upper"])].max() < 1.5 * own


def test_the_chest_is_as_upright_as_on_its_own_pelvis():
    base, new = walk(), walk()
    tipped = base.rotations.copy()
    tipped[:, 0] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.4)
    made = parts.merge(Clip(tipped, base.translation), new, "upper").clip
    up = quaternion.rotate(skeleton.global_rotations(made.rotations)[:, 9], np.array([0.0, 1.0, 0.0]))
    np.testing.assert_allclose(up[:, 1], 1.0, atol=1e-6)


def test_another_rate_keeps_the_timing():
    new = moving(120, 30.0)
    made = parts.merge(walk(), new, "head").clip
    assert len(made) == 80 and made.fps == 20.0
    off = quaternion.angle_between(made.rotations[::2][:39], new.rotations[::3][:39])[:, [12, 15]]
    assert np.degrees(off.max()) < 0.5


def test_a_range_after_the_end_is_refused():
    with pytest.raises(DirectionError, match="ends at 3.95"):
        parts.merge(walk(), moving(), "arms", 9.0)


def test_poses_are_taken_exactly_or_in_part_and_let_go():
    base, pose = walk(), moving().rotations[7]
    given = tuple(map(tuple, pose.tolist()))
    made = poses.strike(base, (Pose(1.0, given), Pose(2.5, given, share=0.5)))
    assert made.measured["pose_worst_deg"] < 1e-3
    off = quaternion.angle_between(made.clip.rotations[20, 1:], pose[1:])
    np.testing.assert_allclose(off, 0.0, atol=1e-6)
    half = quaternion.angle_between(made.clip.rotations[50, 3], pose[3])
    assert half == pytest.approx(quaternion.angle_between(base.rotations[50, 3], pose[3]) / 2, rel=1e-6)
    outside = np.r_[0:12, 29:42, 59:80]
    np.testing.assert_array_equal(made.clip.rotations[outside], base.rotations[outside])
    np.testing.assert_array_equal(made.clip.translation, base.translation)


def test_a_placed_pose_turns_and_carries_the_body():
    turned = quaternion.about_up(np.array(1.0))
    pose = np.tile(quaternion.IDENTITY, (22, 1))
    pose[0] = turned
    given = tuple(map(tuple, pose.tolist()))
    made = poses.strike(walk(), (Pose(2.0, given, (0.3, 0.8, 1.5), placed=True),)).clip
    np.testing.assert_allclose(made.translation[40], [0.3, 0.8, 1.5], atol=1e-12)
    assert quaternion.angle_between(made.rotations[40, 0], turned) < 1e-6

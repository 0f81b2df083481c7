"""Retargeted limbs point where the source's do, on every kind of rest pose; and the way back."""

import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig


def animate(rig, motion, scene, root="hips"):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *motion, mapping, root=root)
    action = new_action.write_action(rig, tracks, 20.0, scene, "Motion", 1)
    return mapping, action


def assert_limbs_follow(rig, scene, turn=None, motion=None):
    motion = motion or rigs.wild_motion()
    mapping, _ = animate(rig, motion, scene)
    errors = rigs.limb_errors(rig, mapping, *motion, range(1, len(motion[0]) + 1), turn)
    everything = np.concatenate(list(errors.values()))
    print({role: round(float(e.max()), 2) for role, e in errors.items()}, everything.mean(), everything.max())
    assert len(errors) >= 8
    assert everything.mean() < 2.0
    assert everything.max() < 6.0


def test_metarig(scene):
    assert_limbs_follow(rigs.metarig(), scene)


def test_metarig_walk(scene):
    assert_limbs_follow(rigs.metarig(), scene, motion=rigs.walk())


@pytest.mark.parametrize("seed", range(3))
def test_mixamo_with_other_rolls(scene, seed):
    assert_limbs_follow(rigs.mixamo(seed=seed), scene)


def test_object_turned_and_scaled(scene):
    matrix = rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1))
    turn = np.array(rigs.object_matrix((0, 0, 70)).to_3x3())
    assert_limbs_follow(rigs.mixamo(matrix=matrix), scene, turn)


def test_object_scaled_unevenly(scene):
    matrix = rigs.object_matrix((0, 0, 40), (1.3, 0.8, 1.0))
    turn = np.array(rigs.object_matrix((0, 0, 40)).to_3x3())
    assert_limbs_follow(rigs.mixamo(matrix=matrix), scene, turn)


def test_y_up_centimetre_rig(scene):
    to_y_up = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]
    rig = rigs.mixamo(turn=np.array(to_y_up) * 100.0, matrix=rigs.object_matrix((90, 0, 0), (0.01,) * 3))
    assert_limbs_follow(rig, scene)


@pytest.mark.parametrize("skip", [
    ("left_collar", "right_collar"), ("spine1",), ("spine1", "spine2"), ("left_foot", "right_foot"),
    ("neck",),
])  # fmt: skip
def test_missing_bones(scene, skip):
    assert_limbs_follow(rigs.mixamo(skip=skip), scene)


def test_pelvis_keeps_its_height_in_leg_lengths(scene):
    rig = rigs.mixamo()
    rotations = np.tile(quaternion.IDENTITY, (2, 22, 1))
    height = -skeleton.forward_kinematics(rotations[0], np.zeros(3))[:, 1].min()
    translation = np.array([[0, height, 0], [0, height, 1.0]])
    mapping, _ = animate(rig, (rotations, translation), scene)
    seen = rigs.poses(rig, (1, 2))
    hips = (seen[mapping.roles["left_hip"]] + seen[mapping.roles["right_hip"]])[:, 0] / 2
    leg = 0.3919 + 0.4290
    ratio = (
        np.mean(
            [
                np.linalg.norm(np.subtract(rigs.T_POSE[a], rigs.T_POSE[b]))
                for a, b in (("left_hip", "left_knee"), ("left_knee", "left_ankle"))
            ]
        )
        * 2
        / leg
    )
    np.testing.assert_allclose(hips[1] - hips[0], [0, -ratio, 0], atol=1e-5)
    ankle = seen[mapping.roles["left_ankle"]][0, 0]
    # Straight legs are a little longer than the rest pose's: the ankles stay on the floor.
    assert abs(ankle[2] - rigs.T_POSE["left_ankle"][2]) < 0.003


def test_read_motion_is_the_inverse(scene):
    rig = rigs.metarig()
    motion = rigs.wild_motion(30)
    mapping, _ = animate(rig, motion, scene)
    rotations, translation = to_rig.read_motion(rig, mapping, range(1, 31))
    error = np.degrees(quaternion.angle_between(rotations, motion[0]))
    assert error.max() < 0.05
    np.testing.assert_allclose(translation, motion[1], atol=1e-4)


def test_read_motion_of_turned_scaled_object(scene):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    motion = rigs.wild_motion(30)
    mapping, _ = animate(rig, motion, scene)
    rotations, translation = to_rig.read_motion(rig, mapping, range(1, 31))
    assert np.degrees(quaternion.angle_between(rotations, motion[0])).max() < 0.05
    np.testing.assert_allclose(translation, motion[1], atol=1e-4)


def test_root_modes(scene):
    motion = rigs.walk()
    on_hips = rigs.mixamo(root="root")
    mapping, _ = animate(on_hips, motion, scene)
    assert mapping.roles["root"] == "root"
    frames = range(1, len(motion[0]) + 1)
    reference = rigs.poses(on_hips, frames)
    on_root = rigs.mixamo(root="root")
    animate(on_root, motion, scene, root="root")
    moved = rigs.poses(on_root, frames)
    for bone in mapping.roles.values():
        if bone != "root":
            np.testing.assert_allclose(moved[bone], reference[bone], atol=1e-4)
    travel = moved["root"][-1, 0] - moved["root"][0, 0]
    assert travel[1] < -1.0 and abs(travel[2]) < 1e-6
    stays = rigs.mixamo(root="root")
    animate(stays, motion, scene, root="in_place")
    hips = rigs.poses(stays, frames)["mixamorig:Hips"][:, 0]
    assert np.ptp(hips[:, 1]) < 0.02 and np.ptp(hips[:, 2]) > 0.0

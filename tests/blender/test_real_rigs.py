"""The skeletons of public files: bones found, poses read as they are, and takes that stand."""

import numpy as np
import pytest
import real_rigs
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.backend.motion.rig import detection
from dynmask.dynmask_blender import coords
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import rest_pose
from dynmask.dynmask_blender.rig.bone_tree import BoneTree

# No body: four joints of a reader's test.
NO_BODY = ("pybvh_rotfirst",)
LYING = ("ad_fair1_wave_hello", "mh_dance1", "mh_tpose", "mh_walk1", "mh_zombieWalk1", "pybvh_standard",
         "pybvh_test1", "pybvh_test3")  # fmt: skip
# Trunks that bend so far in these poses that the head comes lower over the hips.
BENT = {"mocapbank": 0.2, "java3d_dancing": 0.5, "mh_dance1": 0.5, "pybvh_test3": -0.1, "xia_angry": 0.5}


@pytest.fixture(params=[name for name in real_rigs.NAMES if name not in NO_BODY])
def performing(request, shared_dir, scene):
    """(name, what the fixture tells, the rig with its poses as keys)."""
    told = real_rigs.facts(shared_dir, request.param)
    rig = real_rigs.build(told)
    return request.param, told, real_rigs.perform(rig, told)


def test_bodies_are_found_and_read_as_they_pose(performing):
    name, told, rig = performing
    mapping = to_rig.detect_mapping(rig)
    assert not detection.missing(BoneTree.of(rig), mapping.roles)
    assert all("hang" not in text and "No bone" not in text for text in mapping.warnings)
    if not told["poses"]:
        return
    frames = range(1, len(told["poses"]) + 1)
    seen = skeleton.forward_kinematics(*to_rig.read_motion(rig, mapping, frames))
    over = seen[:, skeleton.INDEX["head"], 1] - seen[:, 0, 1]
    assert over.min() > BENT.get(name, 0.58)
    rest = rest_pose.read(rig, mapping.roles, mapping.stance)
    for role in rigs.LIMBS:
        end = rigs._NEXT[role]
        if end not in mapping.roles:
            continue
        step = seen[:, skeleton.INDEX[end]] - seen[:, skeleton.INDEX[role]]
        got = quaternion.rotate(rest.frame, step)
        wanted = [
            np.subtract(pose["heads"][mapping.roles[end]], pose["heads"][mapping.roles[role]])
            for pose in told["poses"]
        ]
        error = quaternion.angle_between(quaternion.IDENTITY, quaternion.between(np.array(wanted), got))
        assert np.degrees(error).max() < 5.0, role


def test_takes_stand_on_them_and_face_the_front(performing, scene):
    name, told, rig = performing
    mapping = to_rig.detect_mapping(rig)
    motion = rigs.walk(12)
    tracks = to_rig.retarget(rig, *motion, mapping)
    new_action.write_action(rig, tracks, 20.0, scene, "New", 1)
    turned = any("does not stand" in text for text in tracks.warnings)
    # Its rest stands, though its own action lies.
    assert turned == (name in LYING and name != "pybvh_test3")
    rest = rest_pose.read(rig, mapping.roles, mapping.stance)
    turn = quaternion.multiply(rest.frame, quaternion.inverse(coords.TO_BLENDER))
    turn = np.array(rig.matrix_world.to_quaternion().to_matrix()) @ quaternion.to_matrix(turn)
    errors = rigs.limb_errors(rig, mapping, *motion, range(1, 13), turn)
    assert {role: e.max() for role, e in errors.items() if e.max() > 7.0} == {}

"""Rest poses that do not stand: the axes come from the action's pose that does."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import detection, mappings, stance
from mathutils import Matrix, Quaternion, Vector

FRAMES = range(1, 41)
ALONG_X = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.pi / 2)


def rest_turns():
    """{role: (4,)} what turns the T-pose's bones to one that lies along +x, every one of them."""
    turns = {}
    for joint, role in enumerate(skeleton.JOINTS):
        below = rigs._NEXT.get(role)
        if role == "pelvis" or below is None:
            turns[role] = turns.get(skeleton.JOINTS[skeleton.PARENTS[joint]], ALONG_X)
        else:
            step = np.subtract(rigs.T_POSE[below], rigs.T_POSE[role])
            turns[role] = quaternion.between(step, np.array([1.0, 0.0, 0.0]))
    return turns


def along_x():
    """A rig whose every bone rests along +x, and where its turns are known: (rig, {bone: (4,)})."""
    turns, heads = rest_turns(), {"pelvis": np.array([0.0, 0.0, 0.9])}
    for joint, role in enumerate(skeleton.JOINTS[1:], 1):
        above = skeleton.JOINTS[skeleton.PARENTS[joint]]
        step = np.subtract(rigs.T_POSE[role], rigs.T_POSE[above])
        heads[role] = heads[above] + quaternion.rotate(turns[above], step)
    bones = []
    for joint, role in enumerate(skeleton.JOINTS):
        above = rigs.MIXAMO[skeleton.JOINTS[skeleton.PARENTS[joint]]] if joint else ""
        bones.append((rigs.MIXAMO[role], above, heads[role], heads[role] + [0.08, 0, 0], 0.0))
    return rigs.build(bones), {rigs.MIXAMO[role]: turn for role, turn in turns.items()}


def perform(rig, turns, motion, scene):
    """Key a motion on the rig as a plain T-pose rig of the same size does it; returns that one, keyed too."""
    plain = rigs.by_roles(rigs.MIXAMO)
    mapping = to_rig.detect_mapping(plain)
    new_action.write_action(plain, to_rig.retarget(plain, *motion, mapping), 20.0, scene, "Plain", 1)
    perform_on(rig, plain, turns, scene)
    return plain, mapping


@pytest.fixture
def walking(scene):
    """(the rig along +x, a T-pose rig, its mapping): both walk alike."""
    rig, turns = along_x()
    return rig, *perform(rig, turns, rigs.walk(len(FRAMES)), scene)


def test_a_rest_along_one_axis_is_read_by_the_pose_that_stands(walking):
    rig, plain, mapping = walking
    wanted = skeleton.forward_kinematics(*to_rig.read_motion(plain, mapping, FRAMES))
    seen = skeleton.forward_kinematics(*to_rig.read_motion(rig, to_rig.detect_mapping(rig), FRAMES))
    over = seen[:, skeleton.INDEX["head"], 1] - seen[:, 0, 1]
    assert over.min() > 0.6
    bones = [skeleton.INDEX[role] for role in (*rigs.LIMBS, "neck")]
    ends = [skeleton.INDEX[rigs._NEXT[skeleton.JOINTS[joint]]] for joint in bones]
    for start, end in zip(bones, ends, strict=True):
        angle = quaternion.angle_between(quaternion.IDENTITY, quaternion.between(
            seen[:, end] - seen[:, start], wanted[:, end] - wanted[:, start]))  # fmt: skip
        assert np.degrees(angle).max() < 8.0, skeleton.JOINTS[start]
    # The walk goes on where it faces, as high over the floor.
    np.testing.assert_allclose(seen[-1, 0] - seen[0, 0], wanted[-1, 0] - wanted[0, 0], atol=0.05)
    assert np.abs(seen[:, 0, 1] - wanted[:, 0, 1]).max() < 0.06


@pytest.mark.parametrize("root", ["hips", "in_place"])
def test_generated_walks_stand_and_go_forward_on_it(walking, scene, root):
    rig, *_ = walking
    mapping = to_rig.detect_mapping(rig)
    motion = rigs.walk(len(FRAMES))
    tracks = to_rig.retarget(rig, *motion, mapping, root)
    new_action.write_action(rig, tracks, 20.0, scene, "New", 1)
    errors = rigs.limb_errors(rig, mapping, *motion, FRAMES)
    assert max(e.max() for role, e in errors.items()) < 6.0
    again = to_rig.read_motion(rig, mapping, FRAMES)
    world, seen = skeleton.global_rotations(motion[0]), skeleton.global_rotations(again[0])
    knees = [skeleton.INDEX[f"{side}_knee"] for side in ("left", "right")]
    assert np.degrees(quaternion.angle_between(world[:, knees], seen[:, knees])).max() < 6.0
    assert tracks.warnings == ()


def test_the_pose_that_stands_is_kept_with_the_mapping(walking, scene):
    rig, *_ = walking
    found = mappings_of(rig)
    assert found.stance and found.warnings == []
    before = to_rig.read_motion(rig, found, FRAMES)
    rig.animation_data.action = None
    assert mappings_of(rig).stance == found.stance
    assert detection.load_mapping(rig).warnings == []
    tracks = to_rig.retarget(rig, *before, found)
    new_action.write_action(rig, tracks, 20.0, scene, "Again", 1)
    after = to_rig.read_motion(rig, mappings_of(rig), FRAMES)
    np.testing.assert_allclose(after[1], before[1], atol=1e-3)
    assert np.degrees(quaternion.angle_between(after[0], before[0])).max() < 0.1


def mappings_of(rig):
    mapping = detection.load_mapping(rig) or detection.detect_mapping(rig)
    detection.save_mapping(rig, mapping)
    return detection.load_mapping(rig)


def test_a_mapping_made_before_its_action_stands_with_it_later(addon, scene):
    rig, turns = along_x()
    assert "does not stand" in mappings.get_or_detect(rig).warnings[0]
    perform(rig, turns, rigs.walk(len(FRAMES)), scene)
    assert mappings.get_or_detect(rig).stance and mappings.get_or_detect(rig).warnings == []
    assert rig.data.dynmask.warnings == ""


def test_what_does_not_stand_is_looked_through_once(addon, scene, monkeypatch):
    rig, _ = along_x()
    rig.pose.bones["Head"].keyframe_insert("rotation_quaternion", frame=1)
    mappings.get_or_detect(rig)
    looks, real = [], stance.find
    monkeypatch.setattr(stance, "find", lambda *given: looks.append(1) or real(*given))
    for _ in range(3):
        assert mappings.get_or_detect(rig).stance == {}
    assert len(looks) == 1
    rig.pose.bones["Head"].keyframe_insert("rotation_quaternion", frame=9)
    mappings.get_or_detect(rig)
    assert len(looks) == 2


def test_where_nothing_stands_it_is_said(scene):
    rig, _ = along_x()
    mapping = to_rig.detect_mapping(rig)
    assert mapping.stance == {}
    assert "does not stand in its rest pose" in mapping.warnings[0]
    tracks = to_rig.retarget(rig, *rigs.wild_motion(4), mapping)
    assert "does not stand in its rest pose" in tracks.warnings[0]


def test_a_body_that_lies_at_rest_stands_as_its_action_does(scene):
    """Lying on its back along y, and stood up by its hips' keys."""
    lying = np.array(Matrix.Rotation(-np.pi / 2, 3, "X"))
    rig = rigs.by_roles(rigs.MIXAMO, turn=lying)
    plain = rigs.by_roles(rigs.MIXAMO)
    motion = rigs.walk(len(FRAMES))
    mapping = to_rig.detect_mapping(plain)
    tracks = to_rig.retarget(plain, *motion, mapping)
    new_action.write_action(plain, tracks, 20.0, scene, "Plain", 1)
    turn = quaternion.from_matrix(lying)
    turns = {bone.name: turn for bone in rig.data.bones}
    rig_mapping = perform_on(rig, plain, turns, scene)
    wanted = skeleton.forward_kinematics(*to_rig.read_motion(plain, mapping, FRAMES))
    seen = skeleton.forward_kinematics(*to_rig.read_motion(rig, rig_mapping, FRAMES))
    assert (seen[:, 15, 1] - seen[:, 0, 1]).min() > 0.6
    assert np.abs(seen - wanted - (seen[:, :1] - wanted[:, :1])).max() < 0.12


def perform_on(rig, plain, turns, scene):
    for frame in FRAMES:
        scene.frame_set(frame)
        for bone in plain.pose.bones:
            delta = bone.matrix.to_3x3() @ bone.bone.matrix_local.to_3x3().inverted()
            turned = delta @ Quaternion(turns[bone.name]).inverted().to_matrix()
            there = rig.pose.bones[bone.name]
            basis = (turned @ there.bone.matrix_local.to_3x3()).to_4x4()
            there.matrix = Matrix.Translation(Vector(bone.head)) @ basis
            bpy.context.view_layer.update()
            there.keyframe_insert("rotation_quaternion", frame=frame)
            there.keyframe_insert("location", frame=frame)
    return to_rig.detect_mapping(rig)


def test_rigs_that_stand_have_no_stance(scene):
    for rig in (rigs.mixamo(), rigs.metarig(), rigs.mixamo(matrix=rigs.object_matrix((90, 20, 5)))):
        assert to_rig.detect_mapping(rig).stance == {}
        assert stance.stands_at_rest(rig, to_rig.detect_mapping(rig).roles)

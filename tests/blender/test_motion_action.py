"""Actions: rotation modes, frame rates, kept actions, and ranges replaced without touching the rest."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion import clip
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import fcurve_keys, new_action, replace_range
from dynmask.dynmask_blender.retarget import to_rig

MODES = ("QUATERNION", "AXIS_ANGLE", "XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")


def quaternions(frames=80, seed=1, size=2.5):
    return rigs.wild_motion(frames, seed, size)[0][:, 5]


@pytest.mark.parametrize("mode", MODES)
def test_rotation_modes_are_blenders(mode):
    from mathutils import Euler, Quaternion

    q = quaternions()
    values = fcurve_keys.to_mode(q, mode)
    for wanted, row in zip(q, values, strict=True):
        if mode == "AXIS_ANGLE":
            got = Quaternion(row[1:], row[0])
        else:
            got = Quaternion(row) if mode == "QUATERNION" else Euler(row, mode).to_quaternion()
        assert abs(abs(np.dot(wanted, got)) - 1.0) < 1e-6
    back = fcurve_keys.from_mode(values, mode)
    np.testing.assert_allclose(np.abs(np.sum(back * q, axis=-1)), 1.0, atol=1e-9)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_no_jumps_through_whole_turns(mode, which):
    # Euler orders: about each of their axes; the middle one runs through gimbal lock, where angles flip.
    axis = np.eye(3)["XYZ".index(mode[which])] if len(mode) == 3 else np.array([0.6, 0.64, 0.48])
    turns = np.linspace(0, 5 * np.pi, 120)
    q = quaternion.from_axis_angle(axis, turns) * np.where(np.arange(120) % 3, 1, -1)[:, None]
    assert np.abs(np.diff(fcurve_keys.to_mode(q, mode), axis=0)).max() < 0.2


def test_gimbal_lock_keeps_the_rotation():
    q = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.array([np.pi / 2, -np.pi / 2]))
    for mode in MODES[2:]:
        back = fcurve_keys.from_mode(fcurve_keys.to_mode(q, mode), mode)
        assert np.abs(np.sum(back * q, axis=-1)).min() > 1 - 1e-9


@pytest.mark.parametrize("mode", ("QUATERNION", "AXIS_ANGLE", "ZXY"))
def test_bones_keep_their_rotation_mode(scene, mode):
    rig = rigs.mixamo()
    for bone in rig.pose.bones:
        bone.rotation_mode = mode
    motion = rigs.wild_motion()
    mapping = to_rig.detect_mapping(rig)
    new_action.write_action(rig, to_rig.retarget(rig, *motion, mapping), 20.0, scene, "M", 1)
    assert {bone.rotation_mode for bone in rig.pose.bones} == {mode}
    errors = np.concatenate(list(rigs.limb_errors(rig, mapping, *motion, range(1, 61)).values()))
    assert errors.max() < 6.0


@pytest.mark.parametrize("fps, base, count", [(24, 1.0, 72), (24, 1.001, 72), (30, 1.0, 89), (60, 1.0, 178)])
def test_scene_rate_changes_keys_not_speed(scene, fps, base, count):
    scene.render.fps, scene.render.fps_base = fps, base
    rig = rigs.mixamo()
    motion = rigs.wild_motion(60)
    mapping = to_rig.detect_mapping(rig)
    action = new_action.write_action(rig, to_rig.retarget(rig, *motion, mapping), 20.0, scene, "M", 10)
    assert tuple(action.frame_range) == (10, 10 + count - 1)
    resampled = clip.Clip(*motion, fps=20.0).resampled(fps / base)
    assert len(resampled) == count
    errors = rigs.limb_errors(rig, mapping, resampled.rotations, resampled.translation, range(10, 10 + count))
    assert max(e.max() for e in errors.values()) < 6.0


def test_sixty_frames_a_second_do_not_make_a_walk_jerk(scene):
    """FAULT: straight lines between the motion's frames: of a wrist's 12 m/s² (99th percentile) came 34."""
    hardest = {}
    for rate in (20, 60):
        scene.render.fps = rate
        rig = rigs.mixamo()
        mapping = to_rig.detect_mapping(rig)
        tracks = to_rig.retarget(rig, *rigs.walk(60), mapping)
        last = int(new_action.write_action(rig, tracks, 20.0, scene, "M", 1).frame_range[1])
        wrist = rigs.poses(rig, range(1, last + 1))[mapping.roles["left_wrist"]][:, 0]
        acceleration = np.linalg.norm(np.diff(wrist, 2, axis=0), axis=1) * rate**2
        hardest[rate] = np.percentile(acceleration, 99)
    assert hardest[20] == pytest.approx(12.0, abs=0.5) and hardest[60] < 24.0


def write(rig, scene, seed=0, start=1, name="Take"):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.wild_motion(60, seed), mapping)
    return new_action.write_action(rig, tracks, 20.0, scene, name, start), tracks


def test_the_old_action_is_kept(scene):
    rig = rigs.mixamo()
    first, _ = write(rig, scene)
    before = snapshot(rig, first)
    second, _ = write(rig, scene, seed=1)
    assert rig.animation_data.action == second != first
    assert first.use_fake_user
    after = snapshot(rig, first)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[c][n], after[c][n]) for c in before for n in before[c])


def test_a_second_action_moves_a_renamed_rig(scene):
    rig = rigs.mixamo()
    action, _ = write(rig, scene)
    rig.name = "Somebody else"
    rig.animation_data_clear()
    compat.assign_action(rig, action)
    moving = rigs.poses(rig, (1, 30))["mixamorig:LeftHand"]
    assert np.linalg.norm(moving[1, 0] - moving[0, 0]) > 0.1


def snapshot(rig, action):
    return {(c.data_path, c.array_index): fcurve_keys.read_keys(c) for c in compat.fcurves(rig, action)}


@pytest.mark.parametrize("mode", ("QUATERNION", "XYZ", "AXIS_ANGLE"))
@pytest.mark.parametrize("first, last", [(20, 40), (1, 12), (45, 60), (30, 30), (1, 60)])
def test_replace_range_leaves_the_rest_alone(scene, first, last, mode):
    rig = rigs.mixamo()
    for bone in rig.pose.bones:
        bone.rotation_mode = mode
    action, _ = write(rig, scene)
    before = snapshot(rig, action)
    mapping = to_rig.detect_mapping(rig)
    other = to_rig.retarget(rig, *rigs.wild_motion(60, 7), mapping).cut(first - 1, last - 1)
    replace_range.replace(rig, action, other, first, last)
    after = snapshot(rig, action)
    assert before.keys() == after.keys()
    changed = 0
    for channel, old in before.items():
        new = after[channel]
        outside_old = (old["co"][:, 0] < first) | (old["co"][:, 0] > last)
        outside_new = (new["co"][:, 0] < first) | (new["co"][:, 0] > last)
        for field in old:
            assert np.array_equal(old[field][outside_old], new[field][outside_new]), (channel, field)
        assert list(new["co"][:, 0]) == list(range(1, 61))
        changed += not np.array_equal(old["co"], new["co"])
    assert changed > 20


def test_replace_range_of_hand_set_keys(scene):
    """Sparse Bézier keys: one key each side where the curve is cut, and only handles that face it move."""
    rig = rigs.mixamo()
    mapping = to_rig.detect_mapping(rig)
    bone = rig.pose.bones["mixamorig:LeftArm"]
    for frame, angle in ((1, 0.0), (20, 1.0), (40, -0.7), (70, 0.4)):
        bone.rotation_mode = "XYZ"
        bone.rotation_euler = (angle, 0.3 * angle, -angle)
        bone.keyframe_insert("rotation_euler", frame=frame)
    action = rig.animation_data.action
    before = snapshot(rig, action)
    frames = np.r_[np.arange(-3, 26), np.arange(36, 80)]
    values = {key: [c.evaluate(f) for f in frames] for key, c in curves(rig, action).items()}
    tracks = to_rig.retarget(rig, *rigs.wild_motion(10), mapping)
    replace_range.replace(rig, action, tracks, 26, 35)
    after = snapshot(rig, action)
    for key, old in before.items():
        assert list(after[key]["co"][:, 0]) == [1, 20, *range(25, 37), 40, 70]
        kept = np.isin(after[key]["co"][:, 0], old["co"][:, 0])
        for field in old:
            same = after[key][field][kept] == old[field]
            same[1 if "right" in field else 2] |= field.startswith("handle")
            assert same.all(), field
        found = [curves(rig, action)[key].evaluate(f) for f in frames]
        np.testing.assert_allclose(found, values[key], atol=2e-6)
    # A bone that had no keys rests outside and moves inside.
    leg = curves(rig, action)[('pose.bones["mixamorig:LeftLeg"].rotation_quaternion', 0)]
    assert [leg.evaluate(f) for f in (-3, 25, 36, 80)] == [1.0] * 4
    assert leg.evaluate(30) != 1.0


def curves(rig, action):
    return {(c.data_path, c.array_index): c for c in compat.fcurves(rig, action)}


def test_replace_range_has_no_step_at_the_seams(scene):
    rig = rigs.mixamo()
    action, _ = write(rig, scene)
    mapping = to_rig.detect_mapping(rig)
    other = to_rig.retarget(rig, *rigs.wild_motion(60, 7), mapping)
    replace_range.replace(rig, action, other, 20, 40, origin=1, blend=9)
    q = np.array([
        [c.evaluate(f) for f in range(1, 61)]
        for (path, _), c in curves(rig, action).items() if "LeftArm" in path and "quaternion" in path
    ]).T  # fmt: skip
    step = np.degrees(quaternion.angle_between(q[:-1], q[1:]))
    # Frames 19-20 and 40-41 are the seams; the fade must not put its whole way into one frame.
    assert max(step[18], step[39]) < 1.5 * np.delete(step, [18, 39]).max()


def test_replacing_by_the_same_motion_changes_nothing(scene):
    """No fade touches what already fits."""
    rig = rigs.mixamo()
    action, tracks = write(rig, scene)
    before = snapshot(rig, action)
    replace_range.replace(rig, action, tracks, 20, 40, origin=1)
    after = snapshot(rig, action)
    for channel in before:
        np.testing.assert_allclose(after[channel]["co"], before[channel]["co"], atol=1e-6)


def test_errors_say_what_is_wrong(scene):
    rig = rigs.mixamo()
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.wild_motion(10), mapping)
    with pytest.raises(ValueError, match="no frames"):
        new_action.write_action(rig, tracks.cut(5, 3), 20.0, scene, "M", 1)
    with pytest.raises(ValueError, match="does not cover the range 8 to 12"):
        action = new_action.write_action(rig, tracks, 20.0, scene, "M", 1)
        replace_range.replace(rig, action, tracks, 8, 12, origin=1)
    mesh = bpy.data.objects.new("Cube", bpy.data.meshes.new("Cube"))
    with pytest.raises(ValueError, match="Cube is not an armature"):
        new_action.write_action(mesh, tracks, 20.0, scene, "M", 1)

"""Reduce Keys: few Bézier keys that move the body as before; outside and the animator's own stay."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import compat, nla
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.actions import reduce_keys as actions_reduce_keys
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from steps import fails, keys, same


def walking(rig, frames=60, fps=20.0):
    """A walk, dense, on the rig as the animator's own action."""
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.walk(frames), mapping)
    action = new_action.write_action(rig, tracks, fps, bpy.context.scene, "Mine", 1)
    return action


def total(found):
    return sum(len(values) for values in found.values())


def turned(rig, frames):
    """Evaluated (T, bones, 4) rotations against the parent, and places (T, bones, 3) of heads."""
    places, local = [], []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        bones = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
        places.append([tuple(rig.matrix_world @ bone.head) for bone in bones])
        local.append([
            tuple(((bone.parent.matrix.inverted() if bone.parent else rig.matrix_world) @ bone.matrix)
                  .to_quaternion()) for bone in bones])  # fmt: skip
    return np.array(local), np.array(places)


def test_a_walk_becomes_few_keys_within_the_limits(addon, rig):
    bpy.context.scene.render.fps = 20
    mine = walking(rig)
    before, frames = keys(rig, mine), range(1, 61)
    old, there = turned(rig, frames)
    assert bpy.ops.dynmask.reduce_keys() == {"FINISHED"}
    assert status.current.level == "INFO" and "times fewer" in status.current.message, status.current.message
    take = rig.dynmask.takes[0]
    assert rig.animation_data.action == take.action and take.action != mine
    after = keys(rig, take.action)
    assert total(before) >= 6 * total(after)
    new, here = turned(rig, frames)
    assert np.degrees(quaternion.angle_between(old, new)).max() <= 1.0 + 1e-2
    ends = [i for i, bone in enumerate(rig.pose.bones) if bone.name.endswith(("Hand", "Foot", "ToeBase"))]
    assert len(ends) == 6
    assert np.linalg.norm(there - here, axis=-1)[:, ends].max() <= 5.0e-3 + 1e-5
    by_bone = {}
    for (path, _), found in after.items():
        if len(found) > 1:
            by_bone.setdefault(path.rsplit(".", 1)[0], []).append(set(found[:, 0]))
    for curves in by_bone.values():
        # The curves of a bone share their keys: those that one does without are the others'.
        assert all(times >= {1.0, 60.0} for times in curves) and len(set.union(*curves)) <= 60 / 3
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert take is not None and len(bpy.data.actions) == 1


def test_in_a_range_the_rest_is_bit_identical(addon, rig):
    bpy.context.scene.render.fps = 20
    mine = walking(rig)
    before = keys(rig, mine)
    old, there = turned(rig, range(1, 61))
    rig.dynmask.range_first, rig.dynmask.range_last = 20, 45
    assert bpy.ops.dynmask.reduce_keys(use_range=True) == {"FINISHED"}
    take = rig.dynmask.takes[0]
    after, moved = keys(rig, take.action), 0
    for channel, values in before.items():
        outside = (values[:, 0] < 20) | (values[:, 0] > 45)
        kept = after[channel][(after[channel][:, 0] < 20) | (after[channel][:, 0] > 45)]
        assert np.array_equal(values[outside], kept)
        moved += len(values) - len(after[channel])
    assert moved > 1000 and (take.first, take.last) == (20, 45)
    new, here = turned(rig, range(1, 61))
    outside = [*range(19), *range(45, 60)]
    assert np.array_equal(old[outside], new[outside]) and np.array_equal(there[outside], here[outside])
    assert not np.array_equal(old, new)


@pytest.mark.parametrize("mode", ("QUATERNION", "YZX", "AXIS_ANGLE"))
def test_rotation_modes(addon, rig, mode):
    bpy.context.scene.render.fps = 20
    for bone in rig.pose.bones:
        bone.rotation_mode = mode
    walking(rig, 40)
    old, _ = turned(rig, range(1, 41))
    bpy.ops.dynmask.reduce_keys(angle=np.radians(2.0), distance=10.0)
    new, _ = turned(rig, range(1, 41))
    assert len(rig.dynmask.takes) == 1, status.current.message
    assert np.degrees(quaternion.angle_between(old, new)).max() <= 2.01


def test_fixed_spacing(addon, rig):
    bpy.context.scene.render.fps = 20
    mine = walking(rig, 41)
    bpy.ops.dynmask.reduce_keys(spacing=8)
    found = keys(rig, rig.dynmask.takes[0].action)
    times = {tuple(values[:, 0]) for values in found.values() if len(values) > 1}
    assert times == {(1.0, 9.0, 17.0, 25.0, 33.0, 41.0)} and len(keys(rig, mine)) == len(found)


def test_regenerated_and_edited_afterwards(addon, rig):
    bpy.context.scene.render.fps = 20
    walking(rig)
    bpy.ops.dynmask.reduce_keys()
    bpy.ops.dynmask.accept_take(index=0)
    few = rig.animation_data.action
    before = keys(rig, few)
    bones = compat.fcurves(rig, few)
    assert all(not curve.lock for curve in bones)
    rig.dynmask.range_first, rig.dynmask.range_last = 20, 40
    addon.edit_count = 1
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 1, status.current.message
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == few and same(keys(rig, few), before)


def test_few_keys_are_not_reduced_again(addon, rig):
    bpy.context.scene.render.fps = 20
    walking(rig)
    bpy.ops.dynmask.reduce_keys()
    bpy.ops.dynmask.reduce_keys(angle=np.radians(0.05), distance=0.1)
    assert status.current.level == "ERROR" and "no more keys than it needs" in status.current.message
    assert len(rig.dynmask.takes) == 1 and rig.animation_data.action == rig.dynmask.takes[0].action
    assert len(bpy.data.actions) == 2


def test_a_refusal_leaves_no_action_behind(addon, rig, monkeypatch):
    bpy.context.scene.render.fps = 20
    mine = walking(rig)
    before = keys(rig, mine)

    def broken(*_):
        raise status.Problem("broken")

    # Before and after the copy is shown on the rig.
    for failing in ("write", "difference"):
        with monkeypatch.context() as patched:
            patched.setattr(actions_reduce_keys, failing, broken)
            bpy.ops.dynmask.reduce_keys()
        assert status.current.level == "ERROR" and status.current.message == "broken"
        assert list(bpy.data.actions) == [mine] and not rig.dynmask.takes
        assert rig.animation_data.action == mine and same(keys(rig, mine), before)


def test_few_hand_keys_stay(addon, rig):
    bone = rig.pose.bones["RightArm"]
    bone.rotation_mode = "XYZ"
    for frame, angle in ((1, 0.0), (20, 1.0), (40, 0.0)):
        bone.rotation_euler = (angle, 0, 0)
        bone.keyframe_insert("rotation_euler", frame=frame)
    mine = rig.animation_data.action
    bpy.ops.dynmask.reduce_keys()
    after = keys(rig, rig.dynmask.takes[0].action)
    assert all(len(after[channel]) <= len(values) for channel, values in keys(rig, mine).items())
    moving = [values for values in after.values() if len(values) > 1]
    assert len(moving) == 1 and takes.fingerprint(rig, mine)


def test_sentences(addon, rig):
    fails(bpy.ops.dynmask.reduce_keys, "no action yet")
    walking(rig, 20)
    fails(lambda: bpy.ops.dynmask.reduce_keys(use_range=True), "Choose a range first")
    assert nla.action(rig).name == "Mine"

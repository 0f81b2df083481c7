"""Two actions joined, wherever they stand, with their keys kept; takes that begin and end in poses."""

import bpy
import numpy as np
import pytest
from directed import evaluated, walk_action
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import compat, coroutines
from dynmask.dynmask_blender.actions import fcurve_keys
from dynmask.dynmask_blender.direction import choices, reading
from dynmask.dynmask_blender.rig import snapshot
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, hand_keyed, keys, same


def all_keys(rig, action):
    return {(c.data_path, c.array_index): fcurve_keys.read_keys(c) for c in compat.fcurves(rig, action)}


def moved(rig, action, by):
    """The action's hips moved by an offset in the armature's axes."""
    rest = np.array(rig.data.bones["Hips"].matrix_local)[:3, :3]
    for index, value in enumerate(np.linalg.solve(rest, by)):
        curve = compat.find_fcurve(rig, action, 'pose.bones["Hips"].location', index)
        found = fcurve_keys.read_keys(curve)
        for name in ("co", "handle_left", "handle_right"):
            found[name][:, 1] += value
        fcurve_keys.write_keys(curve, found)


@pytest.fixture
def two(addon, rig):
    """A walk, and the same walk two metres to the side and three ahead."""
    bpy.context.scene.render.fps = 24
    walk = walk_action(rig, 41, "Walk")
    other = walk.copy()
    other.name = "Other"
    moved(rig, other, (2.0, -3.0 - 2.5, 0.0))
    rig.dynmask_direction.join_first, rig.dynmask_direction.join_second = "Walk", "Other"
    return rig, walk, other


def join(rig):
    assert bpy.ops.dynmask.join() == {"FINISHED"}
    jobs.wait(60)
    assert rig.dynmask.takes, status.current.message
    return rig.dynmask.takes[0]


def test_both_actions_keep_their_keys_and_their_places(two):
    rig, walk, other = two
    before = all_keys(rig, walk), all_keys(rig, other)
    take = join(rig)
    joined = all_keys(rig, take.action)
    shift = take.last + 1 - 1
    assert take.kind == "joined" and take.first == 50 and take.last > 90
    for channel, found in before[0].items():
        for name, values in found.items():
            kept = joined[channel][name][: len(values)]
            facing = slice(None, -1) if name.startswith("handle_right") else slice(None)
            assert np.array_equal(kept[facing], values[facing]), (channel, name)
        late = before[1][channel]
        np.testing.assert_array_equal(joined[channel]["co"][-len(late["co"]) :, 1], late["co"][:, 1])
        np.testing.assert_allclose(joined[channel]["co"][-len(late["co"]) :, 0], late["co"][:, 0] + shift)
    compat.assign_action(rig, walk)
    apart = evaluated(rig, range(1, 50))
    compat.assign_action(rig, other)
    after = evaluated(rig, range(1, 50))
    compat.assign_action(rig, take.action)
    np.testing.assert_allclose(evaluated(rig, range(1, 50)), apart, atol=1e-5)
    np.testing.assert_allclose(evaluated(rig, range(1 + shift, 50 + shift)), after, atol=1e-5)


def test_no_joint_jumps_at_either_seam(two):
    rig, walk, _ = two
    take = join(rig)
    heads = evaluated(rig, range(40, take.last + 12))[..., :3, 3]
    step = np.linalg.norm(np.diff(heads, axis=0), axis=-1).max(axis=-1)
    seams = [take.first - 41, take.first - 40, take.last - 40, take.last - 39]
    assert step[seams].max() <= np.percentile(step, 99) + 1e-3
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == walk


def test_a_strip_and_a_hand_keyed_action(two):
    rig, walk, other = two
    compat.push_strip(rig, other, "Late")
    rig.animation_data.action = None
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    rig.dynmask_direction.join_first, rig.dynmask_direction.join_second = "Mine", "Late"
    assert {"Mine", "Walk", "Late"} <= set(choices.of(rig))
    take = join(rig)
    joined = keys(rig, take.action)
    for channel, kept in before.items():
        assert np.array_equal(joined[channel][: len(kept)], kept)
    # Before the walk's own keys begin, its bones rest as they do in the first action.
    compat.assign_action(rig, mine)
    rig.animation_data.use_nla = False
    snapshot.set_pose(rig, snapshot.resting(rig))
    apart = evaluated(rig, range(1, 50, 6))
    compat.assign_action(rig, take.action)
    np.testing.assert_allclose(evaluated(rig, range(1, 50, 6)), apart, atol=1e-4)


def test_reading_another_action_leaves_everything_as_it_was(two):
    rig, walk, other = two
    mine = hand_keyed(rig)
    rig.pose.bones["Head"].location = (0.1, 0.2, 0.3)
    rig.location = (1.0, 2.0, 0.0)
    bpy.context.scene.frame_set(13)
    before = rig.animation_data.action, [tuple(b.rotation_quaternion) for b in rig.pose.bones]
    chosen = choices.find(rig, "Other", "first")
    found = coroutines.finished(reading.reading(lambda: (rig, bpy.context.scene), chosen))
    assert len(found) == 41 and found.clip.translation[-1, 2] - found.clip.translation[0, 2] > 2.0
    assert before == (rig.animation_data.action, [tuple(b.rotation_quaternion) for b in rig.pose.bones])
    assert rig.animation_data.action == mine and tuple(rig.location) == (1.0, 2.0, 0.0)
    assert bpy.context.scene.frame_current == 13 and rig.animation_data.use_nla
    assert np.allclose(rig.pose.bones["Head"].location, (0.1, 0.2, 0.3))


def test_joins_that_cannot_be_made_change_nothing(two):
    rig, walk, other = two
    group, before = rig.dynmask_direction, keys(rig, walk)
    for name, said in (("", "Choose the second action"), ("Nothing", "no action or NLA strip")):
        group.join_second = name
        fails(bpy.ops.dynmask.join, said)
    bpy.data.actions.new("Empty")
    group.join_second = "Empty"
    fails(bpy.ops.dynmask.join, "has no keys that move")
    strip = compat.push_strip(rig, other, "Slow")
    strip.scale = 2.0
    group.join_second = "Slow"
    fails(bpy.ops.dynmask.join, "plays at another speed")
    assert same(keys(rig, walk), before) and not rig.dynmask.takes


def test_an_action_edited_meanwhile_is_not_joined(two):
    rig, walk, other = two
    assert bpy.ops.dynmask.join() == {"FINISHED"}
    while status.current.busy != "Joining":
        jobs._tick()
    compat.find_fcurve(rig, other, 'pose.bones["Hips"].location', 0).keyframe_points[3].co[1] += 1.0
    jobs.wait(60)
    assert "edited meanwhile" in status.current.message and not rig.dynmask.takes


def turned(a, b):
    """Largest angle in degrees between bones of two poses (bones, 4, 4)."""
    return np.degrees(quaternion.angle_between(*quaternion.from_matrix(np.stack([a, b])[..., :3, :3]))).max()


@pytest.mark.parametrize("end", ("start", "end"))
def test_takes_begin_and_end_in_a_pose_of_an_action(two, addon, end):
    rig, walk, other = two
    rig.animation_data.action = None
    group = rig.dynmask_direction
    setattr(group, f"{end}_pose", "ACTION")
    fails(bpy.ops.dynmask.generate_posed, "Choose the action that holds the pose")
    setattr(group, f"{end}_action", other)
    setattr(group, f"{end}_frame", 20)
    addon.prompt, addon.set_length, addon.seconds = "a person waves", True, 3.0
    assert bpy.ops.dynmask.generate_posed() == {"FINISHED"}
    jobs.wait(60)
    assert len(rig.dynmask.takes) == 1, status.current.message
    take = rig.dynmask.takes[0]
    assert take.kind == "pose" and abs(take.seconds - 3.0) < 0.15
    seen = evaluated(rig, [take.first if end == "start" else take.last])[0]
    compat.assign_action(rig, other)
    wanted = evaluated(rig, [20])[0]
    assert turned(seen, wanted) < 1.0 and np.abs(seen[:, :3, 3] - wanted[:, :3, 3]).max() < 0.01


def test_from_the_pose_that_is_there_to_one_of_an_action(two, addon):
    rig, walk, other = two
    rig.animation_data.action = None
    for bone in rig.pose.bones:
        bone.matrix_basis.identity()
    rig.pose.bones["RightArm"].rotation_mode = "QUATERNION"
    rig.pose.bones["RightArm"].rotation_quaternion = (0.8, 0.6, 0.0, 0.0)
    bpy.context.view_layer.update()
    there = np.array([np.array(rig.matrix_world @ bone.matrix) for bone in rig.pose.bones])
    group = rig.dynmask_direction
    fails(bpy.ops.dynmask.generate_posed, "Choose a pose to begin or end with")
    group.start_pose, group.end_pose, group.end_action, group.end_frame = "CURRENT", "ACTION", other, 20
    addon.prompt = ""
    assert bpy.ops.dynmask.generate_posed() == {"FINISHED"}
    jobs.wait(60)
    take = rig.dynmask.takes[0]
    seen = evaluated(rig, [take.first, take.last])
    assert turned(seen[0], there) < 1.0 and np.abs(seen[0, :, :3, 3] - there[:, :3, 3]).max() < 0.01
    assert bpy.ops.dynmask.again(index=0) == {"FINISHED"}
    jobs.wait(60)
    more = rig.dynmask.takes[1]
    again = evaluated(rig, [more.first, more.last])
    assert more.kind == "pose" and turned(again[0], there) < 1.0 and turned(again[1], seen[1]) < 1.0
    compat.assign_action(rig, other)
    wanted = evaluated(rig, [20])[0]
    assert turned(seen[1], wanted) < 1.0 and np.abs(seen[1, :, :3, 3] - wanted[:, :3, 3]).max() < 0.01

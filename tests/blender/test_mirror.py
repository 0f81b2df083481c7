"""Mirror: left and right exchanged in the evaluated rig, key by key where bones' axes allow it."""

import bpy
import numpy as np
import pytest
import rigs
from directing import walking
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import fcurve_keys
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, hand_keyed, keys, same

FRAMES = range(1, 74, 4)


def mirrored():
    assert bpy.ops.dynmask.mirror() == {"FINISHED"}
    jobs.wait(60)
    assert status.current.level == "INFO", status.current.message


def exchanged(rig, before, after, tolerance):
    """Checks that every mapped bone's head is where its counterpart was, seen in the rig's own plane."""
    back = np.array(rig.matrix_world.inverted())
    roles = mappings.get_or_detect(rig).roles
    for role, bone in roles.items():
        other = role.replace("left", "right") if "left" in role else role.replace("right", "left")
        wanted = before[roles.get(other, bone)][:, 0] @ back[:3, :3].T + back[:3, 3]
        got = after[bone][:, 0] @ back[:3, :3].T + back[:3, 3]
        np.testing.assert_allclose(got, wanted * [-1.0, 1.0, 1.0], atol=tolerance, err_msg=role)


def symmetric(**options):
    """A Mixamo-named rig whose rolls mirror each other."""
    rig = rigs.by_roles(rigs.MIXAMO, **options)
    bpy.ops.object.mode_set(mode="EDIT")
    for bone in rig.data.edit_bones:
        bone.roll = 0.0
    bpy.ops.object.mode_set(mode="OBJECT")
    return rig


def test_keys_go_to_the_other_side_with_their_handles(addon):
    rig = symmetric(matrix=rigs.object_matrix((0, 0, 50), (1, 1, 1), (1, 2, 0)))
    base = walking(rig)
    arm = compat.find_fcurve(rig, base, 'pose.bones["LeftArm"].rotation_quaternion', 1)
    point = arm.keyframe_points[10]
    point.interpolation, point.handle_right_type = "BEZIER", "FREE"
    point.handle_right = (point.co[0] + 0.5, 0.3)
    old, before = rigs.poses(rig, FRAMES), keys(rig, base)
    mirrored()
    assert "key by key" in status.current.message
    taken = rig.animation_data.action
    assert taken != base and same(keys(rig, base), before) and rig.dynmask.takes[0].kind == "mirrored"
    exchanged(rig, old, rigs.poses(rig, FRAMES), 1e-5)
    found = fcurve_keys.read_keys(
        compat.find_fcurve(rig, taken, 'pose.bones["RightArm"].rotation_quaternion', 1)
    )
    wanted = fcurve_keys.read_keys(arm)
    assert found["interpolation"][10] == fcurve_keys.BEZIER
    np.testing.assert_array_equal(np.abs(found["handle_right"][10]), np.abs(wanted["handle_right"][10]))
    mirrored()
    assert same(keys(rig, rig.animation_data.action), before)


def test_other_axes_are_mirrored_as_motion(addon, rig):
    """Rolls all over the place: a key a frame, and the same picture."""
    base = walking(rig)
    old, before = rigs.poses(rig, FRAMES), keys(rig, base)
    mirrored()
    assert "a key a frame" in status.current.message and same(keys(rig, base), before)
    new = rigs.poses(rig, FRAMES)
    exchanged(rig, old, new, 1e-3)


def test_an_arm_that_alone_has_keys_changes_sides(addon):
    rig = symmetric()
    rig.pose.bones["LeftArm"].rotation_mode = "QUATERNION"
    rig.pose.bones["LeftArm"].rotation_quaternion = (np.cos(0.2), 0, 0, np.sin(0.2))
    mine = hand_keyed(rig)
    old = rigs.poses(rig, (1, 13, 25))
    mirrored()
    exchanged(rig, old, rigs.poses(rig, (1, 13, 25)), 1e-5)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and not rig.dynmask.takes


def test_the_travel_of_the_object_is_mirrored(addon):
    rig = symmetric()
    walking(rig)
    for frame, place, turn in ((1, (0.5, 0.0, 0.0), 0.0), (73, (1.2, -1.0, 0.0), 0.7)):
        rig.location, rig.rotation_euler = place, (0.0, 0.0, turn)
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert("rotation_euler", frame=frame)
    old = rigs.poses(rig, FRAMES)["Hips"][:, 0]
    mirrored()
    new = rigs.poses(rig, FRAMES)["Hips"][:, 0]
    np.testing.assert_allclose(new - [0.5, 0, 0], (old - [0.5, 0, 0]) * [-1, 1, 1], atol=1e-5)


def test_without_an_action_nothing_is_changed(addon, rig):
    fails(bpy.ops.dynmask.mirror, "has no action yet")
    assert not rig.dynmask.takes


@pytest.mark.parametrize("rotation", ("XYZ", "AXIS_ANGLE"))
def test_other_rotation_modes(addon, rotation):
    rig = symmetric()
    for bone in rig.pose.bones:
        bone.rotation_mode = rotation
    walking(rig)
    old = rigs.poses(rig, FRAMES)
    mirrored()
    assert "key by key" in status.current.message
    exchanged(rig, old, rigs.poses(rig, FRAMES), 1e-5)

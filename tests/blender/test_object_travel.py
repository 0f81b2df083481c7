"""What moves the whole object is part of the movement; scenes that play at another speed are refused."""

import bpy
import numpy as np
import outside
import pytest
import rigs
import steps
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from steps import fails, generate, hand_keyed


def test_stretched_time_is_refused(addon, rig, tmp_path):
    """FAULT: Time Stretching from 100 to 200 was ignored."""
    mine = hand_keyed(rig)
    generate(addon, take_count=1)
    bpy.context.scene.render.frame_map_new = 200
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    names = ("generate", "analyse", "regenerate", "inbetween", "extend", "most_complex")
    for name in names:
        fails(getattr(bpy.ops.dynmask, name), r"Time Stretching \(100 to 200\) is not supported")
    fails(lambda: bpy.ops.dynmask.export_fbx(filepath=str(tmp_path / "x.fbx")), "Time Stretching")
    assert bpy.ops.dynmask.discard_all() == {"FINISHED"}
    assert rig.animation_data.action == mine and list(bpy.data.actions) == [mine]


def test_stretched_while_the_answer_comes(addon, rig):
    mine = hand_keyed(rig)
    addon.prompt = "sleep 0.05"
    bpy.ops.dynmask.generate()
    bpy.context.scene.render.frame_map_old = 50
    jobs.wait(30)
    assert "Time Stretching" in status.current.message and list(bpy.data.actions) == [mine]


def travelling(rig, turn=0.0):
    """A walk on the spot by the bones that the object's own keys carry 6 m away, turning."""
    walk, path = rigs.walk(61)
    path = path * [1.0, 1.0, 0.0]
    scene = bpy.context.scene
    from dynmask.dynmask_blender.actions import new_action
    from dynmask.dynmask_blender.retarget import to_rig

    tracks = to_rig.retarget(rig, walk, path, to_rig.detect_mapping(rig))
    action = new_action.write_action(rig, tracks, 20.0, scene, "Mine", 1)
    for frame, part in ((1, 0.0), (61, 1.0)):
        rig.location, rig.rotation_euler = (0.5, -6.0 * part, 0.2), (0.0, 0.0, turn * part)
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert("rotation_euler", frame=frame)
    return action


@pytest.mark.parametrize("turn, size", [(0.0, 1.0), (1.2, 1.0), (1.2, 0.5)])
def test_travel_of_the_object_is_read_and_stays_on_it(addon, rig, turn, size):
    """FAULT: 6 m of travel on the object were read as none."""
    bpy.context.scene.render.fps = 20
    rig.scale = (size,) * 3
    bpy.context.view_layer.update()
    mine = travelling(rig, turn)
    stored = steps.stored_motion(rig, bpy.context.scene)
    way = np.linalg.norm(np.diff(stored.clip.translation[:, [0, 2]], axis=0), axis=1).sum()
    assert way == pytest.approx(6.0 / size, rel=0.15)
    ends = stored.clip.translation[-1] - stored.clip.translation[0]
    assert np.linalg.norm(ends[[0, 2]]) == pytest.approx(6.0 / size, rel=0.15)
    before, old = rigs.poses(rig, range(1, 62)), outside.read(compat.fcurves(rig, mine))
    rig.dynmask.range_first, rig.dynmask.range_last = 20, 40
    addon.edit_count, addon.foot_lock = 1, False
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 1, status.current.message
    taken = rig.animation_data.action
    outside.check(old, outside.read(compat.fcurves(rig, taken)), 20, 40)
    after = rigs.poses(rig, range(1, 62))
    # Only the right arm was regenerated: hips and feet go where the object's keys and the walk bring them.
    for bone in ("Hips", "LeftFoot", "RightToeBase", "Head"):
        assert np.abs(after[bone] - before[bone]).max() < 0.004, bone
    assert np.abs(after["RightHand"] - before["RightHand"]).max() > 0.05
    for channel in (("location", 0), ("location", 1), ("rotation_euler", 2)):
        new = outside.read(compat.fcurves(rig, taken))[channel][0]
        assert all(np.array_equal(new[name], values) for name, values in old[channel][0].items())
    takes.accept(rig, 0)
    again = steps.stored_motion(rig, bpy.context.scene)
    np.testing.assert_allclose(again.clip.translation, stored.clip.translation, atol=0.01)

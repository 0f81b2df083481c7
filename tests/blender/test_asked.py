"""An answer is applied as it was asked for, whatever settings are changed while the backend works."""

import bpy
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.session import jobs
from dynmask.dynmask_blender.session.session import current as session
from dynmask.dynmask_blender.takes import apply_answer
from steps import hand_keyed, keys


def test_settings_of_the_request_count_whatever_is_changed_meanwhile(addon, rig, scene, monkeypatch):
    planted, resolved = [], apply_answer.to_rig.retargeting

    def noted(obj, *motion, plant_fps=None):
        planted.append((motion[3], plant_fps))
        return resolved(obj, *motion, plant_fps=plant_fps)

    monkeypatch.setattr(apply_answer.to_rig, "retargeting", noted)
    scene.render.fps, scene.frame_end = 24, 10
    addon.foot_lock, addon.extend_scene, addon.root = True, False, "in_place"
    addon.set_length, addon.seconds = True, 2.0
    assert bpy.ops.dynmask.generate() == {"FINISHED"}
    scene.render.fps = 30
    addon.foot_lock, addon.extend_scene, addon.root = False, True, "hips"
    jobs.wait(30)
    (take,) = rig.dynmask.takes
    assert planted == [("in_place", 20.0)] and scene.frame_end == 10
    # 40 samples at 20 a second, keyed for the 24 frames a second that were asked for.
    assert take.last == 1 + round(39 / 20 * 24)
    assert motion_store.read(take.action).frame_rate == 24


def test_a_range_is_written_at_the_rate_of_its_request(addon, rig, scene):
    scene.render.fps = 24
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    addon.extend_seconds, addon.extend_scene, scene.frame_end = 1.0, False, 10
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    for operator, last in ((bpy.ops.dynmask.regenerate, 30), (bpy.ops.dynmask.extend, 49 + 24)):
        scene.render.fps, addon.extend_scene = 24, False
        rig.dynmask.active = -1
        operator()
        while session.answer is not None:
            jobs._tick()
        scene.render.fps, addon.extend_scene = 30, True
        jobs.wait(30)
        take = rig.dynmask.takes[-1]
        assert abs(take.last - last) <= 1 and motion_store.read(take.action).frame_rate == 24
        for channel, new in keys(rig, take.action).items():
            kept = {tuple(k) for k in before.get(channel, ()) if not take.first <= k[0] <= take.last}
            assert kept <= {tuple(k) for k in new}
        bpy.ops.dynmask.discard_all()
    assert scene.frame_end == 10

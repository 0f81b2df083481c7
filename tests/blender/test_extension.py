"""The add-on registered in Blender: takes, cancels and faults, against a backend that needs no model."""

import importlib.util
import os
import time
from pathlib import Path

import bpy
import numpy as np
import pytest
from dynmask.dynmask_blender import compat, registration
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.session import client, interpreter, jobs, options, status
from dynmask.dynmask_blender.takes import takes
from steps import fails, generate, hand_keyed, keys, same


def test_register_twice_leaves_nothing_behind(clean_file):
    before = {n for n in dir(bpy.types) if "ynmask" in n.lower()}
    for _ in range(2):
        registration.register()
        assert bpy.ops.dynmask.generate.poll() is False
        assert bpy.context.scene.dynmask.seed == 0
        registration.unregister()
    for owner in (bpy.types.Scene, bpy.types.Object, bpy.types.Armature, bpy.types.WindowManager):
        assert not hasattr(owner, "dynmask")
    assert {n for n in dir(bpy.types) if "ynmask" in n.lower()} == before
    assert not bpy.app.timers.is_registered(jobs._tick)
    from dynmask.dynmask_blender.complexity import handlers as overlay
    from dynmask.dynmask_blender.complexity import mouse

    assert not overlay._handles and not mouse._keys
    assert overlay._forget not in bpy.app.handlers.load_pre


def test_the_package_registers_itself_as_blender_asks_it_to(clean_file):
    root = Path(__file__).resolve().parents[2] / "__init__.py"
    place = importlib.util.spec_from_file_location
    spec = place("dynmask", root, submodule_search_locations=[str(root.parent)])
    extension = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(extension)
    extension.register()
    assert hasattr(bpy.types.Scene, "dynmask")
    extension.unregister()
    assert not hasattr(bpy.types.Scene, "dynmask")


def test_failed_registration_takes_everything_back(clean_file, monkeypatch):
    from dynmask.dynmask_blender.complexity import handlers as overlay

    def broken():
        raise RuntimeError("no")

    monkeypatch.setattr(overlay, "register", broken)
    with pytest.raises(RuntimeError):
        registration.register()
    assert not hasattr(bpy.types.Scene, "dynmask")
    monkeypatch.undo()
    registration.register()
    registration.unregister()


def test_nothing_is_drawn_in_background(addon):
    from dynmask.dynmask_blender.complexity import handlers as overlay

    assert bpy.app.background and not overlay._handles


def test_generate_writes_an_action_with_its_strip(addon, rig):
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 11, 20
    generate(addon, take_count=2, seed=5, set_length=True, seconds=2.0)
    assert status.current.level == "INFO" and status.current.message.startswith("2 takes on")
    assert [t.seed for t in rig.dynmask.takes] == [5, 6]
    action = rig.animation_data.action
    assert action == rig.dynmask.takes[0].action
    # 40 frames at 20 a second: 1.95 s from the first to the last, whatever the scene's rate.
    assert tuple(action.frame_range) == (11, 11 + round(39 / 20 * scene.render.fps))
    assert scene.frame_end == action.frame_range[1]
    stored = motion_store.read(action)
    assert stored.first_frame == 11 and len(stored) == 40 and stored.clip.prompt == "a person waves"
    assert stored.omega.max() > 0.2 and stored.clip.tokens.shape == (10, 2)
    assert not same(keys(rig, action), keys(rig, rig.dynmask.takes[1].action))
    curves = compat.fcurves(rig, action)
    assert not any(key.select_control_point for curve in curves for key in curve.keyframe_points)


def test_stored_motion_survives_saving(addon, rig, tmp_path):
    generate(addon)
    before = motion_store.read(rig.animation_data.action)
    name = rig.name
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "x.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "x.blend"))
    after = motion_store.read(bpy.data.objects[name].animation_data.action)
    assert after.stamp == before.stamp and np.array_equal(after.clip.rotations, before.clip.rotations)
    assert np.array_equal(after.omega, before.omega)
    assert len(bpy.data.objects[name].dynmask.takes) == 1


def test_discarding_puts_back_action_slot_and_pose(addon, rig):
    mine = hand_keyed(rig)
    rig.pose.bones["Head"].location = (0.1, 0.2, 0.3)
    before, users = keys(rig, mine), mine.users
    slot = getattr(rig.animation_data, "action_slot", None)
    generate(addon, take_count=3)
    assert rig.animation_data.action != mine and len(bpy.data.actions) == 4
    assert bpy.ops.dynmask.discard_all() == {"FINISHED"}
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert getattr(rig.animation_data, "action_slot", None) == slot
    assert mine.users == users and not mine.use_fake_user
    assert len(bpy.data.actions) == 1 and not rig.dynmask.takes and takes.BEFORE not in rig
    np.testing.assert_allclose(rig.pose.bones["Head"].location, (0.1, 0.2, 0.3), atol=1e-7)


def test_discarding_on_a_bare_rig_leaves_it_bare(addon, rig):
    rig.pose.bones["Hips"].location = (0.5, 0, 0)
    generate(addon)
    bpy.context.scene.frame_set(20)
    bpy.ops.dynmask.discard_take(index=0)
    assert rig.animation_data is None and not bpy.data.actions
    bpy.context.view_layer.update()
    np.testing.assert_allclose(rig.pose.bones["Hips"].location, (0.5, 0, 0), atol=1e-7)
    np.testing.assert_allclose(rig.pose.bones["LeftArm"].rotation_quaternion, (1, 0, 0, 0), atol=1e-7)


def test_the_clicked_row_is_removed_not_the_active_one(addon, rig):
    generate(addon, take_count=3, seed=10)
    rig.dynmask.active = 2
    bpy.ops.dynmask.discard_take(index=0)
    assert [t.seed for t in rig.dynmask.takes] == [11, 12]
    assert rig.dynmask.active == 1 and rig.animation_data.action == rig.dynmask.takes[1].action


def test_clicking_a_row_shows_that_take(addon, rig):
    generate(addon, take_count=3)
    rig.dynmask.active = 1
    assert rig.animation_data.action == rig.dynmask.takes[1].action
    if compat.LAYERED_ACTIONS:
        assert rig.animation_data.action_slot is not None


def test_accepting_keeps_one_and_the_animator_s_own(addon, rig):
    mine = hand_keyed(rig)
    generate(addon, take_count=3)
    kept = rig.dynmask.takes[1].action
    bpy.ops.dynmask.accept_take(index=1)
    assert rig.animation_data.action == kept
    assert set(bpy.data.actions) == {mine, kept} and mine.use_fake_user
    assert not rig.dynmask.takes


def test_rejecting_a_take_keeps_keys_made_on_it(addon, rig):
    generate(addon, take_count=2)
    edited = rig.animation_data.action
    rig.pose.bones["Head"].location = (0, 0.3, 0)
    rig.pose.bones["Head"].keyframe_insert("location", frame=7)
    name = edited.name
    bpy.ops.dynmask.discard_all()
    assert name in bpy.data.actions and bpy.data.actions[name].use_fake_user
    assert len(bpy.data.actions) == 1
    assert name in status.current.message


def test_cancel_leaves_everything_and_the_late_answer_is_dropped(addon, rig):
    addon.prompt = "sleep 0.6"
    bpy.ops.dynmask.generate()
    assert jobs.busy() and not bpy.ops.dynmask.generate.poll()
    time.sleep(0.2)
    jobs.backend().poll()
    assert bpy.ops.dynmask.cancel() == {"FINISHED"}
    assert not jobs.busy() and status.current.message == "Cancelled"
    generate(addon, prompt="fresh", seed=77)
    assert [(t.prompt, t.seed) for t in rig.dynmask.takes] == [("fresh", 77)]


@pytest.mark.parametrize(
    "prompt, said",
    [
        ("die", "the model fell over"),
        ("kill", "(code 9)" if os.name == "nt" else "signal 9"),
        ("garbage", "not a frame"),
    ],
)
def test_a_dying_backend_leaves_a_sentence_and_a_usable_session(addon, rig, prompt, said):
    generate(addon, prompt=prompt)
    assert said in status.current.message and status.current.level == "ERROR"
    assert not bpy.data.actions and not rig.dynmask.takes
    generate(addon)
    assert len(rig.dynmask.takes) == 1 and status.current.level == "INFO"


def test_prompt_of_100_000_characters_and_the_largest_seed(addon, rig):
    generate(addon, prompt="jump " * 20_000, seed=2**31 - 1, take_count=2)
    assert [t.seed for t in rig.dynmask.takes] == [2**31 - 1, 0]
    assert rig.animation_data.action.name.startswith("jump jump")


def test_armature_deleted_while_generating(addon, rig):
    addon.prompt = "sleep 0.3"
    bpy.ops.dynmask.generate()
    bpy.data.objects.remove(rig)
    jobs.wait(30)
    assert "was deleted" in status.current.message and status.current.level == "ERROR"
    assert not bpy.data.actions


def test_another_file_opened_while_generating(addon, rig):
    addon.prompt = "sleep 0.3"
    bpy.ops.dynmask.generate()
    bpy.ops.wm.read_homefile(use_empty=True)
    jobs.wait(30)
    assert "was deleted" in status.current.message
    assert not jobs.busy()


def test_armature_renamed_while_generating_is_still_found(addon, rig):
    addon.prompt = "sleep 0.3"
    bpy.ops.dynmask.generate()
    rig.name = "Renamed"
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 1


def test_readable_refusals(addon, rig):
    rig.data.bones["LeftUpLeg"].name = "zzz"
    rig.data.bones["LeftLeg"].name = "yyy"
    rig.data["dynmask_mapping"] = '{"kind": "custom", "roles": {"pelvis": "Hips"}}'
    fails(bpy.ops.dynmask.generate, "no bone for left hip")
    del rig.data["dynmask_mapping"]
    fails(bpy.ops.dynmask.regenerate, ".")
    bpy.ops.object.mode_set(mode="EDIT")
    fails(bpy.ops.dynmask.generate, "edit mode")


def test_no_python_is_said_in_the_panel(addon, rig, monkeypatch, tmp_path):
    def missing(chosen):
        return interpreter.launch(interpreter.find(str(tmp_path / "python")))

    monkeypatch.setattr(options, "launch", missing)
    fails(bpy.ops.dynmask.generate, "does not exist")
    assert not jobs.busy()


def test_a_backend_of_another_release_is_told_of_once(addon, rig, monkeypatch):
    monkeypatch.setenv("FAKE_PACKAGE", "9.8.7")
    generate(addon)
    assert rig.dynmask.takes and status.current.level == "INFO"
    assert ". The backend is DynMask 9.8.7, this extension " in status.current.message
    generate(addon)
    assert "9.8.7" not in status.current.message


def test_other_preferences_do_not_make_the_window_wait_for_the_old_process(addon, rig, monkeypatch):
    """FAULT: closing it waited for up to two seconds in the middle of a click."""
    generate(addon)
    closed, close = [], client.Client.close

    def noted(self, *seconds, wait=True):
        closed.append(wait)
        close(self, *seconds, wait=wait)

    monkeypatch.setattr(client.Client, "close", noted)
    monkeypatch.setattr(options, "current", lambda: options.Settings(device="cpu"))
    generate(addon)
    assert closed == [False] and len(rig.dynmask.takes) == 2


def test_check_reports_on_the_backend(addon):
    assert bpy.ops.dynmask.check_backend() == {"FINISHED"}
    jobs.wait(20)
    assert status.current.backend.startswith("The backend is ready")
    assert "fake on cpu" in status.current.backend

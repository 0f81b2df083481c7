"""Takes of an answer are written a few steps a tick: Blender is never held up for long."""

import time
from types import SimpleNamespace

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender import compat, coroutines
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.rig import mappings, targets
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.session.session import current as session
from dynmask.dynmask_blender.takes import apply_answer, takes
from steps import generate, hand_keyed, keys

FRAME = 0.05


@pytest.fixture
def one_step_a_tick(monkeypatch):
    """However quick the machine, so that a test can come in between."""
    monkeypatch.setattr(jobs, "SLICE", 0.0)


def ticks(until):
    """Poll as the timer does until something holds; returns the processor's seconds of every tick."""
    deadline, spent = time.monotonic() + 120, []
    while not until():
        assert time.monotonic() < deadline, "it did not happen"
        start = time.thread_time()
        again = jobs._tick()
        spent.append(time.thread_time() - start)
        assert again is not None or until()
        if again == jobs.INTERVAL:
            time.sleep(0.01)
    return spent


def ask(settings, count=3, **values):
    settings.prompt, settings.take_count = "a person waves", count
    for name, value in values.items():
        setattr(settings, name, value)
    assert bpy.ops.dynmask.generate() == {"FINISHED"}


def unlisted(rig, *others):
    """The actions that nothing but the add-on knows of."""
    listed = {take.action for take in rig.dynmask.takes} | set(others)
    return [action for action in bpy.data.actions if action not in listed]


def test_takes_are_listed_together(addon, rig):
    mine = hand_keyed(rig)
    ask(addon)
    ticks(lambda: len(unlisted(rig, mine)) == 2)
    assert status.current.busy and not bpy.ops.dynmask.generate.poll() and not rig.dynmask.takes
    assert 0.3 < status.current.progress < 0.7
    ticks(lambda: len(rig.dynmask.takes))
    assert len(rig.dynmask.takes) == 3 and not status.current.busy
    assert status.current.message.startswith("3 takes") and jobs._tick() is None
    assert [take.base for take in rig.dynmask.takes] == [mine] * 3
    assert rig.dynmask.active == 0 and rig.animation_data.action == rig.dynmask.takes[0].action
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and set(bpy.data.actions) == {mine}


@pytest.mark.parametrize("edit", [False, True])
def test_no_tick_is_long(addon, rig, edit):
    ask(addon, 1 if edit else 2, set_length=True, seconds=9.6)
    if edit:
        jobs.wait(30)
        rig.dynmask.range_first, rig.dynmask.range_last = 40, 120
        addon.edit_count = 2
        bpy.ops.dynmask.regenerate()
    spent = ticks(lambda: not status.current.busy)
    assert max(spent) < FRAME
    # All of two takes at once would need more than that on the quickest machine that is known.
    assert len(spent) > 4


def test_the_own_action_plays_while_a_take_is_written(addon, rig, one_step_a_tick):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    ask(addon, 1)
    ticks(lambda: unlisted(rig, mine))
    assert rig.animation_data.action == mine and not rig.dynmask.takes
    ticks(lambda: not status.current.busy)
    assert rig.animation_data.action == rig.dynmask.takes[0].action != mine
    assert all(np.array_equal(before[key], value) for key, value in keys(rig, mine).items())
    curve = compat.fcurves(rig, rig.dynmask.takes[0].action)[0]
    assert not any(point.select_control_point for point in curve.keyframe_points)


def test_cancel_in_the_middle_of_a_take_leaves_nothing(addon, rig, one_step_a_tick):
    mine = hand_keyed(rig)
    ask(addon, 1)
    ticks(lambda: unlisted(rig, mine))
    assert jobs.cancel() and not status.current.busy and jobs._tick() is None
    assert set(bpy.data.actions) == {mine} and rig.animation_data.action == mine and not rig.dynmask.takes


@pytest.mark.parametrize("edit", [False, True])
def test_one_undo_step_for_all_takes_of_an_answer(addon, rig, monkeypatch, edit):
    """No tick leaves takes that undo does not know: Blender crashes where it takes their actions away."""
    hand_keyed(rig)
    noted = []
    monkeypatch.setattr(jobs, "push_undo", lambda name: noted.append(len(rig.dynmask.takes)))
    if edit:
        rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
        addon.edit_count = 3
        bpy.ops.dynmask.regenerate()
    else:
        ask(addon)
    while status.current.busy:
        jobs._tick()
        assert len(rig.dynmask.takes) == (3 if noted else 0)
    assert noted == [3]


def test_nothing_is_listed_while_the_animator_drags(addon, rig, monkeypatch):
    ask(addon)
    monkeypatch.setattr(jobs, "is_held", lambda: True)
    while session.answer is None:
        jobs._tick()
    for _ in range(50):
        assert jobs._tick() == jobs.INTERVAL
    assert not bpy.data.actions
    monkeypatch.setattr(jobs, "is_held", lambda: False)
    ticks(lambda: not status.current.busy)
    assert len(rig.dynmask.takes) == 3


@pytest.mark.parametrize(
    "name, options, held",
    [
        ("TRANSFORM_OT_translate", {"UNDO", "REGISTER"}, True), ("VIEW3D_OT_rotate", set(), False),
        ("DYNMASK_OT_drag_strip", {"UNDO"}, True), ("DYNMASK_OT_hover", set(), False),
        # In Python, so another add-on's: it may run for ever.
        ("WM_OT_doc_view", {"UNDO"}, False),
    ],
)  # fmt: skip
def test_what_counts_as_dragging(addon, monkeypatch, name, options, held):
    assert "modal_operators" in bpy.types.Window.bl_rna.properties
    running = SimpleNamespace(bl_idname=name, bl_options=options)
    windows = [SimpleNamespace(modal_operators=()), SimpleNamespace(modal_operators=(running,))]
    manager = SimpleNamespace(windows=windows)
    here = SimpleNamespace(context=SimpleNamespace(window_manager=manager), types=bpy.types)
    monkeypatch.setattr(jobs, "bpy", here)
    assert jobs.is_held() == held
    monkeypatch.undo()


def test_a_take_lost_while_it_is_written_is_begun_again(addon, rig, one_step_a_tick):
    ask(addon, 1)
    ticks(lambda: unlisted(rig))
    # An undo removes what no undo step knows of.
    bpy.data.actions.remove(unlisted(rig)[0])
    ticks(lambda: not status.current.busy)
    (take,) = rig.dynmask.takes
    first = keys(rig, take.action)
    generate(addon, take_count=1, seed=take.seed)
    again = keys(rig, rig.dynmask.takes[1].action)
    assert first.keys() == again.keys() and len(first) > 60
    assert all(np.array_equal(first[key], again[key]) for key in first) and not unlisted(rig)


def long_range(addon, rig):
    """A hand-keyed action of ten seconds, a range of it, and the playhead elsewhere."""
    mine = hand_keyed(rig)
    rig.pose.bones["Head"].keyframe_insert("location", frame=240)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 1
    bpy.context.scene.frame_set(7)
    return mine


def test_keys_are_read_in_steps_and_the_playhead_stays(addon, rig):
    mine, seen = long_range(addon, rig), set()

    def over():
        seen.add(bpy.context.scene.frame_current)
        return not status.current.busy

    assert bpy.ops.dynmask.regenerate() == {"FINISHED"} and status.current.busy == "Reading the action"
    spent = ticks(over)
    assert max(spent) < FRAME and seen == {7}
    (take,) = rig.dynmask.takes
    assert take.base == mine and (take.first, take.last) == (15, 30)


def test_keys_edited_while_they_are_read_are_a_sentence(addon, rig, one_step_a_tick):
    mine = long_range(addon, rig)
    bpy.ops.dynmask.regenerate()
    for _ in range(3):
        jobs._tick()
    rig.pose.bones["Head"].keyframe_insert("location", frame=3)
    ticks(lambda: not status.current.busy)
    assert "edited meanwhile" in status.current.message and set(bpy.data.actions) == {mine}


def test_a_second_batch_is_listed_after_the_first(addon, rig):
    for shown in (0, 2):
        generate(addon, take_count=2)
        assert rig.dynmask.active == shown
    assert [take.base for take in rig.dynmask.takes] == [None, None, *[rig.dynmask.takes[0].action] * 2]


def test_cancel_between_takes_leaves_none(addon, rig):
    mine = hand_keyed(rig)
    ask(addon)
    ticks(lambda: len(unlisted(rig, mine)) == 2)
    assert jobs.cancel() and not status.current.busy and jobs._tick() is None
    assert set(bpy.data.actions) == {mine} and not rig.dynmask.takes
    assert status.current.message == "Cancelled"
    generate(addon, take_count=2)
    assert len(rig.dynmask.takes) == 2


@pytest.mark.parametrize("lost", ["deleted", "file"])
def test_a_rig_lost_between_takes_is_a_sentence(addon, rig, lost):
    ask(addon)
    ticks(lambda: len(unlisted(rig)) == 2)
    if lost == "deleted":
        bpy.data.objects.remove(rig)
    else:
        bpy.ops.wm.read_homefile(use_empty=True)
    ticks(lambda: not status.current.busy)
    assert jobs._tick() is None and not bpy.data.actions
    assert "was deleted meanwhile" in status.current.message and status.current.level == "ERROR"


def test_a_take_that_fails_leaves_none_of_its_batch(addon, rig, monkeypatch):
    """Also beside takes that were there before."""
    generate(addon, take_count=2)
    there, add, calls = [t.action for t in rig.dynmask.takes], takes.add, []

    def failing(*arguments, **more):
        calls.append(arguments)
        if len(calls) == 2:
            raise ValueError("no room")
        return add(*arguments, **more)

    monkeypatch.setattr(takes, "add", failing)
    generate(addon, take_count=3)
    assert status.current.message == "no room"
    assert [t.action for t in rig.dynmask.takes] == there and set(bpy.data.actions) == set(there)
    assert rig.animation_data.action == there[0]


def test_nothing_is_left_wherever_the_rig_is_lost(addon, rig, scene):
    mappings.get_or_detect(rig)
    rotations, translation = rigs.wild_motion(12)
    clip = apply_answer.Clip(rotations, translation, 20.0, None, "waves", 3)
    take = motion_store.as_take(motion_store.of_clip(clip, 1.0, 20.0))
    for limit in range(1, 200):
        calls = []

        def find(calls=calls, limit=limit):
            calls.append(1)
            if len(calls) > limit:
                raise status.Problem("gone")
            return rig, scene

        asked = targets.Asked.of(scene)
        making = apply_answer.applying_generated(find, {"takes": [take]}, asked, first_frame=1)
        try:
            coroutines.finished(making)
        except status.Problem:
            assert not bpy.data.actions, f"lost at call {limit}"
            assert not rig.dynmask.takes
        else:
            break
    assert limit > 10 and len(rig.dynmask.takes) == 1

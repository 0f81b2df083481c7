"""Prompt strips: kept in order in the .blend, added and moved by operators, generated as one motion."""

import bpy
import pytest
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.complexity import handlers
from dynmask.dynmask_blender.prompt_strips import model
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, hand_keyed, keys, reopened, same, spans


@pytest.fixture
def strips(addon, rig, scene):
    """Three strips: two that touch, and one after a gap of a second."""
    addon.seconds = 2.0
    for prompt, frame in (("walks", 1), ("jumps", 41), ("sits", 101)):
        bpy.ops.dynmask.add_strip(prompt=prompt, frame=frame)
    return rig.dynmask.strips


def test_strips_are_added_in_order_and_where_there_is_room(strips, rig, addon, scene):
    assert spans(rig) == [("walks", 1, 41), ("jumps", 41, 81), ("sits", 101, 141)]
    assert rig.dynmask.strip_active == 2
    scene.frame_set(82)
    addon.prompt = "turns"
    bpy.ops.dynmask.add_strip()
    assert spans(rig)[2] == ("turns", 82, 101) and rig.dynmask.strip_active == 2
    bpy.ops.dynmask.add_strip(prompt="waves", frame=20)
    assert spans(rig)[4] == ("waves", 141, 181)


def test_strips_change_places_and_are_removed(strips, rig):
    assert bpy.ops.dynmask.move_strip(direction="EARLIER") == {"FINISHED"}
    assert spans(rig) == [("walks", 1, 41), ("sits", 41, 81), ("jumps", 101, 141)]
    assert rig.dynmask.strip_active == 1
    bpy.ops.dynmask.remove_strip(index=0)
    assert [s.prompt for s in strips] == ["sits", "jumps"] and rig.dynmask.strip_active == 0
    bpy.ops.dynmask.move_strip(index=0, direction="EARLIER")
    assert [s.prompt for s in strips] == ["sits", "jumps"]
    for _ in range(2):
        bpy.ops.dynmask.remove_strip()
    assert not strips and rig.dynmask.strip_active == -1
    assert not bpy.ops.dynmask.remove_strip.poll()


def test_typed_frames_stop_at_the_neighbours(strips, rig):
    strips[1].last = 400
    assert (strips[1].first, strips[1].last) == (41, 101)
    strips[1].first = 300
    assert (strips[1].first, strips[1].last) == (93, 101)
    strips[0].first, strips[2].last = -500, 0
    assert spans(rig) == [("walks", -500, 41), ("jumps", 93, 101), ("sits", 101, 109)]


def test_strips_are_saved_and_undone(strips, rig, tmp_path):
    bpy.ops.ed.undo_push(message="before")
    bpy.ops.dynmask.remove_strip(index=0)
    bpy.ops.ed.undo_push(message="after")
    bpy.ops.ed.undo()
    rig = bpy.context.view_layer.objects.active
    before = spans(rig)
    assert len(before) == 3 and len(handlers.lane(rig)) == 3
    assert spans(reopened(tmp_path / "strips.blend")) == before


def test_strips_become_one_take_and_leave_the_action_alone(strips, rig, addon, monkeypatch):
    mine = hand_keyed(rig)
    before, asked = keys(rig, mine), []
    send = jobs.submit
    monkeypatch.setattr(jobs, "submit", lambda *a, **k: asked.append(a[2]) or send(*a, **k))
    addon.take_count = 2
    assert bpy.ops.dynmask.generate_strips() == {"FINISHED"}
    jobs.wait(60)
    takes = rig.dynmask.takes
    assert len(takes) == 2 and status.current.level == "INFO", status.current.message
    assert asked[0]["prompts"] == ["walks", "jumps", None, "sits"] and asked[0]["sequence"]
    assert asked[0]["seconds"] == pytest.approx([2, 2, 1, 2.05]) and "prompt" not in asked[0]
    assert takes[0].prompt == "walks, then jumps, then sits" and takes[0].kind == "strips"
    assert tuple(takes[0].action.frame_range) == (1, pytest.approx(141, abs=2))
    assert len(motion_store.read(takes[0].action)) >= 140
    assert same(keys(rig, mine), before)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert len(strips) == 3, "the strips stay for the next try"


def test_what_cannot_be_generated_is_said(addon, rig, scene):
    assert not bpy.ops.dynmask.generate_strips.poll()
    with pytest.raises(RuntimeError, match="Add a prompt strip first"):
        bpy.ops.dynmask.generate_strips()
    bpy.ops.dynmask.add_strip(prompt="walks", frame=1)
    model.put(rig, [(1, 4)])
    fails(bpy.ops.dynmask.generate_strips, "shorter than 0.4 s")


def test_re_rolling_a_take_of_strips_keeps_its_frames(strips, rig):
    bpy.ops.dynmask.generate_strips()
    jobs.wait(60)
    bpy.ops.dynmask.reroll_take(prompt="a person dances")
    jobs.wait(60)
    takes = rig.dynmask.takes
    assert len(takes) == 2, status.current.message
    assert takes[1].kind == "strips" and (takes[1].first, takes[1].last) == (takes[0].first, takes[0].last)


def test_a_strip_that_finds_no_room_says_where_it_lies(addon, rig):
    addon.seconds = 2.0
    bpy.ops.dynmask.add_strip(prompt="walks", frame=1)
    assert status.current.message == ""
    bpy.ops.dynmask.add_strip(prompt="sits", frame=20)
    second = rig.dynmask.strips[1]
    assert second.first == rig.dynmask.strips[0].last > 20
    said = f"No room at frame 20: the strip lies after the others, from frame {second.first}"
    assert status.current.message == said

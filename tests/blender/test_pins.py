"""Pins of the panel: what the evaluated rig does where they hold, what is left alone, and what is refused."""

import bpy
import numpy as np
import pytest
import rigs
from directing import applied, head, pin, walking
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import pins as ui
from panels import Layout, drawn
from steps import fails, generate, keys, relinked, reopened, same

from tests.motion.conftest import planted_walk


def moving_empty(frames):
    """An Empty that drifts; its places on frames."""
    empty = bpy.data.objects.new("Handle", None)
    bpy.context.scene.collection.objects.link(empty)
    for frame, place in ((20, (0.45, -0.5, 1.25)), (50, (0.35, -0.9, 1.1))):
        empty.location = place
        empty.keyframe_insert("location", frame=frame)
    places = []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        places.append(empty.matrix_world.translation.copy())
    return empty, np.array(places)


def test_a_hand_holds_on_to_a_moving_prop(addon, rig):
    base = walking(rig)
    before = keys(rig, base)
    frames = range(28, 45)
    empty, wanted = moving_empty(frames)
    pin(rig, "left_hand", 28, 44, held_at="OBJECT", target=empty, grow=False)
    applied()
    taken = rig.animation_data.action
    assert taken != base and len(rig.dynmask.takes) == 1 and same(keys(rig, base), before)
    away = np.linalg.norm(head(rig, "LeftHand", frames) - wanted, axis=1)
    assert away.max() < 0.01
    after = keys(rig, taken)
    take = rig.dynmask.takes[0]
    assert 10 <= take.first < 28 and 44 < take.last <= 60
    moved = set()
    for channel, old in before.items():
        new = after[channel]
        outside = (old[:, 0] < take.first) | (old[:, 0] > take.last)
        np.testing.assert_array_equal(new[(new[:, 0] < take.first) | (new[:, 0] > take.last)], old[outside])
        if not np.array_equal(old, new):
            moved.add(channel[0].split('"')[1])
    assert "LeftArm" in moved and not moved & {"RightArm", "RightForeArm", "Head"}, moved


def turns(rig, frames):
    """Largest change of speed from frame to frame of any bone's head, in metres."""
    places = np.stack([ends[:, 0] for ends in rigs.poses(rig, frames).values()], axis=1)
    return np.linalg.norm(np.diff(places, 2, axis=0), axis=-1).max()


@pytest.mark.parametrize(
    "body, bone", (("right_hand", "RightHand"), ("left_foot", "LeftFoot"), ("pelvis", "Hips"))
)
def test_nothing_pops_where_a_pin_begins_and_ends(addon, rig, body, bone):
    walking(rig, motion=planted_walk(73))
    smooth = turns(rig, range(1, 74))
    place = head(rig, bone, range(30, 35)).mean(axis=0) + [0.02, -0.02, -0.03 if body == "pelvis" else 0.06]
    pin(rig, body, 30, 34, held_at="PLACE", place=place)
    applied()
    assert np.linalg.norm(head(rig, bone, range(30, 35)) - place, axis=1).max() < 0.01
    assert turns(rig, range(1, 74)) < 1.6 * smooth + 0.004


def test_pins_at_both_ends_leave_the_middle_alone(addon, rig):
    """Two ranges, each with its seam; between them no key is another."""
    base = walking(rig, 145)
    before = keys(rig, base)
    for first, bone, body in ((1, "LeftHand", "left_hand"), (130, "RightHand", "right_hand")):
        there = head(rig, bone, [first + 5])[0] + [0.0, -0.05, 0.1]
        pin(rig, body, first, first + 15, held_at="PLACE", place=there)
    applied()
    after = keys(rig, rig.animation_data.action)
    for channel, old in before.items():
        middle = (old[:, 0] > 40) & (old[:, 0] < 105)
        np.testing.assert_array_equal(after[channel][middle], old[middle])
    assert "2 pins met" in status.current.message


def test_a_bone_of_another_armature_holds_a_foot(addon, rig):
    walking(rig)
    other = rigs.build([("Rung", "", (0.1, -0.7, 0.3), (0.1, -0.7, 0.5), 0.0)], name="Ladder")
    other.location = (0.0, -0.1, 0.05)
    bpy.context.view_layer.objects.active = rig
    pin(rig, "right_foot", 30, 40, held_at="BONE", target=other, bone="Rung")
    applied()
    away = np.linalg.norm(head(rig, "RightFoot", range(30, 41)) - [0.1, -0.8, 0.35], axis=1)
    assert away.max() < 0.01, status.current.message


def test_an_armature_that_travels_itself_is_pinned_in_the_world(addon, rig):
    walking(rig)
    for frame in (1, 73):
        rig.location, rig.rotation_euler = (0.0, -0.005 * frame, 0.0), (0.0, 0.0, 0.01 * frame)
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert("rotation_euler", frame=frame)
    there = head(rig, "LeftHand", [35])[0] + [0.0, 0.0, 0.1]
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=there)
    applied()
    assert np.linalg.norm(head(rig, "LeftHand", range(30, 41)) - there, axis=1).max() < 0.01


def test_a_soft_pin_goes_part_of_the_way(addon, rig):
    walking(rig)
    frames = range(30, 41)
    old = head(rig, "LeftHand", frames)
    place = old.mean(axis=0) + [0.0, -0.1, 0.2]
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=place, strength=0.5)
    applied()
    np.testing.assert_allclose(head(rig, "LeftHand", frames), (old + place) / 2.0, atol=0.01)


def test_what_is_out_of_reach_is_told_with_the_distance(addon, rig):
    walking(rig)
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=(0.5, -3.0, 1.2))
    applied()
    away = np.linalg.norm(head(rig, "LeftHand", range(30, 41)) - [0.5, -3.0, 1.2], axis=1)
    metres = float(status.current.message.partition("by ")[2].split()[0])
    assert "misses its place" in status.current.message and metres == pytest.approx(away.max(), abs=0.06)


@pytest.mark.parametrize("travels", (False, True))
def test_a_kept_pose_is_struck_and_let_go(addon, rig, travels):
    base = walking(rig)
    for frame in (1, 73) if travels else ():
        rig.location, rig.rotation_euler = (0.0, -0.01 * frame, 0.0), (0.0, 0.0, 0.01 * frame)
        rig.keyframe_insert("location", frame=frame)
        rig.keyframe_insert("rotation_euler", frame=frame)
    before = keys(rig, base)
    scene = bpy.context.scene
    scene.frame_set(36)
    arm = rig.pose.bones["LeftArm"]
    arm.rotation_mode = "QUATERNION"
    arm.rotation_quaternion = (np.cos(0.6), np.sin(0.6), 0, 0)
    bpy.context.view_layer.update()
    wanted = {bone.name: np.array(rig.matrix_world @ bone.head) for bone in rig.pose.bones}
    made = pin(rig, "pose", 36, 36)
    assert made.kept
    applied()
    taken = keys(rig, rig.animation_data.action)
    for bone, place in wanted.items():
        assert np.linalg.norm(head(rig, bone, [36])[0] - place) < 0.01, bone
    for channel, old in before.items():
        outside = (old[:, 0] < 20) | (old[:, 0] > 52)
        np.testing.assert_array_equal(taken[channel][outside], old[outside])


def test_takes_of_pins_are_discarded_and_come_back_from_a_file(addon, rig, tmp_path):
    base = walking(rig)
    before = keys(rig, base)
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=head(rig, "LeftHand", [35])[0])
    applied()
    rig = reopened(tmp_path / "pins.blend")
    assert len(rig.dynmask_pins.items) == 1 and rig.dynmask_pins.items[0].first == 30
    applied()
    assert len(rig.dynmask.takes) == 2
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action.name == "Walk" and same(keys(rig, rig.animation_data.action), before)


def test_refusals_are_sentences_and_change_nothing(addon, rig):
    apply = bpy.ops.dynmask.apply_pins
    fails(apply, "has no action yet")
    base = walking(rig)
    before = keys(rig, base)
    fails(apply, "no pin to apply")
    empty = bpy.data.objects.new("Handle", None)
    bpy.context.scene.collection.objects.link(empty)
    held = pin(rig, "left_hand", 30, 40, held_at="OBJECT", target=empty)
    bpy.data.objects.remove(empty)
    fails(apply, "no object that holds it any more")
    held.held_at = "PLACE"
    held.first, held.last = 200, 220
    fails(apply, "frames 200 to 220 lies outside of the action, frames 1 to 73")
    held.first, held.last = 30, 20
    fails(apply, "ends at frame 20, before it begins")
    held.first, held.last, held.held_at, held.target = 30, 40, "BONE", rig
    held.bone = "Nothing"
    fails(apply, "has no bone 'Nothing'")
    held.held_at = "OBJECT"
    fails(apply, "its own armature")
    held.held_at, held.body = "PLACE", "pose"
    fails(apply, "keeps no pose")
    held.body = "left_hand"
    roles = rig.data.dynmask.roles
    if not len(roles):
        mappings.detect(rig)
        roles = rig.data.dynmask.roles
    roles["left_wrist"].bone = ""
    fails(apply, "has no bone for the left hand")
    assert not rig.dynmask.takes and rig.animation_data.action == base and same(keys(rig, base), before)


def test_an_action_that_is_edited_meanwhile_is_left_alone(addon, rig):
    base = walking(rig)
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=head(rig, "LeftHand", [35])[0])
    assert bpy.ops.dynmask.apply_pins() == {"FINISHED"}
    for _ in range(12):
        jobs._apply_step()
    rig.pose.bones["Head"].keyframe_insert("location", frame=3)
    jobs.wait(60)
    assert "edited meanwhile" in status.current.message
    assert not rig.dynmask.takes and rig.animation_data.action == base


def test_the_panel_shows_what_is_pinned_where(addon, rig):
    walking(rig)
    pin(rig, "left_hand", 30, 40, held_at="PLACE")
    pin(rig, "pose", 36, 36)
    said = drawn(ui.DYNMASK_PT_pins)
    assert {"Apply Pins", "Keep Pose", "Remove Pin"} <= set(said)
    layout = Layout([])
    for index, item in enumerate(rig.dynmask_pins.items):
        ui.DYNMASK_UL_pins.draw_item(None, None, layout, None, item, 0, None, "", index)
    assert {"Left hand", "a place", "30–40", "Whole body", "36"} <= set(layout.said)
    rig.dynmask_pins.active = 0
    assert "To 3D Cursor" in drawn(ui.DYNMASK_PT_pins)
    bpy.context.scene.cursor.location = (0.3, -0.2, 1.0)
    assert bpy.ops.dynmask.set_pin() == {"FINISHED"}
    assert tuple(rig.dynmask_pins.items[0].place) == pytest.approx((0.3, -0.2, 1.0))
    bpy.ops.dynmask.remove_pin()
    bpy.ops.dynmask.remove_pin()
    assert not rig.dynmask_pins.items and not bpy.ops.dynmask.remove_pin.poll()


def test_a_pin_in_an_nla_strip_that_plays_slower(addon, rig):
    """Frames are those of the scene; the strip plays the action from frame 11 on at half its speed."""
    base = walking(rig)
    before = keys(rig, base)
    track = rig.animation_data.nla_tracks.new()
    strip = track.strips.new("Slow", 11, base)
    strip.use_animated_influence, strip.influence, strip.scale = False, 1.0, 2.0
    rig.animation_data.action = None
    frames = range(60, 81)
    there = head(rig, "LeftHand", [70])[0] + [0.0, 0.0, 0.05]
    pin(rig, "left_hand", 60, 80, held_at="PLACE", place=there)
    applied()
    assert strip.action != base and same(keys(rig, base), before)
    assert np.linalg.norm(head(rig, "LeftHand", frames) - there, axis=1).max() < 0.01
    bpy.ops.dynmask.discard_all()
    assert strip.action == base


def test_pins_of_a_library_override(addon, rig, tmp_path):
    """Its own are saved; those of the library can be followed, but are changed in that file."""
    walking(rig)
    (tmp_path / "own").mkdir()
    relinked(tmp_path / "own").override_create(remap_local_usages=True)
    rig = bpy.context.view_layer.objects.active = next(o for o in bpy.data.objects if not o.library)
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=(0.5, -0.6, 1.2))
    pin(rig, "head", 20, 25, held_at="PLACE")
    bpy.ops.dynmask.remove_pin()
    for _ in range(2):
        rig = reopened(tmp_path / "shot.blend")
        (held,) = rig.dynmask_pins.items
        assert (held.body, held.first, held.last) == ("left_hand", 30, 40)
        assert tuple(held.place) == pytest.approx((0.5, -0.6, 1.2))
    applied()
    assert len(rig.dynmask.takes) == 1


def test_pins_that_came_with_a_library_stay(addon, rig, tmp_path):
    walking(rig)
    pin(rig, "left_hand", 30, 40, held_at="PLACE", place=head(rig, "LeftHand", [35])[0])
    rig = relinked(tmp_path).override_create(remap_local_usages=True)
    bpy.context.view_layer.objects.active = rig
    fails(lambda: bpy.ops.dynmask.add_pin(body="head"), "has pins from its library")
    fails(bpy.ops.dynmask.remove_pin, "has pins from its library")
    applied()
    assert len(rig.dynmask_pins.items) == 1 and len(rig.dynmask.takes) == 1


def test_generate_applies_the_pins_as_well(addon, rig):
    pin(rig, "left_hand", 20, 30, held_at="PLACE", place=(0.5, -0.6, 1.2))
    rig.dynmask_pins.with_generate = True
    generate(addon, set_length=True, seconds=3.0, take_count=2)
    assert [take.kind for take in rig.dynmask.takes] == ["generated", "generated", "pinned"]
    away = np.linalg.norm(head(rig, "LeftHand", range(20, 31)) - [0.5, -0.6, 1.2], axis=1)
    assert away.max() < 0.01 or "misses" in status.current.message
    rig.dynmask_pins.items[0].first = rig.dynmask_pins.items[0].last = 500
    generate(addon, set_length=True, seconds=3.0, take_count=1)
    assert "lies outside" in status.current.message and len(rig.dynmask.takes) == 4

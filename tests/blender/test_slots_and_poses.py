"""Actions of several slots or none, and what discarding puts back where bones came, went or were renamed."""

import bpy
import numpy as np
import outside
import pytest
import rigs
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.export import formats
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import apply_answer, takes
from fuzz_state import digest
from steps import fails, generate, hand_keyed, keys, same

SLOTS = pytest.mark.skipif(not compat.LAYERED_ACTIONS, reason="actions have no slots before Blender 4.4")


def camera_in(action):
    """A camera that the action animates too, in a slot of its own, on frames 1 to 400."""
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    bpy.context.scene.collection.objects.link(camera)
    slot = action.slots.new(id_type="OBJECT", name="Camera")
    camera.animation_data_create().action = action
    camera.animation_data.action_slot = slot
    for frame in (1, 400):
        camera.location.x = frame
        camera.keyframe_insert("location", frame=frame)
    return camera


@SLOTS
def test_keys_of_other_slots_are_not_the_rig_s(addon, rig, tmp_path):
    """FAULT: a 40-frame rig that shares its action with a 400-frame camera was read and exported to 400."""
    mine = hand_keyed(rig)
    camera = camera_in(mine)
    shared = digest(mine)
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}
    assert motion_store.read(mine).last_frame < 52 and formats.active_range(rig) == (1, 49)
    rig.dynmask.range_first, rig.dynmask.range_last = 40, 60
    addon.edit_count = 1
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert (rig.dynmask.takes[0].first, rig.dynmask.takes[0].last) == (40, 49)
    taken = rig.animation_data.action
    of_camera = compat.Slotted("OBCamera")
    assert same(keys(of_camera, taken), keys(of_camera, mine)) and digest(mine) == shared
    assert camera.animation_data.action == mine
    bpy.ops.dynmask.discard_all()
    assert list(bpy.data.actions) == [mine] and digest(mine) == shared


@SLOTS
def test_an_untouched_take_in_a_slot_of_another_name_goes(addon, rig):
    """FAULT: it counted as changed by hand, as the slot with the object's name was looked at."""
    mine = hand_keyed(rig)
    other = mine.slots.new(id_type="OBJECT", name="Elsewhere")
    mine.slots[0].name_display = "Walker"
    camera_in(mine)
    assert rig.animation_data.action_slot.identifier == "OBWalker" and other
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 2
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 2, status.current.message
    for index in (1, 0, 1):
        takes.show(rig, index)
        assert rig.animation_data.action_slot.identifier == "OBWalker"
        assert not takes.is_edited(rig, rig.dynmask.takes[index])
    bpy.ops.dynmask.discard_all()
    assert list(bpy.data.actions) == [mine] and rig.animation_data.action_slot.identifier == "OBWalker"


@SLOTS
def test_reading_makes_no_slots(addon, rig):
    """FAULT: fingerprints of an action made a slot in it."""
    mine = bpy.data.actions.new("Empty")
    takes.fingerprint(rig, mine)
    compat.key_range(rig, mine)
    compat.find_fcurve(rig, mine, "location", 0)
    apply_answer.compat.slot_identifier(rig, mine)
    assert not mine.slots and not mine.layers


@SLOTS
def test_an_action_without_a_slot_is_refused_and_put_back_so(addon, rig):
    """FAULT: discarding left a slot and the action began to play; analysing told of no complex segments."""
    mine = hand_keyed(rig)
    rig.animation_data.action_slot = None
    bpy.context.scene.frame_set(13)
    shared, posed = digest(mine), rig.pose.bones["RightArm"].rotation_quaternion.copy()
    for operator in (bpy.ops.dynmask.analyse, bpy.ops.dynmask.regenerate, bpy.ops.dynmask.extend):
        fails(operator, "without a slot, so it animates nothing")
    generate(addon, take_count=2)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and rig.animation_data.action_slot is None
    assert len(mine.slots) == 1 and digest(mine) == shared and list(bpy.data.actions) == [mine]
    assert rig.pose.bones["RightArm"].rotation_quaternion == posed


def posed(rig):
    rng = np.random.default_rng(4)
    for bone in rig.pose.bones:
        bone.rotation_mode = "QUATERNION"
        bone.rotation_quaternion = rng.normal(size=4)
        bone.location, bone.scale = rng.normal(size=3), rng.uniform(0.5, 2, 3)
    return pose_of(rig)


def pose_of(rig):
    return {b.name: (b.location[:], b.rotation_quaternion[:], b.scale[:]) for b in rig.pose.bones}


def edit_bones(rig, change):
    bpy.ops.object.mode_set(mode="EDIT")
    change(rig.data.edit_bones)
    bpy.ops.object.mode_set(mode="OBJECT")


def add(bones):
    new = bones.new("AAA")
    new.head, new.tail, new.parent = (0, 0, 1), (0, 0.2, 1), bones["Hips"]


CHANGES = {
    "added": (add, {}),
    "removed": (lambda bones: bones.remove(bones["LeftToeBase"]), {"LeftToeBase": None}),
    "renamed": (lambda bones: setattr(bones["Head"], "name", "Skull"), {"Head": "Skull"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_discarding_restores_the_pose_of_bones_by_name(addon, rig, change):
    """FAULT: with a bone more or less nothing of the pose came back."""
    before = posed(rig)
    generate(addon, take_count=1)
    edit_bones(rig, CHANGES[change][0])
    bpy.ops.dynmask.discard_all()
    after, renamed = pose_of(rig), CHANGES[change][1]
    for name, values in before.items():
        now = renamed.get(name, name)
        assert now is None or after[now] == values, name


def test_takes_of_earlier_versions_get_their_pose_back(addon, rig):
    before = posed(rig)
    generate(addon, take_count=1)
    rig[takes.BEFORE]["bones"] = len(rig.pose.bones)
    bpy.ops.dynmask.discard_all()
    assert pose_of(rig) == before


def test_pushed_takes_play_all_their_keys_on_their_frames(addon, rig):
    mine = hand_keyed(rig)
    mine.use_frame_range, mine.frame_start, mine.frame_end = True, 15, 30
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 1
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    old = outside.read(compat.fcurves(rig, mine))
    bpy.ops.dynmask.push_take(index=0)
    strip = rig.animation_data.nla_tracks[-1].strips[0]
    assert (strip.frame_start, strip.frame_end, strip.scale) == (1, 49, 1)
    assert (strip.action_frame_start, strip.action_frame_end) == (1, 49)
    outside.check(old, outside.read(compat.fcurves(rig, mine)), 15, 30)


@SLOTS
def test_two_rigs_share_an_action(addon, rig):
    """Each in a slot of its own: the other's keys stay, and each shows its own movement."""
    mine = hand_keyed(rig)
    other = rigs.by_roles(rigs.MIXAMO, seed=2)
    slot = mine.slots.new(id_type="OBJECT", name="Other")
    other.animation_data_create().action = mine
    other.animation_data.action_slot = slot
    other.pose.bones["Head"].keyframe_insert("location", frame=7)
    bpy.context.view_layer.objects.active = other
    fails(bpy.ops.dynmask.analyse, "fewer than two frames of keys")
    other.pose.bones["Head"].keyframe_insert("location", frame=70)
    before = keys(rig, mine)
    other.dynmask.range_first, other.dynmask.range_last = 20, 40
    addon.edit_count = 1
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    bpy.ops.dynmask.accept_take(index=0)
    taken = other.animation_data.action
    assert taken != mine and other.animation_data.action_slot.identifier == slot.identifier
    assert same(keys(rig, mine), before)
    assert same(keys(compat.Slotted(rig.animation_data.action_slot.identifier), taken), before)


def mode(rig):
    rig.pose.bones["LeftArm"].rotation_mode = "XYZ"


def constraint(rig):
    rig.pose.bones["LeftArm"].constraints.new("LIMIT_ROTATION")


def rest(rig):
    edit_bones(rig, lambda bones: setattr(bones["LeftArm"], "roll", bones["LeftArm"].roll + 1.0))


def influence(rig):
    rig.animation_data.action_influence = 0.25


@pytest.mark.parametrize("change", (mode, constraint, rest, influence), ids=lambda change: change.__name__)
def test_kept_motion_is_read_again_when_the_rig_moves_otherwise(addon, rig, change):
    """FAULT: after a change of rotation mode the rig rests, but its kept motion was trusted."""
    generate(addon, take_count=1)
    bpy.ops.dynmask.accept_take(index=0)
    scene = bpy.context.scene
    assert apply_answer.kept_motion(rig, scene) is not None
    scene.frame_set(30)
    rig.pose.bones["Head"].location.x = 3.0
    assert apply_answer.kept_motion(rig, scene) is not None
    change(rig)
    assert apply_answer.kept_motion(rig, scene) is None


def test_reading_leaves_a_pose_that_is_not_keyed_yet(addon, rig):
    hand_keyed(rig)
    bpy.context.scene.frame_set(13)
    arm, leg = rig.pose.bones["RightArm"], rig.pose.bones["LeftLeg"]
    leg.rotation_mode = "QUATERNION"
    arm.rotation_quaternion, leg.rotation_quaternion = (0.8, 0.6, 0, 0), (0.6, 0, 0.8, 0)
    before = pose_of(rig)
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}
    assert pose_of(rig) == before and bpy.context.scene.frame_current == 13

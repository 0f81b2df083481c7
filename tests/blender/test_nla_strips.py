"""Actions in NLA strips, tweaked or not: analysed and changed where they play; nothing else of the NLA is."""

import bpy
import numpy as np
import outside
import pytest
from dynmask.dynmask_blender import compat, nla
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from fuzz_state import digest
from steps import fails, hand_keyed, keys, reopened, same

TWEAK = pytest.mark.parametrize("tweak", (False, True))


def pushed(rig, start=61, scale=1.0):
    """(strip, action) of a rig whose action was pushed down, on a track of its own."""
    mine = hand_keyed(rig)
    strip = compat.push_strip(rig, mine, "Pushed")
    rig.animation_data.action = None
    strip.frame_start = start
    strip.scale = scale
    rig.animation_data.nla_tracks.active = rig.animation_data.nla_tracks[0]
    return strip, mine


def tweaked(rig, on=True):
    rig.animation_data.nla_tracks[0].select = rig.animation_data.nla_tracks[0].strips[0].select = True
    rig.animation_data.use_tweak_mode = on


def plays(strip):
    names = ("frame_start", "frame_end", "action_frame_start", "action_frame_end", "scale", "repeat",
             "blend_type", "influence", "extrapolation", "mute")  # fmt: skip
    return [getattr(strip, name) for name in names]


def strip_of(rig):
    return rig.animation_data.nla_tracks[0].strips[0]


def regenerate(addon, rig, first, last, count=2):
    rig.dynmask.range_first, rig.dynmask.range_last = first, last
    addon.edit_count = count
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == count, status.current.message


@TWEAK
@pytest.mark.parametrize("scale", (1.0, 2.0, 0.5))
def test_a_strip_is_analysed_where_it_plays(addon, rig, tweak, scale):
    """FAULT: outside tweak mode there was no action, inside one had to leave it."""
    strip, mine = pushed(rig, scale=scale)
    if tweak:
        tweaked(rig)
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}
    stored = motion_store.read(mine)
    assert stored.first_frame == 1 and abs(stored.last_frame - 49) <= stored.step
    assert stored.frame_rate == pytest.approx(bpy.context.scene.render.fps / scale)
    # The arm swings fast about the action's frame 20 and rests at both ends; half a second tells no places.
    assert scale < 1 or 13 <= stored.frame_of(int(np.argmax(stored.energy))) <= 27
    assert bpy.ops.dynmask.most_complex() == {"FINISHED"}
    first, last = rig.dynmask.range_first, rig.dynmask.range_last
    assert 61 <= first < last <= 61 + 48 * scale + 1


@TWEAK
@pytest.mark.parametrize("scale", (1.0, 2.0))
def test_a_range_is_regenerated_inside_a_strip(addon, rig, tweak, scale):
    strip, mine = pushed(rig, scale=scale)
    if tweak:
        tweaked(rig)
    before, playing, old = (
        digest(mine),
        plays(strip),
        outside.read(compat.fcurves(nla.owner(rig, "Pushed"), mine)),
    )
    first, last = 61 + round(14 * scale), 61 + round(29 * scale)
    regenerate(addon, rig, first, last)
    assert f"frames {first}–{last}" in status.current.message
    for index in (1, 0):
        takes.show(rig, index)
        strip, taken = strip_of(rig), rig.dynmask.takes[index].action
        assert strip.action == taken != mine and plays(strip) == playing
        assert rig.animation_data.use_tweak_mode == tweak
        assert rig.animation_data.action == (taken if tweak else None)
        new = outside.read(compat.fcurves(nla.owner(rig, "Pushed"), taken))
        outside.check(old, new, 15, 30)
        arm = new['pose.bones["RightArm"].rotation_quaternion', 0][0]["co"][:, 0]
        assert set(range(15, 31)) <= set(arm)
    bpy.context.scene.frame_set((first + last) // 2)
    moved = rig.pose.bones["RightArm"].rotation_quaternion.copy()
    assert bpy.ops.dynmask.discard_all() == {"FINISHED"}
    assert strip_of(rig).action == mine and digest(mine) == before and plays(strip_of(rig)) == playing
    assert list(bpy.data.actions) == [mine] and rig.animation_data.use_tweak_mode == tweak
    bpy.context.scene.frame_set((first + last) // 2)
    assert (moved - rig.pose.bones["RightArm"].rotation_quaternion).magnitude > 0.01


@TWEAK
def test_an_accepted_take_stays_in_the_strip(addon, rig, tweak, tmp_path):
    strip, mine = pushed(rig)
    if tweak:
        tweaked(rig)
    before, playing = digest(mine), plays(strip)
    regenerate(addon, rig, 75, 90)
    taken = rig.dynmask.takes[1].action.name
    assert bpy.ops.dynmask.accept_take(index=1) == {"FINISHED"}
    assert strip_of(rig).action.name == taken and plays(strip_of(rig)) == playing
    assert mine.use_fake_user and digest(mine) == before
    assert rig.dynmask.strip == "" and not rig.dynmask.takes
    tweaked(rig, False)
    rig = reopened(tmp_path / "x.blend")
    assert strip_of(rig).action.name == taken and plays(strip_of(rig)) == playing
    assert digest(bpy.data.actions["Mine"]) == before


def test_leaving_and_entering_tweak_mode_between(addon, rig):
    strip, mine = pushed(rig)
    before = digest(mine)
    regenerate(addon, rig, 75, 90)
    tweaked(rig)
    assert bpy.ops.dynmask.discard_take(index=0) == {"FINISHED"}
    assert strip_of(rig).action == mine and len(rig.dynmask.takes) == 1
    rig.dynmask.active = 0
    assert strip_of(rig).action == rig.dynmask.takes[0].action == rig.animation_data.action
    tweaked(rig, False)
    strip_of(rig).name = "Renamed"
    bpy.ops.dynmask.discard_all()
    assert strip_of(rig).action == mine and digest(mine) == before and list(bpy.data.actions) == [mine]


def test_a_strip_deleted_meanwhile_takes_no_action_with_it(addon, rig):
    strip, mine = pushed(rig)
    mine.use_fake_user = False
    regenerate(addon, rig, 75, 90)
    rig.animation_data.nla_tracks.remove(rig.animation_data.nla_tracks[0])
    fails(bpy.ops.dynmask.accept_take, "is gone or was renamed")
    bpy.ops.dynmask.discard_all()
    assert list(bpy.data.actions) == [mine] and mine.use_fake_user


@TWEAK
def test_in_between_and_re_roll_inside_a_strip(addon, rig, tweak):
    strip, mine = pushed(rig)
    if tweak:
        tweaked(rig)
    old = outside.read(compat.fcurves(nla.owner(rig, "Pushed"), mine))
    bpy.context.scene.frame_set(90)
    addon.edit_count = 1
    assert bpy.ops.dynmask.inbetween() == {"FINISHED"}
    jobs.wait(30)
    assert "frames 86–108" in status.current.message
    assert bpy.ops.dynmask.reroll_take(index=0, prompt="jumps") == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 2, status.current.message
    for take in rig.dynmask.takes:
        new = outside.read(compat.fcurves(compat.Slotted(take.action.get(compat.SLOT, "")), take.action))
        outside.check(old, new, 26, 48)
    fails(bpy.ops.dynmask.extend, "cannot grow")
    fails(bpy.ops.dynmask.push_take, "plays in the NLA strip 'Pushed' already")
    bpy.ops.dynmask.discard_all()
    assert list(bpy.data.actions) == [mine]


HINDRANCES = {
    "backwards": lambda strip: setattr(strip, "use_reverse", True),
    "blended": lambda strip: setattr(strip, "blend_type", "ADD"),
    "influence": lambda strip: setattr(strip, "influence", 0.5),
    "animated strip time": lambda strip: setattr(strip, "use_animated_time", True),
    "muted": lambda strip: setattr(strip, "mute", True),
}


@pytest.mark.parametrize("what", HINDRANCES)
def test_strips_whose_keys_are_not_what_is_seen_are_refused(addon, rig, what):
    strip, mine = pushed(rig)
    HINDRANCES[what](strip)
    before, playing = digest(mine), plays(strip)
    rig.dynmask.range_first, rig.dynmask.range_last = 75, 90
    for operator in (bpy.ops.dynmask.analyse, bpy.ops.dynmask.regenerate, bpy.ops.dynmask.inbetween):
        fails(operator, f"The NLA strip 'Pushed' .*{what}")
    assert digest(mine) == before and plays(strip) == playing and list(bpy.data.actions) == [mine]


def test_of_several_strips_the_active_one_is_meant(addon, rig):
    strip, mine = pushed(rig)
    other = mine.copy()
    other.name = "Other"
    second = compat.push_strip(rig, other, "Second")
    tracks = rig.animation_data.nla_tracks
    tracks.active = tracks[1]
    second.select, strip.select = True, False
    assert nla.place(rig).strip == "Second"
    tracks.active = tracks[0]
    assert nla.place(rig).strip == "Pushed"
    regenerate(addon, rig, 75, 90, count=1)
    tracks.active = tracks[1]
    assert nla.place(rig).strip == "Pushed", "takes of it are waiting"
    bpy.ops.dynmask.accept_take(index=0)
    assert second.action == other and nla.place(rig).strip == "Second"


def test_takes_of_one_place_at_a_time(addon, rig):
    strip, mine = pushed(rig)
    regenerate(addon, rig, 75, 90)
    addon.prompt = "waves"
    bpy.ops.dynmask.generate()
    jobs.wait(30)
    assert "Takes of the NLA strip 'Pushed' are waiting" in status.current.message
    assert len(rig.dynmask.takes) == 2
    bpy.ops.dynmask.discard_all()
    assert list(bpy.data.actions) == [mine]


def test_channels_of_other_strips_are_not_covered(addon, rig):
    """A new curve would hold on every frame what another strip moves."""
    walk = bpy.data.actions.new("Legs")
    strip, mine = pushed(rig, start=1)
    rig.animation_data.action = walk
    leg = rig.pose.bones["LeftUpLeg"]
    leg.rotation_mode = "QUATERNION"
    for frame in (1, 20, 49):
        leg.rotation_quaternion = (1, 0.01 * frame, 0, 0)
        leg.keyframe_insert("rotation_quaternion", frame=frame)
    below = compat.push_strip(rig, walk, "Legs")
    rig.animation_data.action = None
    tracks = rig.animation_data.nla_tracks
    tracks.active = tracks[0]
    regenerate(addon, rig, 15, 30, count=1)
    taken = strip_of(rig).action
    found = keys(compat.Slotted(taken.get(compat.SLOT, "")), taken)
    assert not any("LeftUpLeg" in path for path, _ in found)
    assert below.action == walk and same(keys(compat.Slotted(), walk), keys(compat.Slotted(), walk))


def test_a_tweaked_strip_shorter_than_its_action_keeps_its_length(addon, rig):
    """FAULT: leaving tweak mode to show a take made a synced strip as long as its action."""
    strip, _ = pushed(rig)
    strip.use_sync_length, strip.action_frame_end = True, 40
    was = plays(strip)
    tweaked(rig)
    regenerate(addon, rig, 70, 90)
    assert bpy.ops.dynmask.discard_all() == {"FINISHED"}
    assert plays(strip_of(rig)) == was and strip_of(rig).use_sync_length

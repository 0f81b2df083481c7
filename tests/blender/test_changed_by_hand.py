"""What an animator may do between asking and deciding: tweak an NLA strip, change handles and modifiers."""

import bpy
import pytest
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.retarget import from_rig
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, generate, hand_keyed, keys, reopened, same

TWEAKED = "is being tweaked: leave tweak mode first"


@pytest.fixture
def tweaking(rig):
    """(tweak(on), own action, the strip's action) of a rig with an action and an NLA strip of another."""
    mine, other = hand_keyed(rig), bpy.data.actions.new("Strip's")
    track = rig.animation_data.nla_tracks.new()
    track.strips.new("Strip", 1, other)
    rig.animation_data.action = mine

    def tweak(on):
        rig.animation_data.nla_tracks.active = track
        track.select = track.strips[0].select = True
        rig.animation_data.use_tweak_mode = on

    return tweak, mine, other


def test_takes_that_arrive_while_a_strip_is_tweaked_change_nothing(addon, rig, tweaking):
    tweak, mine, other = tweaking
    before = keys(rig, mine)
    addon.prompt = "a person waves"
    assert bpy.ops.dynmask.generate() == {"FINISHED"}
    tweak(True)
    assert rig.animation_data.action == other
    jobs.wait(30)
    assert status.current.level == "ERROR" and TWEAKED in status.current.message
    assert not rig.dynmask.takes and rig.animation_data.action == other
    tweak(False)
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert set(bpy.data.actions) == {mine, other}
    generate(addon)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and set(bpy.data.actions) == {mine, other}


def test_takes_wait_while_a_strip_is_tweaked(addon, rig, tweaking):
    tweak, mine, other = tweaking
    generate(addon, take_count=2)
    shown = rig.dynmask.takes[0].action
    assert rig.animation_data.action == shown
    tweak(True)
    rig.dynmask.active = 1
    assert status.current.level == "ERROR" and TWEAKED in status.current.message
    for call in (bpy.ops.dynmask.discard_all, bpy.ops.dynmask.accept_take, bpy.ops.dynmask.discard_take):
        fails(call, TWEAKED)
    assert len(rig.dynmask.takes) == 2 and rig.animation_data.action == other
    tweak(False)
    assert rig.animation_data.action == shown
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and set(bpy.data.actions) == {mine, other}


def bezier(curve):
    for point in curve.keyframe_points:
        point.interpolation = "BEZIER"


def handle(curve):
    curve.keyframe_points[3].handle_right_type = "FREE"
    curve.keyframe_points[3].handle_right[1] += 0.5


def modifier(curve):
    curve.modifiers.new("NOISE").strength = 0.1


def envelope(curve):
    curve.modifiers.new("ENVELOPE").control_points.add(3.0).max = 2.0


CHANGES = {
    "key": lambda curve: setattr(curve.keyframe_points[3], "co", (4.0, 0.5)),
    "interpolation": bezier,
    "handle": handle,
    "easing": lambda curve: setattr(curve.keyframe_points[3], "easing", "EASE_IN"),
    "extrapolation": lambda curve: setattr(curve, "extrapolation", "LINEAR"),
    "mute": lambda curve: setattr(curve, "mute", True),
    "modifier": modifier,
    "envelope": envelope,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_take_changed_by_hand_is_kept(addon, rig, change):
    mine = hand_keyed(rig)
    generate(addon)
    take = rig.dynmask.takes[0].action
    curve = next(iter(compat.fcurves(rig, take)))
    if change in ("handle", "easing"):
        bezier(curve)
        rig.dynmask.takes[0].fingerprint = take["dynmask_undecided"] = fingerprint(rig, take)
    CHANGES[change](curve)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and take.name in bpy.data.actions
    assert "was changed by hand" in status.current.message


def fingerprint(rig, action):
    from dynmask.dynmask_blender.takes import takes

    return takes.fingerprint(rig, action)


@pytest.mark.parametrize("setting, value", [("strength", 0.2), ("phase", 3.0), ("mute", True)])
def test_a_modifier_s_settings_count(addon, rig, setting, value):
    mine = hand_keyed(rig)
    curve = next(iter(compat.fcurves(rig, mine)))
    noise = curve.modifiers.new("NOISE")
    before = fingerprint(rig, mine)
    assert fingerprint(rig, mine) == before
    setattr(noise, setting, value)
    assert fingerprint(rig, mine) != before


def test_what_a_reload_and_a_look_leave_alone(addon, rig, tmp_path):
    generate(addon)
    stamp = fingerprint(rig, rig.dynmask.takes[0].action)
    bpy.context.scene.frame_set(20)
    for point in next(iter(compat.fcurves(rig, rig.dynmask.takes[0].action))).keyframe_points:
        point.select_control_point = True
    assert fingerprint(rig, rig.dynmask.takes[0].action) == stamp
    rig = reopened(tmp_path / "x.blend")
    assert fingerprint(rig, rig.dynmask.takes[0].action) == stamp


@pytest.mark.parametrize("each, count", [(0.012, 1), (0.0001, 8)])
def test_a_step_of_reading_is_short_on_a_heavy_rig(monkeypatch, addon, rig, each, count):
    mine, spans, now = hand_keyed(rig), [], [0.0]
    real = from_rig.sample

    def sample(obj, frames, scene=None):
        spans.append(len(frames))
        now[0] += each * (len(frames) + 1)
        return real(obj, frames, scene)

    monkeypatch.setattr(from_rig, "sample", sample)
    monkeypatch.setattr(from_rig.time, "perf_counter", lambda: now[0])
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}
    assert set(spans[1:-1]) == {count} and sum(spans) >= 40 and mine["dynmask"]

"""Segments as ranges, their shortcuts, the movement between two poses, and going on after the end."""

import bpy
import numpy as np
import pytest
import steps
from dynmask.dynmask_blender import registration
from dynmask.dynmask_blender.actions import motion_store, ranges
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import padding, segments
from dynmask.dynmask_blender.takes.apply_answer import Clip
from dynmask.dynmask_blender.ui import shortcuts
from steps import fails, generate, hand_keyed, keys, same


def two_bursts(obj):
    """An action that is complex twice: the arm shakes about frames 20 and 70."""
    bone = obj.pose.bones["RightArm"]
    bone.rotation_mode = "QUATERNION"
    for frame in range(1, 101, 2):
        near = min(abs(frame - 20), abs(frame - 70))
        angle = 1.2 * np.sin(frame * 2.1) * (near < 10)
        bone.rotation_quaternion = (np.cos(angle / 2), 0, 0, np.sin(angle / 2))
        bone.keyframe_insert("rotation_quaternion", frame=frame)
    return obj.animation_data.action


def preview(scene):
    return scene.use_preview_range, scene.frame_preview_start, scene.frame_preview_end


def test_segments_become_the_preview_range_one_after_the_other(addon, rig):
    scene = bpy.context.scene
    mine = two_bursts(rig)
    before = keys(rig, mine)
    bpy.ops.dynmask.analyse()
    stored = motion_store.read(mine)
    addon.threshold = 0.3
    found = segments.above(stored.omega, addon.threshold, stored.fps)
    assert len(found) >= 2
    frames = [(stored.whole_frame_of(a), stored.whole_frame_of(b - 1)) for a, b in found]
    seen = []
    for _ in range(len(frames) + 1):
        assert bpy.ops.dynmask.next_segment() == {"FINISHED"}
        seen.append((rig.dynmask.range_first, rig.dynmask.range_last))
        assert preview(scene) == (True, *seen[-1])
    assert seen == [*frames, frames[0]]
    bpy.ops.dynmask.next_segment(backwards=True)
    assert preview(scene) == (True, *frames[-1])
    bpy.ops.dynmask.clear_range()
    assert not rig.dynmask.range_set and not scene.use_preview_range
    bpy.ops.dynmask.most_complex()
    assert preview(scene) == (True, rig.dynmask.range_first, rig.dynmask.range_last)
    addon.threshold = 0.95
    fails(bpy.ops.dynmask.next_segment, "lower the threshold")
    assert same(keys(rig, mine), before)


def test_following():
    starts = [5, 20, 60]
    assert [segments.following(starts, f) for f in (1, 5, 6, 61)] == [0, 0, 1, 0]
    assert [segments.following(starts, f, beyond=True) for f in (5, 20, 60)] == [1, 2, 0]
    assert [segments.following(starts, f, backwards=True) for f in (5, 20, 61)] == [2, 0, 2]


def test_shortcuts_come_and_go_with_the_add_on(clean_file):
    def ours():
        keyconfig = bpy.context.window_manager.keyconfigs.addon
        wanted = {operator for operator, *_ in shortcuts.KEYS}
        return [
            (m.name, i.type, i.ctrl) for m in keyconfig.keymaps for i in m.keymap_items if i.idname in wanted
        ]

    assert not ours()
    for _ in range(2):
        registration.register()
        assert len(ours()) == 9 and ("Graph Editor", "N", True) in ours()
        registration.unregister()
    assert not ours()


def test_in_between_changes_only_what_lies_between_the_poses(addon, rig):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    bpy.context.scene.frame_set(30)
    addon.inbetween_count = 2
    assert bpy.ops.dynmask.inbetween() == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 2, status.current.message
    take = rig.dynmask.takes[0]
    # The keys around frame 30 stand on 25 and 49.
    assert (take.kind, take.first, take.last) == ("inbetween", 26, 48)
    after = keys(rig, take.action)
    for channel, old in before.items():
        kept = {tuple(k) for k in old if not 26 <= k[0] <= 48}
        assert kept <= {tuple(k) for k in after[channel] if not 26 <= k[0] <= 48}
    arm = next(c for c in after if "RightArm" in c[0] and "rotation" in c[0])
    assert set(range(26, 49)) <= {int(f) for f in after[arm][:, 0]}
    stored = motion_store.read(take.action)
    assert len(stored) == len(stored.clip) == len(stored.phi)
    assert abs(stored.last_frame - 49) <= stored.step
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)


def test_in_between_refuses_without_two_poses(addon, rig):
    hand_keyed(rig)
    bpy.context.scene.frame_set(60)
    fails(bpy.ops.dynmask.inbetween, "between two keyed poses")
    rig.dynmask.range_first, rig.dynmask.range_last = 20, 90
    fails(bpy.ops.dynmask.inbetween, "within the action")


@pytest.mark.parametrize("fps", (20, 24))
def test_extending_keeps_every_key(addon, rig, fps):
    scene = bpy.context.scene
    scene.render.fps, scene.frame_end = fps, 30
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    addon.extend_seconds = 1.0
    assert bpy.ops.dynmask.extend() == {"FINISHED"}
    jobs.wait(30)
    take = rig.dynmask.takes[0]
    assert take.first == 50 and abs(take.last - (49 + fps)) <= 1, status.current.message
    assert tuple(take.action.frame_range) == (1, take.last) and scene.frame_end == take.last
    after = keys(rig, take.action)
    for channel, old in before.items():
        assert {tuple(k) for k in old} <= {tuple(k) for k in after[channel]}
    assert take.seconds == pytest.approx(1.0, abs=0.06)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)


def test_prompts_of_the_motion_are_kept_for_its_range(addon, rig):
    from dynmask.dynmask_blender.takes import apply_answer

    generate(addon, prompt="a person jumps")
    stored = steps.stored_motion(rig, bpy.context.scene)
    assert apply_answer.request_motion(stored)["prompt"] == "a person jumps"


def test_held_poses_come_off_again():
    rng = np.random.default_rng(3)
    clip = Clip(rng.normal(size=(9, 22, 4)), rng.normal(size=(9, 3)), 20.0, np.zeros((3, 2), int))
    assert padding.missing(9, 1, 8) == (7, 7) and padding.missing(60, 20, 40) == (0, 0)
    longer = padding.held(clip, 7, 5)
    assert len(longer) == 21 and longer.tokens is None
    assert np.array_equal(longer.rotations[:8], np.repeat(clip.rotations[:1], 8, axis=0))
    take = {
        "rotations": longer.rotations,
        "translation": longer.translation,
        "phi": np.zeros((21, 16)),
        "seed": 4,
    }
    back = padding.without(take, 7, 5)
    assert np.array_equal(back["translation"], clip.translation) and back["phi"].shape == (9, 16)
    assert back["seed"] == 4 and padding.without(take, 0, 0) is take


def strip_drag(rig, *frames):
    """What the mouse does on the strip, from frame to frame; the operator, dragging still."""
    from types import SimpleNamespace

    from dynmask.dynmask_blender.complexity import mouse
    from dynmask.dynmask_blender.rig import targets

    shape = SimpleNamespace(first_frame=1, last_frame=99, sample=round, omega=np.ones(120))
    class_ = mouse.DYNMASK_OT_pick_on_strip
    drag = SimpleNamespace(
        _shape=shape, _segment=None, _fixed=frames[0], _layout=SimpleNamespace(frame=lambda x: x),
        _before=ranges.state(rig, bpy.context.scene), say=lambda *_: None,
    )  # fmt: skip
    for name in ("follow", "_choose", "_within", "put_back"):
        setattr(drag, name, getattr(class_, name).__get__(drag))
    assert targets.frame_rate(bpy.context.scene)
    for frame in frames[1:]:
        drag.follow(bpy.context, rig, frame)
    return drag


WAYS = ("most complex", "next", "strip", "typed after")


def choose_by(way, rig):
    if way in ("most complex", "typed after"):
        assert bpy.ops.dynmask.most_complex() == {"FINISHED"}
    if way == "next":
        assert bpy.ops.dynmask.next_segment() == {"FINISHED"}
    if way == "strip":
        strip_drag(rig, 10, 20, 31)
    if way == "typed after":
        rig.dynmask.range_last += 2
    return (True, rig.dynmask.range_first, rig.dynmask.range_last)


@pytest.mark.parametrize("own", [(False, 1, 250), (True, 5, 60)], ids=("none", "own"))
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ("accept_take", "discard_take", "discard_all", "clear_range"))
def test_the_preview_range_is_put_back_when_takes_are_decided(addon, rig, own, way, end):
    scene = bpy.context.scene
    two_bursts(rig)
    scene.use_preview_range, scene.frame_preview_end, scene.frame_preview_start = own[0], own[2], own[1]
    bpy.ops.dynmask.analyse()
    addon.threshold = 0.3
    before = preview(scene)
    bpy.ops.dynmask.most_complex()
    assert choose_by(way, rig) == preview(scene)
    addon.edit_count = 1
    if end != "clear_range":
        bpy.ops.dynmask.regenerate()
        jobs.wait(30)
        assert preview(scene)[0], "it is for looking at the takes too"
    assert getattr(bpy.ops.dynmask, end)() == {"FINISHED"}
    assert preview(scene) == before
    assert ranges.KEY not in scene


def test_a_preview_range_set_by_hand_meanwhile_stays(addon, rig):
    scene = bpy.context.scene
    two_bursts(rig)
    bpy.ops.dynmask.most_complex()
    scene.frame_preview_start, scene.frame_preview_end = 3, 90
    addon.edit_count = 1
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    bpy.ops.dynmask.accept_take()
    assert preview(scene) == (True, 3, 90)
    generate(addon)
    bpy.ops.dynmask.discard_all()
    assert preview(scene) == (True, 3, 90)


def test_escape_puts_back_range_and_preview_range(addon, rig):
    scene = bpy.context.scene
    two_bursts(rig)
    before = preview(scene)
    strip_drag(rig, 10, 30).put_back(rig, scene)
    assert preview(scene) == before and not rig.dynmask.range_set
    bpy.ops.dynmask.most_complex()
    chosen = preview(scene)
    strip_drag(rig, 10, 30).put_back(rig, scene)
    assert preview(scene) == chosen == (True, rig.dynmask.range_first, rig.dynmask.range_last)
    bpy.ops.dynmask.clear_range()
    assert preview(scene) == before


def test_what_analyse_says_is_what_most_complex_takes(addon, rig):
    two_bursts(rig)
    for threshold in (0.3, 0.95):
        addon.threshold = threshold
        bpy.ops.dynmask.analyse()
        analysed = status.current.message
        bpy.ops.dynmask.most_complex()
        frames = f"most complex are frames {rig.dynmask.range_first}–{rig.dynmask.range_last}"
        assert analysed.endswith(frames) and status.current.message.endswith(frames)
        assert ("nothing reaches the threshold of 0.95" in analysed) == (threshold == 0.95)

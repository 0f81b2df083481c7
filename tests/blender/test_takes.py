"""Takes in the list: what it says of them, keeping, NLA strips, another prompt, the history in the file."""

import bpy
import fuzz_state
import numpy as np
import pytest
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.complexity import thumbnails
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import history, takes
from dynmask.dynmask_blender.ui import panels as ui
from panels import drawn
from steps import fails, generate, hand_keyed, keys, reopened, same, spans


def test_the_list_knows_seed_prompt_length_and_mean_complexity(addon, rig, tmp_path):
    generate(addon, take_count=2, seed=8, set_length=True, seconds=2.0)
    for reopen in (False, True):
        rig = reopened(tmp_path / "x.blend") if reopen else rig
        first, second = rig.dynmask.takes
        assert (first.seed, second.seed) == (8, 9) and first.prompt == "a person waves"
        assert first.seconds == pytest.approx(2.0) and first.asked == pytest.approx(2.0)
        stored = motion_store.read(first.action)
        assert first.complexity == pytest.approx(stored.omega.mean(), abs=1e-5) and first.complexity > 0.1
        assert history.short_summary(first) == f"#8 · 2.0 s · {100 * first.complexity:.0f}%"
    rig.dynmask.active = 1
    assert rig.animation_data.action == rig.dynmask.takes[1].action


def laid(addon, *strips):
    """Prompt strips of two seconds: (prompt, first frame) each."""
    addon.seconds = 2.0
    for prompt, frame in strips:
        bpy.ops.dynmask.add_strip(prompt=prompt, frame=frame)


def test_the_list_knows_the_same_of_a_take_of_strips(addon, rig, scene, tmp_path):
    laid(addon, ("walks", 11), ("", 51), ("sits", 101))
    addon.take_count, addon.seed = 2, 8
    assert bpy.ops.dynmask.generate_strips() == {"FINISHED"}
    jobs.wait(30)
    lane = spans(rig)
    for reopen in (False, True):
        rig = reopened(tmp_path / "x.blend") if reopen else rig
        first, second = rig.dynmask.takes
        assert (first.seed, second.seed) == (8, 9) and first.prompt == "walks, then sits"
        # Whole tokens of four frames at 20 a second.
        assert first.first == 11 and first.seconds == pytest.approx(6.5, abs=0.2)
        assert first.last == 10 + round(first.seconds * 20) and first.asked == 0.0
        stored = motion_store.read(first.action)
        assert first.complexity == pytest.approx(stored.omega.mean(), abs=1e-5) and first.complexity > 0.1
        assert history.short_summary(first) == f"#8 · {first.seconds:.1f} s · {100 * first.complexity:.0f}%"
        assert spans(rig) == lane
    said = drawn(ui.DYNMASK_PT_takes)
    assert "walks, then sits" in drawn(ui.DYNMASK_PT_history)
    assert any(text.startswith("Seed 8, 6.") for text in said)
    rig.dynmask.active = 1
    assert rig.animation_data.action == rig.dynmask.takes[1].action


@pytest.mark.parametrize("own", (True, False))
def test_takes_of_strips_are_discarded_exactly_or_accepted(addon, rig, scene, own):
    mine = hand_keyed(rig) if own else None
    laid(addon, ("walks", 1), ("sits", 41))
    rig.pose.bones["Head"].location = (0.1, 0.2, 0.3)
    before = fuzz_state.pose(rig), mine and fuzz_state.digest(mine)
    lane, addon.take_count = spans(rig), 3
    for accept in (False, True):
        bpy.ops.dynmask.generate_strips()
        jobs.wait(30)
        assert len(rig.dynmask.takes) == 3, status.current.message
        assert bpy.ops.dynmask.discard_take(index=0) == {"FINISHED"}
        chosen = rig.dynmask.takes[1].action
        keyed = fuzz_state.digest(chosen)
        if accept:
            assert bpy.ops.dynmask.accept_take(index=1) == {"FINISHED"}
            assert rig.animation_data.action == chosen and fuzz_state.digest(chosen) == keyed
            assert set(bpy.data.actions) == {chosen} | ({mine} if own else set())
            assert not own or (fuzz_state.digest(mine) == before[1] and mine.use_fake_user)
        else:
            bpy.ops.dynmask.discard_all()
            assert (rig.animation_data.action if own else rig.animation_data) == mine
            assert (fuzz_state.pose(rig), mine and fuzz_state.digest(mine)) == before
            assert list(bpy.data.actions) == ([mine] if own else [])
        assert not rig.dynmask.takes and takes.BEFORE not in rig and spans(rig) == lane
    outcomes = [p.outcome for p in rig.dynmask.history]
    assert outcomes.count("accepted") == 1 and outcomes.count("discarded") == 5


def test_thumbnails_show_where_a_take_is_complex(addon, rig):
    calm_then_busy = np.r_[np.zeros(60), np.full(20, 0.9)]
    picture = thumbnails.pixels(calm_then_busy, 32)
    assert picture.shape == (32, 32, 4) and picture.dtype == np.float32
    height = (picture != np.float32(thumbnails.BACK)).any(axis=-1).sum(axis=0)
    assert (height[:24] == 1).all() and (height[25:] > 25).all()
    assert picture[0, 30, 0] > 0.8 > picture[0, 2, 0]
    generate(addon)
    thumbnails.icon(rig.dynmask.takes[0].action)
    made = thumbnails.session.pictures[motion_store.stamp(rig.dynmask.takes[0].action)]
    stored = motion_store.read(rig.dynmask.takes[0].action)
    np.testing.assert_allclose(
        np.array(made.image_pixels_float[:]), thumbnails.pixels(stored.omega).ravel(), atol=0.01
    )
    assert thumbnails.icon(None) == 0 and thumbnails.icon(hand_keyed(rig)) == 0


def test_several_takes_are_kept_as_actions(addon, rig):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    generate(addon, take_count=4)
    names = [take.action.name for take in rig.dynmask.takes]
    for index in (1, 3, 2, 2):
        assert bpy.ops.dynmask.keep_take(index=index) == {"FINISHED"}
    bpy.ops.dynmask.discard_all()
    assert {a.name for a in bpy.data.actions} == {"Mine", names[1], names[3]}
    assert bpy.data.actions[names[1]].use_fake_user and "by hand" not in status.current.message
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert [p.outcome for p in rig.dynmask.history] == ["discarded", "kept", "discarded", "kept"]


@pytest.mark.parametrize("own", (True, False))
def test_a_take_becomes_an_nla_strip(addon, rig, own):
    mine = hand_keyed(rig) if own else None
    before = keys(rig, mine) if own else None
    generate(addon, take_count=2, seed=3, set_length=True, seconds=2.0)
    pushed = rig.dynmask.takes[0].action
    frames = tuple(pushed.frame_range)
    assert bpy.ops.dynmask.push_take(index=0) == {"FINISHED"}
    track = rig.animation_data.nla_tracks[0]
    strip = track.strips[0]
    assert strip.action == pushed and strip.name == track.name == "a person waves"
    assert (strip.influence, strip.frame_start, strip.frame_end) == (1.0, *frames)
    assert strip.blend_type == "REPLACE" and strip.extrapolation == "NOTHING"
    if compat.LAYERED_ACTIONS:
        assert strip.action_slot == pushed.slots[0]
    assert len(rig.dynmask.takes) == 1 and rig.animation_data.action == mine
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and pushed.name in bpy.data.actions
    assert not own or same(keys(rig, mine), before)
    if not own:
        # The strip moves the rig by itself.
        moved = []
        for frame in (int(frames[0]), int(frames[0]) + 25):
            bpy.context.scene.frame_set(frame)
            moved.append(np.array(rig.pose.bones["LeftArm"].rotation_quaternion))
        assert np.abs(moved[1] - moved[0]).max() > 0.05


def test_same_seed_with_another_prompt(addon, rig):
    generate(addon, take_count=2, seed=40, set_length=True, seconds=2.0)
    bpy.context.scene.frame_start, addon.seconds = 90, 5.0
    assert bpy.ops.dynmask.reroll_take(index=1, prompt="a person dances") == {"FINISHED"}
    jobs.wait(30)
    third = rig.dynmask.takes[2]
    assert (third.seed, third.prompt, third.seconds) == (41, "a person dances", pytest.approx(2.0))
    assert rig.animation_data.action == third.action and third.action.frame_range[0] == 1
    rig.dynmask.takes[0].action = None
    fails(lambda: bpy.ops.dynmask.reroll_take(index=0, prompt="x"), "was deleted")


def test_another_prompt_for_a_range_only(addon, rig):
    base = hand_keyed(rig)
    before = keys(rig, base)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count, addon.edit_seed = 1, 5
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    assert bpy.ops.dynmask.reroll_take(index=0, prompt="quickly") == {"FINISHED"}
    jobs.wait(30)
    again = rig.dynmask.takes[1]
    assert (again.seed, again.prompt, again.first, again.last) == (5, "quickly", 15, 30)
    assert again.base == rig.dynmask.takes[0].action
    for channel, new in keys(rig, again.action).items():
        outside = {tuple(k) for k in new if not 15 <= k[0] <= 30}
        assert {tuple(k) for k in before.get(channel, ()) if not 15 <= k[0] <= 30} <= outside
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == base and same(keys(rig, base), before)


def test_the_history_is_saved_and_makes_takes_again(addon, rig, tmp_path):
    generate(addon, take_count=2, seed=11, set_length=True, seconds=2.0)
    wanted = keys(rig, rig.dynmask.takes[1].action)
    bpy.ops.dynmask.accept_take(index=0)
    rig = reopened(tmp_path / "x.blend")
    assert [(p.seed, p.outcome) for p in rig.dynmask.history] == [(11, "accepted"), (12, "discarded")]
    settings = bpy.context.scene.dynmask
    settings.seed, settings.seconds, settings.prompt = 0, 9.0, "other"
    assert bpy.ops.dynmask.use_history(index=1) == {"FINISHED"}
    generate(settings, prompt=settings.prompt, take_count=1)
    assert same(keys(rig, rig.animation_data.action), wanted)
    bpy.ops.dynmask.clear_history()
    assert not rig.dynmask.history


def test_takes_of_a_deleted_rig_do_not_pile_up(addon, rig):
    import rigs

    generate(addon, take_count=3)
    rig.pose.bones["Head"].location = (0, 0.3, 0)
    rig.pose.bones["Head"].keyframe_insert("location", frame=7)
    edited = rig.animation_data.action.name
    bpy.data.objects.remove(rig)
    other = rigs.by_roles(rigs.MIXAMO, seed=2)
    generate(addon, take_count=1)
    assert {a.name for a in bpy.data.actions} == {edited, other.animation_data.action.name}


def test_a_failure_half_way_puts_everything_back(addon, rig, monkeypatch):
    mine = hand_keyed(rig)
    before = keys(rig, mine)

    def broken(*_):
        raise ValueError("no room")

    monkeypatch.setattr(motion_store, "write", broken)
    generate(addon, take_count=2)
    assert status.current.message == "no room" and not rig.dynmask.takes and takes.BEFORE not in rig
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)
    assert set(bpy.data.actions) == {mine}

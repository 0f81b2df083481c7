"""Takes in the list: what it says of them, keeping, NLA strips, another prompt, the history in the file."""

from types import SimpleNamespace

import bpy
import fuzz_state
import numpy as np
import pytest
from dynmask.dynmask_blender import (
    compat,
    history,
    jobs,
    motion_store,
    status,
    takes,
    thumbnails,
    ui,
)
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
        assert history.facts(first) == f"#8 · 2.0 s · {100 * first.complexity:.0f}%"
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
        assert history.facts(first) == f"#8 · {first.seconds:.1f} s · {100 * first.complexity:.0f}%"
        assert spans(rig) == lane
    said = drawn(ui.DYNMASK_PT_takes)
    assert "walks, then sits" in said and any(text.startswith("Seed 8, 6.") for text in said)
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
    made = thumbnails._pictures[motion_store.stamp(rig.dynmask.takes[0].action)]
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


class Layout:
    """Takes the place of a UILayout: notes labels and operators, and that icons and operators exist."""

    _icons = bpy.types.UILayout.bl_rna.functions["label"].parameters["icon"].enum_items

    def __init__(self, said, above=None):
        self.said, self.above, self.enabled = said, above, True
        self.grey = [] if above is None else above.grey

    def part(self, **_):
        return Layout(self.said, self)

    def greyed(self):
        return not self.enabled or (self.above is not None and self.above.greyed())

    row = column = split = box = part

    def label(self, text="", icon="NONE", icon_value=0):
        assert icon in self._icons, icon
        self.said.append(text)

    def operator(self, name, text="", icon="NONE", **_):
        assert icon in self._icons, icon
        module, _, function = name.partition(".")
        self.said.append(text or getattr(getattr(bpy.ops, module), function).get_rna_type().name)
        if self.greyed():
            self.grey.append(name)
        return SimpleNamespace()

    def progress(self, text="", **_):
        self.said.append(text)

    def menu(self, *_, **__):
        pass

    def prop_search(self, *_, **__):
        pass

    def prop(self, owner, name, icon="NONE", **_):
        assert name in owner.bl_rna.properties and icon in self._icons, name

    def template_list(self, *_, **__):
        pass


def drawn(panel):
    """Every text of a panel, drawn for the context's armature."""
    return drawn_layout(panel).said


def drawn_layout(panel):
    stub = type("Stub", (), {k: v for k, v in vars(panel).items() if callable(v)})()
    stub.layout = Layout([])
    context = SimpleNamespace(
        scene=bpy.context.scene, active_object=bpy.context.view_layer.objects.active,
        region=SimpleNamespace(width=300), preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
    )  # fmt: skip
    stub.draw(context)
    return stub.layout


def test_panels_show_the_takes_and_their_history(addon, rig):
    generate(addon, take_count=2, seed=6, set_length=True, seconds=2.0)
    said = drawn(ui.DYNMASK_PT_takes)
    assert "a person waves" in said and any(text.startswith("Seed 6, 2.0 s, complexity ") for text in said)
    assert {"Keep as Action", "Push to NLA Strip", "Re-Roll with Another Prompt", "Accept"} <= set(said)
    layout = Layout([])
    for index, take in enumerate(rig.dynmask.takes):
        ui.DYNMASK_UL_takes.draw_item(None, None, layout, None, take, 0, None, "", index)
    complexity = 100 * rig.dynmask.takes[1].complexity
    assert "waves" in layout.said and f"#7 {complexity:.0f}%" in layout.said
    bpy.ops.dynmask.discard_all()
    assert any("discarded" in text for text in drawn(ui.DYNMASK_PT_history))
    assert {"In-Between", "Extend", "Next"} <= set(drawn(ui.DYNMASK_PT_edit))


def test_a_range_take_shows_its_frames_in_the_list(addon, rig):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count, addon.edit_prompt = 1, "a person waves"
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    layout = Layout([])
    ui.DYNMASK_UL_takes.draw_item(None, None, layout, None, rig.dynmask.takes[0], 0, None, "", 0)
    assert "15–30 waves" in layout.said


def test_a_take_without_action_offers_discard_alone(addon, rig):
    generate(addon, take_count=2)
    bpy.data.actions.remove(rig.dynmask.takes[0].action)
    layout = Layout([])
    for index, take in enumerate(rig.dynmask.takes):
        ui.DYNMASK_UL_takes.draw_item(None, None, layout, None, take, 0, None, "", index)
    assert layout.grey == ["dynmask.accept_take"]
    panel = drawn_layout(ui.DYNMASK_PT_takes)
    assert set(panel.grey) == {
        "dynmask.accept_take", "dynmask.keep_take", "dynmask.push_take", "dynmask.use_take",
        "dynmask.reroll_take",
    }  # fmt: skip
    assert "Its action was deleted" in panel.said
    for name in ("accept_take", "keep_take", "push_take"):
        fails(lambda name=name: getattr(bpy.ops.dynmask, name)(index=0), "only Discard is left")
    assert len(rig.dynmask.takes) == 2 and bpy.ops.dynmask.discard_take(index=0) == {"FINISHED"}
    assert bpy.ops.dynmask.accept_take(index=0) == {"FINISHED"} and rig.animation_data.action


MESSAGES = ("", "Cancelled", "Something long to say, " * 4, "word " * 200, "W" * 500)


@pytest.mark.parametrize("level", ("INFO", "WARNING", "ERROR"))
def test_a_message_moves_no_button(addon, rig, level):
    """The panel has as many rows with any message as without one, busy or not."""
    rows = set()
    for busy in ("", "Generating"):
        for text in MESSAGES:
            status.current.busy = busy
            status.tell(text, level)
            said = drawn(ui.DYNMASK_PT_main)
            message = [t for t in said if t not in ("", "Generate", "Cancel", "Message", "Generating: ")]
            rows.add(len([t for t in said if t not in ("Cancel", "Message")]))
            assert bool(message) == bool(text)
            assert ("Message" in said) == (len(text) > 200)
    status.current.busy = ""
    assert len(rows) == 1


def test_a_take_keyed_for_another_rate_is_told_and_refitted(addon, rig, scene, tmp_path):
    scene.render.fps = 24
    generate(addon, set_length=True, seconds=2.0, root="in_place")
    take = rig.dynmask.takes[0]
    assert take.rate == 24 and "Refit to Frame Rate" not in drawn(ui.DYNMASK_PT_takes)
    before = keys(rig, take.action)
    scene.render.fps = 30
    said = drawn(ui.DYNMASK_PT_takes)
    assert "Refit to Frame Rate" in said
    assert "It is keyed for 24 frames a second, and the scene plays 30" in " ".join(said)
    addon.root = "hips"
    assert bpy.ops.dynmask.refit_take(index=0) == {"FINISHED"}
    jobs.wait(30)
    first, again = rig.dynmask.takes
    assert same(keys(rig, first.action), before) and rig.animation_data.action == again.action
    assert (again.seed, again.prompt, again.kind, again.asked) == (
        first.seed, first.prompt, first.kind, first.asked,
    )  # fmt: skip
    assert again.rate == 30 and again.action.frame_range[1] == 1 + round(39 / 20 * 30)
    stored, old = motion_store.read(again.action), motion_store.read(first.action)
    assert np.array_equal(stored.clip.rotations, old.clip.rotations) and stored.root == "in_place"
    assert np.array_equal(stored.clip.tokens, old.clip.tokens)
    # The same pose at the same time: one second after the start.
    paths = [path for path in before if path[0].endswith("rotation_quaternion")]
    moved = [
        np.abs(dict(map(tuple, before[p]))[25] - dict(map(tuple, keys(rig, again.action)[p]))[31])
        for p in paths if len(before[p]) > 25
    ]  # fmt: skip
    assert len(moved) > 60 and max(moved) < 1e-3
    assert "Refit to Frame Rate" not in drawn(ui.DYNMASK_PT_takes)
    bpy.ops.dynmask.accept_take(index=0)
    assert "keyed for 24 frames a second" in status.current.message


def test_a_range_of_an_action_at_another_rate_is_told_and_not_refitted(addon, rig, scene):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count = 1
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    scene.render.fps = 30
    said = drawn(ui.DYNMASK_PT_takes)
    assert "keyed for 20 frames a second" in " ".join(said) and "Refit to Frame Rate" not in said
    fails(lambda: bpy.ops.dynmask.refit_take(index=0), "Only a part of this take was made")


def test_an_answer_to_a_scene_whose_rate_has_changed_says_so(addon, rig, scene):
    scene.render.fps = 24
    addon.prompt = "sleep 0.1"
    bpy.ops.dynmask.generate()
    scene.render.fps = 30
    jobs.wait(30)
    assert "keyed for 24 frames a second, and the scene plays 30" in status.current.message

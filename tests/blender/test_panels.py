"""The panels: what they say of takes, which buttons they grey, and that no message moves a button."""

from types import SimpleNamespace

import bpy
import pytest
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import panels as ui
from dynmask.dynmask_blender.ui import preferences
from panels import Layout, drawn, drawn_layout, shown
from steps import fails, generate, hand_keyed


def test_panels_show_the_takes_and_their_history(addon, rig):
    generate(addon, take_count=2, seed=6, set_length=True, seconds=2.0)
    said = drawn(ui.DYNMASK_PT_takes)
    assert any(text.startswith("Seed 6, 2.0 s, complexity ") for text in said)
    assert {"Accept", "Again", "Re-Roll…", "Keep as Action"} <= set(said)
    assert "a person waves" in drawn(ui.DYNMASK_PT_history)
    layout = Layout([])
    for index, take in enumerate(rig.dynmask.takes):
        ui.DYNMASK_UL_takes.draw_item(None, None, layout, None, take, 0, None, "", index)
    complexity = 100 * rig.dynmask.takes[1].complexity
    assert "waves" in layout.said and f"#7 {complexity:.0f}%" in layout.said
    bpy.ops.dynmask.discard_all()
    assert any("discarded" in text for text in drawn(ui.DYNMASK_PT_history))
    assert {"Regenerate Range", "Next"} <= set(drawn(ui.DYNMASK_PT_edit))
    assert {"In-Between", "Extend", "Reduce Keys", "Set Hands"} <= set(drawn(ui.DYNMASK_PT_edit_more))


def test_takes_that_come_and_go_move_nothing(addon, rig):
    """FAULT: the panel came with the first take and went with the last, and grew with the sentence."""
    drawings = [drawn_layout(ui.DYNMASK_PT_takes)]
    generate(addon, "a person walks forward, waves with the right hand and sits down", take_count=2)
    drawings.append(drawn_layout(ui.DYNMASK_PT_takes))
    bpy.ops.dynmask.accept_take(index=0)
    drawings.append(drawn_layout(ui.DYNMASK_PT_takes))
    assert {len(layout.log) for layout in drawings} == {len(drawings[0].log)}
    assert "No takes yet" in drawings[0].said and "No takes yet" not in drawings[1].said


def test_only_sentence_takes_and_range_are_open_at_first(addon):
    panels = {cls.__name__: cls for cls in bpy.types.Panel.__subclasses__()}
    panels = {name: cls for name, cls in panels.items() if name.startswith("DYNMASK_PT_")}
    opened = {n[11:] for n, cls in panels.items() if "DEFAULT_CLOSED" not in getattr(cls, "bl_options", ())}
    # Compare, what was measured and the panel of a drawn path are there only with what they are about.
    assert opened == {"main", "takes", "edit", "compare", "measured", "drawing"}
    top = {name[11:] for name, cls in panels.items() if getattr(cls, "bl_parent_id", "") == "DYNMASK_PT_main"}
    assert top == {"takes", "edit", "direct", "library", "many", "export", "options", "drawing"}


def test_a_range_take_shows_its_frames_in_the_list(addon, rig):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count, addon.edit_prompt = 1, "a person waves"
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    layout = Layout([])
    ui.DYNMASK_UL_takes.draw_item(None, None, layout, None, rig.dynmask.takes[0], 0, None, "", 0)
    assert "15–30 waves" in layout.said


@pytest.mark.parametrize("panel, switch", [("main", "random_seed"), ("edit", "edit_random_seed")])
def test_another_seed_each_time_is_a_switch_with_its_name(addon, rig, panel, switch):
    """FAULT: it was an icon without a word, and off."""
    hand_keyed(rig)
    layout = drawn_layout(getattr(ui, f"DYNMASK_PT_{panel}"))
    assert switch in layout.log and switch not in layout.bare
    assert addon.bl_rna.properties[switch].name and getattr(addon, switch)


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
        "dynmask.again", "dynmask.reroll_take",
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


def test_what_check_says_lies_below_all_buttons_of_the_preferences(addon):
    names = ("python", "weights", "device", "runtime", "early", "wheels", "index")
    chosen = SimpleNamespace(bl_rna=SimpleNamespace(properties=names), **dict.fromkeys(names, ""))
    logs = []
    for said in ("", "The backend is ready"):
        status.current.backend, chosen.layout = said, Layout([])
        preferences.DynMaskPreferences.draw(chosen, shown())
        logs.append(chosen.layout.log)
    assert logs[1] == [*logs[0], "The backend is ready"] and set(names) < set(logs[0])

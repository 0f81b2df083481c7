"""Takes, history and prompt strips of library overrides: saved like those of other rigs, or refused."""

from types import SimpleNamespace

import bpy
import pytest
from dynmask.dynmask_blender.complexity import hit_test
from dynmask.dynmask_blender.prompt_strips import mouse
from dynmask.dynmask_blender.takes import history
from steps import fails, generate, relinked, reopened, spans


def overridden(folder):
    rig = relinked(folder).override_create(remap_local_usages=True)
    bpy.context.view_layer.objects.active = rig
    return rig


def strip(prompt, frame):
    bpy.ops.dynmask.add_strip(prompt=prompt, frame=frame)


def kept(rig):
    group = rig.dynmask
    takes = [(t.seed, t.prompt, t.action.name) for t in group.takes]
    return spans(rig), group.strip_active, takes, group.active, [(p.seed, p.outcome) for p in group.history]


def test_everything_of_an_override_is_saved(addon, rig, tmp_path):
    rig = overridden(tmp_path)
    shot = tmp_path / "shot.blend"
    for change in (
        lambda: strip("a", 50), lambda: strip("b", -80), lambda: strip("c", 250), lambda: strip("d", 450),
        lambda: bpy.ops.dynmask.move_strip(index=2, direction="LATER"),
        lambda: bpy.ops.dynmask.remove_strip(index=1),
        lambda: bpy.ops.dynmask.edit_strip(index=1, prompt="e"),
        lambda: setattr(bpy.context.active_object.dynmask.strips[0], "first", -90),
        lambda: generate(bpy.context.scene.dynmask, take_count=3, seed=7),
        lambda: bpy.ops.dynmask.discard_take(index=1),
        lambda: bpy.ops.dynmask.discard_all(),
        lambda: generate(bpy.context.scene.dynmask, take_count=2, seed=20),
        lambda: bpy.ops.dynmask.accept_take(index=1),
    ):  # fmt: skip
        change()
        before = kept(rig)
        for _ in range(2):
            rig = reopened(shot)
            assert kept(rig) == before
    assert len(rig.dynmask.strips) == 3 and len(rig.dynmask.history) == 5


@pytest.fixture
def library(addon, rig):
    """Two strips and two takes in a file that is to be linked."""
    strip("walks", 1)
    strip("sits", 100)
    generate(addon, take_count=2)


@pytest.mark.parametrize("linked", [True, False])
def test_what_came_with_the_library_is_refused(library, tmp_path, linked):
    rig = relinked(tmp_path) if linked else overridden(tmp_path)
    before = kept(rig)
    for names, what in (
        ("add_strip remove_strip move_strip edit_strip", "prompt strips"),
        ("generate regenerate accept_take discard_take discard_all keep_take push_take reroll_take", "takes"),
    ):
        said = "make a library override" if linked else f"'{rig.name}' has {what} from its library"
        for name in names.split():
            fails(getattr(bpy.ops.dynmask, name), said)
    hit = hit_test.Hit("prompt", None, rig, part="body", index=0)
    drag = SimpleNamespace(start=lambda *_: True)
    assert not mouse.DYNMASK_OT_drag_strip.press(drag, bpy.context, None, hit)
    assert kept(rig) == before


def test_a_full_history_from_the_library_stays(addon, rig, tmp_path, monkeypatch):
    monkeypatch.setattr(history, "LIMIT", 2)
    for own in (False, True):
        for seed in (1, 2, 3):
            generate(bpy.context.scene.dynmask, seed=seed + 10 * own)
            bpy.ops.dynmask.discard_all()
        rig = rig if own else overridden(tmp_path)
    assert [p.seed for p in rig.dynmask.history] == [2, 3, 12, 13]

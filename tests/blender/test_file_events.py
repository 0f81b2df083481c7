"""Loading, appending, undo and redo: what the session knows of the file goes with it."""

import bpy
import pytest
from dynmask.dynmask_blender import compat, file_events, registration
from dynmask.dynmask_blender.session import status
from steps import generate, keys, reopened, same


@pytest.fixture
def pending(addon, rig, tmp_path):
    """(path, names) of a file with two takes that wait for a decision; another file is open."""
    generate(addon, take_count=2)
    names = [take.action.name for take in rig.dynmask.takes]
    path = tmp_path / "pending.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.read_homefile(use_empty=True)
    return path, names


def a_rig():
    import rigs

    rig = rigs.by_roles(rigs.MIXAMO, seed=2)
    bpy.context.view_layer.objects.active = rig
    return rig


def test_a_waiting_take_appended_to_another_file_stays(pending):
    path, names = pending
    with bpy.data.libraries.load(str(path), link=False) as (_, wanted):
        wanted.actions = list(names)
    rig = a_rig()
    appended = [bpy.data.actions[name] for name in names]
    before = [keys(compat.Slotted("Rig"), action) for action in appended]
    generate(bpy.context.scene.dynmask)
    bpy.ops.dynmask.discard_all()
    generate(bpy.context.scene.dynmask)
    assert set(names) <= {action.name for action in bpy.data.actions}
    assert all(
        same(keys(compat.Slotted("Rig"), action), kept) for action, kept in zip(appended, before, strict=True)
    )
    assert len(rig.dynmask.takes) == 1


def test_an_appended_rig_brings_its_takes(pending):
    path, names = pending
    with bpy.data.libraries.load(str(path), link=False) as (inside, wanted):
        wanted.objects = list(inside.objects)
    rig = wanted.objects[0]
    bpy.context.scene.collection.objects.link(rig)
    generate_on = a_rig()
    generate(bpy.context.scene.dynmask)
    assert [take.action.name for take in rig.dynmask.takes] == names
    bpy.context.view_layer.objects.active = rig
    bpy.ops.dynmask.discard_all()
    assert {action.name for action in bpy.data.actions} == {generate_on.animation_data.action.name}


def test_a_copy_of_a_waiting_take_stays(addon, rig):
    generate(addon)
    copied = rig.dynmask.takes[0].action.copy()
    generate(addon)
    assert copied.name in bpy.data.actions


def test_takes_of_a_reopened_file_go_with_their_rig(addon, rig, tmp_path):
    generate(addon, take_count=2)
    rig = reopened(tmp_path / "x.blend")
    bpy.data.objects.remove(rig)
    other = a_rig()
    generate(bpy.context.scene.dynmask, take_count=1)
    assert list(bpy.data.actions) == [other.animation_data.action]


@pytest.mark.parametrize("event", ("undo", "redo", "load"))
def test_the_message_goes_when_the_file_is_another(addon, rig, event, tmp_path):
    bpy.ops.ed.undo_push(message="one")
    bpy.ops.ed.undo_push(message="two")
    if event == "redo":
        bpy.ops.ed.undo()
    status.tell("3 takes on 'Rig'", "ERROR")
    if event == "load":
        bpy.ops.wm.read_homefile(use_empty=True)
    else:
        assert getattr(bpy.ops.ed, event)() == {"FINISHED"}
    assert (status.current.message, status.current.level) == ("", "INFO")


def test_handlers_go_with_the_add_on(clean_file):
    registration.register()
    registration.unregister()
    for handlers, handler in file_events._handlers():
        assert handler not in handlers

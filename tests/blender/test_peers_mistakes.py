"""Mistakes of other tools that only Blender can show, see tests/test_peers_mistakes.py for all of them."""

import sys
from types import SimpleNamespace
from unittest.mock import MagicMock

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender import registration
from dynmask.dynmask_blender.complexity import handlers
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.runtime_setup import packages
from dynmask.dynmask_blender.session import jobs, options
from dynmask.dynmask_blender.ui import runtime as runtime_box
from steps import generate, hand_keyed

DRAWN = [
    cls for module in registration.MODULES for cls in getattr(module, "CLASSES", ())
    if issubclass(cls, bpy.types.Panel | bpy.types.AddonPreferences)
]  # fmt: skip
# What asking for hardware comes down to: a program, a driver's library, a module that knows of devices.
ASKING = {"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "ctypes.dlopen", "socket.connect"}
ASKING_MODULES = {"torch", "onnxruntime", "pynvml", "gpu"}
_asked = []
_listening = False


def _listen(event, arguments):
    if _listening and (event in ASKING or (event == "import" and arguments[0] in ASKING_MODULES)):
        _asked.append((event, arguments))


sys.addaudithook(_listen)


@pytest.fixture
def asked():
    """What asks for hardware from here on: (event, arguments) each."""
    global _listening
    _asked.clear()
    _listening = True
    yield _asked
    _listening = False


def context_of(rig):
    return SimpleNamespace(
        scene=bpy.context.scene, active_object=rig, selected_objects=[rig], region=SimpleNamespace(width=300),
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
    )  # fmt: skip


def draw(cls, context):
    """A panel, or the preferences, drawn into a layout that takes anything."""
    values = {name: value for name, value in vars(cls).items() if callable(value)}
    stub = type("Stub", (), values)()
    stub.layout = MagicMock()
    stub.draw(context)
    return stub.layout


@pytest.mark.parametrize("panel", DRAWN, ids=lambda cls: cls.__name__)
def test_drawing_asks_for_no_hardware(addon, rig, asked, monkeypatch, tmp_path, panel):
    generate(addon, take_count=2)
    _asked.clear()
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path))
    monkeypatch.setattr(packages, "accelerator", lambda *_: _asked.append(("accelerator", ())))
    context = context_of(rig)
    layout = draw(panel, context)
    hides = "poll" in vars(panel) and not panel.poll(context)
    assert layout.mock_calls or hides, "nothing was drawn"
    assert not asked


def test_the_hook_hears_those_who_ask(asked):
    import ctypes
    import subprocess

    subprocess.run([sys.executable, "-c", ""], check=True)
    ctypes.CDLL(None)
    assert {event for event, _ in asked} == {"subprocess.Popen", "ctypes.dlopen"}


def test_the_runtime_s_box_asks_for_no_hardware(addon, asked, tmp_path):
    layout = MagicMock()
    runtime_box.draw(layout, SimpleNamespace(), str(tmp_path), 80)
    assert layout.mock_calls and not asked


@pytest.fixture
def without_bvh_importer():
    """Blender's own BVH add-on switched off, as it comes in 5.0."""
    import addon_utils

    addon_utils.disable("io_anim_bvh")
    assert "bvh" not in dir(bpy.ops.import_anim)
    yield
    addon_utils.enable("io_anim_bvh")


def test_blender_s_bvh_importer_is_not_needed(addon, rig, without_bvh_importer):
    generate(addon, set_length=True, seconds=3.0)
    bpy.ops.dynmask.accept_take(index=0)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)
    assert len(rig.dynmask.takes) == addon.edit_count
    assert bpy.ops.dynmask.analyse() == {"FINISHED"}


def test_driven_targets_are_read_on_their_own_frame(scene):
    """A bone that copies a driven empty is where the empty is in the same frame, not in the one before."""
    rig = rigs.mixamo()
    target = bpy.data.objects.new("Target", None)
    scene.collection.objects.link(target)
    target.driver_add("location", 0).driver.expression = "frame * 0.125"
    copy = rig.pose.bones["mixamorig:Hips"].constraints.new("COPY_LOCATION")
    copy.target = target
    hips = rig.pose.bones.find("mixamorig:Hips")
    for frames in (range(1, 9), (40, 3, 17.5), (3,)):
        poses, objects = to_rig.sample(rig, frames, scene)
        seen = (objects @ poses[:, hips])[:, 0, 3]
        np.testing.assert_allclose(seen, 0.125 * np.array(frames), atol=1e-6)


class View:
    """A 2D view as Blender's: what lies outside of it has no pixel."""

    def __init__(self, bottom):
        self.bottom = bottom

    def region_to_view(self, x, y):
        return x * 0.2, self.bottom + y

    def view_to_region(self, x, y, clip=True):
        if clip and not (self.bottom <= y <= self.bottom + 300 and 0 <= x <= 200):
            return 12000, 12000
        return round(x / 0.2), round(y - self.bottom)


@pytest.mark.parametrize("bottom", (-5000.0, 0.0, 5000.0))
def test_frames_lie_right_when_the_bottom_channel_is_off_screen(addon, rig, bottom):
    hand_keyed(rig)
    context = context_of(rig)
    context.space_data = SimpleNamespace(mode="DOPESHEET", show_markers=False)
    context.region = SimpleNamespace(width=1000, height=300, view2d=View(bottom))
    where = handlers.layout(context)
    assert [where.x(frame) for frame in (0, 50, 200)] == pytest.approx([0, 250, 1000])
    assert where == handlers.layout(SimpleNamespace(
        **vars(context) | {"region": SimpleNamespace(width=1000, height=300, view2d=View(0.0))}
    ))  # fmt: skip


def rest(rig):
    """Everything of an armature that a tool may not touch."""
    bones = {
        bone.name: (
            [list(row) for row in bone.matrix_local], tuple(bone.head_local), tuple(bone.tail_local),
            bone.use_connect, bone.parent and bone.parent.name,
        )
        for bone in rig.data.bones
    }  # fmt: skip
    object_level = [list(row) for row in rig.matrix_world], tuple(rig.scale), tuple(rig.delta_scale)
    return bones, object_level, rig.parent, rig.data.name, rig.data.pose_position


def test_rest_pose_and_object_stay_as_they_are(addon):
    """On a rig that is turned, scaled unevenly and below a parent; no transform is applied."""
    parent = bpy.data.objects.new("Parent", None)
    bpy.context.scene.collection.objects.link(parent)
    parent.scale = (2.0, 2.0, 2.0)
    rig = rigs.mixamo(matrix=rigs.object_matrix((10, 0, 70), (0.5, 0.6, 0.5), (3, 2, 1)))
    rig.parent = parent
    bpy.context.view_layer.objects.active = rig
    bpy.context.view_layer.update()
    before = rest(rig)
    generate(addon, take_count=2, set_length=True, seconds=3.0)
    assert len(rig.dynmask.takes) == 2 and rest(rig) == before
    bpy.ops.dynmask.accept_take(index=0)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    bpy.ops.dynmask.regenerate()
    jobs.wait(30)
    assert rig.dynmask.takes and rest(rig) == before
    bpy.ops.dynmask.discard_all()
    assert rest(rig) == before

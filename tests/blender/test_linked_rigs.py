"""Rigs from another file: linked ones are refused in one sentence, overridden ones are animated and kept."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.export import verify
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import mappings
from steps import fails, generate, relinked, reopened

FRAMES = 12


@pytest.fixture
def linked(addon, rig, tmp_path):
    """The rig, linked into a new file."""
    return relinked(tmp_path)


def overridden():
    return next(obj for obj in bpy.data.objects if obj.override_library)


@pytest.mark.parametrize("name", ["generate", "detect_mapping", "analyse", "regenerate", "extend"])
def test_linked_rigs_are_refused(linked, name):
    said = f"'{linked.name}' is linked from another file: make a library override of it first"
    fails(getattr(bpy.ops.dynmask, name), said)
    assert not bpy.data.actions


@pytest.mark.parametrize("kind", ["object", "hierarchy"])
def test_overrides_are_animated_and_keep_it(linked, tmp_path, kind):
    if kind == "object":
        linked.override_create(remap_local_usages=True)
    else:
        linked.override_hierarchy_create(bpy.context.scene, bpy.context.view_layer, do_fully_editable=True)
    rig, motion = overridden(), rigs.wild_motion(FRAMES)
    mapping = mappings.get_or_detect(rig)
    tracks = to_rig.retarget(rig, *motion, mapping)
    action = new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Mine", 1)
    assert action.library is None
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "shot.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "shot.blend"))
    rig = overridden()
    assert rig.animation_data.action.name == "Mine"
    errors = rigs.limb_errors(rig, mapping, *motion, range(1, FRAMES + 1))
    assert max(e.max() for e in errors.values()) < 6.0


def test_takes_on_an_override(linked):
    rig = linked.override_create(remap_local_usages=True)
    bpy.context.view_layer.objects.active = rig
    generate(bpy.context.scene.dynmask, take_count=2)
    assert len(rig.dynmask.takes) == 2 and rig.animation_data.action
    bpy.ops.dynmask.discard_all()
    assert not bpy.data.actions


def test_an_override_that_cannot_be_edited_is_refused(linked):
    linked.override_hierarchy_create(bpy.context.scene, bpy.context.view_layer, do_fully_editable=False)
    rig = overridden()
    rig.override_library.is_system_override = True
    bpy.context.view_layer.objects.active = rig
    fails(bpy.ops.dynmask.generate, "is not editable: make it editable first")


@pytest.mark.parametrize("kind", ["object", "hierarchy"])
def test_an_override_of_linked_armature_data_has_a_mapping_of_its_own(linked, tmp_path, kind):
    """Shown in the panel, edited there, and saved: the usual set-up of a production."""
    if kind == "object":
        linked.override_create(remap_local_usages=True)
    else:
        linked.override_hierarchy_create(bpy.context.scene, bpy.context.view_layer, do_fully_editable=True)
    rig = overridden()
    bpy.context.view_layer.objects.active = rig
    assert bpy.ops.dynmask.detect_mapping() == {"FINISHED"}
    rows = {item.name: item for item in mappings.shown(rig).roles}
    assert len(rows) == len(mappings.ROLES) and rows["left_knee"].bone == "LeftLeg"
    rows["left_foot"].bone = ""
    assert mappings.shown(rig).kind == "custom"
    for number in (1, 2):
        rig = reopened(tmp_path / f"shot{number}.blend")
        rows = {item.name: item.bone for item in mappings.shown(rig).roles}
        assert rows["left_foot"] == "" and rows["left_knee"] == "LeftLeg"
        kept = to_rig.load_mapping(rig)
        assert "left_foot" not in kept.roles and kept.kind == "custom"
        assert mappings.get_or_detect(rig) == kept


def test_a_mapping_of_the_library_counts_until_there_is_another(addon, rig, tmp_path):
    mapping = to_rig.detect_mapping(rig)
    del mapping.roles["head"]
    to_rig.save_mapping(rig, mapping)
    linked = relinked(tmp_path)
    with pytest.raises(ValueError, match="make a library override of it first"):
        to_rig.save_mapping(linked, mapping)
    rig = linked.override_create(remap_local_usages=True)
    assert "head" not in mappings.get_or_detect(rig).roles
    mappings.detect(rig)
    assert mappings.get_or_detect(rig).roles["head"] == "Head"


def everything():
    """Names of all data, and whether it is this file's."""
    return {
        (kind, block.name, block.library is None)
        for kind in ("objects", "armatures", "actions", "meshes", "scenes")
        for block in getattr(bpy.data, kind)
    }


@pytest.mark.parametrize("preset", ["UNITY", "UNREAL", "glTF"])
def test_linked_rigs_are_exported(addon, rig, tmp_path, preset):
    """Nothing of it is changed for that; its names may be those of this file's data too."""
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.wild_motion(FRAMES), mapping)
    new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Armature", 0)
    rig.name = "Armature"
    linked = relinked(tmp_path)
    if preset == "UNREAL":
        bpy.data.objects.new("Armature", None)
        bpy.data.scenes.new("Armature")
    before = everything()
    if preset == "glTF":
        path = tmp_path / "take.glb"
        assert bpy.ops.dynmask.export_gltf(filepath=str(path)) == {"FINISHED"}
        known = set(bpy.data.objects)
        bpy.ops.import_scene.gltf(filepath=str(path))
        (again,) = (o for o in bpy.data.objects if o not in known and o.type == "ARMATURE")
        seen, wanted = rigs.poses(again, range(FRAMES)), rigs.poses(linked, range(FRAMES))
        assert max(np.abs(seen[bone][:, 0] - wanted[bone][:, 0]).max() for bone in wanted) < 1e-3
    else:
        path = tmp_path / "take.fbx"
        assert bpy.ops.dynmask.export_fbx(filepath=str(path), preset=preset) == {"FINISHED"}
        assert everything() == before
        assert verify.reimport_error_mm(bpy.context, linked, path) < 1.0
        assert everything() == before

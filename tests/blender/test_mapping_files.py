"""Bone mappings saved to and loaded from JSON files with the panel's operators."""

import json

import bpy
import pytest
import rigs
from dynmask.dynmask_blender.retarget import to_rig


def test_save_and_load(rig, tmp_path):
    bpy.ops.dynmask.detect_mapping()
    item = next(i for i in rig.data.dynmask.roles if i.name == "left_foot")
    item.bone = ""
    saved = to_rig.load_mapping(rig).roles
    assert "left_foot" not in saved
    path = tmp_path / "männchen"
    bpy.ops.dynmask.save_mapping(filepath=str(path))
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["roles"] == saved
    other = rigs.by_roles(rigs.MIXAMO, skip=("left_knee",))
    bpy.context.view_layer.objects.active = other
    bpy.ops.dynmask.load_mapping(filepath=str(path.with_suffix(".json")))
    assert to_rig.load_mapping(other).roles == saved
    warning = "left knee is set to LeftLeg, but the armature has no such bone: press Detect Bones."
    assert other.data.dynmask.warnings.split("\n") == [warning]
    assert {i.name: i.bone for i in other.data.dynmask.roles}["head"] == "Head"


def test_a_full_disk_leaves_the_mapping_that_was_there(rig, tmp_path, monkeypatch):
    import errno

    from dynmask.backend.motion import files

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    bpy.ops.dynmask.detect_mapping()
    path = tmp_path / "mapping.json"
    path.write_text("old")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(RuntimeError, match="disk of .*mapping.json is full: free some space and try again"):
        bpy.ops.dynmask.save_mapping(filepath=str(path))
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["mapping.json"]


@pytest.mark.parametrize("text, problem", [
    ("{", "not a bone mapping"),
    ('{"roles": {"pelvis": "Hips"}}', "not a bone mapping"),
    ('{"format": "dynmask-mapping/1", "kind": "x", "roles": ["Hips"]}', "not a bone mapping"),
    ('{"format": "dynmask-mapping/1", "kind": "x", "roles": {"pelvis": "root.x"}}', "another rig"),
])  # fmt: skip
def test_a_file_without_a_fitting_mapping_changes_nothing(rig, tmp_path, text, problem):
    bpy.ops.dynmask.detect_mapping()
    before = to_rig.load_mapping(rig)
    path = tmp_path / "mapping.json"
    path.write_text(text)
    with pytest.raises(RuntimeError, match=problem):
        bpy.ops.dynmask.load_mapping(filepath=str(path))
    assert to_rig.load_mapping(rig) == before


def test_files_that_are_missing(rig, tmp_path):
    with pytest.raises(RuntimeError, match="cannot be read"):
        bpy.ops.dynmask.load_mapping(filepath=str(tmp_path / "none.json"))
    with pytest.raises(RuntimeError, match="detect one first"):
        bpy.ops.dynmask.save_mapping(filepath=str(tmp_path / "none.json"))


def test_the_list_warns_of_what_is_missing_or_double(rig):
    bpy.ops.dynmask.detect_mapping()
    group = rig.data.dynmask
    assert group.warnings == ""
    items = {item.name: item for item in group.roles}
    items["left_knee"].bone = ""
    assert group.warnings == "No bone is set for left knee."
    items["left_knee"].bone = "RightLeg"
    assert "RightLeg is set for both left knee and right knee." in group.warnings.split("\n")
    assert to_rig.load_mapping(rig).roles["left_knee"] == "RightLeg"
    items["left_knee"].bone = "LeftLeg"
    assert group.warnings == "" and group.kind == "custom"
    items["left_knee"].bone = ""
    with pytest.raises(RuntimeError, match="left knee: press Detect Bones or set them under Bone Mapping"):
        bpy.ops.dynmask.generate()


def test_the_file_dialog_begins_with_the_armatures_name(rig):
    from dynmask.dynmask_blender.operators.common import NamedAfterRig

    class Dialog:
        filepath, filename_ext = "", ".json"

        def invoke(self, context, event):
            return {"RUNNING_MODAL"}

    class Named(NamedAfterRig, Dialog):
        pass

    rig.name = "Ada: hero"
    operator = Named()
    assert operator.invoke(bpy.context, None) == {"RUNNING_MODAL"}
    assert operator.filepath == "Ada__hero.json"
    operator.filepath = "kept.json"
    operator.invoke(bpy.context, None)
    assert operator.filepath == "kept.json"

"""Bone mapping and export."""

import bpy
from bpy.props import EnumProperty, StringProperty
from bpy_extras.io_utils import ExportHelper

from . import mappings, targets
from .operators_common import NeedsArmature


class DYNMASK_OT_detect_mapping(NeedsArmature, bpy.types.Operator):
    """Find out from names and hierarchy which bone is which part of the body"""

    bl_idname = "dynmask.detect_mapping"
    bl_label = "Detect Bones"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        mapping = mappings.detect(obj)
        found = sum(bool(bone) for bone in mapping.roles.values())
        level = "WARNING" if mapping.warnings else "INFO"
        self.say(f"{mapping.kind}: {found} bones found", *mapping.warnings, level=level)


class DYNMASK_OT_export_fbx(NeedsArmature, ExportHelper, bpy.types.Operator):
    """Export the armature with its present action as FBX for a game engine"""

    bl_idname = "dynmask.export_fbx"
    bl_label = "Export FBX"
    bl_options = {"REGISTER"}

    filename_ext = ".fbx"
    filter_glob: StringProperty(default="*.fbx", options={"HIDDEN"})
    preset: EnumProperty(
        name="For", items=(("UNITY", "Unity", ""), ("UNREAL", "Unreal Engine", ""), ("GODOT", "Godot", ""))
    )

    def invoke(self, context, event):
        self.preset = context.scene.dynmask.export_preset
        if not self.filepath:
            obj = targets.candidate(context)
            self.filepath = bpy.path.clean_name(obj.name if obj else "motion") + ".fbx"
        return ExportHelper.invoke(self, context, event)

    def act(self, context):
        from . import export

        if not self.filepath:
            raise ValueError("Give a file to export to")
        notices = export.export_fbx(context, targets.armature(context), self.filepath, preset=self.preset)
        self.say(f"Exported '{bpy.path.basename(self.filepath)}'", *_sentences(notices))


def _sentences(value):
    return [text for text in value if isinstance(text, str)] if isinstance(value, list | tuple) else []


CLASSES = (DYNMASK_OT_detect_mapping, DYNMASK_OT_export_fbx)

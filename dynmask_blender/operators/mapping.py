"""Bone mapping."""

import bpy
from bpy.props import StringProperty
from bpy_extras.io_utils import ExportHelper, ImportHelper

from ..rig import mappings, targets
from ..session import status
from .common import NamedAfterRig, NeedsArmature


class DYNMASK_OT_detect_mapping(NeedsArmature, bpy.types.Operator):
    """Detect which bone is which part of the body, from names, hierarchy and shape"""

    bl_idname = "dynmask.detect_mapping"
    bl_label = "Detect Bones"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        mapping = mappings.detect(obj)
        found = sum(bool(bone) for bone in mapping.roles.values())
        level = "WARNING" if mapping.warnings else "INFO"
        self.say(f"{mapping.kind}: {found} bones found", *mapping.warnings, level=level)


class _MappingFile(NeedsArmature):
    filename_ext = ".json"
    filter_glob: StringProperty(default="*.json", options={"HIDDEN"})


class DYNMASK_OT_save_mapping(NamedAfterRig, _MappingFile, ExportHelper, bpy.types.Operator):
    """Save the bone mapping to a JSON file, for rigs with the same bones"""

    bl_idname = "dynmask.save_mapping"
    bl_label = "Save Mapping"

    def act(self, context):
        if not self.filepath:
            raise status.Problem("Give a file to save to")
        path = bpy.path.ensure_ext(self.filepath, self.filename_ext)
        mappings.write_file(targets.armature(context), path)
        self.say(f"Saved '{bpy.path.basename(path)}'")


class DYNMASK_OT_load_mapping(_MappingFile, ImportHelper, bpy.types.Operator):
    """Load the bone mapping from a JSON file"""

    bl_idname = "dynmask.load_mapping"
    bl_label = "Load Mapping"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        if not self.filepath:
            raise status.Problem("Give a file to load")
        mapping = mappings.read_file(targets.armature(context), self.filepath)
        level = "WARNING" if mapping.warnings else "INFO"
        self.say(f"{mapping.kind}: {len(mapping.roles)} bones", *mapping.warnings, level=level)


CLASSES = (DYNMASK_OT_detect_mapping, DYNMASK_OT_save_mapping, DYNMASK_OT_load_mapping)

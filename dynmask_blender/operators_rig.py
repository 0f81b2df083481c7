"""Bone mapping."""

import bpy

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


CLASSES = (DYNMASK_OT_detect_mapping,)

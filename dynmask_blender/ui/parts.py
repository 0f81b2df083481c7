"""The panel of parts, in Direct: which of the body is generated or repeated, and Mirror."""

import bpy

from .base import DirectPanel, seed


class DYNMASK_PT_parts(DirectPanel, bpy.types.Panel):
    bl_label = "Part of the Body, Mirror"
    bl_order = 60
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        # Those of Edit a Range, which may be closed.
        layout.prop(settings, "edit_prompt", text="", icon="TEXT", placeholder="what this part does")
        seed(layout, settings, "edit_seed", "edit_random_seed")
        row = layout.split(factor=0.62, align=True)
        row.operator_menu_enum("dynmask.change_part", "part", icon="MOD_ARMATURE")
        row.prop(settings, "edit_count")
        layout.operator_menu_enum("dynmask.loop_part", "part", icon="FILE_REFRESH")
        layout.operator("dynmask.mirror", icon="MOD_MIRROR")


CLASSES = (DYNMASK_PT_parts,)

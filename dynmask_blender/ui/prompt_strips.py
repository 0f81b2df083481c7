"""The panel of the prompt strips, the first of Direct."""

import bpy

from ..rig import targets
from .base import DirectPanel


class DYNMASK_UL_strips(bpy.types.UIList):
    """One row per strip, in the order of the timeline; a double click edits the sentence."""

    def draw_item(self, context, layout, data, item, icon, active_data, active_property, index):
        row = layout.row(align=True)
        split = row.split(factor=0.62, align=True)
        split.prop(item, "prompt", text="", emboss=False, placeholder="anything")
        split.label(text=f"{item.first}–{item.last}")
        row.operator("dynmask.remove_strip", text="", icon="X", emboss=False).index = index


class DYNMASK_PT_strips(DirectPanel, bpy.types.Panel):
    bl_label = "Prompt Strips"
    bl_order = 0
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask
        row = layout.row()
        row.template_list("DYNMASK_UL_strips", "", group, "strips", group, "strip_active", rows=3)
        column = row.column(align=True)
        column.operator("dynmask.add_strip", text="", icon="ADD")
        column.operator("dynmask.move_strip", text="", icon="TRIA_UP").direction = "EARLIER"
        column.operator("dynmask.move_strip", text="", icon="TRIA_DOWN").direction = "LATER"
        if 0 <= group.strip_active < len(group.strips):
            strip = group.strips[group.strip_active]
            row = layout.row(align=True)
            row.prop(strip, "first")
            row.prop(strip, "last")
        layout.operator("dynmask.generate_strips", icon="SEQ_SEQUENCER")


CLASSES = (DYNMASK_UL_strips, DYNMASK_PT_strips)

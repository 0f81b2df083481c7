"""Many at once: takes for all selected rigs, and lists of sentences."""

import bpy

from ..rig import targets
from ..session import jobs
from .base import SidebarPanel


class DYNMASK_PT_many(SidebarPanel, bpy.types.Panel):
    bl_label = "Many"
    bl_order = 60
    bl_parent_id = "DYNMASK_PT_main"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        rigs = len(targets.selected(context))
        column = layout.column(align=True)
        column.enabled = rigs > 1 and not jobs.busy()
        text = f"Generate for {rigs} Selected Rigs" if rigs > 1 else "Select Two Rigs or More"
        column.operator("dynmask.generate_crowd", text=text, icon="OUTLINER_OB_ARMATURE")
        column.prop(settings, "crowd_offset")
        layout.prop_search(settings, "list_text", bpy.data, "texts", text="")
        layout.prop(settings, "list_makes", text="")
        if settings.list_makes != "ACTIONS":
            layout.prop(settings, "list_folder", text="")
        row = layout.row(align=True)
        row.operator("dynmask.generate_list", icon="TEXT")
        row.operator("dynmask.generate_list_file", text="", icon="FILE_FOLDER")


CLASSES = (DYNMASK_PT_many,)

"""The panel of compared takes, below the list of takes while they are compared."""

import bpy

from ..compare import shown
from ..rig import targets
from ..takes import history
from .base import SidebarPanel


class DYNMASK_PT_compare(SidebarPanel, bpy.types.Panel):
    bl_label = "Compare"
    bl_parent_id = "DYNMASK_PT_takes"
    bl_order = 10

    @classmethod
    def poll(cls, context):
        return shown.current().on

    def draw(self, context):
        layout, here, obj = self.layout, shown.current(), targets.candidate(context)
        row = layout.row(align=True)
        for what, text, pressed in (
            ("BESIDE", "Beside", not here.over), ("OVER", "Over", here.over), ("WAY", "Way", here.way),
        ):  # fmt: skip
            row.operator("dynmask.compare_how", text=text, depress=pressed).what = what
        column = layout.column(align=True)
        for one in shown.rows(obj, None):
            take = obj.dynmask.takes[one.number] if one.number != shown.OWN else None
            text = history.row_text(take) if take else one.action.name
            icon = f"COLLECTION_COLOR_{one.color + 1:02d}" if take else "ACTION"
            row = column.row(align=True)
            row.label(text=text, icon=icon)
            if take:
                row.label(text=history.short_summary(take, " ", length=False))
            left_out = one.action.session_uid in here.hidden
            eye = "HIDE_ON" if left_out else "HIDE_OFF"
            row.operator("dynmask.compare_take", text="", icon=eye, emboss=False).number = one.number


CLASSES = (DYNMASK_PT_compare,)

"""Texts in panels, broken to the panel's width, and the last message with a way to see the whole of it."""

import bpy

from ..session import status

CHARACTER_PIXELS = 7.0
MESSAGE_LINES = 3


class DYNMASK_OT_show_message(bpy.types.Operator):
    """Show the whole message"""

    bl_idname = "dynmask.show_message"
    bl_label = "Message"
    bl_options = {"INTERNAL"}

    def execute(self, context):
        def draw(popup, _):
            for line in status.wrapped(status.current.message, 80):
                popup.layout.label(text=line)

        context.window_manager.popup_menu(draw, title=self.bl_label, icon="INFO")
        return {"FINISHED"}


def last(layout, context):
    """The last message, in a place of always the same height: no button moves when one comes or goes."""
    text, error = status.current.message, status.current.level != "INFO"
    box = layout.box()
    box.alert = status.current.level == "ERROR"
    row = box.row(align=True)
    column = row.column(align=True)
    parts = status.wrapped(text, width(context), MESSAGE_LINES)
    for i in range(MESSAGE_LINES):
        icon = ("ERROR" if error else "INFO") if text and i == 0 else "BLANK1"
        column.label(text=parts[i] if i < len(parts) else "", icon=icon)
    if text and parts[-1].endswith("…"):
        row.operator("dynmask.show_message", text="", icon="THREE_DOTS", emboss=False)


def width(context):
    """How many characters fit into a line of the panel."""
    return int(context.region.width / (CHARACTER_PIXELS * context.preferences.system.ui_scale)) - 8


def lines(layout, context, text, icon):
    """A text in as many lines as the panel is narrow, the icon before the first."""
    column = layout.column(align=True)
    for i, line in enumerate(status.wrapped(text, width(context))):
        column.label(text=line, icon=icon if i == 0 else "BLANK1")

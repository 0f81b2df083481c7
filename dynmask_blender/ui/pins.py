"""The panel of pins, in Direct: parts of the body at places for frames."""

import bpy

from ..direction.pinning import places
from ..direction.pinning.properties import POSE
from ..rig import targets
from .base import DirectPanel


class DYNMASK_UL_pins(bpy.types.UIList):
    """One row per pin: what, where and when."""

    def draw_item(self, context, layout, data, item, icon, active_data, active_property, index):
        row = layout.row(align=True)
        row.prop(item, "enabled", text="")
        # What is pinned needs more room than the others, or the sidebar cuts it off.
        split = row.split(factor=0.45)
        split.active = item.enabled
        split.label(text=places.label_of(item).capitalize())
        body = split.row()
        body.label(text=_where(item))
        body.label(text=f"{item.first}" if item.body == POSE else f"{item.first}–{item.last}")


class DYNMASK_PT_pins(DirectPanel, bpy.types.Panel):
    bl_label = "Pins"
    bl_order = 50
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask_pins
        row = layout.row()
        row.template_list("DYNMASK_UL_pins", "", group, "items", group, "active", rows=3)
        buttons = row.column(align=True)
        buttons.operator_menu_enum("dynmask.add_pin", "body", text="", icon="ADD")
        buttons.operator("dynmask.remove_pin", text="", icon="REMOVE")
        if 0 <= group.active < len(group.items):
            _pin(layout.column(), group.items[group.active])
        row = layout.row()
        row.scale_y = 1.2
        row.operator("dynmask.apply_pins", icon="PINNED")
        layout.prop(group, "with_generate")


def _pin(column, pin):
    column.use_property_split = True
    column.prop(pin, "body")
    if pin.body == POSE:
        column.prop(pin, "first", text="Frame")
        column.prop(pin, "at_place")
        column.operator("dynmask.set_pin", text="Keep Pose", icon="POSE_HLT")
    else:
        column.prop(pin, "held_at")
        if pin.held_at == "PLACE":
            column.prop(pin, "place")
            column.operator("dynmask.set_pin", text="To 3D Cursor", icon="PIVOT_CURSOR")
        else:
            column.prop(pin, "target")
            if pin.held_at == "BONE" and pin.target and pin.target.type == "ARMATURE":
                column.prop_search(pin, "bone", pin.target.data, "bones")
        row = column.row(align=True)
        row.prop(pin, "first", text="Frames")
        row.prop(pin, "last", text="")
    column.prop(pin, "strength")
    column.prop(pin, "ease")
    if pin.body != POSE:
        column.prop(pin, "grow")


def _where(pin):
    if pin.body == POSE:
        return ""
    if pin.held_at == "PLACE":
        return "a place"
    name = pin.target.name if pin.target else "nothing"
    return f"{name}: {pin.bone}" if pin.held_at == "BONE" else name


CLASSES = (DYNMASK_UL_pins, DYNMASK_PT_pins)

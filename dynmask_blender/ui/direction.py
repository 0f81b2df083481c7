"""The Direct panel: loops, paths, poses and joins. Each box is a function of its own in BOXES."""

import bpy

from ..direction import paths, told
from ..operators.directing import path as path_operators
from ..rig import targets
from .base import ArmaturePanel
from .messages import lines


class DYNMASK_PT_direct(ArmaturePanel, bpy.types.Panel):
    bl_label = "Direct"
    bl_order = 20
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        self.layout.prop(context.scene.dynmask, "show_guides", icon="OVERLAY", toggle=True)
        for box in BOXES:
            box(self.layout, context, targets.candidate(context))


class DYNMASK_PT_drawing(bpy.types.Panel):
    """Stands in for the tab's other panels while a path is drawn, whose rig is not active."""

    bl_label = "Path"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "DynMask"
    bl_parent_id = "DYNMASK_PT_main"

    @classmethod
    def poll(cls, context):
        return path_operators.rig_of(context.active_object, context.scene) is not None

    def draw(self, context):
        layout = self.layout
        lines(layout, context, "Draw the path with the left mouse button, seen from above", "INFO")
        layout.operator("dynmask.end_drawing", icon="CHECKMARK")


def draw_measured(layout, context, obj):
    """What was measured of the take that is shown."""
    take = path_operators.shown_take(obj)
    for text in told.of(take.action) if take is not None else ():
        lines(layout, context, text, "DRIVER_DISTANCE")


def draw_loop(layout, context, obj):
    box, group = _box(layout, "Loop", "FILE_REFRESH"), obj.dynmask_direction
    row = box.row(align=True)
    row.prop(group, "cycles")
    row.prop(group, "loop_root", text="")
    column = box.column(align=True)
    column.operator("dynmask.generate_loop", icon="PLAY")
    column.operator("dynmask.loop_action", text="Loop of Action or Range", icon="ACTION")


def draw_path(layout, context, obj):
    box, curve = _box(layout, "Path", "CURVE_PATH"), obj.dynmask_direction.path
    box.prop(obj.dynmask_direction, "path", text="")
    row = box.row(align=True)
    row.operator("dynmask.draw_path", icon="GREASEPENCIL")
    row.operator("dynmask.add_path", icon="ADD")
    if curve is None:
        lines(box, context, "Draw or add a path, or choose a curve", "INFO")
    column = box.column(align=True)
    for empty in paths.waypoints(curve) if curve is not None else ():
        row = column.row(align=True)
        row.label(text=empty.name, icon="EMPTY_SINGLE_ARROW")
        row.prop(empty.dynmask_waypoint, "frame", text="")
        row.prop(empty.dynmask_waypoint, "facing", text="", icon="ORIENTATION_VIEW")
    row = column.row(align=True)
    row.enabled = curve is not None
    row.operator("dynmask.add_waypoint", icon="EMPTY_SINGLE_ARROW")
    column = box.column(align=True)
    column.enabled = curve is not None
    column.operator("dynmask.generate_path", icon="PLAY")
    column.operator("dynmask.follow_path", icon="ACTION")
    column.operator("dynmask.update_path", icon="FILE_REFRESH")


def draw_poses(layout, context, obj):
    box, group = _box(layout, "Poses", "ARMATURE_DATA"), obj.dynmask_direction
    for end in ("start", "end"):
        box.prop(group, f"{end}_pose")
        if getattr(group, f"{end}_pose") == "ACTION":
            row = box.row(align=True)
            row.prop(group, f"{end}_action", text="")
            row.prop(group, f"{end}_frame")
    box.operator("dynmask.generate_posed", icon="PLAY")


def draw_join(layout, context, obj):
    box, group = _box(layout, "Join", "AUTOMERGE_ON"), obj.dynmask_direction
    box.prop(group, "join_first")
    box.prop(group, "join_second")
    row = box.row(align=True)
    row.prop(group, "join_set_seconds", text="", icon="TIME")
    if group.join_set_seconds:
        row.prop(group, "join_seconds")
    else:
        row.label(text="As long as the steps take")
    box.operator("dynmask.join", icon="PLAY")


def _box(layout, title, icon):
    box = layout.box()
    box.label(text=title, icon=icon)
    return box


# In this order; functions of (layout, context, armature object).
BOXES = [draw_measured, draw_loop, draw_path, draw_poses, draw_join]

CLASSES = (DYNMASK_PT_drawing, DYNMASK_PT_direct)

"""The Direct panel, and those in it of loops, paths, poses and joins."""

import bpy

from ..direction import paths, told
from ..operators.directing import path as path_operators
from ..rig import targets
from .base import ArmaturePanel, DirectPanel
from .messages import lines


class DYNMASK_PT_direct(ArmaturePanel, bpy.types.Panel):
    bl_label = "Direct"
    bl_order = 20
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        self.layout.prop(context.scene.dynmask, "show_guides", icon="OVERLAY", toggle=True)


class DYNMASK_PT_measured(DirectPanel, bpy.types.Panel):
    """What was measured of the take that is shown, below all of Direct: nothing above moves for it."""

    bl_label = "Measured"
    bl_order = 100
    bl_options = {"HIDE_HEADER"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and bool(_measured(obj))

    def draw(self, context):
        for text in _measured(targets.candidate(context)):
            lines(self.layout, context, text, "DRIVER_DISTANCE")


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


class DYNMASK_PT_loop(DirectPanel, bpy.types.Panel):
    bl_label = "Loop"
    bl_order = 10
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask_direction
        row = layout.row(align=True)
        row.prop(group, "cycles")
        row.prop(group, "loop_root", text="")
        column = layout.column(align=True)
        column.operator("dynmask.generate_loop", icon="PLAY")
        column.operator("dynmask.loop_action", text="Loop of Action or Range", icon="ACTION")


class DYNMASK_PT_path(DirectPanel, bpy.types.Panel):
    bl_label = "Path"
    bl_order = 20
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask_direction
        layout.prop(group, "path", text="")
        row = layout.row(align=True)
        row.operator("dynmask.draw_path", icon="GREASEPENCIL")
        row.operator("dynmask.add_path", icon="ADD")
        if group.path is None:
            lines(layout, context, "Draw or add a path, or choose a curve", "INFO")
        column = layout.column(align=True)
        column.enabled = group.path is not None
        # Above its rows: it stays under the mouse when one comes.
        column.operator("dynmask.add_waypoint", icon="EMPTY_SINGLE_ARROW")
        for empty in paths.waypoints(group.path) if group.path is not None else ():
            row = column.row(align=True)
            row.label(text=empty.name, icon="EMPTY_SINGLE_ARROW")
            row.prop(empty.dynmask_waypoint, "frame", text="")
            row.prop(empty.dynmask_waypoint, "facing", text="", icon="ORIENTATION_VIEW")
        column = layout.column(align=True)
        column.enabled = group.path is not None
        column.operator("dynmask.generate_path", icon="PLAY")
        column.operator("dynmask.follow_path", icon="ACTION")
        column.operator("dynmask.update_path", icon="FILE_REFRESH")


class DYNMASK_PT_poses(DirectPanel, bpy.types.Panel):
    bl_label = "Poses"
    bl_order = 30
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask_direction
        for end in ("start", "end"):
            layout.prop(group, f"{end}_pose")
            if getattr(group, f"{end}_pose") == "ACTION":
                row = layout.row(align=True)
                row.prop(group, f"{end}_action", text="")
                row.prop(group, f"{end}_frame")
        layout.operator("dynmask.generate_posed", icon="PLAY")


class DYNMASK_PT_join(DirectPanel, bpy.types.Panel):
    bl_label = "Join"
    bl_order = 40
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask_direction
        layout.prop(group, "join_first")
        layout.prop(group, "join_second")
        row = layout.row(align=True)
        row.prop(group, "join_set_seconds", text="", icon="TIME")
        if group.join_set_seconds:
            row.prop(group, "join_seconds")
        else:
            row.label(text="As long as the steps take")
        layout.operator("dynmask.join", icon="PLAY")


def _measured(obj):
    take = path_operators.shown_take(obj)
    return told.of(take.action) if take is not None else []


CLASSES = (
    DYNMASK_PT_drawing, DYNMASK_PT_direct, DYNMASK_PT_measured, DYNMASK_PT_loop, DYNMASK_PT_path,
    DYNMASK_PT_poses, DYNMASK_PT_join,
)  # fmt: skip

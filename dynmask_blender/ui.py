"""The DynMask tab of the 3D view's sidebar. Drawing looks nothing up but settings and the status."""

import bpy

from . import history, jobs, operators_model, status, targets, thumbnails
from .short_prompt import short

CHARACTER_PIXELS = 7.0
MOST_HISTORY = 12


class _Panel:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "DynMask"


class _ArmaturePanel(_Panel):
    bl_parent_id = "DYNMASK_PT_main"

    @classmethod
    def poll(cls, context):
        return targets.candidate(context) is not None


class DYNMASK_UL_takes(bpy.types.UIList):
    """One row per take; the buttons belong to their own row."""

    def draw_item(self, context, layout, data, item, icon, active_data, active_property, index):
        row = layout.row(align=True)
        # The sentence tells takes apart, and needs the room: the length is told below the list.
        split = row.split(factor=0.62, align=True)
        picture = thumbnails.icon(item.action)
        text = short(item.prompt) or item.name or f"Take {index + 1}"
        if picture:
            split.label(text=text, icon_value=picture)
        else:
            split.label(text=text, icon="ACTION" if item.action else "ERROR")
        split.label(text=history.facts(item, " ", length=False))
        if item.action and item.action.use_fake_user:
            row.label(text="", icon="FAKE_USER_ON")
        row.operator("dynmask.accept_take", text="", icon="CHECKMARK", emboss=False).index = index
        row.operator("dynmask.discard_take", text="", icon="X", emboss=False).index = index


class DYNMASK_PT_main(_Panel, bpy.types.Panel):
    bl_label = "DynMask"

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        obj = targets.candidate(context)
        layout.prop(settings, "prompt", text="", icon="TEXT", placeholder="a person jumps twice")
        _length_and_seed(layout, settings)
        if jobs.busy():
            row = layout.row(align=True)
            text = f"{status.current.busy}: {status.current.stage}"
            row.progress(factor=status.current.progress, text=text)
            row.operator("dynmask.cancel", text="", icon="X")
        else:
            row = layout.row()
            row.scale_y = 1.4
            row.operator("dynmask.generate", icon="PLAY")
        if obj is None:
            layout.label(text="Select an armature", icon="INFO")
        _message(layout, context)


class DYNMASK_PT_takes(_ArmaturePanel, bpy.types.Panel):
    bl_label = "Takes"

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and (len(obj.dynmask.takes) > 0 or len(obj.dynmask.history) > 0)

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask
        if not group.takes:
            return
        layout.template_list("DYNMASK_UL_takes", "", group, "takes", group, "active", rows=3)
        if 0 <= group.active < len(group.takes):
            self._active(context, group.takes[group.active])
        row = layout.row(align=True)
        row.operator("dynmask.accept_take", icon="CHECKMARK").index = -1
        row.operator("dynmask.discard_all", icon="LOOP_BACK")

    def _active(self, context, take):
        """Everything about the take that is shown, and what can be done with it."""
        layout, kept = self.layout, take.action is not None and take.action.use_fake_user
        _lines(layout, context, take.prompt or "No prompt", "TEXT")
        layout.label(text=history.told(take), icon="BLANK1")
        from .ui_library import draw_origins

        draw_origins(layout, take)
        # One below the other: side by side the words are cut off.
        column = layout.column(align=True)
        column.operator("dynmask.keep_take", icon="FAKE_USER_ON" if kept else "FAKE_USER_OFF", depress=kept)
        column.operator("dynmask.push_take", icon="NLA_PUSHDOWN")
        column.operator("dynmask.reroll_take", icon="FILE_REFRESH")


class DYNMASK_PT_history(_Panel, bpy.types.Panel):
    bl_label = "History"
    bl_parent_id = "DYNMASK_PT_takes"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and len(obj.dynmask.history) > 0

    def draw(self, context):
        layout, past = self.layout, targets.candidate(context).dynmask.history
        column = layout.column(align=True)
        for index in range(len(past) - 1, max(-1, len(past) - 1 - MOST_HISTORY), -1):
            entry = past[index]
            row = column.row(align=True)
            outcome = history.OUTCOMES.get(entry.outcome, "")
            row.label(text=f"{short(entry.prompt) or 'No prompt'} ({history.facts(entry)}) {outcome}")
            row.operator("dynmask.use_history", text="", icon="LOOP_BACK", emboss=False).index = index
        layout.operator("dynmask.clear_history", icon="TRASH")


class DYNMASK_PT_edit(_ArmaturePanel, bpy.types.Panel):
    bl_label = "Edit a Range"

    def draw(self, context):
        layout, settings, obj = self.layout, context.scene.dynmask, targets.candidate(context)
        row = layout.row(align=True)
        row.operator("dynmask.analyse", icon="FCURVE")
        row.prop(settings, "show_overlay", text="", icon="OVERLAY")
        row.prop(settings, "show_bands", text="", icon="SEQ_HISTOGRAM")
        row.prop(settings, "show_legend", text="", icon="COLOR")
        layout.prop(settings, "threshold", slider=True)
        layout.prop(settings, "use_preview_range")
        row = layout.row(align=True)
        row.enabled = not settings.use_preview_range
        row.prop(obj.dynmask, "range_first")
        row.prop(obj.dynmask, "range_last")
        row.operator("dynmask.clear_range", text="", icon="X")
        row = layout.row(align=True)
        row.operator("dynmask.most_complex", text="Most Complex", icon="ZOOM_SELECTED")
        previous = row.operator("dynmask.next_segment", text="", icon="TRIA_LEFT")
        previous.backwards = True
        row.operator("dynmask.next_segment", text="Next", icon="TRIA_RIGHT")
        layout.prop(settings, "edit_prompt", text="", icon="TEXT", placeholder="the same again")
        row = layout.row(align=True)
        row.prop(settings, "edit_count")
        row.prop(settings, "edit_seed")
        layout.operator("dynmask.regenerate", icon="FILE_REFRESH")
        layout.operator("dynmask.inbetween", icon="IPO_EASE_IN_OUT")
        row = layout.row(align=True)
        row.operator("dynmask.extend", icon="FORWARD")
        row.prop(settings, "extend_seconds")


class DYNMASK_PT_mapping(_ArmaturePanel, bpy.types.Panel):
    bl_label = "Bone Mapping"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, obj = self.layout, targets.candidate(context)
        row = layout.row(align=True)
        row.operator("dynmask.detect_mapping", icon="ARMATURE_DATA")
        row.operator("dynmask.load_mapping", text="", icon="FILE_FOLDER")
        row.operator("dynmask.save_mapping", text="", icon="FILE_TICK")
        group = obj.data.dynmask
        if not group.roles:
            return
        layout.label(text=f"Rig: {group.kind}")
        column = layout.column(align=True)
        for item in group.roles:
            column.prop_search(item, "bone", obj.data, "bones", text=item.name.replace("_", " ").title())
        for warning in filter(None, group.warnings.split("\n")):
            _lines(layout, context, warning, "ERROR")


class DYNMASK_PT_options(_Panel, bpy.types.Panel):
    bl_label = "Options"
    bl_parent_id = "DYNMASK_PT_main"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        operators_model.draw(layout, context.scene)
        layout.use_property_split = True
        for name in ("root", "place", "extend_scene", "foot_lock", "steps"):
            layout.prop(settings, name)
        row = layout.row(heading="Guidance")
        row.prop(settings, "set_guidance", text="")
        field = row.row()
        field.active = settings.set_guidance
        field.prop(settings, "guidance", text="")
        # The library's panel builds on this module.
        from .ui_library import draw_closeness

        draw_closeness(layout, context)


class DYNMASK_PT_export(_ArmaturePanel, bpy.types.Panel):
    bl_label = "Export"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout = self.layout
        layout.prop(context.scene.dynmask, "export_preset")
        row = layout.row(align=True)
        row.operator("dynmask.export_fbx", icon="EXPORT")
        row.operator("dynmask.export_gltf", icon="EXPORT")
        layout.operator("dynmask.export_takes", icon="FILE_FOLDER")


def _length_and_seed(layout, settings):
    row = layout.row(align=True)
    if settings.set_length:
        row.prop(settings, "set_length", text="", icon="TIME")
        row.prop(settings, "seconds")
    else:
        row.prop(settings, "set_length", text="Length from the Prompt", icon="TIME")
    row = layout.row(align=True)
    row.prop(settings, "seed")
    row.prop(settings, "random_seed", text="", icon="FILE_REFRESH")
    layout.prop(settings, "take_count")


def _message(layout, context):
    if status.current.message:
        box = layout.box()
        box.alert = status.current.level == "ERROR"
        _lines(box, context, status.current.message, {"INFO": "INFO"}.get(status.current.level, "ERROR"))


def _lines(layout, context, text, icon):
    width = context.region.width / (CHARACTER_PIXELS * context.preferences.system.ui_scale) - 8
    column = layout.column(align=True)
    for i, line in enumerate(status.wrapped(text, int(width))):
        column.label(text=line, icon=icon if i == 0 else "BLANK1")


CLASSES = (
    DYNMASK_UL_takes, DYNMASK_PT_main, DYNMASK_PT_takes, DYNMASK_PT_history, DYNMASK_PT_edit,
    DYNMASK_PT_mapping, DYNMASK_PT_options, DYNMASK_PT_export,
)  # fmt: skip

"""The DynMask tab of the 3D view's sidebar. Drawing looks nothing up but settings and the status.

Sentence, takes and range are open and of a constant height; all else is below in closed panels. With those
closed the tab is shorter than the sidebar of a screen 1080 pixels high: tests/window/test_panel_height.py.
"""

import bpy

from ..compare import shown
from ..complexity import thumbnails
from ..operators import export, model
from ..operators.directing import path
from ..rig import mappings, rigify, targets
from ..session import jobs, status
from ..takes import history, rates
from ..takes.short_prompt import short
from . import messages
from .base import ArmaturePanel, SidebarPanel, seed
from .library import draw_closeness, draw_origins
from .messages import lines

MOST_HISTORY = 12
GENERATE_HEIGHT = 1.4
# Edits of a range with their icon and the setting of how many takes they make.
EDITS = (
    ("dynmask.regenerate", "FILE_REFRESH", "edit_count"),
    ("dynmask.inbetween", "IPO_EASE_IN_OUT", "inbetween_count"),
    ("dynmask.extend", "FORWARD", "extend_count"),
)


class DYNMASK_UL_takes(bpy.types.UIList):
    """One row per take; the buttons belong to their own row."""

    def draw_item(self, context, layout, data, item, icon, active_data, active_property, index):
        row = layout.row(align=True)
        # The sentence tells takes apart, and needs the room: the length is told below the list.
        split = row.split(factor=0.62, align=True)
        picture = thumbnails.icon(item.action)
        text = history.row_text(item) or f"Take {index + 1}"
        if picture:
            split.label(text=text, icon_value=picture)
        else:
            split.label(text=text, icon="ACTION" if item.action else "ERROR")
        split.label(text=history.short_summary(item, " ", length=False))
        if item.action and item.action.use_fake_user:
            row.label(text="", icon="FAKE_USER_ON")
        accept = row.row(align=True)
        accept.enabled = item.action is not None
        accept.operator("dynmask.accept_take", text="", icon="CHECKMARK", emboss=False).index = index
        row.operator("dynmask.discard_take", text="", icon="X", emboss=False).index = index


class DYNMASK_PT_main(SidebarPanel, bpy.types.Panel):
    bl_label = "DynMask"

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        obj = targets.candidate(context)
        layout.prop(settings, "prompt", text="", icon="TEXT", placeholder="a person jumps twice")
        _length_and_seed(layout, settings)
        if jobs.busy():
            row = layout.row(align=True)
            row.scale_y = GENERATE_HEIGHT
            text = f"{status.current.busy}: {status.current.stage}"
            row.progress(factor=status.current.progress, text=text)
            row.operator("dynmask.cancel", text="", icon="X")
        else:
            _making(layout, settings, "dynmask.generate", "PLAY", "take_count", GENERATE_HEIGHT)
        # While a path is drawn its own panel says what to do.
        if obj is None and path.rig_of(context.active_object, context.scene) is None:
            lines(layout, context, targets.absent(context), "INFO")
        messages.last(layout, context)


class DYNMASK_PT_takes(ArmaturePanel, bpy.types.Panel):
    """As high without takes as with them: no button below moves when they come and go."""

    bl_label = "Takes"
    bl_order = 0

    def draw_header_preset(self, context):
        self.layout.operator("dynmask.compare", icon="OUTLINER_OB_ARMATURE", depress=shown.current().on)

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask
        # As many rows as it would grow to with takes.
        layout.template_list("DYNMASK_UL_takes", "", group, "takes", group, "active", rows=5, maxrows=5)
        take = group.takes[group.active] if 0 <= group.active < len(group.takes) else None
        row = layout.row(align=True)
        accept = row.row(align=True)
        accept.enabled = take is not None and take.action is not None
        accept.operator("dynmask.accept_take", icon="CHECKMARK").index = -1
        row.operator("dynmask.discard_all", icon="LOOP_BACK")
        self._more(take)
        self._about(context, take)

    def _more(self, take):
        """What else can be done with the take that is shown."""
        kept = take is not None and take.action is not None and take.action.use_fake_user
        row = self.layout.row(align=True)
        row.enabled = take is not None and take.action is not None
        row.operator("dynmask.again", icon="FILE_REFRESH").index = -1
        row.operator("dynmask.reroll_take", text="Re-Roll…", icon="TEXT")
        row.operator("dynmask.use_take", text="", icon="LOOP_BACK")
        icon = "FAKE_USER_ON" if kept else "FAKE_USER_OFF"
        row.operator("dynmask.keep_take", text="", icon=icon, depress=kept)
        row.operator("dynmask.push_take", text="", icon="NLA_PUSHDOWN")

    def _about(self, context, take):
        """One line, but for what must be known of a take."""
        if take is None:
            self.layout.label(text="No takes yet", icon="INFO")
        elif take.action is None:
            self.layout.label(text="Its action was deleted", icon="ERROR")
        else:
            self.layout.label(text=history.summary(take), icon="ACTION")
            warning = rates.warning(take, context.scene)
            if warning:
                lines(self.layout, context, warning, "ERROR")
            if warning and rates.can_refit(take):
                self.layout.operator("dynmask.refit_take", icon="TIME")


class DYNMASK_PT_history(SidebarPanel, bpy.types.Panel):
    """The shown take's whole sentence and captured moments, and takes of before."""

    bl_label = "Details and History"
    bl_parent_id = "DYNMASK_PT_takes"
    bl_order = 20
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, group = self.layout, targets.candidate(context).dynmask
        if 0 <= group.active < len(group.takes):
            take = group.takes[group.active]
            lines(layout, context, take.prompt or "No prompt", "TEXT")
            draw_origins(layout, take)
        past = group.history
        if not past:
            layout.label(text="Nothing accepted or discarded yet", icon="RECOVER_LAST")
            return
        column = layout.column(align=True)
        for index in range(len(past) - 1, max(-1, len(past) - 1 - MOST_HISTORY), -1):
            entry = past[index]
            row = column.row(align=True)
            outcome = history.OUTCOMES.get(entry.outcome, "")
            row.label(text=f"{short(entry.prompt) or 'No prompt'} ({history.short_summary(entry)}) {outcome}")
            row.operator("dynmask.use_history", text="", icon="LOOP_BACK", emboss=False).index = index
        layout.operator("dynmask.clear_history", icon="TRASH")


class DYNMASK_PT_edit(ArmaturePanel, bpy.types.Panel):
    bl_label = "Edit a Range"
    bl_order = 10

    def draw(self, context):
        layout, settings, obj = self.layout, context.scene.dynmask, targets.candidate(context)
        row = layout.row(align=True)
        row.operator("dynmask.analyse", icon="FCURVE")
        row.prop(settings, "show_overlay", text="", icon="OVERLAY")
        row.prop(settings, "show_bands", text="", icon="SEQ_HISTOGRAM")
        row.prop(settings, "show_legend", text="", icon="COLOR")
        layout.prop(settings, "threshold", slider=True)
        row = layout.row(align=True)
        # As in the timeline's header: beside two frames.
        row.prop(settings, "use_preview_range", text="", icon="PREVIEW_RANGE")
        fields = row.row(align=True)
        fields.enabled = not settings.use_preview_range
        fields.prop(obj.dynmask, "range_first")
        fields.prop(obj.dynmask, "range_last")
        fields.operator("dynmask.clear_range", text="", icon="X")
        row = layout.row(align=True)
        row.operator("dynmask.most_complex", text="Most Complex", icon="ZOOM_SELECTED")
        previous = row.operator("dynmask.next_segment", text="", icon="TRIA_LEFT")
        previous.backwards = True
        row.operator("dynmask.next_segment", text="Next", icon="TRIA_RIGHT")
        layout.prop(settings, "edit_prompt", text="", icon="TEXT", placeholder="the same again")
        seed(layout, settings, "edit_seed", "edit_random_seed")
        _making(layout, settings, *EDITS[0])


class DYNMASK_PT_edit_more(SidebarPanel, bpy.types.Panel):
    bl_label = "In-Between, Extend, Keys, Hands"
    bl_parent_id = "DYNMASK_PT_edit"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings, obj = self.layout, context.scene.dynmask, targets.candidate(context)
        for edit in EDITS[1:]:
            _making(layout, settings, *edit)
        layout.prop(settings, "extend_seconds")
        layout.separator()
        layout.operator("dynmask.reduce_keys", icon="NORMALIZE_FCURVES")
        layout.operator("dynmask.set_hands", icon="VIEW_PAN")
        if mappings.shown(obj).kind == rigify.KIND:
            layout.operator("dynmask.bake_to_ik", icon="CON_KINEMATIC")


def _making(layout, settings, operator, icon, count, height=1.0):
    """A button with its own number of takes beside it."""
    row = layout.split(factor=0.62, align=True)
    row.scale_y = height
    row.operator(operator, icon=icon)
    row.prop(settings, count)


class DYNMASK_PT_mapping(ArmaturePanel, bpy.types.Panel):
    bl_label = "Bone Mapping"
    bl_parent_id = "DYNMASK_PT_options"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, obj = self.layout, targets.candidate(context)
        row = layout.row(align=True)
        row.operator("dynmask.detect_mapping", icon="ARMATURE_DATA")
        row.operator("dynmask.load_mapping", text="", icon="FILE_FOLDER")
        row.operator("dynmask.save_mapping", text="", icon="FILE_TICK")
        group = mappings.shown(obj)
        if not group.roles:
            return
        layout.label(text=f"Rig: {group.kind}")
        column = layout.column(align=True)
        for item in group.roles:
            column.prop_search(item, "bone", obj.data, "bones", text=item.name.replace("_", " ").title())
        for warning in filter(None, group.warnings.split("\n")):
            lines(layout, context, warning, "ERROR")


class DYNMASK_PT_options(SidebarPanel, bpy.types.Panel):
    bl_label = "Options and Bone Mapping"
    bl_order = 80
    bl_parent_id = "DYNMASK_PT_main"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings = self.layout, context.scene.dynmask
        model.draw(layout, context.scene)
        layout.use_property_split = True
        for name in ("root", "place", "extend_scene", "foot_lock", "hand_left", "hand_right", "steps"):
            layout.prop(settings, name)
        row = layout.row(heading="Guidance")
        row.prop(settings, "set_guidance", text="")
        field = row.row()
        field.active = settings.set_guidance
        field.prop(settings, "guidance", text="")
        # The library's panel builds on this module.
        draw_closeness(layout, context)


class DYNMASK_PT_export(ArmaturePanel, bpy.types.Panel):
    bl_label = "Export"
    bl_order = 70
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        export.draw(self.layout, context.scene)


def _length_and_seed(layout, settings):
    row = layout.row(align=True)
    if settings.set_length:
        row.prop(settings, "set_length", text="", icon="TIME")
        row.prop(settings, "seconds")
    else:
        row.prop(settings, "set_length", text="Length from the Prompt", icon="TIME")
    seed(layout, settings, "seed", "random_seed")


CLASSES = (
    messages.DYNMASK_OT_show_message, DYNMASK_UL_takes, DYNMASK_PT_main, DYNMASK_PT_takes,
    DYNMASK_PT_history, DYNMASK_PT_edit, DYNMASK_PT_edit_more, DYNMASK_PT_options, DYNMASK_PT_mapping,
    DYNMASK_PT_export,
)  # fmt: skip

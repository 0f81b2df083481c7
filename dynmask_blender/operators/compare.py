"""Compare: takes as stick figures in the 3D view. Nothing here makes an undo step, for nothing is changed."""

import bpy
from bpy.props import EnumProperty, IntProperty

from ..compare import handlers, shown
from ..rig import targets
from ..session import status
from .common import Readable


class _Compares(Readable):
    bl_options = {"REGISTER"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        if obj is None or not obj.dynmask.takes:
            cls.poll_message_set("There are no takes")
            return False
        return True


class DYNMASK_OT_compare(Readable, bpy.types.Operator):
    """Draw the takes as stick figures beside the rig, or stop; the rig and its keys are left alone"""

    bl_idname = "dynmask.compare"
    bl_label = "Compare"
    bl_options = {"REGISTER"}

    @classmethod
    def poll(cls, context):
        return shown.current().on or _Compares.poll.__func__(cls, context)

    def act(self, context):
        handlers.toggle(not shown.current().on)
        if shown.current().on:
            count = len(shown.rows(targets.candidate(context), None))
            self.say(f"{status.counted(count, 'figure')} in the 3D view: none of them changes the rig")


class DYNMASK_OT_compare_take(_Compares, bpy.types.Operator):
    """Draw this one, or leave it out"""

    bl_idname = "dynmask.compare_take"
    bl_label = "Compare This One"
    number: IntProperty(default=0, min=shown.OWN, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        hidden = shown.current().hidden
        for row in shown.rows(targets.candidate(context), None):
            if row.number == self.number:
                hidden ^= {row.action.session_uid}
        handlers.redraw()


class DYNMASK_OT_compare_how(_Compares, bpy.types.Operator):
    """How compared takes are drawn"""

    bl_idname = "dynmask.compare_how"
    bl_label = "Compare How"
    what: EnumProperty(
        items=(
            ("BESIDE", "Beside", "Figures stand beside the rig"),
            ("OVER", "Over", "Figures stand where the rig stands, and show through it"),
            ("WAY", "Way", "Draw each take's way over the floor, coloured by complexity, and its footprints"),
        ),
        options={"SKIP_SAVE"},
    )  # fmt: skip

    @classmethod
    def description(cls, context, properties):
        return cls.bl_rna.properties["what"].enum_items[properties.what].description

    def act(self, context):
        here = shown.current()
        if self.what == "WAY":
            here.way = not here.way
        else:
            here.over = self.what == "OVER"
        handlers.redraw()


CLASSES = (DYNMASK_OT_compare, DYNMASK_OT_compare_take, DYNMASK_OT_compare_how)

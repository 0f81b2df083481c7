"""Show, accept and discard takes."""

import bpy
from bpy.props import IntProperty

from . import jobs, takes, targets
from .operators_common import Readable


class _OnTake(Readable):
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and len(obj.dynmask.takes) > 0 and not jobs.busy()

    def chosen(self, obj):
        """The clicked row, or the active one; a take's own button always means its own row."""
        index = self.index if self.index >= 0 else obj.dynmask.active
        if not 0 <= index < len(obj.dynmask.takes):
            raise ValueError("Choose a take in the list first")
        return index


class DYNMASK_OT_accept_take(_OnTake, bpy.types.Operator):
    """Keep this take as the armature's action and remove the others; the earlier action stays in the file"""

    bl_idname = "dynmask.accept_take"
    bl_label = "Accept"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context)
        index = self.chosen(obj)
        name = obj.dynmask.takes[index].name
        self.say(f"Kept '{name}'", *takes.accept(obj, index))


class DYNMASK_OT_discard_take(_OnTake, bpy.types.Operator):
    """Remove this take"""

    bl_idname = "dynmask.discard_take"
    bl_label = "Discard Take"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context)
        self.say(*takes.discard(obj, self.chosen(obj)))


class DYNMASK_OT_discard_all(_OnTake, bpy.types.Operator):
    """Remove all takes and put back what the armature had before them"""

    bl_idname = "dynmask.discard_all"
    bl_label = "Discard All"

    def act(self, context):
        self.say("Put back what was there before", *takes.discard_all(targets.armature(context)))


CLASSES = (DYNMASK_OT_accept_take, DYNMASK_OT_discard_take, DYNMASK_OT_discard_all)

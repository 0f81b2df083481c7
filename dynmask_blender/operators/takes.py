"""Accept, discard and keep takes, and make NLA strips of them."""

import bpy
from bpy.props import IntProperty

from ..rig import targets
from ..session import jobs
from ..takes import takes
from .common import Readable


class OnTake(Readable):
    """Operators on one take; not while the backend is at work."""

    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        if jobs.busy():
            cls.poll_message_set("DynMask is busy")
            return False
        if obj is None or not obj.dynmask.takes:
            cls.poll_message_set("There are no takes")
            return False
        return True

    def chosen(self, obj):
        """The clicked row, or the active one; a take's own button always means its own row."""
        index = self.index if self.index >= 0 else obj.dynmask.active
        if not 0 <= index < len(obj.dynmask.takes):
            raise ValueError("Choose a take in the list first")
        return index


class DYNMASK_OT_accept_take(OnTake, bpy.types.Operator):
    """Make this take the action and remove the others; your earlier action is kept with its keys"""

    bl_idname = "dynmask.accept_take"
    bl_label = "Accept"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context, changing="takes")
        index = self.chosen(obj)
        name = obj.dynmask.takes[index].name
        self.say(f"Kept '{name}'", *takes.accept(obj, index))


class DYNMASK_OT_discard_take(OnTake, bpy.types.Operator):
    """Remove this take; one whose keys you changed is kept as an action"""

    bl_idname = "dynmask.discard_take"
    bl_label = "Discard Take"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context, changing="takes")
        self.say(*takes.discard(obj, self.chosen(obj)))


class DYNMASK_OT_discard_all(OnTake, bpy.types.Operator):
    """Remove all takes and restore the action, keys and pose from before them"""

    bl_idname = "dynmask.discard_all"
    bl_label = "Discard All"

    def act(self, context):
        self.say(
            "Put back what was there before", *takes.discard_all(targets.armature(context, changing="takes"))
        )


class DYNMASK_OT_keep_take(OnTake, bpy.types.Operator):
    """Keep this take in the file as an action when it leaves the list"""

    bl_idname = "dynmask.keep_take"
    bl_label = "Keep as Action"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context, changing="takes")
        index = self.chosen(obj)
        take = obj.dynmask.takes[index]
        state = take.action is not None and not take.action.use_fake_user
        takes.keep(obj, index, state or take.action is None)
        self.say(f"'{take.name}' {'stays in the file' if state else 'goes when it is discarded'}")


class DYNMASK_OT_push_take(OnTake, bpy.types.Operator):
    """Add this take as an NLA strip on a new track; your own action stays active with its keys"""

    bl_idname = "dynmask.push_take"
    bl_label = "Push to NLA Strip"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context, changing="takes")
        mine = obj.dynmask.previous
        strip = takes.push_to_nla(obj, self.chosen(obj))
        above = f"your action '{mine.name}' plays above it" if mine else ""
        self.say(f"'{strip.name}' is an NLA strip now", above)


CLASSES = (
    DYNMASK_OT_accept_take, DYNMASK_OT_discard_take, DYNMASK_OT_discard_all, DYNMASK_OT_keep_take,
    DYNMASK_OT_push_take,
)  # fmt: skip

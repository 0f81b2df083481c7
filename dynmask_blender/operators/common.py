"""What every operator shares: a failure is one readable message, in the panel and in Blender's report."""

import bpy

from ..rig import targets
from ..session import jobs, status


class Readable:
    """Operator mixin: `act(context)` does the work; what it raises becomes a sentence."""

    def execute(self, context):
        try:
            return self.act(context) or {"FINISHED"}
        except Exception as error:
            if not isinstance(error, status.Problem | ValueError):
                status.log.exception("%s", self.bl_idname)
            text = status.sentence(error)
            status.tell(text, "ERROR")
            self.report({"ERROR"}, text)
            jobs.redraw()
            return {"CANCELLED"}

    def say(self, *texts, level="INFO"):
        """Tell the panel and Blender's status bar; empty texts are left out."""
        text = status.joined(*texts)
        if text:
            status.tell(text, level)
            self.report({level}, text)


class NeedsArmature(Readable):
    """Operators that work on an armature and not while the backend is at work."""

    @classmethod
    def poll(cls, context):
        if jobs.busy():
            cls.poll_message_set("DynMask is busy")
            return False
        if targets.candidate(context) is None:
            cls.poll_message_set(targets.absent(context))
            return False
        return True


class NamedAfterRig:
    """For operators with ExportHelper: the file's name to begin with is the armature's."""

    def invoke(self, context, event):
        if not self.filepath:
            self.filepath = bpy.path.clean_name(targets.candidate(context).name) + self.filename_ext
        return super().invoke(context, event)

"""Hands: the fingers of the action that is worked on."""

import bpy
from bpy.props import EnumProperty

from .. import compat, nla
from ..rig import targets
from ..session import jobs, status
from ..takes import apply_answer, hands
from .common import NeedsArmature

_SIDES = (
    ("BOTH", "Both", "Both hands"),
    ("LEFT", "Left", "The left hand"),
    ("RIGHT", "Right", "The right hand"),
)


class DYNMASK_OT_set_hands(NeedsArmature, bpy.types.Operator):
    """Hold the hands of the action in a pose, one key a curve; fingers that you keyed stay as they are"""

    bl_idname = "dynmask.set_hands"
    bl_label = "Set Hands"
    bl_options = {"REGISTER", "UNDO"}
    pose: EnumProperty(name="Pose", items=hands.POSES)
    side: EnumProperty(name="Side", items=_SIDES)

    def invoke(self, context, event):
        return context.window_manager.invoke_props_dialog(self)

    def act(self, context):
        obj = targets.armature(context, changing="takes", tweaked=True)
        strip = nla.place(obj).strip
        action = apply_answer.action_of(obj, strip)
        ends = compat.key_range(nla.owner(obj, strip), action) or (context.scene.frame_start, 0)
        sides = ("left", "right") if self.side == "BOTH" else (self.side.lower(),)
        changed = hands.key_shown(obj, strip, ends[0], {side: self.pose for side in sides})
        if not changed and self.pose != "REST":
            raise status.Problem(f"'{obj.name}' has no finger bones that are free of your own keys")
        self.say(f"{status.counted(changed, 'finger bone')} set on '{action.name}'")
        jobs.redraw()


CLASSES = (DYNMASK_OT_set_hands,)

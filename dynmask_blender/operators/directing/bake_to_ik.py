"""Bake to IK: the limbs of a Rigify rig keyed on their IK controls."""

import bpy
from bpy.props import EnumProperty

from ...direction import edits
from ...direction.ik_controls import baking, rigify_limbs
from ...session import jobs, status
from ..common import NeedsArmature


class DYNMASK_OT_bake_to_ik(NeedsArmature, bpy.types.Operator):
    """Make a take that plays the same with arms and legs on Rigify's IK controls, FK keys kept below"""

    bl_idname = "dynmask.bake_to_ik"
    bl_label = "Bake to IK"
    bl_options = {"REGISTER"}
    limbs: EnumProperty(
        name="Limbs",
        items=[("both", "Arms and Legs", ""), ("arms", "Arms", ""), ("legs", "Legs", "")],
        default="both",
    )

    def invoke(self, context, event):
        return context.window_manager.invoke_props_dialog(self)

    def act(self, context):
        target, obj = edits.subject(context)
        wanted = rigify_limbs.LIMBS if self.limbs == "both" else (self.limbs,)
        if not rigify_limbs.limbs(obj, wanted):
            raise status.Problem(f"'{obj.name}' has no IK controls as Rigify makes them")
        jobs.work("Baking to IK", _steps(target, edits.ends(obj, target.strip), wanted), undo="Bake to IK")
        if bpy.app.background:
            jobs.wait()


def _steps(target, ends, wanted):
    middle, end = yield from baking.baking(target, ends, wanted)
    status.tell(
        f"1 take on '{target.name}' on its IK controls: hands and feet at most {end * 1e3:.1f} mm off, "
        f"elbows and knees {middle * 1e3:.1f} mm"
    )


CLASSES = (DYNMASK_OT_bake_to_ik,)

"""Settings of loops, paths, joins and poses, saved in the .blend beside those of rig.py."""

import bpy
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty

from ..direction import choices

OVERRIDABLE = {"override": {"LIBRARY_OVERRIDABLE"}}
_POSES = (
    ("NONE", "Any Pose", "Whatever the sentence brings"),
    ("CURRENT", "Current Pose", "The pose and place that the rig has when it is asked for, keyed or not"),
    ("ACTION", "Pose of an Action", "The pose and place on a frame of an action"),
)
_FRAME = "Frame of the action that holds the pose"


class DynMaskDirection(bpy.types.PropertyGroup):
    """How the motion of an armature object is directed."""

    cycles: IntProperty(
        name="Cycles", default=1, min=1, max=100, description="How often the loop repeats in the action",
        **OVERRIDABLE,
    )  # fmt: skip
    loop_root: EnumProperty(
        name="Travel",
        items=(
            ("TRAVELS", "Goes On", "Each cycle goes on as far as the last"),
            ("IN_PLACE", "In Place", "The body stays where it stands, as on a treadmill"),
        ),
        **OVERRIDABLE,
    )  # fmt: skip
    path: PointerProperty(
        name="Path", type=bpy.types.Object, poll=lambda self, obj: obj.type == "CURVE",
        description="The curve that the body follows along the floor", **OVERRIDABLE,
    )  # fmt: skip
    join_first: StringProperty(
        name="First", description="Action or NLA strip that comes first",
        search=lambda self, context, text: choices.of(self.id_data), **OVERRIDABLE,
    )  # fmt: skip
    join_second: StringProperty(
        name="Second", description="Action or NLA strip that follows",
        search=lambda self, context, text: choices.of(self.id_data), **OVERRIDABLE,
    )  # fmt: skip
    join_set_seconds: BoolProperty(
        name="Set Time Between", default=False,
        description="Give the time between the two; off, it is as long as the steps take", **OVERRIDABLE,
    )  # fmt: skip
    join_seconds: FloatProperty(
        name="Seconds Between", default=1.5, min=0.1, soft_max=9.8, max=60.0, subtype="TIME_ABSOLUTE",
        precision=1, description="Time from the end of the first to the begin of the second", **OVERRIDABLE,
    )  # fmt: skip
    start_pose: EnumProperty(name="From", items=_POSES, description="Pose that takes begin in", **OVERRIDABLE)
    start_action: PointerProperty(name="Action", type=bpy.types.Action, **OVERRIDABLE)
    start_frame: IntProperty(name="Frame", default=1, description=_FRAME, **OVERRIDABLE)
    end_pose: EnumProperty(name="To", items=_POSES, description="Pose that takes end in", **OVERRIDABLE)
    end_action: PointerProperty(name="Action", type=bpy.types.Action, **OVERRIDABLE)
    end_frame: IntProperty(name="Frame", default=1, description=_FRAME, **OVERRIDABLE)


class DynMaskWaypoint(bpy.types.PropertyGroup):
    """What an Empty parented to a path says: when the body is there, and where it looks."""

    timed: BoolProperty(
        name="Timed", default=False, description="The body is here on the frame; off, the Empty says nothing"
    )
    frame: IntProperty(name="Frame", default=1, description="Frame on which the body is here")
    facing: BoolProperty(
        name="Face", default=False,
        description="The body faces as the Empty does: along its arrow, or its -Y axis; off, along its way",
    )  # fmt: skip


CLASSES = (DynMaskDirection, DynMaskWaypoint)


def register():
    bpy.types.Object.dynmask_direction = PointerProperty(type=DynMaskDirection, **OVERRIDABLE)
    bpy.types.Object.dynmask_waypoint = PointerProperty(type=DynMaskWaypoint)


def unregister():
    del bpy.types.Object.dynmask_waypoint
    del bpy.types.Object.dynmask_direction

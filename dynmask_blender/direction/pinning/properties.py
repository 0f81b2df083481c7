"""Pins of an armature object as they are saved in the .blend and shown in the panel."""

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    FloatProperty,
    FloatVectorProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

POSE = "pose"
_OVERRIDABLE = {"override": {"LIBRARY_OVERRIDABLE"}}
BODY = (
    ("left_hand", "Left Hand", "The wrist of the left hand"),
    ("right_hand", "Right Hand", "The wrist of the right hand"),
    ("left_foot", "Left Foot", "The ankle of the left foot"),
    ("right_foot", "Right Foot", "The ankle of the right foot"),
    ("head", "Head", "The head, where it sits on the neck"),
    ("pelvis", "Pelvis", "The hips, which carry the whole body"),
    (POSE, "Whole Pose", "The body takes the kept pose at the first frame"),
)
HELD_AT = (
    ("OBJECT", "Object", "At an Empty or any other object, also a moving one"),
    ("BONE", "Bone", "At the head of a bone of an armature"),
    ("PLACE", "Place", "At a fixed place in the world"),
)


class DynMaskPin(bpy.types.PropertyGroup):
    """One part of the body at one place for some frames; of a whole pose: kept is what `kept_pose` reads."""

    enabled: BoolProperty(name="Use", default=True, description="Apply Pins counts it", **_OVERRIDABLE)
    body: EnumProperty(name="Body Part", items=BODY, description="What is pinned", **_OVERRIDABLE)
    held_at: EnumProperty(name="Held At", items=HELD_AT, description="What it is pinned to", **_OVERRIDABLE)
    target: PointerProperty(
        name="Object", type=bpy.types.Object, description="An Empty, a prop, another armature",
        **_OVERRIDABLE,
    )  # fmt: skip
    bone: StringProperty(name="Bone", description="Its head is the place", **_OVERRIDABLE)
    place: FloatVectorProperty(
        name="Place", size=3, subtype="TRANSLATION", description="In the world", **_OVERRIDABLE
    )
    first: IntProperty(name="First", default=1, description="The first frame held", **_OVERRIDABLE)
    last: IntProperty(name="Last", default=1, description="The last frame held", **_OVERRIDABLE)
    strength: FloatProperty(
        name="Strength", default=1.0, min=0.0, max=1.0, subtype="FACTOR",
        description="1 is exact; a soft pin goes only this far from what the body does to its place",
        **_OVERRIDABLE,
    )  # fmt: skip
    ease: FloatProperty(
        name="Ease", default=0.4, min=0.0, max=5.0, subtype="TIME_ABSOLUTE", precision=2,
        description="Seconds before and after in which the body is led there and let go", **_OVERRIDABLE,
    )  # fmt: skip
    grow: BoolProperty(
        name="Longer When Far", default=True,
        description="Ease takes longer for places that are further away: nothing moves harder than the body",
        **_OVERRIDABLE,
    )  # fmt: skip
    at_place: BoolProperty(
        name="At Its Place", default=True,
        description="Take the place and facing of the kept pose too, not only how the limbs are",
        **_OVERRIDABLE,
    )  # fmt: skip
    kept: StringProperty(**_OVERRIDABLE)


class DynMaskPins(bpy.types.PropertyGroup):
    """All pins of an armature object."""

    items: CollectionProperty(type=DynMaskPin, override={"LIBRARY_OVERRIDABLE", "USE_INSERTION"})
    active: IntProperty(name="Pin", default=-1, min=-1, **_OVERRIDABLE)
    with_generate: BoolProperty(
        name="With Generate", default=False,
        description="Apply the pins to the first take of every Generate as well", **_OVERRIDABLE,
    )  # fmt: skip


CLASSES = (DynMaskPin, DynMaskPins)


def register():
    bpy.types.Object.dynmask_pins = PointerProperty(type=DynMaskPins, **_OVERRIDABLE)


def unregister():
    del bpy.types.Object.dynmask_pins

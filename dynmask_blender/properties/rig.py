"""What is saved of a rig in the .blend: its takes, prompt strips and chosen range, and its bones' roles."""

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    FloatProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

from ..actions import ranges
from ..prompt_strips import model as prompt_strips
from ..rig import mappings
from ..session import jobs
from ..session.session import MAX_SEED
from ..takes import takes

OVERRIDABLE = {"override": {"LIBRARY_OVERRIDABLE"}}


class DynMaskTake(bpy.types.PropertyGroup):
    """One variation: its own action, and the action it was made from.

    asked: the length in seconds that was asked for, 0 where it followed from the prompt; first, last: the
    frames that were made; complexity: their mean, below 0 where it is not known; rate: frames a second of its
    keys, 0 where that is not known; part: of the body, where only that was generated.
    """

    rate: FloatProperty()
    seed: IntProperty(min=0, max=MAX_SEED)
    prompt: StringProperty()
    kind: StringProperty()
    part: StringProperty()
    seconds: FloatProperty()
    asked: FloatProperty()
    complexity: FloatProperty(default=-1.0)
    first: IntProperty()
    last: IntProperty()
    action: PointerProperty(type=bpy.types.Action)
    base: PointerProperty(type=bpy.types.Action)
    fingerprint: StringProperty()


class DynMaskPast(bpy.types.PropertyGroup):
    """A take that left the list: how it was made, and what became of it (see history.py)."""

    seed: IntProperty(min=0, max=MAX_SEED)
    prompt: StringProperty()
    kind: StringProperty()
    outcome: StringProperty()
    seconds: FloatProperty()
    asked: FloatProperty()
    complexity: FloatProperty(default=-1.0)


def _strip_typed(part):
    def update(self, context):
        prompt_strips.typed(self, part)
        _redraw()

    return update


class DynMaskStrip(bpy.types.PropertyGroup):
    """A sentence on the timeline, from frame `first` to `last`, where the next one may begin."""

    prompt: StringProperty(
        name="Prompt", description="What the body does here; empty: anything", update=lambda s, c: _redraw()
    )
    first: IntProperty(name="First", description="First frame of the strip", update=_strip_typed("first"))
    last: IntProperty(
        name="Last",
        description="Last frame of the strip, where the next may begin",
        update=_strip_typed("last"),
    )


def _show_take(self, context):
    takes.show_chosen(self.id_data)


def _range_typed(self, context):
    ranges.typed(self.id_data, context.scene)
    _redraw()


def _save_roles(self, context):
    mappings.save_from_panel(self.id_data)


class DynMaskRole(bpy.types.PropertyGroup):
    """A joint of the canonical body (`name`) and the bone that plays it."""

    bone: StringProperty(name="Bone", update=_save_roles, **OVERRIDABLE)


class DynMaskObject(bpy.types.PropertyGroup):
    """Takes waiting for a decision, what the object had before the first of them, earlier takes, strips.

    mapping, roles, kind, warnings: as an armature's own, for armature data of another file.
    """

    takes: CollectionProperty(type=DynMaskTake, override={"LIBRARY_OVERRIDABLE", "USE_INSERTION"})
    active: IntProperty(name="Take", default=-1, min=-1, update=_show_take, **OVERRIDABLE)
    previous: PointerProperty(type=bpy.types.Action, **OVERRIDABLE)
    strip: StringProperty(description="NLA strip that the takes are shown in", **OVERRIDABLE)
    history: CollectionProperty(type=DynMaskPast, override={"LIBRARY_OVERRIDABLE", "USE_INSERTION"})
    strips: CollectionProperty(type=DynMaskStrip, override={"LIBRARY_OVERRIDABLE", "USE_INSERTION"})
    strip_active: IntProperty(
        name="Prompt Strip", default=-1, min=-1, update=lambda s, c: _redraw(), **OVERRIDABLE
    )
    range_set: BoolProperty(default=False, **OVERRIDABLE)
    range_first: IntProperty(name="First", default=1, update=_range_typed, **OVERRIDABLE)
    range_last: IntProperty(name="Last", default=40, update=_range_typed, **OVERRIDABLE)
    mapping: StringProperty(**OVERRIDABLE)
    roles: CollectionProperty(type=DynMaskRole, override={"LIBRARY_OVERRIDABLE", "USE_INSERTION"})
    kind: StringProperty(**OVERRIDABLE)
    warnings: StringProperty(**OVERRIDABLE)


class DynMaskArmature(bpy.types.PropertyGroup):
    """The mapping as the panel shows and edits it; the saved copy lives in a custom property."""

    roles: CollectionProperty(type=DynMaskRole)
    kind: StringProperty()
    warnings: StringProperty()


def _redraw():
    jobs.redraw()


CLASSES = (DynMaskTake, DynMaskPast, DynMaskStrip, DynMaskRole, DynMaskObject, DynMaskArmature)
OWNERS = (
    (bpy.types.Object, DynMaskObject),
    (bpy.types.Armature, DynMaskArmature),
)


def register():
    for owner, group in OWNERS:
        override = OVERRIDABLE if owner is bpy.types.Object else {}
        owner.dynmask = PointerProperty(type=group, **override)


def unregister():
    for owner, _ in OWNERS:
        del owner.dynmask

"""What the .blend saves of a scene: settings of the next takes, the strip, the export; the work under way."""

import bpy
from bpy.props import (
    BoolProperty,
    EnumProperty,
    FloatProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

from ..compare import guide_handlers
from ..export.formats import ENGINES
from ..library import search
from ..operators.many import lists
from ..session import jobs, status, warmup
from ..session.session import MAX_SEED, SEED, is_updating
from ..takes.hands import POSES as HANDS


class DynMaskScene(bpy.types.PropertyGroup):
    """Settings of the next generation, the overlay and the export."""

    prompt: StringProperty(
        name="Prompt", description="What the body does: 'a person jumps twice'",
        options={"ANIMATABLE", "TEXTEDIT_UPDATE"}, update=lambda s, c: _typed(s, c),
    )  # fmt: skip
    set_length: BoolProperty(
        name="Set Length", default=False, description="Give the length; off, it follows from the prompt"
    )
    seconds: FloatProperty(
        name="Seconds", default=4.0, min=0.5, soft_max=9.8, max=600.0, subtype="TIME_ABSOLUTE", precision=1,
        description="Length of the motion",
    )  # fmt: skip
    seed: IntProperty(
        name="Seed", default=0, min=0, max=MAX_SEED, update=lambda s, c: _seed_given(s, "random_seed"),
        description="The same prompt, length and seed give the same motion; takes count up from here",
    )  # fmt: skip
    random_seed: BoolProperty(
        name="New Seed Each Time", default=True,
        description="Every Generate makes another variation; giving a seed switches this off",
    )  # fmt: skip
    take_count: IntProperty(name="Takes", default=1, min=1, max=16, description="Variations made in one go")
    model: StringProperty(
        name="Model", description="Key of the model in use (see models.py); empty: the default"
    )
    steps: IntProperty(name="Steps", default=10, min=1, max=49, description="Decoding steps")
    set_guidance: BoolProperty(
        name="Set Guidance", default=False, description="Give the guidance; off, it is what suits the model"
    )
    guidance: FloatProperty(
        name="Guidance", default=4.0, min=0.0, max=20.0, description="How strictly the prompt is followed"
    )
    set_closeness: BoolProperty(
        name="Set Closeness", default=False, description="Give the closeness; off, it is the library's own"
    )
    closeness: FloatProperty(
        name="Closeness", default=1.0, min=0.0, max=1.0, subtype="FACTOR",
        description="How much of the library's motion takes keep: 0 begins with nothing of it, 1 is the "
        "captured moment itself",
    )  # fmt: skip
    library_query: StringProperty(
        name="Search", description="What the body does: the nearest moments of the library are listed",
        options={"TEXTEDIT_UPDATE", "SKIP_SAVE"}, update=lambda s, c: _searched(s, c),
    )  # fmt: skip
    foot_lock: BoolProperty(name="Clean Feet", default=True, description="Keep planted feet where they stand")
    hand_left: EnumProperty(name="Left Hand", items=HANDS, description="How new takes hold the left fingers")
    hand_right: EnumProperty(
        name="Right Hand", items=HANDS, description="How new takes hold the right fingers"
    )
    root: EnumProperty(
        name="Root Motion",
        items=(
            ("hips", "On the Hips", "The hips carry the whole movement"),
            ("root", "On a Root Bone", "The root bone follows on the floor, the hips keep the rest"),
            ("in_place", "In Place", "The body stays where it stands"),
        ),
    )
    place: EnumProperty(
        name="Start At",
        items=(
            ("SCENE", "Scene Start", "The motion starts at the first frame of the scene"),
            ("PLAYHEAD", "Playhead", "The motion starts at the current frame"),
        ),
    )
    extend_scene: BoolProperty(
        name="Extend Scene", default=True, description="Move the scene's end where the motion is longer"
    )
    edit_prompt: StringProperty(
        name="Prompt", description="What happens in the range; empty: the motion's own prompt is kept"
    )
    edit_count: IntProperty(name="Takes", default=4, min=1, max=16, description="Variations of the range")
    edit_seed: IntProperty(
        name="Seed", default=0, min=0, max=MAX_SEED, description="Seed of the first variation",
        update=lambda s, c: _seed_given(s, "edit_random_seed"),
    )  # fmt: skip
    edit_random_seed: BoolProperty(
        name="New Seed Each Time", default=True,
        description="Every edit makes another variation; giving a seed switches this off",
    )  # fmt: skip
    inbetween_count: IntProperty(
        name="Takes", default=1, min=1, max=16, description="Variations of the movement between the poses"
    )
    extend_count: IntProperty(
        name="Takes", default=1, min=1, max=16, description="Variations of what comes after the end"
    )
    extend_seconds: FloatProperty(
        name="Extend by", default=2.0, min=0.2, soft_max=9.8, max=600.0, subtype="TIME_ABSOLUTE", precision=1,
        description="How much longer the action becomes",
    )  # fmt: skip
    use_preview_range: BoolProperty(
        name="Preview Range", default=False, description="Regenerate the timeline's preview range"
    )
    show_overlay: BoolProperty(
        name="Complexity Strip", default=True, update=lambda s, c: _redraw(),
        description="Show how complex the motion is, in the timeline, dope sheet and graph editor",
    )  # fmt: skip
    show_bands: BoolProperty(
        name="Bands", default=False, update=lambda s, c: _redraw(),
        description="Show which speeds of movement the complexity comes from, slow at the bottom",
    )  # fmt: skip
    show_legend: BoolProperty(
        name="Legend", default=True, update=lambda s, c: _redraw(),
        description="Show what the colors mean, where the editor is high enough for it",
    )  # fmt: skip
    show_guides: BoolProperty(
        name="Guides in the 3D View", default=False, update=lambda s, c: guide_handlers.switched(),
        description="Draw path, waypoints, pins and what they miss by, footprints, and the way of the hips",
    )  # fmt: skip
    threshold: FloatProperty(
        name="Threshold", default=0.5, min=0.05, max=0.95, step=5, update=lambda s, c: _redraw(),
        description="Complexity from which a stretch counts as a segment",
    )  # fmt: skip
    export_preset: EnumProperty(name="For", items=ENGINES)
    crowd_offset: IntProperty(
        name="Frames Apart", default=5, min=0, max=10_000,
        description="Each of the selected rigs begins so many frames later than the one before",
    )  # fmt: skip
    list_text: StringProperty(
        name="List", description="Text with a row for each: sentence, seconds, seed, file, rig"
    )
    list_makes: EnumProperty(name="Make", items=lists.KINDS)
    list_folder: StringProperty(
        name="Folder", subtype="DIR_PATH", description="Where the files of a list go"
    )


class DynMaskStatus(bpy.types.PropertyGroup):
    """Read-only view of the work under way, for scripts; nothing here is stored."""

    busy: BoolProperty(get=lambda self: bool(status.current.busy))
    stage: StringProperty(get=lambda self: status.current.stage)
    progress: FloatProperty(get=lambda self: status.current.progress)
    message: StringProperty(get=lambda self: status.current.message)
    level: StringProperty(get=lambda self: status.current.level)


def _seed_given(settings, switch):
    """Whoever gives a seed, in the panel or in a script, gets the motion of that seed."""
    if not is_updating(SEED):
        setattr(settings, switch, False)


def _typed(settings, context):
    warmup.typed(settings, context)


def _searched(settings, context):
    search.typed(settings, context)


def _redraw():
    jobs.redraw()


CLASSES = (DynMaskScene, DynMaskStatus)
OWNERS = ((bpy.types.Scene, DynMaskScene), (bpy.types.WindowManager, DynMaskStatus))


def register():
    for owner, group in OWNERS:
        owner.dynmask = PointerProperty(type=group)


def unregister():
    for owner, _ in OWNERS:
        del owner.dynmask

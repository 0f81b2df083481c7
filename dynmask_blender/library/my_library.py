"""My Library from the panel: add the action, a range or files; rename, remove and export motions."""

from dataclasses import replace
from pathlib import Path

import bpy
from bpy.props import CollectionProperty, EnumProperty, StringProperty
from bpy_extras.io_utils import ImportHelper

from ...backend.motion import files
from ...backend.motion.formats import moments
from ..operators import regenerate
from ..operators.common import NeedsArmature, Readable
from ..rig import targets
from ..session import jobs, libraries, status
from . import own, search

PARTS = (
    ("ACTION", "Action", "All of the armature's action"),
    ("RANGE", "Range", "The frames chosen under Edit a Range"),
)


class DYNMASK_OT_add_to_library(NeedsArmature, bpy.types.Operator):
    """Add the action or the chosen range to My Library, for Generate to find; all keys stay"""

    bl_idname = "dynmask.add_to_library"
    bl_label = "Add to My Library"
    bl_options = {"REGISTER"}
    sentence: StringProperty(
        name="Sentence", description="What the body does, as you would type it for Generate",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    part: EnumProperty(name="Add", items=PARTS, options={"SKIP_SAVE"})

    def invoke(self, context, event):
        group = targets.candidate(context).dynmask
        self.part = "RANGE" if group.range_set else "ACTION"
        if not self.sentence and 0 <= group.active < len(group.takes):
            self.sentence = group.takes[group.active].prompt
        return context.window_manager.invoke_props_dialog(self, width=400)

    def draw(self, context):
        self.layout.activate_init = True
        self.layout.prop(self, "sentence", text="", placeholder="a person walks like a robot")
        self.layout.row().prop(self, "part", expand=True)

    def act(self, context):
        folder, sentence = libraries.own_or_problem(), moments.checked(self.sentence)
        target, obj, span = regenerate.subject(context)
        frames = None
        if self.part == "RANGE":
            frames = regenerate.clamped(*regenerate.wanted_range(obj, context.scene), span)

        def add(stored, action):
            clip = stored.clip
            if frames is not None:
                inside = slice(*stored.samples_within(*frames))
                clip = replace(
                    clip, rotations=clip.rotations[inside], translation=clip.translation[inside], tokens=None
                )
            with _readable():
                moments.add(folder, clip, sentence, action.name)
            search.again()
            status.tell(f"“{sentence}” is in My Library ({len(clip) / clip.fps:.1f} s): Generate finds it")
            jobs.redraw(strip=False)

        regenerate.with_motion(target, span, add)


class DYNMASK_OT_add_files_to_library(Readable, ImportHelper, bpy.types.Operator):
    """Add the chosen BVH files, or all of the folder, to My Library; all keys stay"""

    bl_idname = "dynmask.add_files_to_library"
    bl_label = "Add Files"
    bl_options = {"REGISTER"}
    filter_glob: StringProperty(default="*.bvh", options={"HIDDEN"})
    directory: StringProperty(subtype="DIR_PATH", options={"HIDDEN", "SKIP_SAVE"})
    files: CollectionProperty(type=bpy.types.OperatorFileListElement, options={"HIDDEN", "SKIP_SAVE"})
    sentence: StringProperty(
        name="Sentence", options={"SKIP_SAVE"},
        description="What the body does in all; empty: what a text file beside each says, or its name",
    )  # fmt: skip

    @classmethod
    def poll(cls, context):
        return _is_free(cls)

    def act(self, context):
        folder, place = libraries.own_or_problem(), Path(bpy.path.abspath(self.directory or "."))
        chosen = [place / one.name for one in self.files if one.name]
        if not chosen and place.is_dir():
            chosen = sorted(p for p in place.iterdir() if p.suffix.lower() == ".bvh")
        if not chosen:
            raise status.Problem(f"There are no BVH files in '{place}'")
        if self.sentence.strip():
            moments.checked(self.sentence)
        jobs.work("Adding files", _adding(folder, chosen, self.sentence))


def _adding(folder, paths, sentence):
    with _readable():
        count, left_out = yield from own.adding_files(folder, paths, sentence)
    said = f"{status.counted(count, 'motion')} added to My Library"
    jobs.then(search.again)
    status.tell(status.joined(said, *left_out), "INFO" if count else "WARNING")


class DYNMASK_OT_rename_moment(Readable, bpy.types.Operator):
    """Give this motion of My Library another sentence; all keys stay"""

    bl_idname = "dynmask.rename_moment"
    bl_label = "Rename"
    bl_options = {"REGISTER"}
    key: StringProperty(options={"SKIP_SAVE", "HIDDEN"})
    sentence: StringProperty(name="Sentence", description="What the body does", options={"SKIP_SAVE"})

    def invoke(self, context, event):
        rows = own.rows(libraries.own())
        self.sentence = next((row.sentence for row in rows if row.key == self.key), "")
        return context.window_manager.invoke_props_dialog(self, width=400)

    def draw(self, context):
        self.layout.activate_init = True
        self.layout.prop(self, "sentence", text="")

    def act(self, context):
        moments.rename(libraries.own_or_problem(), self.key, self.sentence)
        search.again()
        self.say(f"It is found as “{moments.checked(self.sentence)}” now")


class DYNMASK_OT_remove_moment(Readable, bpy.types.Operator):
    """Delete this motion from My Library; actions made with it keep their keys"""

    bl_idname = "dynmask.remove_moment"
    bl_label = "Remove from My Library"
    bl_options = {"REGISTER"}
    key: StringProperty(options={"SKIP_SAVE", "HIDDEN"})

    def invoke(self, context, event):
        return context.window_manager.invoke_confirm(self, event)

    def act(self, context):
        moments.remove(libraries.own_or_problem(), self.key)
        search.again()
        self.say("Removed from My Library")


class DYNMASK_OT_export_moments(Readable, bpy.types.Operator):
    """Write My Library as BVH files, sentences beside them; all keys stay"""

    bl_idname = "dynmask.export_moments"
    bl_label = "Export My Library"
    bl_options = {"REGISTER"}
    key: StringProperty(options={"SKIP_SAVE", "HIDDEN"})
    directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE", "HIDDEN"})

    @classmethod
    def poll(cls, context):
        return _is_free(cls)

    def invoke(self, context, event):
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def act(self, context):
        folder = libraries.own_or_problem()
        keys = [self.key] if self.key else [row.key for row in own.rows(folder)]
        if not keys:
            raise status.Problem("My Library is empty: add a motion first")
        jobs.work("Exporting", _exporting(folder, keys, Path(bpy.path.abspath(self.directory))))


def _exporting(folder, keys, place):
    with _readable():
        written = yield from own.exporting(folder, keys, place)
    status.tell(f"Exported {status.counted(len(written), 'motion')} to '{place}'")


class _readable:
    """What a disk or a file refuses is a Problem."""

    def __enter__(self):
        return self

    def __exit__(self, kind, fault, trace):
        if isinstance(fault, OSError):
            raise status.Problem(files.sentence(fault)) from fault
        if isinstance(fault, ValueError):
            raise status.Problem(str(fault)) from fault


def _is_free(operator):
    if jobs.busy():
        operator.poll_message_set("DynMask is busy")
    return not jobs.busy()


CLASSES = (
    DYNMASK_OT_add_to_library, DYNMASK_OT_add_files_to_library, DYNMASK_OT_rename_moment,
    DYNMASK_OT_remove_moment, DYNMASK_OT_export_moments,
)  # fmt: skip

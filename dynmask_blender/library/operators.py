"""The library from the panel: preview a moment on the rig, and say where a take's motion comes from."""

import bpy
from bpy.props import BoolProperty, IntProperty, StringProperty

from ...backend.motion.formats import moments
from ..actions import motion_store, origins
from ..complexity import thumbnails
from ..operators.common import NeedsArmature, Readable
from ..rig import mappings, targets
from ..session import jobs, libraries, status, validation
from ..takes import apply_answer, takes
from . import search

KIND = "library"


class DYNMASK_OT_preview_moment(NeedsArmature, bpy.types.Operator):
    """Show this moment of the library as a take; your own action keeps every key"""

    bl_idname = "dynmask.preview_moment"
    bl_label = "Preview"
    bl_options = {"REGISTER"}
    entry: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})
    mirrored: BoolProperty(options={"SKIP_SAVE", "HIDDEN"})
    key: StringProperty(options={"SKIP_SAVE", "HIDDEN"})

    @classmethod
    def description(cls, context, properties):
        row = None if properties.key else search.row(properties.entry, properties.mirrored)
        return cls.__doc__ if row is None else f"{cls.__doc__}.\n{row.summary()}"

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        mappings.get_or_detect(targets.armature(context))
        first = scene.frame_start if scene.dynmask.place == "SCENE" else scene.frame_current

        def show(take):
            if wrong := validation.fault("generate", {"takes": [take]}):
                raise status.Problem(f"That moment cannot be shown: {wrong}")
            thumbnails.tidy()
            made = {**take, "seed": max(0, int(take.get("seed") or 0))}
            notices = yield from apply_answer.applying_generated(
                target.resolve, {"takes": [made]}, asked, first_frame=first, kind=KIND
            )
            _forget_former(target.resolve()[0])
            status.tell(status.joined(f"“{made['prompt']}” on '{target.name}'", *notices))

        asked = targets.Asked.of(scene)
        if self.key:
            moment = moments.read(libraries.own_or_problem(), self.key)
            jobs.work("Previewing", _own(moment, show), undo="Preview")
            return
        if self.entry < 0 or search.current.model != scene.dynmask.model:
            raise status.Problem("The model was changed since the search: search again")
        row = search.row(self.entry, self.mirrored)
        params = {**search.params(), "entry": self.entry, "mirrored": self.mirrored}
        if row is not None:
            params["sentence"] = row.sentence
        jobs.submit("Previewing", "library_take", params, lambda r: show(r.get("take")), undo="Preview")


def _own(moment, show):
    """Steps that show one of the animator's own moments, without the backend."""
    yield
    stored = motion_store.of_clip(moment.clip, 1.0, moment.clip.fps)
    origin = {"clip": moment.key, "dataset": "My Library", "licence": "your own", "kind": origins.OWN,
              "sentence": moment.sentence, "to_s": moment.seconds}  # fmt: skip
    yield from show({
        "rotations": moment.clip.rotations, "translation": moment.clip.translation, "fps": moment.clip.fps,
        "omega": stored.omega, "phi": stored.phi, "energy": stored.energy, "tokens": None, "seed": 0,
        "prompt": moment.sentence, "model": "", "sources": [origin],
    })  # fmt: skip


def _forget_former(obj):
    """Of previews only the last stays, unless something was made of the others."""
    group = obj.dynmask
    for index in range(len(group.takes) - 2, -1, -1):
        take = group.takes[index]
        based = any(other.base == take.action for other in group.takes[index + 1 : -1])
        if take.kind != KIND or take.action is None or based:
            continue
        if not take.action.use_fake_user and not takes.is_edited(obj, take):
            if group.takes[-1].base == take.action:
                group.takes[-1].base = take.base
            takes.decide(take.action)
            takes.discard(obj, index)


class DYNMASK_OT_show_origin(Readable, bpy.types.Operator):
    """Tell whose motion the take began with, and its licence; all keys stay"""

    bl_idname = "dynmask.show_origin"
    bl_label = "Where It Comes From"
    bl_options = {"INTERNAL"}
    text: StringProperty(options={"SKIP_SAVE", "HIDDEN"})

    @classmethod
    def description(cls, context, properties):
        return properties.text or cls.__doc__

    def act(self, context):
        self.say(self.text)


CLASSES = (DYNMASK_OT_preview_moment, DYNMASK_OT_show_origin)

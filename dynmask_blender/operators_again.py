"""A take made again: with the same seed and another prompt, or as the history has it."""

from dataclasses import replace

import bpy
from bpy.props import IntProperty, StringProperty

from . import history, jobs, mappings, motion_store, motions, nla, operators_generate, status, takes, targets
from .operators_common import Readable
from .operators_edit import clamped, options, request, require_kept_outside, submit, with_motion
from .operators_takes import OnTake


class DYNMASK_OT_reroll_take(OnTake, bpy.types.Operator):
    """Make one more take with this take's seed and another prompt; your action keeps every key"""

    bl_idname = "dynmask.reroll_take"
    bl_label = "Re-Roll with Another Prompt"
    bl_options = {"REGISTER"}
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})
    prompt: StringProperty(name="Prompt", description="What happens instead", options={"SKIP_SAVE"})

    def invoke(self, context, event):
        obj = targets.candidate(context)
        index = self.index if self.index >= 0 else obj.dynmask.active
        if 0 <= index < len(obj.dynmask.takes):
            self.prompt = obj.dynmask.takes[index].prompt
        return context.window_manager.invoke_props_dialog(self, width=400)

    def draw(self, context):
        self.layout.activate_init = True
        self.layout.prop(self, "prompt", text="")

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        obj = targets.armature(context)
        mappings.of(obj)
        index = self.chosen(obj)
        take = obj.dynmask.takes[index]
        stored = motion_store.read(take.action, motion=False) if take.action else None
        if stored is None:
            raise status.Problem(f"The action of take {index + 1} was deleted")
        if take.kind != "generated":
            self._range(scene, target, obj, index)
            return
        chosen, asked = scene.dynmask, take.asked
        first, root, extend = round(stored.first_frame), stored.root, chosen.extend_scene

        def apply(result):
            notices = yield from motions.applying_generated(
                target.resolve, result, first_frame=first, root=root, extend=extend, asked=asked
            )
            status.tell(status.joined(f"One more take on '{target.name}'", *notices))

        params = operators_generate.request(chosen)
        params |= {"prompt": self.prompt, "seeds": [take.seed], "seconds": asked or None}
        jobs.submit("Re-rolling", "generate", params, apply, undo="Re-roll")

    def _range(self, scene, target, obj, index):
        """Only the frames that the take changed are made again, in a copy of it."""
        take = obj.dynmask.takes[index]
        kind, seed, frames = take.kind, take.seed, (take.first, take.last)
        takes.show(obj, index)
        target = replace(target, strip=obj.dynmask.strip)
        span = motions.kept_motion(obj, scene) or motions.unread(obj, scene)[0]
        first, last = clamped(*frames, span, nla.place(obj))
        require_kept_outside(obj, first, last)
        # The operator itself is gone when the keys had to be read first.
        wanted = options(scene.dynmask) | {"prompt": self.prompt, "seeds": [seed]}

        def ask(stored, action):
            params = request(wanted, stored, first, last)
            submit("Re-rolling", "regenerate", params, target, stored, action, first, last, kind=kind)

        with_motion(target, span, ask)


class _OnHistory(Readable):
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and len(obj.dynmask.history) > 0


class DYNMASK_OT_use_history(_OnHistory, bpy.types.Operator):
    """Use prompt, seed and length of this earlier take for the next Generate; no key is changed"""

    bl_idname = "dynmask.use_history"
    bl_label = "Use Again"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        past = targets.candidate(context).dynmask.history
        if not -len(past) <= self.index < len(past):
            raise ValueError("The history has no such entry")
        history.reuse(context.scene.dynmask, past[self.index])
        self.say("Prompt, seed and length are those of the earlier take: press Generate")


class DYNMASK_OT_clear_history(_OnHistory, bpy.types.Operator):
    """Forget the earlier takes of this armature; no key is changed"""

    bl_idname = "dynmask.clear_history"
    bl_label = "Clear History"

    def act(self, context):
        targets.candidate(context).dynmask.history.clear()


CLASSES = (DYNMASK_OT_reroll_take, DYNMASK_OT_use_history, DYNMASK_OT_clear_history)

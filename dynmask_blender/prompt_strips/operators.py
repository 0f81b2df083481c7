"""Prompt strips from the panel: add, remove, change places, and generate all of them as one motion."""

import bpy
from bpy.props import EnumProperty, IntProperty, StringProperty

from ..complexity import thumbnails
from ..operators import generate
from ..operators.common import NeedsArmature, Readable
from ..rig import mappings, targets
from ..session import jobs, status
from ..takes import apply_answer
from . import model

FRAME_NOW = -(2**31)


def _any(operator, context):
    """Whether there is a strip on the chosen armature; the tooltip tells what to do where there is none."""
    obj = targets.candidate(context)
    if obj is None or not len(obj.dynmask.strips):
        operator.poll_message_set("Add a prompt strip first")
        return False
    return True


class _OnStrips(Readable):
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        return _any(cls, context)

    def chosen(self, context):
        """(armature, index) of the strip meant: `index`, or the chosen one. Raises Problem without one."""
        obj = targets.armature(context, changing="strips")
        index = self.index if self.index >= 0 else obj.dynmask.strip_active
        if not 0 <= index < len(obj.dynmask.strips):
            raise status.Problem("Choose a prompt strip first")
        return obj, index


class DYNMASK_OT_add_strip(Readable, bpy.types.Operator):
    """Add a prompt strip at the current frame, or after the others where there is no room"""

    bl_idname = "dynmask.add_strip"
    bl_label = "Add Prompt Strip"
    bl_options = {"REGISTER", "UNDO"}
    prompt: StringProperty(name="Prompt", description="What the body does here", options={"SKIP_SAVE"})
    frame: IntProperty(
        name="Frame", default=FRAME_NOW, description="Where it begins", options={"SKIP_SAVE", "HIDDEN"}
    )

    @classmethod
    def poll(cls, context):
        if targets.candidate(context) is None:
            cls.poll_message_set(targets.absent(context))
            return False
        return True

    def act(self, context):
        scene, obj = context.scene, targets.armature(context, changing="strips")
        rate = targets.frame_rate(scene)
        frame = scene.frame_current if self.frame == FRAME_NOW else self.frame
        length = round(scene.dynmask.seconds * rate)
        strip = model.add(obj, self.prompt or scene.dynmask.prompt, frame, length, rate)
        if strip.first != frame:
            self.say(f"No room at frame {frame}: the strip lies after the others, from frame {strip.first}")
        jobs.redraw()


class DYNMASK_OT_remove_strip(_OnStrips, bpy.types.Operator):
    """Remove the prompt strip"""

    bl_idname = "dynmask.remove_strip"
    bl_label = "Remove Prompt Strip"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        model.remove(*self.chosen(context))
        jobs.redraw()


class DYNMASK_OT_move_strip(_OnStrips, bpy.types.Operator):
    """Swap the prompt strip with the one before or after it"""

    bl_idname = "dynmask.move_strip"
    bl_label = "Move Prompt Strip"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})
    direction: EnumProperty(items=(("EARLIER", "Earlier", ""), ("LATER", "Later", "")))

    def act(self, context):
        model.swap(*self.chosen(context), -1 if self.direction == "EARLIER" else 1)
        jobs.redraw()


class DYNMASK_OT_edit_strip(_OnStrips, bpy.types.Operator):
    """Edit the prompt of the strip"""

    bl_idname = "dynmask.edit_strip"
    bl_label = "Edit Prompt"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})
    prompt: StringProperty(name="Prompt", description="What the body does here", options={"SKIP_SAVE"})

    def invoke(self, context, event):
        obj, index = targets.candidate(context), self.index
        index = index if index >= 0 else obj.dynmask.strip_active
        if 0 <= index < len(obj.dynmask.strips):
            self.index, self.prompt = index, obj.dynmask.strips[index].prompt
        return context.window_manager.invoke_props_dialog(self, width=400)

    def draw(self, context):
        self.layout.activate_init = True
        self.layout.prop(self, "prompt", text="")

    def act(self, context):
        obj, index = self.chosen(context)
        obj.dynmask.strips[index].prompt = self.prompt
        obj.dynmask.strip_active = index
        jobs.redraw()


class DYNMASK_OT_generate_strips(NeedsArmature, bpy.types.Operator):
    """Generate all prompt strips as one motion, as new takes; the current action keeps its keys"""

    bl_idname = "dynmask.generate_strips"
    bl_label = "Generate Strips"
    bl_options = {"REGISTER"}

    @classmethod
    def poll(cls, context):
        return super().poll(context) and _any(cls, context)

    def act(self, context):
        scene, target, obj = context.scene, targets.target(context), targets.armature(context)
        mappings.get_or_detect(obj)
        prompts, seconds = model.request(obj, targets.frame_rate(scene))
        chosen, first = scene.dynmask, obj.dynmask.strips[0].first
        asked = targets.Asked.of(scene)

        def apply(result):
            thumbnails.tidy()
            notices = yield from apply_answer.applying_generated(
                target.resolve, result, asked, first_frame=first, kind="strips"
            )
            said = status.counted(sum(p is not None for p in prompts), "prompt strip")
            status.tell(status.joined(f"{apply_answer.made(result)} of {said} on '{target.name}'", *notices))

        seeds = generate.new_seeds(chosen, chosen.take_count)
        params = generate.request(chosen, seeds)
        del params["prompt"]
        params |= {"prompts": prompts, "seconds": seconds, "sequence": True}
        jobs.submit("Generating", "generate", params, apply, undo="Generate strips")


CLASSES = (
    DYNMASK_OT_add_strip, DYNMASK_OT_remove_strip, DYNMASK_OT_move_strip, DYNMASK_OT_edit_strip,
    DYNMASK_OT_generate_strips,
)  # fmt: skip

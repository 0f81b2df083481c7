"""A take made again: with the same seed and another prompt, with a fresh seed, or as the history has it."""

import random
from dataclasses import replace

import bpy
from bpy.props import IntProperty, StringProperty

from .. import nla
from ..actions import motion_store, ranges
from ..direction import loops, paths, poses
from ..rig import mappings, targets
from ..session import jobs, status
from ..takes import apply_answer, history, rates, takes
from . import generate
from .common import Readable
from .directing import join, loop, parts, path
from .regenerate import clamped, options, request, require_kept_outside, submit, with_motion
from .takes import OnTake

_GENERATED = ("regenerated", "inbetween", "extended", "strips")


class DYNMASK_OT_reroll_take(OnTake, bpy.types.Operator):
    """Generate one more take with the same seed and another prompt"""

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
        obj = targets.armature(context)
        index = self.chosen(obj)
        again(context, index, self.prompt, obj.dynmask.takes[index].seed)


class DYNMASK_OT_again(OnTake, bpy.types.Operator):
    """Generate one more take of the same prompt with a fresh seed"""

    bl_idname = "dynmask.again"
    bl_label = "Again"
    bl_options = {"REGISTER"}
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context)
        index = self.chosen(obj)
        known = {take.seed for take in obj.dynmask.takes}
        seed = random.randrange(generate.ROOM_FOR_DRAWN_SEEDS)
        while seed in known:
            seed = random.randrange(generate.ROOM_FOR_DRAWN_SEEDS)
        again(context, index, obj.dynmask.takes[index].prompt, seed)


def again(context, index, prompt, seed):
    """One more take as the one of an index was made, with this prompt and seed."""
    scene, target = context.scene, targets.target(context)
    obj = targets.armature(context)
    mappings.get_or_detect(obj)
    take = obj.dynmask.takes[index]
    directed = {loops.KIND: loop, paths.GENERATED: path, poses.KIND: join}
    if take.kind in directed:
        directed[take.kind].again(scene, target, obj, index, prompt, seed)
    elif button := history.DIRECTED.get(take.kind):
        raise status.Problem(f"This take has no sentence or seed of its own: press {button} again")
    elif take.kind == "part loop":
        raise status.Problem("This take has no sentence or seed of its own: press Loop Part again")
    elif take.kind == "part":
        _part(scene, target, obj, index, prompt, seed)
    elif take.kind == "generated":
        _whole(scene, target, obj, index, prompt, seed)
    else:
        _range(scene, target, obj, index, prompt, seed)


def _whole(scene, target, obj, index, prompt, seed):
    take = obj.dynmask.takes[index]
    stored = motion_store.read(takes.action_at(obj, index), motion=False)
    if stored is None:
        raise status.Problem(f"The motion of take {index + 1} is not kept on its action any more")
    chosen, seconds = scene.dynmask, take.asked
    first, asked = round(stored.first_frame), targets.Asked.of(scene, stored.root)

    def apply(result):
        notices = yield from apply_answer.applying_generated(
            target.resolve, result, asked, first_frame=first, seconds=seconds
        )
        status.tell(status.joined(f"One more take on '{target.name}'", *notices))

    params = generate.request(chosen, [seed])
    params |= {"prompt": prompt, "seconds": seconds or None}
    jobs.submit("Re-rolling", "generate", params, apply, undo="Re-roll")


def _part(scene, target, obj, index, prompt, seed):
    """Only the part of the body that the take changed is made again, in a copy of it."""
    take = obj.dynmask.takes[index]
    part, frames = take.part, (take.first, take.last)
    takes.show(obj, index)
    parts.change(scene, replace(target, strip=obj.dynmask.strip), part, frames, prompt, [seed])


def _range(scene, target, obj, index, prompt, seed):
    """Only the frames that the take changed are made again, in a copy of it."""
    take = obj.dynmask.takes[index]
    kind, frames = take.kind if take.kind in _GENERATED else "regenerated", (take.first, take.last)
    takes.show(obj, index)
    target = replace(target, strip=obj.dynmask.strip)
    span = apply_answer.kept_motion(obj, scene) or apply_answer.unread(obj, scene)[0]
    first, last = clamped(*frames, span, nla.place(obj))
    require_kept_outside(obj, first, last)
    # The operator itself is gone when the keys had to be read first.
    wanted = options(scene.dynmask, [seed]) | {"prompt": prompt}
    asked = targets.Asked.of(scene)

    def ask(stored, action):
        params = request(wanted, stored, first, last)
        submit("Re-rolling", "regenerate", params, target, stored, action, first, last, asked, kind=kind)

    with_motion(target, span, ask)


class DYNMASK_OT_use_take(OnTake, bpy.types.Operator):
    """Copy prompt, seed and length or range of this take to the settings, to generate it again or vary it"""

    bl_idname = "dynmask.use_take"
    bl_label = "Use Prompt and Seed"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        obj = targets.armature(context)
        take = obj.dynmask.takes[self.chosen(obj)]
        self.say(history.reuse(context.scene.dynmask, take))
        if take.kind in history.EDITS:
            place = nla.place(obj)
            ranges.choose(obj, context.scene, place.to_scene(take.first), place.to_scene(take.last))


class DYNMASK_OT_refit_take(OnTake, bpy.types.Operator):
    """Add a take of the same motion, keyed for the scene's frame rate"""

    bl_idname = "dynmask.refit_take"
    bl_label = "Refit to Frame Rate"
    bl_options = {"REGISTER"}
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        target, obj = targets.target(context), targets.armature(context)
        mappings.get_or_detect(obj)
        index = self.chosen(obj)
        take, action = obj.dynmask.takes[index], takes.action_at(obj, index)
        stored = motion_store.read(action)
        if not rates.can_refit(take):
            edited = take.kind in history.EDITS
            reason = "Only a part of this take was made" if edited else f"This take is a {take.kind}"
            raise status.Problem(f"{reason}, so it cannot be refitted: make it again at this frame rate")
        if stored is None or stored.clip is None:
            raise status.Problem(f"The motion of take {index + 1} is not kept on its action any more")
        asked, seconds, kind = targets.Asked.of(context.scene, stored.root), take.asked, take.kind
        answer, first = {"takes": [motion_store.as_take(stored)]}, round(stored.first_frame)

        def refit():
            notices = yield from apply_answer.applying_generated(
                target.resolve, answer, asked, first_frame=first, seconds=seconds, kind=kind
            )
            status.tell(status.joined(f"One more take, keyed for {asked.rate:.5g} frames a second", *notices))

        jobs.work("Refitting", refit(), undo="Refit")


class _OnHistory(Readable):
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        obj = targets.candidate(context)
        return obj is not None and len(obj.dynmask.history) > 0


class DYNMASK_OT_use_history(_OnHistory, bpy.types.Operator):
    """Copy prompt, seed and length of this earlier take to the settings, to generate it again"""

    bl_idname = "dynmask.use_history"
    bl_label = "Use Again"
    index: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def act(self, context):
        past = targets.candidate(context).dynmask.history
        if not -len(past) <= self.index < len(past):
            raise ValueError("The history has no such entry")
        self.say(history.reuse(context.scene.dynmask, past[self.index]))


class DYNMASK_OT_clear_history(_OnHistory, bpy.types.Operator):
    """Remove all earlier takes of this armature from the list"""

    bl_idname = "dynmask.clear_history"
    bl_label = "Clear History"

    def act(self, context):
        targets.candidate(context).dynmask.history.clear()


CLASSES = (
    DYNMASK_OT_reroll_take, DYNMASK_OT_again, DYNMASK_OT_use_take, DYNMASK_OT_refit_take,
    DYNMASK_OT_use_history, DYNMASK_OT_clear_history,
)  # fmt: skip

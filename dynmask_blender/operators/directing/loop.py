"""Loops from a sentence, and of the action or its range."""

import bpy

from ...complexity import thumbnails
from ...direction import loops
from ...rig import mappings, targets
from ...session import jobs, status
from ...takes import apply_answer
from ..common import NeedsArmature
from ..generate import new_seeds, request
from ..regenerate import clamped, subject, wanted_range, with_motion, within_action


class DYNMASK_OT_generate_loop(NeedsArmature, bpy.types.Operator):
    """Generate loops from the prompt as new takes, which begin at a footfall and repeat without a seam"""

    bl_idname = "dynmask.generate_loop"
    bl_label = "Generate Loop"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        obj, chosen = targets.armature(context), scene.dynmask
        mappings.get_or_detect(obj)
        generate(scene, target, obj, request(chosen, new_seeds(chosen, chosen.take_count)))


class DYNMASK_OT_loop_action(NeedsArmature, bpy.types.Operator):
    """Make a loop of the action's chosen range, or of all of it, as a take; the action keeps every key"""

    bl_idname = "dynmask.loop_action"
    bl_label = "Make Loop"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene = context.scene
        target, obj, span = subject(context)
        if target.strip:
            raise status.Problem(
                f"The NLA strip '{target.strip}' cannot be looped: make its action the active one first"
            )
        loop, part = loops.request(obj.dynmask_direction), {}
        if scene.dynmask.use_preview_range or obj.dynmask.range_set:
            chosen = clamped(*within_action(obj, *wanted_range(obj, scene)), span)
            start, stop = span.samples_within(*chosen)
            part = {"start_s": start / span.fps, "stop_s": (stop - 1) / span.fps}

        def ask(stored, action):
            params = {"motion": apply_answer.request_motion(stored), **loop, **part}
            submit(
                "Looping", "loop", params, scene_of(target), target, loop["cycles"], stored.root, loops.LOOPED
            )

        with_motion(target, span, ask)


def generate(scene, target, obj, params):
    """Ask for loops with the parameters of `generate`, and list them."""
    loop = loops.request(obj.dynmask_direction)
    params = {**params, "direction": {"loop": loop}}
    submit("Generating", "generate", params, scene, target, loop["cycles"])


def again(scene, target, obj, index, prompt, seed):
    """One more take as the generated loop of an index, with this prompt and seed and the loop's settings."""
    take = obj.dynmask.takes[index]
    params = request(scene.dynmask, [seed])
    generate(scene, target, obj, params | {"prompt": prompt, "seconds": take.asked or None})


def submit(label, method, params, scene, target, cycles, root=None, kind=loops.KIND):
    """Ask the backend for loops and list what comes as takes of a kind; root: how travel is retargeted."""
    chosen, asked = scene.dynmask, targets.Asked.of(scene, root)
    first = scene.frame_start if chosen.place == "SCENE" else scene.frame_current
    seconds = params.get("seconds")

    def apply(result):
        thumbnails.tidy()
        notices = yield from loops.applying(target.resolve, result, asked, first, cycles, seconds, kind)
        status.tell(status.joined(f"{apply_answer.made(result)} on '{target.name}'", *notices))

    jobs.submit(label, method, params, apply, undo="Make Loop")


def scene_of(target):
    """The scene of a target that was found earlier."""
    return target.resolve()[1]


CLASSES = (DYNMASK_OT_generate_loop, DYNMASK_OT_loop_action)

"""Generate and Cancel."""

import random

import bpy

from ..complexity import thumbnails
from ..rig import mappings, targets
from ..session import jobs, status
from ..session.session import MAX_SEED, SEED, updating
from ..takes import apply_answer
from .common import NeedsArmature, Readable
from .directing import pins

ROOM_FOR_SEEDS = MAX_SEED + 1
# Drawn ones are short: they are read in the list, and typed.
ROOM_FOR_DRAWN_SEEDS = 10_000


class DYNMASK_OT_generate(NeedsArmature, bpy.types.Operator):
    """Generate motion from the prompt as new takes; the current action keeps its keys"""

    bl_idname = "dynmask.generate"
    bl_label = "Generate"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        mappings.get_or_detect(targets.armature(context))
        chosen = scene.dynmask
        seeds = new_seeds(chosen, chosen.take_count)
        first = scene.frame_start if chosen.place == "SCENE" else scene.frame_current
        asked, seconds = targets.Asked.of(scene), chosen.seconds if chosen.set_length else None

        def apply(result):
            thumbnails.tidy()
            notices = yield from apply_answer.applying_generated(
                target.resolve, result, asked, first_frame=first, seconds=seconds
            )
            status.tell(status.joined(f"{apply_answer.made(result)} on '{target.name}'", *notices))
            if target.resolve()[0].dynmask_pins.with_generate:
                jobs.then(lambda: pins.apply(target))

        jobs.submit("Generating", "generate", request(chosen, seeds), apply, undo="Generate")


class DYNMASK_OT_cancel(Readable, bpy.types.Operator):
    """Stop what DynMask is doing; nothing of it is kept"""

    bl_idname = "dynmask.cancel"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, context):
        return jobs.busy()

    def act(self, context):
        jobs.cancel()


class DYNMASK_OT_check_backend(Readable, bpy.types.Operator):
    """Start the backend with these settings, load the model and report what was found"""

    bl_idname = "dynmask.check_backend"
    bl_label = "Check"

    @classmethod
    def poll(cls, context):
        if jobs.busy():
            cls.poll_message_set("DynMask is busy")
        return not jobs.busy()

    def act(self, context):
        def found(answer):
            text = status.joined(jobs.describe(answer), *answer.get("notices", ()))
            _backend_says(text)
            status.tell(text)

        jobs.shutdown(wait=False)
        _backend_says("Starting the backend …")
        try:
            jobs.submit("Checking", "load", {}, found, on_error=_backend_failed)
        except status.Problem as problem:
            _backend_failed(str(problem))
            raise


def _backend_says(text, level="INFO"):
    status.current.backend, status.current.backend_level = text, level


def _backend_failed(text):
    _backend_says(text, "ERROR")


def seeds(first, count):
    """`count` seeds from `first` on, staying below 2³¹."""
    return [(first + i) % ROOM_FOR_SEEDS for i in range(count)]


def new_seeds(chosen, count, edit=False):
    """`count` seeds for the next takes, or the next edit's, from the scene's settings.

    Where a new one is wanted each time it is drawn, and shown in the settings.
    """
    name, switch = ("edit_seed", "edit_random_seed") if edit else ("seed", "random_seed")
    if getattr(chosen, switch):
        last = getattr(chosen, name)
        drawn = random.randrange(ROOM_FOR_DRAWN_SEEDS)
        while abs(drawn - last) < count:
            drawn = random.randrange(ROOM_FOR_DRAWN_SEEDS)
        with updating(SEED):
            setattr(chosen, name, drawn)
    return seeds(getattr(chosen, name), count)


def request(chosen, seeds):
    """Parameters of `generate` from the scene's settings."""
    return {
        "prompt": chosen.prompt,
        "seconds": chosen.seconds if chosen.set_length else None,
        "seeds": seeds,
        "steps": chosen.steps,
        "guidance": chosen.guidance if chosen.set_guidance else None,
        "closeness": chosen.closeness if chosen.set_closeness else None,
        "foot_lock": chosen.foot_lock,
    }


CLASSES = (DYNMASK_OT_generate, DYNMASK_OT_cancel, DYNMASK_OT_check_backend)

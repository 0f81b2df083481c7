"""Two actions or NLA strips joined, and takes that begin or end in a pose."""

import bpy

from ...actions import motion_store
from ...complexity import thumbnails
from ...direction import choices, joins, poses
from ...rig import mappings, targets
from ...session import jobs, status
from ...takes import apply_answer, takes
from ..common import NeedsArmature
from ..generate import new_seeds, request
from ..regenerate import options


class DYNMASK_OT_join(NeedsArmature, bpy.types.Operator):
    """Join two actions or NLA strips by generated motion, in a new action that keeps the keys of both"""

    bl_idname = "dynmask.join"
    bl_label = "Join"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        obj = targets.armature(context)
        mappings.get_or_detect(obj)
        group = obj.dynmask_direction
        first, second = (
            choices.find(obj, name, which)
            for name, which in ((group.join_first, "first"), (group.join_second, "second"))
        )
        seconds = group.join_seconds if group.join_set_seconds else None
        seeds = new_seeds(scene.dynmask, scene.dynmask.inbetween_count, edit=True)
        wanted, asked = options(scene.dynmask, seeds), targets.Asked.of(scene)

        def read():
            pair = yield from joins.reading_both(target.resolve, first, second)
            jobs.then(lambda: ask(pair))

        def ask(pair):
            stamp = pair.stamp(target.resolve()[0])

            def apply(result):
                if pair.stamp(target.resolve()[0]) != stamp:
                    raise status.Problem("One of the two actions was edited meanwhile: nothing was changed")
                notices = yield from joins.applying(target.resolve, result, asked, pair)
                status.tell(status.joined(f"{apply_answer.made(result)} of both actions", *notices))

            jobs.submit("Joining", "join", joins.request(pair, seconds) | wanted, apply, undo="Join")

        jobs.work("Reading the actions", read())


class DYNMASK_OT_generate_posed(NeedsArmature, bpy.types.Operator):
    """Generate motion from the prompt that begins in a pose, ends in one, or goes from one to the other"""

    bl_idname = "dynmask.generate_posed"
    bl_label = "Generate with Poses"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        chosen = scene.dynmask
        params = request(chosen, new_seeds(chosen, chosen.take_count))
        seconds = chosen.seconds if chosen.set_length else None
        obj = targets.armature(context)
        ends = poses.of(obj, scene, mappings.get_or_detect(obj), obj.dynmask_direction)
        posed(scene, target, ends, params, seconds)


def again(scene, target, obj, index, prompt, seed):
    """One more take that begins or ends as the one of an index does, with this prompt and seed."""
    stored = motion_store.read(takes.action_at(obj, index))
    if stored is None or stored.clip is None:
        raise status.Problem("The motion of this take is not kept on its action any more")
    params = request(scene.dynmask, [seed]) | {"prompt": prompt}
    ends = poses.of_clip(stored.clip, obj.dynmask_direction)
    posed(scene, target, ends, params, obj.dynmask.takes[index].asked or None)


def posed(scene, target, ends, params, seconds):
    """Ask for takes between poses.Ends, and list them."""
    chosen, asked = scene.dynmask, targets.Asked.of(scene)
    first = scene.frame_start if chosen.place == "SCENE" else scene.frame_current
    method, motions = poses.request(ends, seconds or chosen.seconds, seconds is not None)
    params = {**params, **motions, "prompt": params["prompt"] or None}

    def apply(result):
        thumbnails.tidy()
        made = {**result, "takes": [poses.trimmed(ends, take) for take in result["takes"]]}
        notices = yield from apply_answer.applying_generated(
            target.resolve, made, asked, first_frame=first, seconds=seconds, kind=poses.KIND,
            shaping=poses.shaping(target.resolve, ends, asked.root),
        )  # fmt: skip
        status.tell(status.joined(f"{apply_answer.made(result)} on '{target.name}'", *notices))

    jobs.submit("Generating", method, params, apply, undo="Generate with Poses")


CLASSES = (DYNMASK_OT_join, DYNMASK_OT_generate_posed)

"""New motion where there is none yet: between two poses, and after the action's end."""

from dataclasses import replace

import bpy
import numpy as np

from .. import compat, nla
from ..rig import targets
from ..session import status
from ..takes import apply_answer, padding
from .common import NeedsArmature
from .generate import new_seeds
from .regenerate import (
    clamped,
    options,
    require_kept_outside,
    subject,
    submit,
    wanted_range,
    with_motion,
    within_action,
)


class DYNMASK_OT_inbetween(NeedsArmature, bpy.types.Operator):
    """Generate the movement between two poses: the ends of the range, or the keys around the current frame"""

    bl_idname = "dynmask.inbetween"
    bl_label = "In-Between"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene = context.scene
        target, obj, span = subject(context)
        action, place = apply_answer.action_of(obj), nla.place(obj)
        owner = nla.owner(obj, place.strip)
        if scene.dynmask.use_preview_range or obj.dynmask.range_set:
            first, last = within_action(obj, *wanted_range(obj, scene))
        else:
            first, last = poses_around(owner, action, place.to_action(scene.frame_current))
        begin, end = compat.key_range(owner, action)
        if first < begin or last > end:
            begin, end = place.to_scene(begin), place.to_scene(end)
            raise status.Problem(f"Both poses must lie within the action, frames {begin:.0f} to {end:.0f}")
        first, last = clamped(first + 1, last - 1, span, place)
        require_kept_outside(obj, first, last)
        start, stop = span.samples_within(first, last)
        seeds = new_seeds(scene.dynmask, scene.dynmask.inbetween_count, edit=True)
        around, wanted = padding.missing(len(span), start, stop), options(scene.dynmask, seeds)
        asked = targets.Asked.of(scene)

        def ask(stored, action):
            known = replace(stored, clip=padding.held(stored.clip, *around))
            params = {
                "motion": apply_answer.request_motion(known),
                "start_s": (start + around[0]) / stored.fps,
                "stop_s": (stop + around[0]) / stored.fps,
                **wanted,
            }
            submit(
                "In-betweening", "inbetween", params, target, stored, action, first, last, asked,
                kind="inbetween", finish=lambda take: padding.without(take, *around),
            )  # fmt: skip

        with_motion(target, span, ask)


class DYNMASK_OT_extend(NeedsArmature, bpy.types.Operator):
    """Generate how the action goes on, in longer copies of it; all its keys are kept"""

    bl_idname = "dynmask.extend"
    bl_label = "Extend"
    bl_options = {"REGISTER"}

    def act(self, context):
        settings = context.scene.dynmask
        target, obj, span = subject(context)
        if target.strip:
            raise status.Problem(
                f"The NLA strip '{target.strip}' cannot grow: make its action the active one to extend it"
            )
        first = int(np.floor(compat.key_range(obj, apply_answer.action_of(obj))[1])) + 1
        require_kept_outside(obj, first, first)
        seeds = new_seeds(settings, settings.extend_count, edit=True)
        wanted = {"seconds": settings.extend_seconds, **options(settings, seeds)}
        asked = targets.Asked.of(context.scene)

        def ask(stored, action):
            params = {"motion": apply_answer.request_motion(stored), **wanted}
            submit("Extending", "extend", params, target, stored, action, first, None, asked, kind="extended")

        with_motion(target, span, ask)


def poses_around(owner, action, frame):
    """Frames of the last keys at or before a frame and of the first after it. Raises Problem without them."""
    keyed = [np.zeros(0)]
    for curve in compat.fcurves(owner, action):
        co = np.empty(2 * len(curve.keyframe_points), np.float32)
        curve.keyframe_points.foreach_get("co", co)
        keyed.append(co[::2])
    frames = np.concatenate(keyed)
    before, after = frames[frames <= frame], frames[frames > frame]
    if not len(before) or not len(after):
        raise status.Problem("Put the playhead between two keyed poses, or choose a range between them")
    return int(np.ceil(before.max())), int(np.floor(after.min()))


CLASSES = (DYNMASK_OT_inbetween, DYNMASK_OT_extend)

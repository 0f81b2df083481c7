"""Complexity of the present action, the range to change, and regenerating it."""

import bpy
import numpy as np

from . import jobs, mappings, motion_store, motions, segments, status, takes, targets
from .operators_common import NeedsArmature
from .operators_generate import seeds

MIN_FRAMES = 4


class DYNMASK_OT_analyse(NeedsArmature, bpy.types.Operator):
    """Measure how complex the armature's present action is, whoever made it, and show it as a strip"""

    bl_idname = "dynmask.analyse"
    bl_label = "Analyse Action"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        stored = motions.analyse(obj, context.scene)
        found = segments.above(stored.omega, context.scene.dynmask.threshold, stored.fps)
        self.say(f"'{motions.action_of(obj).name}': {len(found)} complex segment{'s' * (len(found) != 1)}")
        jobs.redraw()


class DYNMASK_OT_most_complex(NeedsArmature, bpy.types.Operator):
    """Choose the most complex stretch of the action as the range to regenerate"""

    bl_idname = "dynmask.most_complex"
    bl_label = "Most Complex"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        stored = motion_store.read(motions.action_of(obj), motion=False)
        stored = stored or motions.analyse(obj, context.scene)
        start, stop = segments.most_complex(stored.omega, context.scene.dynmask.threshold, stored.fps)
        choose_range(obj, stored.frame_of(start), stored.frame_of(stop - 1))
        jobs.redraw()


class DYNMASK_OT_clear_range(NeedsArmature, bpy.types.Operator):
    """Forget the chosen range"""

    bl_idname = "dynmask.clear_range"
    bl_label = "Clear Range"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        targets.armature(context).dynmask.range_set = False
        jobs.redraw()


class DYNMASK_OT_regenerate(NeedsArmature, bpy.types.Operator):
    """Make other takes of the chosen range; every key outside it stays as it is"""

    bl_idname = "dynmask.regenerate"
    bl_label = "Regenerate Range"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        obj = targets.armature(context)
        mappings.of(obj)
        action = motions.action_of(obj)
        stored = motions.stored_motion(obj, scene)
        first, last = clamped(*wanted_range(obj, scene), stored)
        identity, stamp, name = action.session_uid, takes.fingerprint(obj, action), action.name

        def apply(result):
            found, where = target.resolve()
            base = next((a for a in bpy.data.actions if a.session_uid == identity), None)
            if base is None or takes.fingerprint(found, base) != stamp:
                raise status.Problem(f"'{name}' was edited or deleted meanwhile: nothing was changed")
            notices = motions.apply_regenerated(found, where, result, stored, base, first, last)
            made = len(result["takes"])
            status.tell(status.joined(f"{made} take{'s' * (made != 1)} of frames {first}–{last}", *notices))

        params = request(scene.dynmask, stored, first, last)
        jobs.submit("Regenerating", "regenerate", params, apply, undo="Regenerate")


def choose_range(obj, first, last):
    """Make frames first…last the range to regenerate."""
    group = obj.dynmask
    group.range_first, group.range_last = round(first), round(last)
    group.range_set = True


def wanted_range(obj, scene):
    """Frames (first, last) to regenerate. Raises Problem when none are chosen."""
    if scene.dynmask.use_preview_range:
        if not scene.use_preview_range:
            raise status.Problem("Set a preview range in the timeline first (P), or switch Preview Range off")
        return scene.frame_preview_start, scene.frame_preview_end
    if not obj.dynmask.range_set:
        raise status.Problem("Choose a range first: click a segment of the strip, or press Most Complex")
    return obj.dynmask.range_first, obj.dynmask.range_last


def clamped(first, last, stored):
    """The range within the motion. Raises Problem when too little of it is left."""
    start, stop = int(np.ceil(stored.first_frame)), int(np.floor(stored.last_frame))
    first, last = max(int(first), start), min(int(last), stop)
    samples = stored.samples_within(first, last)
    if last - first + 1 < MIN_FRAMES or samples[1] - samples[0] < MIN_FRAMES:
        least = f"{MIN_FRAMES / stored.fps:.1f} s"
        raise status.Problem(f"The range must hold at least {least} between frames {start} and {stop}")
    return first, last


def request(chosen, stored, first, last):
    """Parameters of `regenerate` from the scene's settings."""
    start, stop = stored.samples_within(first, last)
    return {
        "motion": motions.request_motion(stored),
        "start_s": start / stored.fps,
        "stop_s": stop / stored.fps,
        "prompt": chosen.edit_prompt or None,
        "seeds": seeds(chosen.edit_seed, chosen.edit_count),
        "steps": chosen.steps,
        "guidance": chosen.guidance if chosen.set_guidance else None,
        "foot_lock": chosen.foot_lock,
    }


CLASSES = (DYNMASK_OT_analyse, DYNMASK_OT_most_complex, DYNMASK_OT_clear_range, DYNMASK_OT_regenerate)

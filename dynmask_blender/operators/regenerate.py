"""Complexity of the present action, the range to change, and regenerating it."""

from functools import partial

import bpy
import numpy as np
from bpy.props import BoolProperty

from .. import compat, nla
from ..actions import channels, ranges
from ..rig import mappings, targets
from ..session import jobs, status
from ..takes import apply_answer, segments, takes
from .common import NeedsArmature
from .generate import new_seeds

MIN_FRAMES = 4
_ACTIVE = nla.Place()


class DYNMASK_OT_analyse(NeedsArmature, bpy.types.Operator):
    """Measure the complexity of the action and show it in the animation editors"""

    bl_idname = "dynmask.analyse"
    bl_label = "Analyse Action"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        def tell(obj, scene, stored):
            measured, place = (stored.omega, scene.dynmask.threshold, stored.fps), nla.place(obj)
            told = segments.summary(*measured, partial(stored.whole_frame_of, place=place))
            status.tell(f"'{apply_answer.action_of(obj).name}': {told}")

        return with_analysis(context, tell, anew=True)


class DYNMASK_OT_most_complex(NeedsArmature, bpy.types.Operator):
    """Select the most complex part of the action as range and preview range"""

    bl_idname = "dynmask.most_complex"
    bl_label = "Most Complex Segment"
    bl_options = {"REGISTER", "UNDO"}
    preview: BoolProperty(
        name="Preview Range", default=True, description="Make the segment the timeline's preview range too"
    )

    def act(self, context):
        preview = self.preview

        def choose(obj, scene, stored):
            measured, place = (stored.omega, scene.dynmask.threshold, stored.fps), nla.place(obj)
            choose_segment(obj, scene, stored, segments.most_complex(*measured), preview)
            told = segments.summary(*measured, partial(stored.whole_frame_of, place=place))
            status.tell(f"Range chosen: {told}")

        return with_analysis(context, choose)


class DYNMASK_OT_next_segment(NeedsArmature, bpy.types.Operator):
    """Select the next complex segment as range and preview range"""

    bl_idname = "dynmask.next_segment"
    bl_label = "Next Segment"
    bl_options = {"REGISTER", "UNDO"}
    backwards: BoolProperty(name="Backwards", default=False, description="The one before instead")
    preview: BoolProperty(
        name="Preview Range", default=True, description="Make the segment the timeline's preview range too"
    )

    def act(self, context):
        backwards, preview = self.backwards, self.preview

        def choose(obj, scene, stored):
            found = segments.above(stored.omega, scene.dynmask.threshold, stored.fps)
            if not found:
                raise status.Problem("No stretch of the action is complex enough: lower the threshold")
            group = obj.dynmask
            place = nla.place(obj)
            here = group.range_first if group.range_set else scene.frame_current
            starts = [stored.whole_frame_of(start, place) for start, _ in found]
            chosen = segments.following(starts, here, backwards=backwards, beyond=group.range_set)
            choose_segment(obj, scene, stored, found[chosen], preview)

        return with_analysis(context, choose)


class DYNMASK_OT_clear_range(NeedsArmature, bpy.types.Operator):
    """Deselect the range and restore the preview range"""

    bl_idname = "dynmask.clear_range"
    bl_label = "Clear Range"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        targets.armature(context, tweaked=True).dynmask.range_set = False
        ranges.put_back(context.scene)
        jobs.redraw()


class DYNMASK_OT_regenerate(NeedsArmature, bpy.types.Operator):
    """Generate variations of the range in copies of the action; keys outside the range stay as they are"""

    bl_idname = "dynmask.regenerate"
    bl_label = "Regenerate Range"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene = context.scene
        target, obj, span = subject(context)
        first, last = clamped(*within_action(obj, *wanted_range(obj, scene)), span, nla.place(obj))
        require_kept_outside(obj, first, last)
        seeds = new_seeds(scene.dynmask, scene.dynmask.edit_count, edit=True)
        wanted, asked = options(scene.dynmask, seeds), targets.Asked.of(scene)

        def ask(stored, action):
            params = request(wanted, stored, first, last)
            submit("Regenerating", "regenerate", params, target, stored, action, first, last, asked)

        with_motion(target, span, ask)


def with_analysis(context, use, *, anew=False):
    """use(object, scene, Stored) of the context's armature; returns what the operator does.

    At once where its action is described already; otherwise, and where its keys may have changed and that
    counts (anew), it is read a little at a time first. use may hold nothing of Blender's from before.
    """
    obj = targets.armature(context, tweaked=True)
    targets.check_time(context.scene)
    target = targets.of(obj, context.scene, nla.place(obj).strip)
    stored = apply_answer.kept_motion(obj, context.scene) if anew else apply_answer.described(obj)
    if stored is not None:
        use(obj, context.scene, stored)
        jobs.redraw()
        return {"FINISHED"}
    mappings.get_or_detect(obj)
    apply_answer.unread(obj, context.scene)

    def analyse():
        found = yield from apply_answer.analysing(target.resolve, target.strip)
        use(*target.resolve(), found)

    jobs.work("Reading the action", analyse(), undo="Analyse")
    if bpy.app.background:
        jobs.wait()
        return {"FINISHED"}
    # Its undo step is pushed when the action is read.
    return {"CANCELLED"}


def subject(context):
    """(target, armature, motion) that an edit starts from; see `with_motion`. Raises Problem without one."""
    target, obj = apply_answer.subject(context)
    mappings.of_edit(obj, target.strip)
    kept = apply_answer.kept_motion(obj, context.scene)
    return target, obj, kept or apply_answer.unread(obj, context.scene)[0]


def require_kept_outside(obj, first, last):
    """Raises Problem where a new movement in a range would change what the action does outside of it."""
    action, bones = apply_answer.action_of(obj), list(mappings.get_or_detect(obj).roles.values())
    owner = nla.owner(obj, nla.place(obj).strip)
    frames = np.arange(first - 1, last + 2)
    try:
        channels.require_kept_outside(owner, action, channels.of_bones(obj, bones), first, last)
        channels.rotation_modes(obj, owner, action, [b for b in bones if b in obj.pose.bones], frames)
    except ValueError as error:
        raise status.Problem(str(error)) from error


def with_motion(target, span, ask):
    """ask(motion, action) of the target: at once where its motion is kept, otherwise when it has been read.

    ask may hold nothing of Blender's from before.
    """
    if span.clip is not None:
        ask(span, apply_answer.action_of(target.resolve()[0], target.strip))
        return

    def read():
        stored = yield from apply_answer.reading(target.resolve, target.strip)
        jobs.then(lambda: ask(stored, apply_answer.action_of(target.resolve()[0], target.strip)))

    jobs.work("Reading the action", read())


def submit(
    label, method, params, target, stored, action, first, last, asked, *, kind="regenerated", finish=None,
    listed=None,
):
    """Ask the backend for other versions of an action and list what comes as takes.

    first, last, asked: as motions.applying_regenerated has them; finish(take): changes a take of the answer
    beforehand; listed(): called when they are listed. Nothing is applied when the action's keys are no longer
    what they are now.
    """
    identity, name, strip = action.session_uid, action.name, target.strip

    def fingerprint():
        return takes.fingerprint(nla.owner(target.resolve()[0], strip), base())

    lost = f"'{name}' was edited or deleted meanwhile: nothing was changed"

    def base():
        found = compat.action_of_uid(identity)
        if found is None:
            raise status.Problem(lost)
        return found

    def apply(result):
        if fingerprint() != stamp:
            raise status.Problem(lost)
        if finish is not None:
            result = {**result, "takes": [finish(take) for take in result["takes"]]}
        notices = yield from apply_answer.applying_regenerated(
            target.resolve, result, asked, stored, base, first, last, kind, strip
        )
        if listed is not None:
            listed()
        found = target.resolve()[0]
        made, place = found.dynmask.takes[-1], nla.place(found, strip)
        frames = f"frames {round(place.to_scene(made.first))}–{round(place.to_scene(made.last))}"
        status.tell(status.joined(f"{apply_answer.made(result)} of {frames}", *notices))

    stamp = fingerprint()
    jobs.submit(label, method, params, apply, undo=label)


def choose_segment(obj, scene, stored, segment, preview):
    """Make a segment (start, stop) of samples the range to regenerate, and the preview range on demand."""
    place = nla.place(obj)
    frames = stored.whole_frame_of(segment[0], place), stored.whole_frame_of(segment[1] - 1, place)
    ranges.choose(obj, scene, *frames, preview=preview)
    jobs.redraw()


def wanted_range(obj, scene):
    """Frames (first, last) to regenerate. Raises Problem when none are chosen."""
    if scene.dynmask.use_preview_range:
        if not scene.use_preview_range:
            raise status.Problem("Set a preview range in the timeline first (P), or switch Preview Range off")
        return scene.frame_preview_start, scene.frame_preview_end
    if not obj.dynmask.range_set:
        raise status.Problem("Choose a range first: click a segment of the strip, or press Most Complex")
    return obj.dynmask.range_first, obj.dynmask.range_last


def within_action(obj, first, last):
    """Whole frames of the action that lie within two frames of the scene, both included."""
    place = nla.place(obj)
    return int(np.ceil(place.to_action(first) - 1e-6)), int(np.floor(place.to_action(last) + 1e-6))


def clamped(first, last, stored, place=_ACTIVE):
    """The range of the action's frames within the motion. Raises Problem when too little of it is left."""
    start, stop = int(np.ceil(stored.first_frame)), int(np.floor(stored.last_frame))
    first, last = max(int(first), start), min(int(last), stop)
    samples = stored.samples_within(first, last)
    if last - first + 1 < MIN_FRAMES or samples[1] - samples[0] < MIN_FRAMES:
        least = f"{MIN_FRAMES / stored.fps:.1f} s"
        start, stop = round(place.to_scene(start)), round(place.to_scene(stop))
        raise status.Problem(f"The range must hold at least {least} between frames {start} and {stop}")
    return first, last


def request(wanted, stored, first, last):
    """Parameters of `regenerate`; wanted: the `options`."""
    start, stop = stored.samples_within(first, last)
    span = {"start_s": start / stored.fps, "stop_s": stop / stored.fps}
    return {"motion": apply_answer.request_motion(stored), **span, **wanted}


def options(chosen, seeds):
    """What every edit asks for, from the scene's settings."""
    return {
        "prompt": chosen.edit_prompt or None,
        "seeds": seeds,
        "steps": chosen.steps,
        "guidance": chosen.guidance if chosen.set_guidance else None,
        "foot_lock": chosen.foot_lock,
    }


CLASSES = (
    DYNMASK_OT_analyse, DYNMASK_OT_most_complex, DYNMASK_OT_next_segment, DYNMASK_OT_clear_range,
    DYNMASK_OT_regenerate,
)  # fmt: skip

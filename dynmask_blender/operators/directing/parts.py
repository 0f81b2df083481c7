"""A part of the body generated anew over an action that is there."""

import bpy
from bpy.props import EnumProperty

from ... import nla
from ...actions import motion_store
from ...direction import edits, parts
from ...rig import mappings, rest_pose, targets
from ...session import jobs, status
from ...takes import apply_answer, takes
from .. import generate
from ..common import NeedsArmature
from ..regenerate import MIN_FRAMES, wanted_range, within_action

# Words need time: a shorter range gets the beginning of a motion of this many seconds.
_SHORTEST = 2.0


class DYNMASK_OT_change_part(NeedsArmature, bpy.types.Operator):
    """Generate this part of the body anew in copies of the action, in the range if one is chosen"""

    bl_idname = "dynmask.change_part"
    bl_label = "Change Part"
    bl_options = {"REGISTER"}
    part: EnumProperty(name="Part", items=parts.ITEMS)

    def act(self, context):
        scene = context.scene
        target, obj = edits.subject(context)
        frames = _frames(obj, scene, target.strip)
        prompt = scene.dynmask.edit_prompt.strip() or _own_prompt(obj, target.strip)
        if not prompt:
            raise status.Problem(f"Say what the {parts.NAMES[self.part]} should do: fill in the prompt first")
        seeds = generate.new_seeds(scene.dynmask, scene.dynmask.edit_count, edit=True)
        change(scene, target, self.part, frames, prompt, seeds)


def change(scene, target, part, frames, prompt, seeds):
    """Ask for motions of a prompt, and list the action with a part of each as takes.

    frames: (first, last) of the action. Raises Problem, and changes nothing, where that cannot be.
    """
    obj, _ = target.resolve()
    strip, chosen = target.strip, scene.dynmask
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    names = parts.bones(rest.tree, rest.roles, part)
    edits.require_kept_outside(obj, strip, [name for name in names if name in obj.pose.bones], [frames])
    rate = nla.place(obj, strip).rate(targets.frame_rate(scene))
    plant, ends = chosen.foot_lock and part == "lower", edits.ends(obj, strip)
    around = max(frames[0] - round(rate), ends[0]), min(frames[1] + round(rate), ends[1])
    action = apply_answer.action_of(obj, strip)
    name, stamp = action.name, takes.fingerprint(nla.owner(obj, strip), action)

    def apply(result):
        read = yield from edits.reading(target, *around)
        if read.keys != stamp:
            raise status.Problem(f"'{name}' was edited or replaced meanwhile: nothing was changed")
        made, warnings = [], []
        for take in result["takes"]:
            obj, _ = target.resolve()
            clip = parts.merged(read, take, part, *frames)
            mapping = mappings.get_or_detect(obj)
            tracks = yield from edits.tracks(obj, mapping, read, clip, plant=plant)
            obj, _ = target.resolve()
            rest = rest_pose.read(obj, mapping.roles, mapping.stance)
            tracks = parts.only(tracks, rest.tree, rest.roles, part)
            made.append(edits.Edited(tracks, (frames,), str(take.get("prompt") or ""), take.get("seed", 0)))
            warnings += [text for text in tracks.warnings if text not in warnings]
            yield

        def finish(take):
            take.part = part

        yield from edits.listing(target, read, made, "part", finish=finish)
        place = nla.place(target.resolve()[0], strip)
        where = f"frames {round(place.to_scene(frames[0]))}–{round(place.to_scene(frames[1]))}"
        said = f"{apply_answer.made(result)} with other {parts.NAMES[part]}, {where}"
        status.tell(status.joined(said, *(result.get("notices") or ()), *warnings))

    params = generate.request(chosen, seeds)
    seconds = (frames[1] - frames[0] + 1) / rate
    params |= {"prompt": prompt, "seconds": max(seconds, _SHORTEST)}
    jobs.submit("Changing a part", "generate", params, apply, undo="Change Part")


def _frames(obj, scene, strip):
    """(first, last) of the action: the range that is chosen, or all of it."""
    ends = edits.ends(obj, strip)
    if not scene.dynmask.use_preview_range and not obj.dynmask.range_set:
        return ends
    first, last = within_action(obj, *wanted_range(obj, scene))
    first, last = max(first, ends[0]), min(last, ends[1])
    if last - first + 1 < MIN_FRAMES:
        start, stop = (round(nla.place(obj, strip).to_scene(frame)) for frame in ends)
        raise status.Problem(f"The range must hold {MIN_FRAMES} frames between frames {start} and {stop}")
    return first, last


def _own_prompt(obj, strip):
    """The sentence that the action was made of, "" where it is not known."""
    action = apply_answer.action_of(obj, strip)
    take = next((take for take in obj.dynmask.takes if take.action == action), None)
    if take is not None:
        return take.prompt
    stored = motion_store.read(action)
    return stored.clip.prompt if stored is not None and stored.clip is not None else ""


CLASSES = (DYNMASK_OT_change_part,)

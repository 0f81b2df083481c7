"""A part of the body generated, or repeated, over an action that is there."""

from dataclasses import replace

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


class DYNMASK_OT_loop_part(NeedsArmature, bpy.types.Operator):
    """Repeat what this part of the body does best in copies of the action, in the range if one is chosen"""

    bl_idname = "dynmask.loop_part"
    bl_label = "Loop Part"
    bl_options = {"REGISTER"}
    part: EnumProperty(name="Part", items=parts.ITEMS)

    def act(self, context):
        target, obj = edits.subject(context)
        loop(target, self.part, _frames(obj, context.scene, target.strip))


def loop(target, part, frames):
    """Read the action, ask for its part's best cycle, repeated in frames (first, last), and list the take.

    Raises Problem, and changes nothing, where that cannot be.
    """
    obj, scene = target.resolve()
    strip = target.strip
    _require_kept_outside(obj, strip, part, frames)
    rate = nla.place(obj, strip).rate(targets.frame_rate(scene))
    plant, ends = scene.dynmask.foot_lock and part == "lower", edits.ends(obj, strip)
    around = max(frames[0] - round(rate), ends[0]), min(frames[1] + round(rate), ends[1])

    def read_first():
        read = yield from edits.reading(target, *around)
        jobs.then(lambda: ask(read))

    def ask(read):
        clip = read.clip
        params = {"motion": {"rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps}}
        params["part"] = part
        if frames != (read.first, read.last):
            params |= {f"{name}_s": (frame - read.first) / clip.fps
                       for name, frame in zip(("start", "stop"), frames, strict=True)}  # fmt: skip
        jobs.submit("Looping a part", "loop", params, lambda result: apply(read, result), undo="Loop Part")

    def apply(read, result):
        edits.require_unchanged(target, read)
        take = result["takes"][0]
        if len(take["rotations"]) != len(read.clip):
            raise status.Problem("The backend's answer is of another length: nothing was changed")
        clip = replace(read.clip, rotations=take["rotations"], translation=take["translation"])
        tracks = yield from _tracks(target, read, clip, part, plant)
        edited = edits.Edited(tracks, (frames,))
        yield from edits.listing(target, read, [edited], "part loop", label=f"{parts.NAMES[part]} loop")
        place = nla.place(target.resolve()[0], strip)
        said = f"1 take with looped {parts.NAMES[part]}, {_where(place, frames)}"
        status.tell(status.joined(said, *(result.get("notices") or ()), *tracks.warnings))

    jobs.work("Reading the action", read_first())


def _require_kept_outside(obj, strip, part, frames):
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    names = parts.bones(rest.tree, rest.roles, part)
    edits.require_kept_outside(obj, strip, [name for name in names if name in obj.pose.bones], [frames])


def _tracks(target, read, clip, part, plant):
    """Steps to the PoseTracks of a part's bones in a Clip of the frames that were read."""
    obj, _ = target.resolve()
    tracks = yield from edits.tracks(obj, mappings.get_or_detect(obj), read, clip, plant=plant)
    obj, _ = target.resolve()
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    return parts.only(tracks, rest.tree, rest.roles, part)


def _where(place, frames):
    return f"frames {round(place.to_scene(frames[0]))}–{round(place.to_scene(frames[1]))}"


def change(scene, target, part, frames, prompt, seeds):
    """Ask for motions of a prompt, and list the action with a part of each as takes.

    frames: (first, last) of the action. Raises Problem, and changes nothing, where that cannot be.
    """
    obj, _ = target.resolve()
    strip, chosen = target.strip, scene.dynmask
    _require_kept_outside(obj, strip, part, frames)
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
            clip = parts.merged(read, take, part, *frames)
            tracks = yield from _tracks(target, read, clip, part, plant)
            of = str(take.get("prompt") or ""), take.get("seed", 0)
            made.append(edits.Edited(tracks, (frames,), *of, sources=clip.sources))
            warnings += [text for text in tracks.warnings if text not in warnings]
            yield

        def finish(take):
            take.part = part

        yield from edits.listing(target, read, made, "part", finish=finish)
        place = nla.place(target.resolve()[0], strip)
        said = f"{apply_answer.made(result)} with other {parts.NAMES[part]}, {_where(place, frames)}"
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


CLASSES = (DYNMASK_OT_change_part, DYNMASK_OT_loop_part)

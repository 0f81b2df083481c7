"""From what the backend answers to takes on an armature, and from an action to what it is asked.

Plain functions on Blender data, used by the operators.
"""

from dataclasses import replace
from functools import partial

import bpy
import numpy as np

from ...backend.motion.body import skeleton
from ...backend.motion.clip import Clip
from ...backend.motion.rig import families
from .. import compat, nla
from ..actions import channels, motion_store, names, new_action, replace_range
from ..retarget import object_travel, to_rig
from ..rig import mappings, targets
from ..session import status
from . import hands, making, rates, rig_state, takes

MAX_SECONDS = 600.0


def action_of(obj, strip=None):
    """The object's action: the active one, or that of an NLA strip, as nla.place has it. Problem without one.

    strip: name of the NLA strip that is meant, "" for the active action, None for the one that is worked on.
    """
    place = nla.place(obj, strip)
    action = nla.action(obj, place.strip)
    if action is None:
        raise status.Problem(f"'{obj.name}' has no action yet: generate one or assign one")
    if not place.strip and not compat.is_assigned(obj, action):
        raise status.Problem(
            f"'{action.name}' is assigned to '{obj.name}' without a slot, so it animates nothing: choose its "
            "slot in the action editor"
        )
    return action


def subject(context):
    """(Target, armature) whose action, or tweaked NLA strip, is to be changed in takes. Problem where not."""
    obj = targets.armature(context, changing="takes", tweaked=True)
    targets.check_time(context.scene)
    strip = nla.place(obj).strip
    takes.check_place(obj, strip)
    return targets.of(obj, context.scene, strip), obj


def applying_generated(
    find, result, asked, *, first_frame, seconds=None, kind="generated", shaping=None
):
    """Steps that write every take of a `generate` answer to an action of its own; the value is notices.

    find(): the armature object and the scene, looked up in every step. All takes are listed in the last step,
    and the first of them is shown. asked: a targets.Asked; seconds: the length that was asked for, if any;
    kind: what made them; shaping(tracks, take): steps whose value are the tracks to be written instead.
    """
    notices = list(result.get("notices") or ())

    def make(take):
        return (yield from making_action(find, take, asked, first_frame, notices, shaping))

    def add(obj, scene, action, take, shown):
        making.add(obj, action, take, shown, kind, asked=seconds or 0.0)
        if asked.extend_scene:
            scene.frame_end = max(scene.frame_end, int(np.ceil(compat.key_range(obj, action)[1])))

    obj, scene = yield from making.making(find, result["takes"], make, add)
    return notices + _rate_notices(obj, scene)


def making_action(find, take, asked, first_frame, notices, shaping=None):
    """Steps to an action of a take that nothing uses yet; the value is its session_uid.

    find(), asked, shaping: as above; notices: a list that sentences about it are added to, each once.
    """
    tracks = yield from retargeting(find, take, asked.root, asked)
    if shaping is not None:
        tracks = yield from shaping(tracks, take)
    notices.extend(text for text in tracks.warnings if text not in notices)
    described = tracks, float(take["fps"]), _name(take)
    uid = yield from new_action.writing(find, *described, first_frame, asked.rate)
    stored = motion_store.of_take(take, first_frame, asked.rate)

    def hold_hands(obj, scene, action):
        held = {"left": scene.dynmask.hand_left, "right": scene.dynmask.hand_right}
        hands.key(obj, obj, action, first_frame, held)

    making.keep_motion(find, uid, replace(stored, root=asked.root), finish=hold_hands)
    return uid


def applying_regenerated(find, result, asked, stored, base, first, last=None, kind="regenerated", strip=""):
    """Steps that write every take of an answer to a copy of the action base(), changed from first to last.

    last: None for the end of the answer, which then lengthens the action. find(), asked and the value as
    above; base(): the action as it is now; strip: the NLA strip that plays it, if any.
    """
    notices, origin = list(result.get("notices") or ()), int(round(stored.first_frame))
    obj, _ = find()
    slot = nla.slot(obj, strip) if strip else compat.slot_identifier(obj, base())
    owner, spans = compat.Slotted(slot, obj.name), {}
    rate = nla.place(obj, strip).rate(asked.rate)

    def make(take):
        at = stored.first_frame + np.arange(len(take["rotations"])) * rate / float(take["fps"])
        carried = object_travel.of_action(find()[0], nla.owner(find()[0], strip), base(), at)
        tracks = yield from retargeting(find, take, stored.root, asked, carried)
        tracks = tracks.resampled(float(take["fps"]), rate)
        end = origin + len(tracks) - 1 if last is None else last
        yield
        closed = channels.left_alone(owner, base(), channels.of_bones(find()[0], tracks.rotations))
        notices.extend(text for text in (*tracks.warnings, closed) if text and text not in notices)
        name = names.with_range(base().name, first, end, take.get("seed", 0))
        copy = partial(making.copy, base, name, slot)
        uid = yield from replace_range.replacing(find, copy, owner, tracks, first, end, origin=origin)
        kept = replace(motion_store.of_take(take, origin, rate), root=stored.root)
        making.keep_motion(find, uid, kept, owner)
        spans[uid] = first, end
        return uid

    def add(obj, scene, action, take, shown):
        end = spans[action.session_uid][1]
        making.add(obj, action, take, base(), kind, frames=(first, end))
        if last is None and asked.extend_scene:
            scene.frame_end = max(scene.frame_end, end)

    obj, scene = yield from making.making(find, result["takes"], make, add, strip)
    return notices + _rate_notices(obj, scene)


def _rate_notices(obj, scene):
    return [text for text in [rates.warning(obj.dynmask.takes[-1], scene)] if text]


def made(result):
    """How many takes an answer has, in words."""
    return status.counted(len(result["takes"]), "take")


def described(obj):
    """motion_store.Stored of the object's action, without clip, as it was when it was analysed, or None."""
    return motion_store.read(action_of(obj), motion=False)


def kept_motion(obj, scene):
    """motion_store.Stored, with its clip, that was kept of the object's action, or None."""
    place = nla.place(obj)
    action = action_of(obj, place.strip)
    kept = motion_store.read(action)
    if (
        kept is not None and kept.clip is not None and not place.strip
        and kept.frame_rate == targets.frame_rate(scene)
        and kept.keys == takes.fingerprint(obj, action)
        and kept.rig in ("", rig_state.stamp(obj, mappings.get_or_detect(obj)))
    ):  # fmt: skip
        return kept
    return None


def unread(obj, scene, strip=None):
    """(Stored, frames): what reading the object's action will give, all zeros and without clip; frames (T,).

    frames: of the scene. strip: as in `action_of`. Raises Problem where the action cannot be read.
    """
    place = nla.place(obj, strip)
    action, rate = action_of(obj, place.strip), place.rate(targets.frame_rate(scene))
    first, last = compat.key_range(nla.owner(obj, place.strip), action) or (0.0, 0.0)
    first, last = max(first, place.first), min(last, place.last)
    seconds = (last - first) / rate
    if seconds <= 0:
        raise status.Problem(f"'{action.name}' has fewer than two frames of keys")
    if seconds > MAX_SECONDS:
        raise status.Problem(f"'{action.name}' is longer than the {MAX_SECONDS:.0f} s that can be read")
    first = float(np.floor(first))
    count = int(np.ceil((last - first) / rate * skeleton.FPS)) + 1
    frames = first + np.arange(count) * (rate / skeleton.FPS)
    nothing = np.zeros(count)
    span = motion_store.Stored(nothing, nothing[:, None], nothing, float(skeleton.FPS), first, rate)
    return span, place.to_scene(frames)


def reading(find, strip=""):
    """Steps whose value is Stored of what the object's action does, 20 frames a second from its first key.

    find(): the armature object and the scene, looked up in every step; strip: the NLA strip that plays
    it, if any. Raises Problem where the keys are changed meanwhile.
    """
    obj, scene = find()
    mapping, (span, frames) = mappings.get_or_detect(obj), unread(obj, scene, strip)
    keys = takes.fingerprint(nla.owner(obj, strip), action_of(obj, strip))
    at = span.frame_of(np.arange(len(span)))
    owner, action = nla.owner(obj, strip), action_of(obj, strip)
    carried = object_travel.of_action(obj, owner, action, at)
    motion = yield from to_rig.reading_motion(find, mapping, frames, carried)
    obj, _ = find()
    action = action_of(obj, strip)
    if takes.fingerprint(nla.owner(obj, strip), action) != keys:
        raise status.Problem(f"'{action.name}' was edited meanwhile: nothing was changed")
    clip = Clip(*motion, sources=motion_store.origins(action))
    stored = motion_store.of_clip(clip, span.first_frame, span.frame_rate)
    return replace(stored, root=root_mode(nla.owner(obj, strip), action, mapping), keys=keys)


def analysing(find, strip=""):
    """Steps that keep the descriptor of the object's action on it. The value is the Stored.

    find(): as above.
    """
    stored = yield from reading(find, strip)
    motion_store.write(action_of(find()[0], strip), replace(stored, clip=None))
    return stored


def request_motion(stored):
    """The `motion` parameter of a backend call."""
    clip = stored.clip
    motion = {"rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps}
    motion |= {"prompt": clip.prompt, "sources": list(clip.sources)}
    if clip.tokens is not None:
        motion |= {"tokens": clip.tokens, "model": stored.model}
    return motion


def retargeting(find, take, root, asked, carried=None):
    """Steps to pose tracks of a take; with clean feet asked for, the rig's feet stand where the take's do.

    carried: transforms (T, 4, 4) that the object adds, see object_travel.
    """
    obj, _ = find()
    fps = float(take["fps"]) if asked.clean_feet else None
    motion = take["rotations"], take["translation"]
    if carried is not None:
        motion = object_travel.taken_off(obj, mappings.get_or_detect(obj), *motion, carried)
    return (yield from to_rig.retargeting(obj, *motion, mappings.get_or_detect(obj), root, plant_fps=fps))


def _name(take):
    return names.of(str(take.get("prompt") or ""), take.get("seed", 0))


def root_mode(owner, action, mapping):
    """The root mode that fits an action: "root" where it moves the root bone."""
    bone = mapping.roles.get(families.ROOT)
    if not bone:
        return "hips"
    path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].location'
    return "root" if any(compat.find_fcurve(owner, action, path, i) for i in range(3)) else "hips"

"""From what the backend answers to takes on an armature, and from an action to what it is asked.

Plain functions on Blender data, used by the operators and by scripts.
"""

from dataclasses import replace
from functools import partial

import bpy
import numpy as np

from ..backend.motion import skeleton
from ..backend.motion.clip import Clip
from ..backend.motion.rig import families
from . import (
    action_names,
    compat,
    mappings,
    motion_action,
    motion_store,
    retarget,
    status,
    steps,
    takes,
    targets,
)

MAX_SECONDS = 600.0


def action_of(obj):
    """The object's action. Raises Problem without one."""
    action = obj.animation_data.action if obj.animation_data else None
    if action is None:
        raise status.Problem(f"'{obj.name}' has no action yet: generate one or assign one")
    return action


def apply_generated(obj, scene, result, *, first_frame):
    """All steps of `applying_generated` at once, with the scene's settings; returns its notices."""
    asked = targets.Asked.of(scene)
    return steps.finished(applying_generated(lambda: (obj, scene), result, asked, first_frame=first_frame))


def applying_generated(find, result, asked, *, first_frame, seconds=None, kind="generated"):
    """Steps that write every take of a `generate` answer to an action of its own; the value is notices.

    find(): the armature object and the scene, looked up in every step. All takes are listed in the last step,
    and the first of them is shown. asked: a targets.Asked; seconds: the length that was asked for, if any;
    kind: what made them.
    """
    notices = list(result.get("notices") or ())

    def make(take):
        tracks = yield from _retargeting(find, take, asked.root, asked)
        notices.extend(text for text in tracks.warnings if text not in notices)
        described = tracks, float(take["fps"]), _name(take)
        uid = yield from motion_action.writing(find, *described, first_frame, asked.rate)
        stored = motion_store.of_take(take, first_frame, asked.rate)
        _keep_motion(lambda: find()[0], uid, replace(stored, root=asked.root))
        return uid

    def add(obj, scene, action, take, shown):
        _list(obj, action, take, shown, kind, asked=seconds or 0.0)
        if asked.extend_scene:
            scene.frame_end = max(scene.frame_end, int(np.ceil(action.frame_range[1])))

    obj, scene = yield from _making_takes(find, result["takes"], make, add)
    return notices + _rate_notices(obj, scene)


def apply_regenerated(obj, scene, result, stored, action, *span):
    """All steps of `applying_regenerated` at once; returns its notices."""
    asked = targets.Asked.of(scene, stored.root)
    return steps.finished(
        applying_regenerated(lambda: (obj, scene), result, asked, stored, lambda: action, *span)
    )


def applying_regenerated(find, result, asked, stored, base, first, last=None, kind="regenerated"):
    """Steps that write every take of an answer to a copy of the action base(), changed from first to last.

    last: None for the end of the answer, which then lengthens the action. find(), asked and the value as
    above; base(): the action as it is now.
    """
    notices, origin = list(result.get("notices") or ()), int(round(stored.first_frame))
    slot = _slot(find()[0], base())
    owner, spans = compat.Slotted(slot[2:] or find()[0].name), {}

    def make(take):
        tracks = yield from _retargeting(find, take, stored.root, asked)
        notices.extend(text for text in tracks.warnings if text not in notices)
        tracks = tracks.resampled(float(take["fps"]), asked.rate)
        end = origin + len(tracks) - 1 if last is None else last
        yield
        name = action_names.with_range(base().name, first, end, take.get("seed", 0))
        copy = partial(_copy, base, name)
        uid = yield from motion_action.replacing(find, copy, owner, tracks, first, end, origin=origin)
        kept = replace(motion_store.of_take(take, origin, asked.rate), root=stored.root)
        _keep_motion(lambda: owner, uid, kept)
        spans[uid] = first, end
        return uid

    def add(obj, scene, action, take, shown):
        end = spans[action.session_uid][1]
        _list(obj, action, take, base(), kind, frames=(first, end))
        if last is None and asked.extend_scene:
            scene.frame_end = max(scene.frame_end, end)

    obj, scene = yield from _making_takes(find, result["takes"], make, add)
    _use_slot(obj, slot)
    return notices + _rate_notices(obj, scene)


def _rate_notices(obj, scene):
    return [text for text in [takes.rate_warning(obj.dynmask.takes[-1], scene)] if text]


def _making_takes(find, answered, make, add):
    """Steps that make an action of every take of an answer and then list all at once: for undo they are one.
    The value is the object and the scene.

    make(take): steps whose value is the session_uid of an action that nothing uses; add(obj, scene, action,
    take, shown): lists it, `shown` being the action that the object had. What is lost meanwhile (an undo
    takes back what no undo step knows) is made again; where the work fails or is given up nothing is left.
    """
    uids = {}
    try:
        while lost := [i for i in range(len(answered)) if compat.action_of_uid(uids.get(i)) is None]:
            for i in lost:
                status.current.progress = (len(answered) - len(lost) + lost.index(i)) / len(answered)
                uids[i] = yield from make(answered[i])
                yield
        obj, scene = find()
        with takes.adding(obj):
            count, shown = len(obj.dynmask.takes), obj.animation_data and obj.animation_data.action
            for i, take in enumerate(answered):
                add(obj, scene, compat.action_of_uid(uids[i]), take, shown)
            if answered:
                takes.show(obj, count)
        return obj, scene
    except BaseException:
        for uid in uids.values():
            compat.remove_unused(uid)
        raise


def made(result):
    """How many takes an answer has, in words."""
    return status.counted(len(result["takes"]), "take")


def stored_motion(obj, scene):
    """motion_store.Stored of the object's action, with its clip: what was kept, or read from the keys.

    Kept motion is used as long as no key was changed by hand and the scene's rate is the same.
    """
    return kept_motion(obj, scene) or steps.finished(reading(lambda: (obj, scene)))


def described(obj):
    """motion_store.Stored of the object's action, without clip, as it was when it was analysed, or None."""
    return motion_store.read(action_of(obj), motion=False)


def kept_motion(obj, scene):
    """motion_store.Stored, with its clip, that was kept of the object's action, or None."""
    action = action_of(obj)
    kept = motion_store.read(action)
    if (
        kept is not None and kept.clip is not None and kept.frame_rate == targets.frame_rate(scene)
        and kept.keys == takes.fingerprint(obj, action)
    ):  # fmt: skip
        return kept
    return None


def unread(obj, scene):
    """(Stored, frames): what reading the object's action will give, all zeros and without clip; frames (T,).

    Raises Problem where the action cannot be read.
    """
    action, rate = action_of(obj), targets.frame_rate(scene)
    first, last = (float(f) for f in action.frame_range)
    seconds = (last - first) / rate
    if seconds <= 0:
        raise status.Problem(f"'{action.name}' has fewer than two frames of keys")
    if seconds > MAX_SECONDS:
        raise status.Problem(f"'{action.name}' is longer than the {MAX_SECONDS:.0f} s that can be read")
    first = float(np.floor(first))
    count = int(np.ceil((last - first) / rate * skeleton.FPS)) + 1
    frames = first + np.arange(count) * (rate / skeleton.FPS)
    nothing = np.zeros(count)
    return motion_store.Stored(nothing, nothing[:, None], nothing, float(skeleton.FPS), first, rate), frames


def reading(find):
    """Steps whose value is Stored of what the object's action does, 20 frames a second from its first key.

    find(): the armature object and the scene, asked for anew in every step. Raises Problem where the keys
    are changed meanwhile.
    """
    obj, scene = find()
    mapping, (span, frames) = mappings.of(obj), unread(obj, scene)
    keys = takes.fingerprint(obj, action_of(obj))
    motion = yield from retarget.reading_motion(find, mapping, frames)
    obj, _ = find()
    action = action_of(obj)
    if takes.fingerprint(obj, action) != keys:
        raise status.Problem(f"'{action.name}' was edited meanwhile: nothing was changed")
    stored = motion_store.of_clip(Clip(*motion), span.first_frame, span.frame_rate)
    return replace(stored, root=_travel(obj, action, mapping), keys=keys)


def analysing(find):
    """Steps that keep the descriptor of the object's action on it. The value is the Stored.

    find(): as above.
    """
    stored = yield from reading(find)
    motion_store.write(action_of(find()[0]), replace(stored, clip=None))
    return stored


def request_motion(stored):
    """The `motion` parameter of a backend call."""
    clip = stored.clip
    motion = {"rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps}
    motion["prompt"] = clip.prompt
    if clip.tokens is not None:
        motion |= {"tokens": clip.tokens, "model": stored.model}
    return motion


def _retargeting(find, take, root, asked):
    """Steps to pose tracks of a take; with clean feet asked for, the rig's feet stand where the take's do."""
    obj, _ = find()
    fps = float(take["fps"]) if asked.clean_feet else None
    motion = take["rotations"], take["translation"]
    return (yield from retarget.retargeting(obj, *motion, mappings.of(obj), root, plant_fps=fps))


def _keep_motion(owner, uid, stored):
    """Keep on an action just made what is known of its motion; owner(): whose keys it holds."""
    action = compat.action_of_uid(uid)
    try:
        motion_store.write(action, replace(stored, keys=takes.fingerprint(owner(), action)))
    except Exception:
        compat.remove_unused(uid)
        raise


def _list(obj, action, take, base, kind, **more):
    """List an action whose motion is kept on it as a take."""
    seed, prompt = max(0, int(take.get("seed", 0))), str(take.get("prompt") or "")
    keys = motion_store.read(action, motion=False).keys
    takes.add(obj, action, base=base, seed=seed, prompt=prompt[:500], kind=kind, stamp=keys, **more)


def _copy(base, name):
    variant = base().copy()
    variant.use_fake_user = False
    # The copy of a take is no take yet, and must not be taken for one that lost its rig.
    takes.decide(variant)
    variant.name = name
    return variant


def _slot(obj, action):
    """Identifier of the slot by which an action animates the object, "" where there is none."""
    there = [slot.identifier for slot in getattr(action, "slots", ())]
    used = getattr(obj.animation_data, "action_slot", None)
    if used and used.identifier in there:
        return used.identifier
    return compat.slot_for(obj, action).identifier if there else ""


def _use_slot(obj, identifier):
    """Make the slot of that identifier the one by which the object's action animates it."""
    for slot in getattr(obj.animation_data.action, "slots", ()):
        if slot.identifier == identifier:
            obj.animation_data.action_slot = slot


def _name(take):
    return action_names.of(str(take.get("prompt") or ""), take.get("seed", 0))


def _travel(obj, action, mapping):
    """The root mode that fits an action: "root" where it moves the root bone."""
    bone = mapping.roles.get(families.ROOT)
    if not bone:
        return "hips"
    path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].location'
    return "root" if any(compat.find_fcurve(obj, action, path, i) for i in range(3)) else "hips"

"""From what the backend answers to takes on an armature, and from an action to what it is asked.

Plain functions on Blender data, used by the operators and by scripts.
"""

import contextlib
from dataclasses import replace
from functools import partial

import bpy
import numpy as np

from ..backend.motion import skeleton
from ..backend.motion.clip import Clip
from . import (
    compat,
    mappings,
    motion_action,
    motion_store,
    presets,
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


def apply_generated(obj, scene, result, **options):
    """All steps of `applying_generated` at once; returns its notices."""
    return steps.finished(applying_generated(lambda: (obj, scene), result, **options))


def applying_generated(find, result, *, first_frame, root="hips", extend=True, asked=None, kind="generated"):
    """Steps that write every take of a `generate` answer to an action of its own; the value is notices.

    find(): the armature object and the scene, asked for anew in every step. The first take is shown. An
    answer may come in parts: its "part" says how many of its takes are listed already.
    asked: the length in seconds that was asked for, if any; kind: what made them.
    """
    notices = list(result.get("notices") or ())
    for number, take in enumerate(result["takes"], result.get("part", 0)):
        tracks = yield from _retargeting(find, take, root)
        notices += [text for text in tracks.warnings if text not in notices]
        fps = float(take["fps"])
        uid = yield from motion_action.writing(find, tracks, fps, _name(take), first_frame)
        with _listing(find, uid, number) as (obj, scene, action, base):
            stored = motion_store.of_take(take, first_frame, targets.frame_rate(scene))
            _list(obj, obj, action, base, take, replace(stored, root=root), kind, asked=asked or 0.0)
        end = int(np.ceil(action.frame_range[1]))
        if extend and end > scene.frame_end:
            scene.frame_end = end
        if not number or len(obj.dynmask.takes) == 1:
            takes.show(obj, len(obj.dynmask.takes) - 1)
    return notices


def apply_regenerated(obj, scene, result, stored, action, *span):
    """All steps of `applying_regenerated` at once; returns its notices."""
    return steps.finished(applying_regenerated(lambda: (obj, scene), result, stored, lambda: action, *span))


def applying_regenerated(find, result, stored, base, first, last=None, kind="regenerated"):
    """Steps that write every take of an answer to a copy of the action base(), changed from first to last.

    last: None for the end of the answer, which then lengthens the action. find(), parts and the value as
    above; base(): the action as it is now.
    """
    notices, origin = list(result.get("notices") or ()), int(round(stored.first_frame))
    for number, take in enumerate(result["takes"], result.get("part", 0)):
        tracks = yield from _retargeting(find, take, stored.root)
        obj, scene = find()
        rate, slot = targets.frame_rate(scene), _slot(obj, base())
        tracks = tracks.resampled(float(take["fps"]), rate)
        end = origin + len(tracks) - 1 if last is None else last
        yield
        owner, name = compat.Slotted(slot[2:] or obj.name), f"[{first}–{end}] {take.get('seed', 0)}"
        copy = partial(_copy, base, name)
        uid = yield from motion_action.replacing(find, copy, owner, tracks, first, end, origin=origin)
        with _listing(find, uid, number) as (obj, _, action, _):
            kept = replace(motion_store.of_take(take, origin, rate), root=stored.root)
            _list(obj, owner, action, base(), take, kept, kind, frames=(first, end))
        if not number or len(obj.dynmask.takes) == 1:
            takes.show(obj, len(obj.dynmask.takes) - 1)
            _use_slot(obj, slot)
    return notices


@contextlib.contextmanager
def _listing(find, uid, number):
    """(object, scene, action, base) to list an action just made; where that fails nothing of it is left."""
    try:
        obj, scene = find()
        with takes.adding(obj):
            base = obj.animation_data.action if obj.animation_data else None
            if number and obj.dynmask.takes:
                base = obj.dynmask.takes[-1].base
            yield obj, scene, compat.action_of_uid(uid), base
    except BaseException:
        compat.remove_unused(uid)
        raise


def made(result):
    """How many takes of an answer there are after this part of it, in words."""
    return status.counted(result.get("part", 0) + len(result["takes"]), "take")


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
    motion |= {"prompt": clip.prompt, "sources": list(clip.sources)}
    if clip.tokens is not None:
        motion |= {"tokens": clip.tokens, "model": stored.model}
    return motion


def _retargeting(find, take, root):
    """Steps to pose tracks of a take; with clean feet asked for, the rig's feet stand where the take's do."""
    obj, scene = find()
    fps = float(take["fps"]) if scene.dynmask.foot_lock else None
    motion = take["rotations"], take["translation"]
    return (yield from retarget.retargeting(obj, *motion, mappings.of(obj), root, plant_fps=fps))


def _list(obj, owner, action, base, take, stored, kind, **more):
    """List an action as a take and keep on it what is known of its motion; owner: whose keys it holds."""
    seed, prompt = max(0, int(take.get("seed", 0))), str(take.get("prompt") or "")
    keys = takes.fingerprint(owner, action)
    motion_store.write(action, replace(stored, keys=keys))
    takes.add(obj, action, base=base, seed=seed, prompt=prompt[:500], kind=kind, stamp=keys, **more)


def _copy(base, name):
    variant = base().copy()
    variant.use_fake_user = False
    # The copy of a take is no take yet, and must not be taken for one that lost its rig.
    takes.decide(variant)
    variant.name = f"{base().name[:40]} {name}"
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
    prompt = " ".join(str(take.get("prompt") or "").split())
    return f"{prompt[:40] or 'Motion'} · {take.get('seed', 0)}"


def _travel(obj, action, mapping):
    """The root mode that fits an action: "root" where it moves the root bone."""
    bone = mapping.roles.get(presets.ROOT)
    if not bone:
        return "hips"
    path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].location'
    return "root" if any(compat.find_fcurve(obj, action, path, i) for i in range(3)) else "hips"

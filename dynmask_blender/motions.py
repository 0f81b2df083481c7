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
    channels,
    compat,
    mappings,
    motion_action,
    motion_store,
    nla,
    object_travel,
    presets,
    replace_range,
    retarget,
    rig_state,
    snapshot,
    status,
    steps,
    takes,
    targets,
)

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
        end = int(np.ceil(compat.key_range(obj, action)[1]))
        if extend and end > scene.frame_end:
            scene.frame_end = end
        if not number or len(obj.dynmask.takes) == 1:
            takes.show(obj, len(obj.dynmask.takes) - 1)
    return notices


def apply_regenerated(obj, scene, result, stored, action, *span):
    """All steps of `applying_regenerated` at once, for the active action; returns its notices."""
    return steps.finished(applying_regenerated(lambda: (obj, scene), result, stored, lambda: action, *span))


def applying_regenerated(find, result, stored, base, first, last=None, kind="regenerated", strip=""):
    """Steps that write every take of an answer to a copy of the action base(), changed from first to last.

    last: None for the end of the answer, which then lengthens the action. find(), parts and the value as
    above; base(): the action as it is now; strip: the NLA strip that plays it, if any.
    """
    notices, origin = list(result.get("notices") or ()), int(round(stored.first_frame))
    for number, take in enumerate(result["takes"], result.get("part", 0)):
        obj, scene = find()
        rate = nla.place(obj, strip).rate(targets.frame_rate(scene))
        at = stored.first_frame + np.arange(len(take["rotations"])) * rate / float(take["fps"])
        carried = object_travel.of_action(obj, nla.owner(obj, strip), base(), at)
        tracks = yield from _retargeting(find, take, stored.root, carried)
        obj, scene = find()
        slot = nla.slot(obj, strip) if strip else compat.slot_identifier(obj, base())
        tracks = tracks.resampled(float(take["fps"]), rate)
        end = origin + len(tracks) - 1 if last is None else last
        yield
        owner, name = compat.Slotted(slot, obj.name), f"[{first}–{end}] {take.get('seed', 0)}"
        copy = partial(_copy, base, name, slot)
        uid = yield from replace_range.replacing(find, copy, owner, tracks, first, end, origin=origin)
        obj, _ = find()
        closed = channels.left_alone(owner, base(), channels.of_bones(obj, tracks.rotations))
        notices += [closed] if closed and closed not in notices else []
        with _listing(find, uid, number, strip) as (obj, _, action, _):
            kept = replace(motion_store.of_take(take, origin, rate), root=stored.root)
            _list(obj, owner, action, base(), take, kept, kind, frames=(first, end))
        if not number or len(obj.dynmask.takes) == 1:
            takes.show(obj, len(obj.dynmask.takes) - 1)
    return notices


@contextlib.contextmanager
def _listing(find, uid, number, strip=""):
    """(object, scene, action, base) to list an action just made; where that fails nothing of it is left."""
    try:
        obj, scene = find()
        with takes.adding(obj, strip):
            base = nla.action(obj, strip)
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
    return kept_motion(obj, scene) or steps.finished(reading(lambda: (obj, scene), nla.place(obj).strip))


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
        and kept.rig in ("", rig_state.stamp(obj, mappings.of(obj).roles))
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

    find(): the armature object and the scene, asked for anew in every step; strip: the NLA strip that plays
    it, if any. Raises Problem where the keys are changed meanwhile.
    """
    obj, scene = find()
    mapping, (span, frames) = mappings.of(obj), unread(obj, scene, strip)
    keys = takes.fingerprint(nla.owner(obj, strip), action_of(obj, strip))
    at = span.frame_of(np.arange(len(span)))
    owner, action = nla.owner(obj, strip), action_of(obj, strip)
    carried = object_travel.of_action(obj, owner, action, at)
    motion = yield from retarget.reading_motion(find, mapping, frames, carried)
    obj, _ = find()
    action = action_of(obj, strip)
    if takes.fingerprint(nla.owner(obj, strip), action) != keys:
        raise status.Problem(f"'{action.name}' was edited meanwhile: nothing was changed")
    stored = motion_store.of_clip(Clip(*motion), span.first_frame, span.frame_rate)
    return replace(stored, root=_travel(nla.owner(obj, strip), action, mapping), keys=keys)


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
    motion["prompt"] = clip.prompt
    if clip.tokens is not None:
        motion |= {"tokens": clip.tokens, "model": stored.model}
    return motion


def _retargeting(find, take, root, carried=None):
    """Steps to pose tracks of a take; with clean feet asked for, the rig's feet stand where the take's do.

    carried: transforms (T, 4, 4) that the object adds, see object_travel.
    """
    obj, scene = find()
    fps = float(take["fps"]) if scene.dynmask.foot_lock else None
    motion = take["rotations"], take["translation"]
    if carried is not None:
        motion = object_travel.taken_off(obj, mappings.of(obj).roles, *motion, carried)
    return (yield from retarget.retargeting(obj, *motion, mappings.of(obj), root, plant_fps=fps))


def _list(obj, owner, action, base, take, stored, kind, **more):
    """List an action as a take and keep on it what is known of its motion; owner: whose keys it holds."""
    seed, prompt = max(0, int(take.get("seed", 0))), str(take.get("prompt") or "")
    keys = takes.fingerprint(owner, action)
    # Takes are shown by themselves, however the action before them was laid over the NLA.
    rig = rig_state.stamp(obj, mappings.of(obj).roles, snapshot.LAYER)
    motion_store.write(action, replace(stored, keys=keys, rig=rig))
    takes.add(obj, action, base=base, seed=seed, prompt=prompt[:500], kind=kind, stamp=keys, **more)


def _copy(base, name, slot):
    variant = base().copy()
    variant.use_fake_user = False
    if slot:
        variant[compat.SLOT] = slot
    # The copy of a take is no take yet, and must not be taken for one that lost its rig.
    takes.decide(variant)
    variant.name = f"{base().name[:40]} {name}"
    return variant


def _name(take):
    prompt = " ".join(str(take.get("prompt") or "").split())
    return f"{prompt[:40] or 'Motion'} · {take.get('seed', 0)}"


def _travel(owner, action, mapping):
    """The root mode that fits an action: "root" where it moves the root bone."""
    bone = mapping.roles.get(presets.ROOT)
    if not bone:
        return "hips"
    path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].location'
    return "root" if any(compat.find_fcurve(owner, action, path, i) for i in range(3)) else "hips"

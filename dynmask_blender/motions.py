"""From what the backend answers to takes on an armature, and from an action to what it is asked.

Plain functions on Blender data, used by the operators and by scripts.
"""

from dataclasses import replace

import bpy
import numpy as np

from ..backend.motion import skeleton
from ..backend.motion.clip import Clip
from . import compat, mappings, motion_action, motion_store, presets, retarget, status, takes, targets

MAX_SECONDS = 600.0


def action_of(obj):
    """The object's action. Raises Problem without one."""
    action = obj.animation_data.action if obj.animation_data else None
    if action is None:
        raise status.Problem(f"'{obj.name}' has no action yet: generate one or assign one")
    return action


def apply_generated(obj, scene, result, *, first_frame, root="hips", extend=True, asked=None,
                    kind="generated"):  # fmt: skip
    """Write every take of a `generate` answer to an action of its own and show the first. Returns notices.

    An answer may come in parts: its "part" says how many of its takes are listed already.
    asked: the length in seconds that was asked for, if any; kind: what made them.
    """
    mapping = mappings.of(obj)
    rate, notices, indices = targets.frame_rate(scene), list(result.get("notices") or ()), []
    with takes.adding(obj):
        part = min(result.get("part", 0), len(obj.dynmask.takes))
        base = obj.animation_data.action if obj.animation_data else None
        if part:
            base = obj.dynmask.takes[-1].base
        for take in result["takes"]:
            tracks = _retargeted(obj, scene, take, mapping, root)
            notices += [text for text in tracks.warnings if text not in notices]
            _release(obj)
            fps, name = float(take["fps"]), _name(take)
            action = motion_action.write_action(obj, tracks, fps, scene, name, first_frame)
            _keep(obj, action, replace(motion_store.of_take(take, first_frame, rate), root=root))
            indices.append(_list(obj, action, base, take, kind, asked=asked or 0.0))
            if extend:
                scene.frame_end = max(scene.frame_end, int(np.ceil(action.frame_range[1])))
    takes.show(obj, indices[0] - part)
    return notices


def apply_regenerated(obj, scene, result, stored, action, first, last=None, kind="regenerated"):
    """Write every take of an answer to a copy of `action`, changed only from first to last.

    last: None for the end of the answer, which then lengthens the action. An answer may come in parts, as
    above. Returns notices.
    """
    mapping = mappings.of(obj)
    rate, notices, indices = targets.frame_rate(scene), list(result.get("notices") or ()), []
    origin = int(round(stored.first_frame))
    with takes.adding(obj):
        slot = getattr(obj.animation_data, "action_slot", None)
        slot = slot.identifier if slot else ""
        for take in result["takes"]:
            tracks = _retargeted(obj, scene, take, mapping, stored.root).resampled(float(take["fps"]), rate)
            end = origin + len(tracks) - 1 if last is None else last
            _release(obj)
            variant = _copy(obj, action, slot)
            variant.name = f"{action.name[:40]} [{first}–{end}] {take.get('seed', 0)}"
            motion_action.replace_range(obj, variant, tracks, first, end, origin=origin)
            _keep(obj, variant, replace(motion_store.of_take(take, origin, rate), root=stored.root))
            indices.append(_list(obj, variant, action, take, kind, frames=(first, end)))
    takes.show(obj, indices[0] - min(result.get("part", 0), indices[0]))
    return notices


def made(result):
    """How many takes of an answer there are after this part of it, in words."""
    return status.counted(result.get("part", 0) + len(result["takes"]), "take")


def stored_motion(obj, scene):
    """motion_store.Stored of the object's action, with its clip: what was kept, or read from the keys.

    Kept motion is used as long as no key was changed by hand and the scene's rate is the same.
    """
    action = action_of(obj)
    kept = motion_store.read(action)
    if (
        kept is not None and kept.clip is not None and kept.frame_rate == targets.frame_rate(scene)
        and kept.keys == takes.fingerprint(obj, action)
    ):  # fmt: skip
        return kept
    return read(obj, scene)


def read(obj, scene):
    """Stored of whatever the object's action does, sampled at 20 frames a second from its first key."""
    action, mapping, rate = action_of(obj), mappings.of(obj), targets.frame_rate(scene)
    first, last = (float(f) for f in action.frame_range)
    seconds = (last - first) / rate
    if seconds <= 0:
        raise status.Problem(f"'{action.name}' has fewer than two frames of keys")
    if seconds > MAX_SECONDS:
        raise status.Problem(f"'{action.name}' is longer than the {MAX_SECONDS:.0f} s that can be read")
    first = float(np.floor(first))
    count = int(np.ceil((last - first) / rate * skeleton.FPS)) + 1
    frames = first + np.arange(count) * (rate / skeleton.FPS)
    rotations, translation = retarget.read_motion(obj, mapping, frames, scene)
    stored = motion_store.of_clip(Clip(rotations, translation), first, rate)
    return replace(stored, root=_travel(obj, action, mapping), keys=takes.fingerprint(obj, action))


def analyse(obj, scene):
    """Keep the descriptor of the object's action on it; returns the Stored. Needs no backend."""
    action = action_of(obj)
    stored = stored_motion(obj, scene)
    if not stored.stamp:
        motion_store.write(action, replace(stored, clip=None))
    return stored


def request_motion(stored):
    """The `motion` parameter of a backend call."""
    clip = stored.clip
    motion = {"rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps}
    motion["prompt"] = clip.prompt
    if clip.tokens is not None:
        motion |= {"tokens": clip.tokens, "model": stored.model}
    return motion


def _retargeted(obj, scene, take, mapping, root):
    """Pose tracks of a take; with clean feet asked for, the rig's own feet stand where the take's do."""
    fps = float(take["fps"]) if scene.dynmask.foot_lock else None
    return retarget.retarget(obj, take["rotations"], take["translation"], mapping, root=root, plant_fps=fps)


def _keep(obj, action, stored):
    _deselect(obj, action)
    motion_store.write(action, replace(stored, keys=takes.fingerprint(obj, action)))


def _deselect(obj, action):
    """New keys come selected, so that the animator's next move would move them all."""
    for curve in compat.fcurves(obj, action):
        none = np.zeros(len(curve.keyframe_points), dtype=bool)
        for name in ("select_control_point", "select_left_handle", "select_right_handle"):
            curve.keyframe_points.foreach_set(name, none)


def _list(obj, action, base, take, kind, **more):
    seed, prompt = max(0, int(take.get("seed", 0))), str(take.get("prompt") or "")
    return takes.add(obj, action, base=base, seed=seed, prompt=prompt[:500], kind=kind, **more)


def _copy(obj, action, slot):
    """A copy of an action as the object's, by the slot of that identifier where there is one."""
    variant = action.copy()
    variant.use_fake_user = False
    compat.assign_action(obj, variant)
    for candidate in getattr(variant, "slots", ()):
        if candidate.identifier == slot:
            obj.animation_data.action_slot = candidate
    return variant


def _release(obj):
    """Take the action off the object, so that writing the next one leaves no mark on it."""
    if obj.animation_data:
        obj.animation_data.action = None


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

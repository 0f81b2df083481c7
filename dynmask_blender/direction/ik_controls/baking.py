"""Bake to IK: a rig's limbs keyed on their IK controls in place of the FK ones, in a copy of the action."""

import contextlib
from dataclasses import replace
from functools import partial

import numpy as np

from ... import compat, nla
from ...actions import replace_range
from ...retarget.to_rig import PoseTracks
from ...rig import sampling
from ...session import status
from ...takes import apply_answer, takes
from .. import edits
from . import rigify_limbs

_FRAMES_A_STEP = 8
_ROUNDS = 5
# Of a scale's logarithm: the first step for what a limb is stretched, the least change that counts, the most.
_GAIN, _LEAST, _MOST = 4.0, 1e-6, 0.04


def baking(target, span, wanted):
    """Steps to a take whose limbs (`wanted`: of rigify_limbs.LIMBS) play the same on their IK controls.

    span: (first, last) of the action's frames. FK controls keep their keys. The value is how far (elbows and
    knees, hands and feet) are off at most, in metres.
    """
    obj, _ = target.resolve()
    limbs, frames = rigify_limbs.limbs(obj, wanted), np.arange(span[0], span[1] + 1, dtype=np.float64)
    owner, action = nla.owner(obj, target.strip), apply_answer.action_of(obj, target.strip)
    read = edits.Read(None, span[0], None, "", takes.fingerprint(owner, action))
    edits.require_kept_outside(obj, target.strip, [n for limb in limbs for n in limb.controls], [span])
    before = yield from _seen(target, frames, None, partial(_first, limbs))
    off = []

    lengths = _Lengths((len(frames), len(limbs)))

    def again(i, seen):
        goals, joints = before[i][1:]
        for number, (limb, wanted) in enumerate(zip(limbs, joints.reshape(len(limbs), -1, 3), strict=True)):
            goals[limb.pole] = rigify_limbs.corrected(seen, limb, goals[limb.pole], wanted)
            lengths.stretched[i, number] = rigify_limbs.stretched(seen, limb, wanted)
        return _channels(seen, goals)

    switches = {name: value for limb in limbs for name, value in rigify_limbs.switches(obj, limb).items()}
    resting = tuple(name for limb in limbs for name in limb.rest)
    tracks = replace(_tracks([channels for channels, *_ in before]), switches=switches, resting=resting)

    def refining(uid):
        """Toes ride on the foot's control, and where the middle joint goes the solver's answer tells."""
        for _ in range(_ROUNDS):
            channels = yield from _seen(target, frames, uid, again)
            obj, _scene = target.resolve()
            made = compat.action_of_uid(uid)
            slotted = compat.Slotted(str(made.get(compat.SLOT, "")), obj.name)
            replace_range.replace_in(obj, slotted, made, _tracks(channels), *span, origin=span[0])
            for limb, sizes in zip(limbs, lengths.better().T, strict=True):
                scales = np.repeat(sizes[:, None], 3, axis=1)
                replace_range.replace_channel(obj, slotted, made, limb.base, "scale", scales, span[0])
        after = yield from _seen(target, frames, uid, lambda _, seen: rigify_limbs.joints(seen, limbs))
        obj, scene = target.resolve()
        scale = scene.unit_settings.scale_length * max(obj.matrix_world.to_scale())
        distances = np.linalg.norm(np.array(after) - np.array([joints for *_, joints in before]), axis=-1)
        middle, end = distances.reshape(len(frames), len(limbs), -1).max(axis=(0, 1))[1:]
        off.append((scale * float(middle), scale * float(end)))

    edited = edits.Edited(tracks, (span,))
    yield from edits.listing(target, read, [edited], "ik", label="IK", refining=refining)
    return off[-1]


class _Lengths:
    """Scales (T, limbs) at which Blender's solver leaves limbs as long as they are, found by secants: it
    stretches a shorter one more."""

    def __init__(self, shape):
        self.stretched, self._at, self._was = np.ones(shape), np.zeros(shape), None

    def better(self):
        """The next scales, from how `stretched` the limbs are at the last ones."""
        off = np.log(self.stretched)
        step = -_GAIN * off
        if self._was is not None:
            change = off - self._was[1]
            slope = (self._at - self._was[0]) / np.where(np.abs(change) > _LEAST, change, np.inf)
            step = np.where(np.abs(change) > _LEAST, -off * slope, 0.0)
        self._was = self._at, off
        self._at = self._at + np.clip(step, -_MOST, _MOST)
        return np.exp(self._at)


def _first(limbs, _, evaluated):
    """(channels of the controls, their goals in armature space, joints (n, 3)) of the FK pose."""
    goals = {name: at for limb in limbs for name, at in rigify_limbs.goals(evaluated, limb).items()}
    return _channels(evaluated, goals), goals, rigify_limbs.joints(evaluated, limbs)


def _seen(target, frames, uid, look):
    """Steps to [look(number, evaluated object)] at the action's frames; uid: of an unlisted copy to play."""
    found = []
    for start in range(0, len(frames), _FRAMES_A_STEP):
        obj, scene = target.resolve()
        part = nla.place(obj, target.strip).to_scene(frames[start : start + _FRAMES_A_STEP])
        copy = compat.action_of_uid(uid) if uid else None
        with edits.showing(obj, target.strip, copy) if copy else contextlib.nullcontext():
            sampling.visit(obj, part, scene, lambda i, seen, start=start: found.append(look(start + i, seen)))
        status.current.progress = len(found) / len(frames)
        yield
    return found


def _channels(evaluated, goals):
    return {name: rigify_limbs.local(evaluated, name, matrix) for name, matrix in goals.items()}


def _tracks(channels):
    """PoseTracks of {control: (rotation, location)}, a frame each."""
    return PoseTracks(
        {name: np.array([frame[name][0] for frame in channels]) for name in channels[0]},
        {name: np.array([frame[name][1] for frame in channels]) for name in channels[0]},
    )

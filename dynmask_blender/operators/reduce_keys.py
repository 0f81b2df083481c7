"""Reduce Keys: a take with few Bézier keys in place of a key on every frame."""

from dataclasses import dataclass, replace

import bpy
import numpy as np
from bpy.props import BoolProperty, FloatProperty, IntProperty

from ...backend.motion.keys import reduction
from .. import compat, nla
from ..actions import motion_store, reduce_keys
from ..retarget import to_rig
from ..rig import snapshot, targets
from ..session import jobs, status
from ..takes import apply_answer, making, takes
from .common import NeedsArmature
from .regenerate import wanted_range, within_action

# How often the fit is made again with closer limits, where the armature's constraints let errors grow.
_TRIES = 5
_MARGIN = 0.97
_FRAMES_A_STEP = 8


class DYNMASK_OT_reduce_keys(NeedsArmature, bpy.types.Operator):
    """Make a take that moves the same with few Bézier keys to edit; your own action keeps every key"""

    bl_idname = "dynmask.reduce_keys"
    bl_label = "Reduce Keys"
    bl_options = {"REGISTER"}
    angle: FloatProperty(
        name="Angle", default=np.radians(1.0), min=np.radians(0.05), max=np.radians(20.0), subtype="ANGLE",
        description="How far bones may turn from what they did",
    )  # fmt: skip
    distance: FloatProperty(
        name="Distance (mm)", default=5.0, min=0.1, max=200.0,
        description="How far hands and feet may be from where they were, in millimetres",
    )  # fmt: skip
    spacing: IntProperty(
        name="Spacing",
        default=0,
        min=0,
        max=1000,
        description="A key on every so many-th frame instead of where the motion needs one; 0: off",
    )
    use_range: BoolProperty(
        name="Only the Range", default=False, description="Leave every key outside the chosen range as it is"
    )

    def invoke(self, context, event):
        return context.window_manager.invoke_props_dialog(self)

    def act(self, context):
        target, obj = apply_answer.subject(context)
        span = wanted_range(obj, context.scene) if self.use_range else None
        first, last, inner = _frames(obj, target.strip, span)
        work = _Reducing(target, first, last, inner, self.angle, self.distance * 1e-3, self.spacing)
        jobs.work("Reducing keys", work.steps(), undo="Reduce Keys")
        if bpy.app.background:
            jobs.wait()
            return {"FINISHED"}
        # Its undo step is pushed when the take is there.
        return {"CANCELLED"}


@dataclass
class _Reducing:
    """What is asked for; nothing of Blender's is held between steps.

    inner: whether the action goes on (before, after) frames first … last of it.
    """

    target: targets.Target
    first: int
    last: int
    inner: tuple
    angle: float
    distance: float
    spacing: int

    def steps(self):
        """Steps to a take with fewer keys."""
        obj, scene = self.target.resolve()
        strip, place = self.target.strip, nla.place(obj, self.target.strip)
        owner, action = nla.owner(obj, strip), apply_answer.action_of(obj, strip)
        stamp, uid = takes.fingerprint(owner, action), action.session_uid
        found = reduce_keys.read(obj, owner, action, self.first, self.last)
        had = reduce_keys.count(owner, action, found, self.first, self.last)
        bones = reduce_keys.grouped(found)
        frames = place.to_scene(np.arange(self.first, self.last + 1, dtype=np.float64))
        before = yield from self._seen(frames)
        obj, scene = self.target.resolve()
        points = reduce_keys.measured(obj, _roles(obj))
        fps = place.rate(targets.frame_rate(scene))
        bodies = reduce_keys.tracks(obj, before, bones)
        limits = np.array([self.angle, self.distance]) * _MARGIN
        for attempt in range(_TRIES):
            obj, _ = self.target.resolve()
            on_body = reduce_keys.carried(obj, before, points, bones, limits[1], fps)
            if self.spacing:
                fits = reduction.spaced(bodies, self.spacing)
            else:
                fits = yield from reduction.reducing(bodies, on_body[0], *limits, on_body[1])
            yield
            obj, scene = self.target.resolve()
            base = apply_answer.action_of(obj, strip)
            if base.session_uid != uid or takes.fingerprint(nla.owner(obj, strip), base) != stamp:
                raise status.Problem(f"'{base.name}' was edited meanwhile: nothing was changed")
            try:
                has, error = self._make(obj, scene, base, bones, fits, frames, before, points, attempt)
            except _TooFarError as far:
                limits *= np.minimum(1.0, 0.9 * np.array([self.angle, self.distance]) / far.error)
                continue
            status.tell(
                f"{had:,} keys are {has:,} now ({had / max(has, 1):.1f} times fewer), at most "
                f"{np.degrees(error[0]):.2f}° and {error[1] * 1e3:.1f} mm at hands and feet off"
            )
            return

    def _seen(self, frames):
        """Steps to Poses on scene frames of what is shown now."""
        parts = []
        for start in range(0, len(frames), _FRAMES_A_STEP):
            parts.append(reduce_keys.poses(*self.target.resolve(), frames[start : start + _FRAMES_A_STEP]))
            yield
        return replace(parts[0], matrices=np.concatenate([part.matrices for part in parts]))

    def _make(self, obj, scene, base, bones, fits, frames, before, points, attempt):
        """List a copy of the action with these keys as a take: (its keys, (radians, metres) it is off).

        Raises _TooFarError, and leaves nothing, where that is more than is wanted and can be tried again.
        """
        strip = self.target.strip
        slot = nla.slot(obj, strip) if strip else compat.slot_identifier(obj, base)
        copy = making.copy(lambda: base, f"{base.name[:40]} few keys", slot)
        uid = copy.session_uid
        try:
            with takes.adding(obj, strip):
                return self._list(obj, scene, base, copy, slot, bones, fits, frames, before, points, attempt)
        except BaseException:
            compat.remove_unused(uid)
            raise

    def _list(self, obj, scene, base, copy, slot, bones, fits, frames, before, points, attempt):
        """Write a copy's keys, show it and list it; as `_make`."""
        strip, owner = self.target.strip, compat.Slotted(slot, obj.name)
        has = reduce_keys.write(owner, copy, bones, fits, self.first, self.last, self.inner)
        if has >= reduce_keys.count(owner, base, sum(bones, []), self.first, self.last):
            raise status.Problem(f"'{base.name}' has no more keys than it needs for these limits")
        if strip:
            nla.put(obj, strip, copy, slot)
        else:
            compat.assign_action(obj, copy, slot)
            snapshot.lay(obj)
        error = reduce_keys.difference(before, reduce_keys.poses(obj, scene, frames), points)
        wanted = np.array([self.angle, self.distance])
        if not self.spacing and (np.array(error) > wanted).any() and attempt < _TRIES - 1:
            raise _TooFarError(np.maximum(error, 1e-9))
        keys = takes.fingerprint(owner, copy)
        stored = motion_store.read(copy)
        if stored is not None:
            # The motion is read again from the keys when it is edited.
            motion_store.write(copy, replace(stored, clip=None, keys=""))
        known = next((take for take in obj.dynmask.takes if take.action == base), None)
        index = takes.add(
            obj, copy, base=base, seed=known.seed if known else 0, prompt=known.prompt if known else "",
            kind="reduced", stamp=keys, asked=known.asked if known else 0.0,
        )  # fmt: skip
        take = obj.dynmask.takes[index]
        take.first, take.last = self.first, self.last
        takes.show(obj, index)
        return has, error


class _TooFarError(Exception):
    def __init__(self, error):
        super().__init__("the keys do not keep within the limits")
        self.error = error


def _roles(obj):
    mapping = to_rig.load_mapping(obj) or to_rig.detect_mapping(obj)
    roles = {role: bone for role, bone in mapping.roles.items() if bone in obj.data.bones}
    return roles if "pelvis" in roles and "left_hip" in roles else {}


def _frames(obj, strip, span):
    """(first, last, inner) of the action's frames to reduce; span: (first, last) of the scene, if any."""
    action, place = apply_answer.action_of(obj, strip), nla.place(obj, strip)
    ends = compat.key_range(nla.owner(obj, strip), action)
    if ends is None:
        raise status.Problem(f"'{action.name}' has no keys")
    start, stop = (
        int(np.floor(max(ends[0], place.first) + 1e-3)),
        int(np.ceil(min(ends[1], place.last) - 1e-3)),
    )
    first, last = start, stop
    if span:
        wanted = within_action(obj, *span)
        first, last = max(start, wanted[0]), min(stop, wanted[1])
    if last - first < 3:
        raise status.Problem("There must be at least four frames of keys to reduce")
    return first, last, (ends[0] < first - 1e-3, ends[1] > last + 1e-3)


CLASSES = (DYNMASK_OT_reduce_keys,)

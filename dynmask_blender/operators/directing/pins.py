"""Pins of the armature: add, remove, keep a pose, and apply them to the action."""

import bpy
import numpy as np
from bpy.props import BoolProperty, EnumProperty

from ... import compat, nla, overrides
from ...actions import new_action
from ...direction import edits
from ...direction.pinning import aiming, places, solving
from ...direction.pinning.properties import BODY, POSE
from ...retarget import from_rig
from ...rig import mappings, sampling, targets
from ...session import jobs, status
from ..common import NeedsArmature

# How often a take is corrected by what the evaluated rig does; distances that are no fault of the rig's.
_CORRECTIONS, _TRUE = 2, 1e-3


class DYNMASK_OT_add_pin(NeedsArmature, bpy.types.Operator):
    """Add a pin at the other selected object, or at the 3D cursor where none is selected"""

    bl_idname = "dynmask.add_pin"
    bl_label = "Add Pin"
    bl_options = {"REGISTER", "UNDO"}
    body: EnumProperty(name="Body Part", items=BODY)

    def act(self, context):
        obj, scene = targets.armature(context, changing="pins"), context.scene
        kept = _present_pose(obj) if self.body == POSE else None
        group = obj.dynmask_pins
        pin = group.items.add()
        overrides.name_items(group.items)
        group.active = len(group.items) - 1
        pin.body, pin.first, pin.last = self.body, scene.frame_current, scene.frame_current
        if kept:
            places.keep_pose(pin, *kept)
            return
        pin.last += round(targets.frame_rate(scene))
        other = next((one for one in context.selected_objects if one != obj), None)
        pin.place = scene.cursor.location
        if other is None:
            pin.held_at = "PLACE"
            return
        pin.target = other
        if other.type == "ARMATURE" and other.data.bones.active:
            pin.held_at, pin.bone = "BONE", other.data.bones.active.name


class _OnPin(NeedsArmature):
    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        group = targets.candidate(context).dynmask_pins
        if not 0 <= group.active < len(group.items):
            cls.poll_message_set("There is no pin in the list")
            return False
        return True


class DYNMASK_OT_remove_pin(_OnPin, bpy.types.Operator):
    """Remove the pin from the list; takes that it led to stay"""

    bl_idname = "dynmask.remove_pin"
    bl_label = "Remove Pin"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        group = targets.armature(context, changing="pins").dynmask_pins
        group.items.remove(group.active)
        group.active = min(group.active, len(group.items) - 1)


class DYNMASK_OT_set_pin(_OnPin, bpy.types.Operator):
    """Pin the place to the 3D cursor as it is now, or keep the present pose in place of the one before"""

    bl_idname = "dynmask.set_pin"
    bl_label = "Set Pin from View"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context, changing="pins")
        pin = obj.dynmask_pins.items[obj.dynmask_pins.active]
        if pin.body == POSE:
            places.keep_pose(pin, *_present_pose(obj))
            return
        pin.held_at, pin.place = "PLACE", context.scene.cursor.location


class DYNMASK_OT_apply_pins(NeedsArmature, bpy.types.Operator):
    """Lead the body to its pins in a copy of the action; keys beyond their easing stay as they are"""

    bl_idname = "dynmask.apply_pins"
    bl_label = "Apply Pins"
    bl_options = {"REGISTER"}
    whole: BoolProperty(
        name="Key the Whole Body", default=False,
        description="Key every bone where pins lead, not only those that move differently",
    )  # fmt: skip

    def act(self, context):
        target, _ = edits.subject(context)
        apply(target, self.whole)


def apply(target, whole=False):
    """Begin to make a take of a Target's action with its pins held. Raises Problem where that cannot be."""
    obj, scene = target.resolve()
    ends = edits.ends(obj, target.strip)
    held, goals, struck = places.asked(obj, target.strip, ends)
    rate = nla.place(obj, target.strip).rate(targets.frame_rate(scene))
    _require_kept_outside(obj, target.strip, aiming.spans([*held, *struck], ends, rate))
    # Feet that are held where they stand would take a foot, the hips or the head off their pins again.
    plant = scene.dynmask.foot_lock and all(one.joint.endswith("hand") for one in held)
    work = _pinning(target, held, goals, struck, ends, rate, plant, whole)
    jobs.work("Pinning", work, undo="Apply Pins")


def _require_kept_outside(obj, strip, ranges):
    edits.require_kept_outside(obj, strip, mappings.get_or_detect(obj).roles.values(), ranges)


def _pinning(target, held, goals, struck, ends, rate, plant, whole):
    """Steps to a take with the pins held."""
    held = yield from places.sampling_places(target, held, goals)
    widest = aiming.spans([*held, *struck], ends, rate, most=True)
    read = yield from edits.reading(target, *aiming.around(widest, ends, rate))
    held, short = yield from aiming.easing_of(target, read, held, struck, plant)
    ranges = aiming.spans([*held, *struck], ends, rate)
    _require_kept_outside(target.resolve()[0], target.strip, ranges)
    solved = yield from solving.solving(target, read, held, struck, plant)
    whole = whole or _rest_moves(target, solved.before)
    after = solved.after if whole else solving.changed(solved, ranges, read.first)
    if not after.rotations and not after.locations:
        raise status.Problem("The body is at its pins already: there is nothing to change")
    seen = []

    def refining(uid):
        """Steps: constraints, or what the mapping does not know of, may put the rig's bones elsewhere."""
        nonlocal seen, solved
        for attempt in range(_CORRECTIONS + 1):
            seen = yield from solving.seeing(target, uid, held)
            offsets = [now - thought for (now, _), thought in zip(seen, solved.heads, strict=False)]
            off = max((np.linalg.norm(offset, axis=-1).max() for offset in offsets), default=0.0)
            if off < _TRUE or attempt == _CORRECTIONS or compat.action_of_uid(uid) is None:
                return
            solved = yield from solving.solving(target, read, held, struck, plant, offsets)
            better = solved.after if whole else solving.changed(solved, ranges, read.first)
            edits.rewrite(target, uid, edits.Edited(better, ranges), read)
            yield

    edited = edits.Edited(after, ranges)
    yield from edits.listing(target, read, [edited], "pinned", label="pinned", refining=refining)
    obj, _ = target.resolve()
    told = solving.told(held, [missed for _, missed in seen], nla.place(obj, target.strip).to_scene)
    feet = [text for text in solved.notices if text.startswith("Standing feet")]
    status.tell(status.joined(f"1 take on '{obj.name}'", *told, *short, *feet, *after.warnings))


def _rest_moves(target, tracks):
    """Whether keys move bones that have to rest between those of the tracks."""
    obj, _ = target.resolve()
    owner, action = nla.owner(obj, target.strip), nla.action(obj, target.strip)
    paths = {curve.data_path for curve in compat.fcurves(owner, action)}
    return any(path.startswith(new_action.path_of(bone, "")) for bone in tracks.resting for path in paths)


def _present_pose(obj):
    """The canonical pose (22, 4), (3,) that an armature object has now, also where it is not keyed."""
    mapping = mappings.get_or_detect(obj)
    sampling.check_evaluated(obj)
    seen = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    poses = np.array([[bone.matrix for bone in seen.pose.bones]], dtype=np.float64)
    rotations, translation = from_rig.of_poses(obj, mapping, poses, np.array([seen.matrix_world]))
    return rotations[0], translation[0]


CLASSES = (DYNMASK_OT_add_pin, DYNMASK_OT_remove_pin, DYNMASK_OT_set_pin, DYNMASK_OT_apply_pins)

"""Mirror: the action left to right, as a take."""

import bpy
import numpy as np

from ....backend.motion.body import skeleton
from ....backend.motion.clip import Clip
from ... import compat, nla
from ...direction import edits, mirror
from ...rig import mappings, rest_pose
from ...session import jobs, status
from ...takes import apply_answer, takes
from ..common import NeedsArmature


class DYNMASK_OT_mirror(NeedsArmature, bpy.types.Operator):
    """Make a take of the action, or of the take that is shown, with left and right exchanged"""

    bl_idname = "dynmask.mirror"
    bl_label = "Mirror"
    bl_options = {"REGISTER"}

    def act(self, context):
        target, obj = edits.subject(context)
        ends = edits.ends(obj, target.strip)
        owner, action = nla.owner(obj, target.strip), apply_answer.action_of(obj, target.strip)
        mapping = mappings.of_edit(obj, target.strip)
        rest = rest_pose.read(obj, mapping.roles, mapping.stance)
        try:
            mirror.moves(obj, owner, action, rest)
        except mirror.NotExactError as reason:
            edits.require_kept_outside(obj, target.strip, mapping.roles.values(), [ends])
            jobs.work("Mirroring", _by_motion(target, ends, str(reason)), undo="Mirror")
            return
        jobs.work("Mirroring", _by_keys(target, ends), undo="Mirror")


def _by_keys(target, ends):
    """Steps to a take whose curves are those of the other side."""
    obj, _ = target.resolve()
    action = apply_answer.action_of(obj, target.strip)
    slot = nla.slot(obj, target.strip) if target.strip else compat.slot_identifier(obj, action)
    owner, mapping = compat.Slotted(slot, obj.name), mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    read = edits.Read(None, ends[0], None, "", takes.fingerprint(owner, action))
    pieces = mirror.pieces(obj, owner, action, mirror.moves(obj, owner, action, rest))
    yield
    edited = edits.Edited(None, (ends,), pieces=tuple(pieces))
    yield from edits.listing(target, read, [edited], "mirrored", label="mirrored")
    status.tell(f"1 take on '{target.name}', mirrored key by key")


def _by_motion(target, ends, reason):
    """Steps to a take of the mirrored motion, a key a frame."""
    read = yield from edits.reading(target, *ends)
    obj, _ = target.resolve()
    rotations, translation = skeleton.mirror(read.clip.rotations, read.clip.translation)
    clip = Clip(np.array(rotations), translation, read.clip.fps)
    tracks = yield from edits.tracks(obj, mappings.get_or_detect(obj), read, clip, plant=False)
    edited = edits.Edited(tracks, (ends,))
    yield from edits.listing(target, read, [edited], "mirrored", label="mirrored")
    told = f"with a key a frame, because {reason}"
    status.tell(status.joined(f"1 take on '{target.name}', mirrored {told}", *tracks.warnings))


CLASSES = (DYNMASK_OT_mirror,)

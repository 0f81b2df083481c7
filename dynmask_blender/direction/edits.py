"""An action's frames read as canonical motion, changed, and written to a copy of it that is listed as a take.

Read at the frames' own rate: what is put back stands on the frames that it was worked out for.
"""

import contextlib
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ...backend.motion.clip import Clip
from .. import compat, nla
from ..actions import channels, motion_store, names, new_action, replace_range
from ..retarget import object_travel, to_rig
from ..rig import mappings, snapshot, targets
from ..session import status
from ..takes import apply_answer, making, takes


@dataclass(frozen=True)
class Read:
    """What an action does on whole frames of its own from `first` on.

    clip: the canonical motion, a frame each; carried: transforms (T, 4, 4) that the object adds, or None;
    root: where the travel goes; keys: the action's fingerprint.
    """

    clip: Clip
    first: int
    carried: np.ndarray | None
    root: str
    keys: str

    @property
    def last(self):
        return self.first + len(self.clip) - 1


@dataclass(frozen=True)
class Edited:
    """Pose tracks from the first frame that was read on, and which ranges (first, last) of them count.

    pieces: functions of (armature object, action) that write it instead of tracks. sources: whose captured
    motion it brings, as a Clip has them, in seconds from the first frame that was read.
    """

    tracks: to_rig.PoseTracks | None
    spans: tuple
    prompt: str = ""
    seed: int = 0
    pieces: tuple = ()
    sources: tuple = ()

    def get(self, name, default=None):
        """As a take of an answer has it."""
        return getattr(self, name, default)


def subject(context):
    """(Target, armature) of an action that is to be changed. Raises Problem where it cannot be."""
    target, obj = apply_answer.subject(context)
    apply_answer.action_of(obj, target.strip)
    mappings.of_edit(obj, target.strip)
    return target, obj


def ends(obj, strip):
    """Whole frames (first, last) between which the action has keys and plays. Raises Problem without any."""
    place, action = nla.place(obj, strip), apply_answer.action_of(obj, strip)
    found = compat.key_range(nla.owner(obj, strip), action) or (0.0, 0.0)
    first = int(np.ceil(max(found[0], place.first) - 1e-3))
    last = int(np.floor(min(found[1], place.last) + 1e-3))
    if last - first < 3:
        raise status.Problem(f"'{action.name}' has fewer than four frames of keys")
    return first, last


def reading(target, first, last):
    """Steps whose value is Read of frames first … last of a Target's action."""
    find, strip = target.resolve, target.strip
    obj, scene = find()
    place, mapping = nla.place(obj, strip), mappings.of_edit(obj, strip)
    owner, action = nla.owner(obj, strip), apply_answer.action_of(obj, strip)
    rate = place.rate(targets.frame_rate(scene))
    if (last - first) / rate > apply_answer.MAX_SECONDS:
        raise status.Problem(f"No more than {apply_answer.MAX_SECONDS:.0f} s can be changed in one go")
    at = np.arange(first, last + 1, dtype=np.float64)
    keys, root = takes.fingerprint(owner, action), apply_answer.root_mode(owner, action, mapping)
    carried = object_travel.of_action(obj, owner, action, at)
    motion = yield from to_rig.reading_motion(find, mapping, place.to_scene(at), carried)
    found = Read(Clip(*motion, rate), first, carried, root, keys)
    require_unchanged(target, found)
    return found


def require_unchanged(target, read):
    """Raises Problem where the action's keys are not what was read any more."""
    obj, _ = target.resolve()
    action = apply_answer.action_of(obj, target.strip)
    if takes.fingerprint(nla.owner(obj, target.strip), action) != read.keys:
        raise status.Problem(f"'{action.name}' was edited meanwhile: nothing was changed")


def tracks(obj, mapping, read, clip, *, plant):
    """Steps to PoseTracks of a Clip of the frames that were read; plant: whether standing feet are held."""
    motion = clip.rotations, clip.translation
    if read.carried is not None:
        motion = object_travel.taken_off(obj, mapping, *motion, read.carried)
    rate = clip.fps if plant else None
    return (yield from to_rig.retargeting(obj, *motion, mapping, read.root, plant_fps=rate))


def require_kept_outside(obj, strip, bones, spans):
    """Raises Problem where new keys of bones in ranges would change what the action does elsewhere."""
    owner, action = nla.owner(obj, strip), apply_answer.action_of(obj, strip)
    there = [bone for bone in bones if bone in obj.pose.bones]
    try:
        for first, last in spans:
            channels.require_kept_outside(owner, action, channels.of_bones(obj, bones), first, last)
            channels.rotation_modes(obj, owner, action, there, np.arange(first - 1, last + 2))
    except ValueError as error:
        raise status.Problem(str(error)) from error


def listing(target, read, edits, kind, *, label="", refining=None, finish=None):
    """Steps that write each of the Edited to a copy of the action and list all as takes of a kind.

    label: ends the copies' names in place of range and seed; refining(session_uid): steps that work on such a
    copy before it is listed; finish(take): completes what is listed. The value is the object and the scene.
    """
    strip = target.strip
    obj, _ = target.resolve()
    uid = apply_answer.action_of(obj, strip).session_uid
    slot = nla.slot(obj, strip) if strip else compat.slot_identifier(obj, compat.action_of_uid(uid))
    owner = compat.Slotted(slot, obj.name)

    def base():
        require_unchanged(target, read)
        return compat.action_of_uid(uid)

    def make(edited):
        first, last = edited.spans[0][0], edited.spans[-1][1]
        name = names.with_range(base().name, first, last, edited.seed)
        if label:
            name = names.labelled(base().name, label)
        copy = partial(making.copy, base, name, slot)
        if edited.pieces:
            return (yield from new_action.making(target.resolve, copy, lambda: edited.pieces))
        made = yield from replace_range.replacing_spans(
            target.resolve, copy, owner, edited.tracks, edited.spans, origin=read.first
        )
        if refining:
            yield from refining(made)
        return made

    def add(obj, scene, action, edited, shown):
        list_as_take(obj, action, base(), owner, kind, edited.prompt, edited.seed)
        if edited.sources:
            motion_store.add_origins(action, edited.sources, read.first, read.clip.fps)
        take = obj.dynmask.takes[-1]
        take.first, take.last = edited.spans[0][0], edited.spans[-1][1]
        if finish:
            finish(take)

    return (yield from making.making(target.resolve, edits, make, add, strip))


def rewrite(target, uid, edited, read):
    """Write an Edited to the action of a session_uid, in place of one of the same spans."""
    obj, _ = target.resolve()
    action = compat.action_of_uid(uid)
    owner = compat.Slotted(str(action.get(compat.SLOT, "")), obj.name)
    for span in edited.spans:
        replace_range.replace_in(obj, owner, action, edited.tracks, *span, origin=read.first)


@contextlib.contextmanager
def showing(obj, strip, action):
    """While it lasts the object, or its NLA strip of a name, plays an action that is not listed yet."""
    slot = str(action.get(compat.SLOT, ""))
    was = nla.action(obj, strip)
    if strip:
        was_slot = nla.slot(obj, strip)
        nla.put(obj, strip, action, slot)
    else:
        before = snapshot.read(obj)
        compat.assign_action(obj, action, slot)
        snapshot.lay(obj)
    try:
        yield
    finally:
        if strip:
            nla.put(obj, strip, was, was_slot)
        else:
            snapshot.put_back(obj, before, was)


def list_as_take(obj, action, base, owner, kind, prompt="", seed=0):
    """List an action as a take of another; what was known of its motion is read again when it is needed."""
    keys, stored = takes.fingerprint(owner, action), motion_store.read(action, motion=False)
    if stored is not None:
        motion_store.write(action, replace(stored, clip=None, keys=""))
    known = next((take for take in obj.dynmask.takes if take.action == base), None)
    prompt, seed = (prompt, seed) if prompt or not known else (known.prompt, known.seed)
    takes.add(
        obj, action, base=base, seed=seed, prompt=prompt, kind=kind, stamp=keys,
        asked=known.asked if known else 0.0,
    )  # fmt: skip

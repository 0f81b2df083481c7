"""Two actions joined: both keep their keys, and what was generated lies between them."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from .. import compat
from ..actions import append_action, motion_store, names, replace_range
from ..retarget import object_travel
from ..session import status
from ..takes import apply_answer, making, takes
from . import choices, reading, told

KIND = "joined"


@dataclass(frozen=True)
class Pair:
    """Two choices.Chosen, and the motion_store.Stored of either as it was sent."""

    first: choices.Chosen
    second: choices.Chosen
    before: motion_store.Stored
    after: motion_store.Stored

    def stamp(self, obj):
        """A text that changes with the keys of either."""
        parts = (takes.fingerprint(one.owner(obj), one.action()) for one in (self.first, self.second))
        return " ".join(parts)


def reading_both(find, first, second):
    """Steps whose value is the Pair of two choices.Chosen, both where they stand."""
    obj, _ = find()
    origin, keyed = reading.stands(obj, first)
    origin = origin if keyed or reading.stands(obj, second)[1] else None
    before = yield from reading.reading(find, first, origin)
    after = yield from reading.reading(find, second, origin)
    return Pair(first, second, before, after)


def request(pair, seconds=None):
    """Parameters of `join`. seconds: None for as long as the steps between take."""
    motions = {
        "before": apply_answer.request_motion(pair.before), "after": apply_answer.request_motion(pair.after)
    }  # fmt: skip
    return {**motions, "seconds": seconds}


def applying(find, result, asked, pair):
    """Steps that write every take of an answer as a copy of the first action that goes on into the second.

    The value is notices.
    """
    notices, spans = list(result.get("notices") or ()), {}
    first, second = pair.first, pair.second
    owner = compat.Slotted(first.slot, find()[0].name)
    origin, rate = int(np.floor(first.first)), asked.rate

    def make(take):
        middle = len(take["rotations"]) - len(pair.before) - len(pair.after)
        if middle < 0:
            raise status.Problem("The backend's answer is shorter than the two actions: nothing was changed")
        start = int(np.floor(first.last)) + 1
        at = origin + (len(pair.before) + middle) * rate / float(take["fps"])
        # The second action begins on a whole frame, as it does by itself.
        at = max(round(at), start + 1)
        shift = at - int(np.floor(second.first))
        name = names.with_range(f"{first.name} + {second.name}", start, at - 1, take.get("seed", 0))
        begin = partial(_joined, find, first, second, shift, name)
        carried = _carried(find()[0], begin, owner, origin + np.arange(len(take["rotations"])) * rate / 20.0)
        tracks = yield from apply_answer.retargeting(find, take, pair.before.root, asked, carried)
        tracks = tracks.resampled(float(take["fps"]), rate)
        notices.extend(text for text in tracks.warnings if text not in notices)
        yield
        uid = yield from replace_range.replacing(find, begin, owner, tracks, start, at - 1, origin=origin)
        stored = replace(motion_store.of_take(take, origin, rate), root=pair.before.root)
        making.keep_motion(find, uid, stored, owner)
        spans[uid] = start, at - 1
        return uid

    def add(obj, scene, action, take, shown):
        making.add(obj, action, take, shown, KIND, frames=spans[action.session_uid])
        told.keep(action, take.get("measured"))
        if asked.extend_scene:
            ends = compat.key_range(compat.Slotted(first.slot, obj.name), action)
            scene.frame_end = max(scene.frame_end, int(np.ceil(ends[1])))

    yield from making.making(find, result["takes"], make, add)
    return notices


def _joined(find, first, second, shift, name):
    """A new action: the first one's keys, and the second one's so many frames later."""
    obj, _ = find()
    action = making.copy(first.action, name, first.slot)
    spans = (first.first, first.last), (second.first, second.last)
    owner = compat.Slotted(first.slot, obj.name)
    append_action.append(owner, action, spans[0], second.owner(obj), second.action(), spans[1], shift)
    return action


def _carried(obj, begin, owner, frames):
    """What the object itself does in the joined action, or None."""
    action = begin()
    try:
        return object_travel.of_action(obj, owner, action, frames)
    finally:
        compat.remove_unused(action.session_uid)

"""The prompt strips of an armature: sentences on the timeline, kept in order, and what they ask for."""

from ...backend.motion.body import skeleton
from .. import overrides
from ..rig import targets
from ..session import status
from ..session.session import is_updating, updating
from . import spans as strip_spans

PLACING = "prompt strips"


def spans(obj):
    """[(first, last), …] of the strips."""
    return [(strip.first, strip.last) for strip in obj.dynmask.strips]


def put(obj, wanted):
    """Give the strips these spans: a list, or {index: span}."""
    with updating(PLACING):
        for index, (first, last) in wanted.items() if isinstance(wanted, dict) else enumerate(wanted):
            strip = obj.dynmask.strips[index]
            if (strip.first, strip.last) != (first, last):
                strip.first, strip.last = int(first), int(last)


def typed(strip, part):
    """Called when a frame was typed: the strip stops at its neighbours and stays long enough."""
    if is_updating(PLACING):
        return
    obj = strip.id_data
    index = next((i for i, other in enumerate(obj.dynmask.strips) if other == strip), None)
    if index is None:
        return
    low, high = strip_spans.room(spans(obj), index)
    shortest = strip_spans.least(_rate(obj))
    if part == "first":
        last = min(max(strip.last, low + shortest), high)
        put(obj, {index: (max(low, min(strip.first, last - shortest)), last)})
    else:
        first = max(min(strip.first, high - shortest), low)
        put(obj, {index: (first, min(high, max(strip.last, first + shortest)))})


def add(obj, prompt, frame, length, rate):
    """A new strip at a frame, or after the others where there is no room; it becomes the chosen one."""
    group = obj.dynmask
    index, span = strip_spans.place(spans(obj), frame, length, strip_spans.least(rate))
    group.strips.add().prompt = prompt
    overrides.name_items(group.strips)
    group.strips.move(len(group.strips) - 1, index)
    put(obj, {index: span})
    group.strip_active = index
    return group.strips[index]


def remove(obj, index):
    """Take a strip away; the one before it becomes the chosen one."""
    group = obj.dynmask
    group.strips.remove(index)
    group.strip_active = min(max(0, index - 1), len(group.strips) - 1)


def swap(obj, index, by):
    """Let a strip change places with the one before (by −1) or after (by 1) it. Returns its new index."""
    group, other = obj.dynmask, index + by
    if not 0 <= other < len(group.strips):
        return index
    wanted = strip_spans.swapped(spans(obj), index, other)
    group.strips.move(index, other)
    put(obj, wanted)
    group.strip_active = other
    return other


def request(obj, rate):
    """(prompts, seconds) for the backend. Raises Problem where the strips cannot be made."""
    found = spans(obj)
    if not found:
        raise status.Problem("Add a prompt strip first")
    try:
        prompts, seconds = strip_spans.request(found, [s.prompt for s in obj.dynmask.strips], rate)
    except ValueError as error:
        raise status.Problem(str(error)) from None
    # A clip of n frames ends at frame n − 1: one more, so that the last strip is filled to its end.
    seconds[-1] += 1.0 / skeleton.FPS
    return prompts, seconds


def _rate(obj):
    scenes = obj.users_scene
    return targets.frame_rate(scenes[0]) if scenes else skeleton.FPS

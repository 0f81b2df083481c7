"""Whole trials at 20 fps on their floor, before they are cut into clips."""

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from backend.motion.body import skeleton
from backend.motion.clip import Clip
from backend.motion.rig import sources

from . import footing, ground
from .sources import planted, registry

_FLAGS = ("in_place", "loop", "hand_keyed")
TRAVEL = "travel_recovered"
# Animations in place whose feet tell where they go.
_STEPS = re.compile(r"\b(?:walk|jog|run|sprint|crawl)\b")


@dataclass(frozen=True)
class Trial:
    """A trial of clips.json. motion: a Clip at 20 fps; lead_in: seconds dropped at the file's start; flags:
    of _FLAGS and TRAVEL."""

    entry: dict
    motion: Clip
    lead_in: float = 0.0
    flags: tuple = ()


def read(folder, entries, skeletons, progress=None):
    """Trials of clips.json's entries, each on its floor: its own feet's, or where they hardly rest, that of
    the other trials of the same body; and then, frame by frame, where `footing` finds it.

    skeletons: clips.json's, by name. progress: called with how many are read.
    """
    trials, bodies = [], defaultdict(list)
    for done, entry in enumerate(entries):
        trials.append(one(folder, entry, skeletons))
        if registry.dataset(entry) != "cmu":
            found = ground.feet(trials[-1].motion.positions)
            bodies[entry["skeleton"]].append(found)
        if progress:
            progress(done + 1)
    floors = {body: ground.common(heights) for body, heights in bodies.items()}
    return [
        Trial(trial.entry, _stood(trial, floors.get(trial.entry.get("skeleton"))), trial.lead_in, trial.flags)
        for trial in trials
    ]


def one(folder, entry, skeletons):
    """One Trial; CMU's first corpus stands on its floor, the others at the height that their file has."""
    capture, source, fps = registry.capture(folder, entry, skeletons)
    lead_in = min(source.lead_in, len(capture) - 1)
    capture = capture.at(slice(lead_in, None))
    own_floor = registry.dataset(entry) == "cmu"
    clip = sources.to_canonical(capture, source, fps, repaired=True, floored=own_floor)
    clip, flags = _travelled(clip, capture, entry)
    return Trial(entry, clip.resampled(skeleton.FPS, within=True), lead_in / fps, flags)


def _travelled(clip, capture, entry):
    """The Clip with the travel that its capture lacks, and the trial's flags."""
    flags = tuple(flag for flag in _FLAGS if entry.get(flag))
    if registry.dataset(entry) == "aistpp":
        path = planted.path(clip.rotations, capture.translation[:, 1])
    elif "in_place" in flags and _STEPS.search(entry["label"]):
        path = np.array(clip.translation)
        path[:, [0, 2]] = planted.travel(clip.rotations)
    else:
        return clip, flags
    return Clip(clip.rotations, path, clip.fps), (*flags, TRAVEL)


def _stood(trial, common):
    """The trial's motion; common: the floor of its body's other trials. An animator's floor is believed."""
    hand_keyed, motion = trial.entry.get("hand_keyed"), trial.motion
    if registry.dataset(trial.entry) != "cmu":
        height = common if hand_keyed else ground.own(motion.positions, common)
        motion = ground.settled(motion, height)
    if hand_keyed:
        return motion
    return Clip(*footing.stood(motion.rotations, motion.translation, motion.fps), motion.fps)

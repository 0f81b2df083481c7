"""Acts of the other rooms put on further bases: seated, on one knee, squatting, on the way."""

import re
from dataclasses import replace

from . import carried, doings, fits, held, low, meals, moods, music, people, talk, toil, under_way, worn

# Kinds of bases and the acts that are also done there: one take each.
ON = {
    "knee": ("archery", "aim rifle", "photo"),
    "kneel": ("hug", "despair"),
    "squat": ("aim rifle",),
    "seat": ("facepalm", "sneeze", "cough", "whisper", "despair", "jab finger"),
    "way": ("smoke", "selfie", "trumpet", "quarrel", "drink and wipe", "speech", "hands behind head"),
    "stand": ("eat soup",),
}
_FOLDS = 0.45
# Words that say where one is.
_PLACED = re.compile(r"\b(?:stand|walk|kneel|sit|seat|knees|squat)\w*", re.IGNORECASE)
_ROOMS = (carried, doings, fits, held, low, meals, moods, music, people, talk, toil, under_way, worn)
_ACTS = {act.name: act for room in _ROOMS for act in room.ACTS}


def on(act, kind):
    """The Act done on bases of another kind, once; what says that somebody stands or walks is left out."""
    does = tuple(said for said in act.does if not _PLACED.search(" ".join(said)))
    labels = tuple(label for label in act.labels if not _PLACED.search(label))
    folds = act.folds or _FOLDS
    return replace(
        act, name=f"{act.name} {kind}", kinds=(kind,), does=does, labels=labels, takes=1, folds=folds
    )


ACTS = tuple(on(_ACTS[name], kind) for kind, names in ON.items() for name in names)

"""Acts of the other rooms put on further bases: seated, on one knee, squatting, on the way."""

import re
from dataclasses import replace

from . import (
    carried, daily, doings, held, house, low, moods, music, people, seated, talk, toil, work, worn,
)  # fmt: skip

# Kinds of bases and the acts that are also done there: one take each.
ON = {
    "knee": ("archery", "aim rifle", "photo", "hand over", "saw", "machine gun"),
    "kneel": ("hug", "despair"),
    "squat": ("stir", "photo", "drill", "aim rifle"),
    "seat": (
        "facepalm", "swat", "sneeze", "cough", "whisper", "despair", "jab finger", "hug oneself", "toast",
    ),
    "way": (
        "smoke", "selfie", "trumpet", "quarrel", "drink and wipe", "speech", "hands behind head", "bored",
    ),
    "stand": ("bride", "read a map", "umbrella", "sob", "eat soup"),
}  # fmt: skip
_FOLDS = 0.45
# Words that say where one is.
_PLACED = re.compile(r"\b(?:stand|walk|kneel|sit|seat|knees|squat)\w*", re.IGNORECASE)
_ROOMS = (carried, daily, doings, held, house, low, moods, music, people, seated, talk, toil, work, worn)
_ACTS = {act.name: act for room in _ROOMS for act in room.ACTS}


def on(act, kind):
    """The Act done on bases of another kind, once; what says that somebody stands or walks is left out."""
    does = tuple(said for said in act.does if not _PLACED.search(" ".join(said)))
    labels = tuple(label for label in act.labels if not _PLACED.search(label))
    return replace(
        act, name=f"{act.name} {kind}", kinds=(kind,), does=does, labels=labels, takes=1,
        folds=act.folds or _FOLDS,
    )  # fmt: skip


ACTS = tuple(on(_ACTS[name], kind) for kind, names in ON.items() for name in names)

"""Acts of the other rooms put on further bases: seated, on one knee, squatting, on the way."""

import re
from dataclasses import replace

from .act import Key
from .feeling import fits, low, moods, people, talk
from .handling import carried, doings, held, meals, toil, under_way, worn
from .performing import music

# Kinds of bases and the acts that are also done there: one take each.
ON = {
    "knee": ("archery", "aim rifle", "photo"),
    "kneel": ("hug", "despair"),
    "squat": ("aim rifle",),
    "seat": ("facepalm", "sneeze", "cough", "whisper", "despair", "jab finger"),
    "way": ("selfie", "trumpet", "quarrel", "drink and wipe", "speech", "hands behind head"),
}
_FOLDS = 0.45
# What who squats leans less.
_UPRIGHT = (("lean", -24.0),)
# Words that say where one is.
_PLACED = re.compile(r"\b(?:stand|walk|kneel|sit|seat|knees|squat)\w*", re.IGNORECASE)
_ROOMS = (carried, doings, fits, held, low, meals, moods, music, people, talk, toil, under_way, worn)
_ACTS = {act.name: act for room in _ROOMS for act in room.ACTS}


def on(act, kind):
    """The Act done on bases of another kind, once; what says that somebody stands or walks is left out."""
    does = tuple(said for said in act.does if not _PLACED.search(" ".join(said)))
    labels = tuple(label for label in act.labels if not _PLACED.search(label))
    folds = act.folds or _FOLDS
    # What is aimed at stays level though who squats leans.
    more = _UPRIGHT if kind == "squat" else ()
    keys = tuple(Key(k.after, k.set | {n: k.set[n] + d for n, d in more if n in k.set}) for k in act.keys)
    return replace(
        act, name=f"{act.name} {kind}", keys=keys, kinds=(kind,), does=does, labels=labels, takes=1,
        folds=folds,
    )


ACTS = tuple(on(_ACTS[name], kind) for kind, names in ON.items() for name in names)

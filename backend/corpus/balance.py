"""Rare actions weighed up: a model hears "walks" twenty times as often as "turns left".

Weights are multiplied by (typical share / share of the clip's rarest action) ** POWER: the square root, as
multilingual models sample their languages.
"""

import re
from collections import Counter
from dataclasses import replace

import numpy as np

from .language import verbs

POWER = 0.5
_LIMITS = 0.5, 3.0
_TURN_TO_SIDE = re.compile(r"\b(?:turn|veer|curv)\w*\b.*\b(?:left|right)\b", re.IGNORECASE)


def named(clip):
    """Names of the actions in at least half of the clip's sentences."""
    found = Counter()
    for caption in clip.captions:
        found.update(verbs.actions(caption.text))
        if _TURN_TO_SIDE.search(caption.text):
            found["turn to a side"] += 1
    return {name for name, count in found.items() if 2 * count >= len(clip.captions)}


def shares(clips):
    """{action: part of the clips' weight that names it}."""
    total, by_action = 0.0, Counter()
    for clip in clips:
        total += clip.weight
        by_action.update(dict.fromkeys(named(clip), clip.weight))
    return {name: weight / total for name, weight in by_action.items()}


def balanced(clips):
    """The CorpusClips with train weights raised for rare actions and lowered for common ones."""
    share = shares([clip for clip in clips if clip.split == "train"])
    if not share:
        return list(clips)
    typical = float(np.median(list(share.values())))

    def factor(clip):
        rarest = min((share[name] for name in named(clip)), default=typical)
        return float(np.clip((typical / rarest) ** POWER, *_LIMITS))

    return [
        replace(clip, weight=clip.weight * factor(clip)) if clip.split == "train" else clip for clip in clips
    ]

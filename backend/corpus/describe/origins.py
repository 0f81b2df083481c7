"""Which sentences are trained on, by where they come from; measured ones are added here."""

import zlib
from dataclasses import replace

import numpy as np

from ..language.captions import ORIGINS
from . import kinematics

# Measured sentences of a clip that has others written by people, and of one that has only a label.
_BESIDE, _ALONE = 2, 3
_WRITTEN = {"humanml3d", "kit", "watched"}


def chosen(clips, origins):
    """The CorpusClips, train clips with the sentences whose origin is one of `origins` or isn't known; those
    left without any go. Raises ValueError for an origin that doesn't exist."""
    if unknown := sorted(set(origins) - set(ORIGINS)):
        raise ValueError(
            f"there is no origin {', '.join(unknown)}; there are {', '.join(filter(None, ORIGINS))}"
        )
    kept = [
        replace(clip, captions=tuple(c for c in clip.captions if not c.origin or c.origin in origins))
        if clip.split == "train"
        else clip
        for clip in clips
    ]
    return [clip for clip in kept if clip.captions]


def measured(clips, seed):
    """The CorpusClips, train clips with measured sentences added, which the seed and the clip's id settle."""
    found = []
    for clip in clips:
        if clip.split == "train":
            random = np.random.default_rng((seed, zlib.crc32(clip.id.encode())))
            count = _BESIDE if any(c.origin in _WRITTEN for c in clip.captions) else _ALONE
            more = kinematics.captions_of(clip, random, count)
            clip = replace(clip, captions=(*clip.captions, *more))
        found.append(clip)
    return found

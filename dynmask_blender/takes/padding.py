"""A pose held still before and after a motion, for a model that only sees whole tokens of four frames."""

from dataclasses import replace

import numpy as np

# Frames of the model around a gap that it should know: two tokens.
LEAST = 8
_OF_FRAMES = ("rotations", "translation", "positions", "omega", "phi", "energy")


def missing(frames, start, stop):
    """How many frames must be held (before, after) for a gap start … stop − 1 in a motion of `frames`."""
    return max(0, LEAST - start), max(0, LEAST - (frames - stop))


def held(clip, before, after):
    """The Clip with its first pose held `before` frames longer and its last `after` frames."""
    if not before and not after:
        return clip
    around = ((before, after), (0, 0))
    return replace(
        clip, rotations=np.pad(clip.rotations, (*around, (0, 0)), mode="edge"),
        translation=np.pad(clip.translation, around, mode="edge"), tokens=None,
    )  # fmt: skip


def without(take, before, after):
    """A take of a backend's answer without those frames, and without the tokens that were of them too."""
    if not before and not after:
        return take
    count = len(take["rotations"])
    cut = {name: take[name][before : count - after] for name in _OF_FRAMES if take.get(name) is not None}
    return {**take, **cut, "tokens": None}

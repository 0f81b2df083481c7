"""Captured straight walks led round a circle, there and back or in a zigzag: nobody was captured who walks a
whole circle."""

from dataclasses import replace

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import metrics

from ..augment import paths
from ..file import CAPTURED

# Seconds of a walk at least, metres that its pelvis goes up and down at most: who skips goes higher.
_LONG, _LEVEL = 5.0, 0.1
_EACH = 3
# Kinds by the ends of augment.paths' names.
_KINDS = {"360": "in a circle", "back": "there and back", "zigzag": "in a zigzag"}


def clips(captured):
    """CorpusClips made of captured train clips: of each way those whose feet slide least."""
    walks = [
        clip for clip in captured
        if clip.split == "train" and clip.kind == CAPTURED and not clip.mirrored
        and len(clip) >= _LONG * skeleton.FPS and np.ptp(clip.translation[:, 1]) < _LEVEL
    ]  # fmt: skip
    found = {kind: [] for kind in _KINDS.values()}
    for clip in paths.paths(walks):
        if kind := _KINDS.get(clip.id.rpartition("~")[2]):
            slide = metrics.physical(clip.positions).slide
            found[kind].append((slide, replace(clip, source="made", kind=kind)))
    return [clip for some in found.values() for _, clip in sorted(some, key=lambda one: one[0])[:_EACH]]

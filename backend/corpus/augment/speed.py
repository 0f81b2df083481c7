"""The same action a little slower or faster."""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion
from backend.motion.body.resampling import vectors

from ..build import MAX_FRAMES

SPEEDS = (0.85, 1.18)
# Gravity sets the pace of a flight.
FLIGHT_SPEEDS = (0.93, 1.08)
# What a clip too long to be slowed down gets in its place.
_GENTLE = 1.09
_SHORTEST = 17
# Counts of an original and its two copies together: 1.6.
WEIGHT = 0.3
_FLIGHT = re.compile(
    r"\b(?:jump|hop|leap|fall|flip|cartwheel|skip|div(?:e|ing)|acrobat|somersault)\w*",
    re.IGNORECASE,
)


def copies(clip):
    """CorpusClips of the same captions at two other speeds, of at most 197 frames."""
    flight = any(_FLIGHT.search(caption.text) for caption in clip.captions)
    found = []
    for speed in FLIGHT_SPEEDS if flight else SPEEDS:
        if speed < 1.0 and _frames(len(clip), speed) > MAX_FRAMES:
            speed = 1.04 if flight else _GENTLE
        if _frames(len(clip), speed) >= _SHORTEST:
            found.append(at_speed(clip, speed))
    return found


def at_speed(clip, speed):
    """The clip `speed` times as fast, its captions' times too."""
    at = np.linspace(0.0, len(clip) - 1.0, _frames(len(clip), speed))
    rotations = quaternion.normalize(vectors(quaternion.continuous(clip.rotations), at))
    return replace(
        clip,
        id=f"{clip.id}*{speed:g}",
        rotations=rotations.astype(np.float32),
        translation=vectors(clip.translation, at).astype(np.float32),
        captions=tuple(replace(c, start_s=c.start_s / speed, stop_s=c.stop_s / speed) for c in clip.captions),
        weight=WEIGHT * clip.weight,
        kind="speed",
    )


def _frames(count, speed):
    return int(round((count - 1) / speed)) + 1

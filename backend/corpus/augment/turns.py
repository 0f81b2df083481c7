"""Walks that turn back, cut out of longer clips and named by what they measurably do.

Hardly a sentence of the corpus says "turns around and walks back"; many clips show it in passing.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import features, skeleton

from ..build import at_origin
from ..file import Caption
from ..language import verbs

WEIGHT = 1.0
# Degrees turned, the most frames that a turn takes, and the metres of a way.
_BACK, _LONGEST_TURN, _WAY = 145.0, 52, 0.9
# Frames of a way at most; metres a frame, and degrees a frame, that are still walking.
_LONGEST_WAY, _SLOWEST, _FASTEST_TURN = 66, 0.015, 8.0
# Degrees from where it set out to where it ends, and the part of the way that it comes back.
_TURNED, _RETURN = (130.0, 230.0), 0.3
_OTHER = {"run", "dance", "salsa", "ballet", "jump", "box", "karate"}
_GROUND = re.compile(r"uneven terrain")
_SENTENCES = (
    "a person walks forward{on}, turns around and walks back",
    "a person walks forward{on}, then turns around and walks back",
    "someone walks forward{on}, turns around to the {side} and comes back",
    "a person walks{on}, makes a turn to the {side} and walks back to where they started",
    "walk forward{on}, turn around, walk back",
)


def turns_back(clips):
    """CorpusClips of a way, a turn and a way back: all spans of `clips` that show them."""
    found = []
    for clip in clips:
        named = set().union(*(verbs.actions(c.text) for c in clip.captions))
        if "walk" not in named or named & _OTHER:
            continue
        on = next((f" on {ground[0]}" for c in clip.captions if (ground := _GROUND.search(c.text))), "")
        for start, stop, angle in spans(clip.positions.astype(np.float64)):
            rotations, translation = at_origin(clip.rotations[start:stop], clip.translation[start:stop])
            side = "left" if angle > 0 else "right"
            captions = tuple(Caption(s.format(side=side, on=on), origin="made") for s in _SENTENCES)
            found.append(
                replace(
                    clip, id=f"{clip.id}@{start}", source="turn", captions=captions, weight=WEIGHT,
                    start_s=clip.start_s + start / skeleton.FPS,
                    rotations=rotations.astype(np.float32), translation=translation.astype(np.float32),
                )
            )  # fmt: skip
    return found


def spans(positions):
    """[(first frame, end, degrees turned to the left)] of joints (T, 22, 3) that walk, turn back and walk."""
    facing = features.facing(positions, sigma=0.0)
    angle = np.degrees(np.unwrap(2.0 * np.arctan2(facing[:, 2], facing[:, 0])))
    path = positions[:, 0, [0, 2]]
    step, radians = np.diff(path, axis=0, append=path[-1:]), np.radians(angle)
    ahead = _mean(step[:, 0] * np.sin(radians) + step[:, 1] * np.cos(radians))
    found, at = [], 0
    while at < len(path):
        best = _turn(path, angle, ahead, at)
        if best is None:
            return found
        found.append(best)
        at = best[1]
    return found


def _turn(path, angle, ahead, first):
    """The first turn back from frame `first` on with its two ways, or None."""
    for j in range(first + 1, len(angle)):
        from_frame = max(first, j - _LONGEST_TURN)
        back = np.flatnonzero(abs(angle[j] - angle[from_frame:j]) >= _BACK)
        if not len(back):
            continue
        i = from_frame + int(back[-1])
        middle = i + int(abs(angle[i:j] - (angle[i] + angle[j]) / 2.0).argmin())
        start, stop = _way(angle, ahead, i, -1, first), _way(angle, ahead, j, 1, len(angle) - 1)
        ways = path[middle] - path[start], path[stop] - path[middle]
        turned = abs(angle[max(stop - 4, j) : stop + 1].mean() - angle[start : start + 5].mean())
        away = np.linalg.norm(path[start : stop + 1] - path[start], axis=-1)
        returns = away[-1] <= (1.0 - _RETURN) * away.max() and _TURNED[0] <= turned <= _TURNED[1]
        if returns and min(np.linalg.norm(way) for way in ways) >= _WAY:
            return start, stop + 1, float(angle[j] - angle[i])
    return None


def _way(angle, ahead, frame, step, last):
    """The farthest frame, from `frame` in steps of ±1, that still walks the same way."""
    at = frame
    while at != last and abs(at - frame) < _LONGEST_WAY:
        beyond = at + step
        if abs(beyond - frame) > 8 and (
            ahead[beyond] < _SLOWEST or abs(angle[beyond] - angle[at]) > _FASTEST_TURN
        ):
            break
        at = beyond
    return at


def _mean(values):
    """Mean over half a second."""
    count = int(skeleton.FPS / 2)
    padded = np.pad(values, (count // 2, count - 1 - count // 2), mode="edge")
    return np.convolve(padded, np.ones(count) / count, mode="valid")

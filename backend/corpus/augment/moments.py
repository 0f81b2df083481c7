"""Sentences for the few seconds in which a longer clip sits down, stands up or climbs.

Who types "sits down" wants to see it at once; in the corpus it is one of several things in ten seconds.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import contacts, runs

from ..file import Caption
from ..language import seat_heights

_SITS = re.compile(
    r"\b(?:sits?|sitting|seated)\b.*\b(?:stool|chair|down|object)\b|\bstands? up from\b", re.IGNORECASE
)
_CLIMBS = re.compile(
    r"\bladders?\b|\bstairs\b|\bsteps? (?:stool|ladder)|\b(?:three|3) steps\b", re.IGNORECASE
)
_LADDER = re.compile(r"\bladder", re.IGNORECASE)
# Parts of a standing pelvis' height: seated below, standing above. Metres that feet have climbed.
_SEATED, _STANDING, _CLIMBED = 0.91, 0.97, 0.4
# Metres of a standing pelvis at least: some sit all the time.
_SHORTEST_STANDING = 0.85
# Frames: longest change from one to the other; before it, and at most after it.
_LONGEST, _BEFORE, _AFTER = 60, 24, 24
_SEATED_FOR = 60
# Seconds of sitting down and standing up again, at most.
_BOTH = 9.0
_SAID = {
    "both": ("a person sits down on a stool and stands up", "someone sits down and gets up again"),
    "sit": ("a person sits down", "someone sits down on a stool", "sit down"),
    "stand": ("a person stands up", "someone gets up from a stool", "stand up"),
    "ladder": ("a person climbs a ladder", "someone climbs up a ladder", "climb up a ladder"),
    "stairs": ("a person walks up some steps", "someone climbs up three steps", "climb up the stairs"),
}
_SEATS = ("both", "sit", "stand")


def named(clip):
    """The CorpusClip with captions of such moments added."""
    found = [(span, text) for kind, span in moments(clip) for text in _said(clip, kind, span)]
    more = [Caption(text, *span, "kinematic") for span, text in found]
    return replace(clip, captions=(*clip.captions, *more)) if more else clip


def _said(clip, kind, span):
    inside = slice(int(span[0] * skeleton.FPS), int(span[1] * skeleton.FPS) + 1)
    if kind not in _SEATS:
        return _SAID[kind]
    seat = seat_heights.seat(clip.positions[inside])
    return [seat_heights.worded(text, seat) for text in _SAID[kind]]


def moments(clip):
    """[(kind, (from, to) in seconds)] of what the clip's own sentences name; kinds as in _SAID."""
    texts = " ".join(c.text for c in clip.captions)
    feet = clip.positions[:, list(contacts.INDICES), 1].min(axis=1)
    found = []
    if _SITS.search(texts) and feet.max() < _CLIMBED:
        height = _standing_height(clip)
        found += [("sit", span) for span in changes(-height, -_STANDING, -_SEATED, after=_SEATED_FOR)]
        found += [("stand", span) for span in changes(height, _SEATED, _STANDING)]
        found += _together(found)
    if _CLIMBS.search(texts):
        climb = "ladder" if _LADDER.search(texts) else "stairs"
        found += [(climb, span) for span in changes(feet, 0.1, _CLIMBED, longest=2 * _LONGEST)]
    return found


def seats(clip):
    """[((start, stop) of sitting down, (start, stop) of standing up again)] in frames, of such a clip."""
    if not any(kind == "both" for kind, _ in moments(clip)):
        return []
    height = _standing_height(clip)
    sits, stands = rises(-height, -_STANDING, -_SEATED), rises(height, _SEATED, _STANDING)
    following = [(sit, next((s for s in stands if s[0] > sit[1]), None)) for sit in sits]
    return [pair for pair in following if pair[1]]


def _standing_height(clip):
    """The pelvis' height (T,) in parts of its own when standing."""
    height = clip.positions[:, 0, 1]
    return height / max(np.percentile(height, 95), _SHORTEST_STANDING)


def _together(found):
    """What sits down and next stands up, as one: [("both", (from, to)), …]."""
    sits = [span for kind, span in found if kind == "sit"]
    stands = [span for kind, span in found if kind == "stand"]
    next_stands = [(sit, min((s for s in stands if s[1] > sit[0] + 1.5), default=None)) for sit in sits]
    return [
        ("both", (sit[0], stand[1]))
        for sit, stand in next_stands
        if stand and stand[0] > sit[0] and stand[1] - sit[0] <= _BOTH
    ]


def changes(values, low, high, *, longest=_LONGEST, after=_AFTER):
    """Seconds [(from, to), …] around each rise of values (T,) from `low` or less to `high` or more."""
    found = []
    for start, stop in rises(values, low, high, longest):
        left = np.flatnonzero(values[stop:] < high)
        held = min(int(left[0]) if len(left) else len(values) - stop, after)
        found.append((max(start - _BEFORE, 0) / skeleton.FPS, (stop + held) / skeleton.FPS))
    return found


def rises(values, low, high, longest=_LONGEST):
    """Frames [(start, stop), …] in which values (T,) go from `low` or less to `high` or more at once."""
    state = np.where(values <= low, -1, np.where(values >= high, 1, 0))
    return [
        (start, stop)
        for start, stop in runs.runs(state == 0)
        if start > 0 and stop < len(state) and state[start - 1] == -1 and state[stop] == 1
        and stop - start <= longest
    ]  # fmt: skip

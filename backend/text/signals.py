"""What sentence vectors nearly lose: sides, directions, pace and counts, as numbers that can be compared."""

import re

import numpy as np
from numpy.typing import NDArray

from . import phrases, sides

_MORE_AXES = (
    {"up": 1, "upward": 1, "upwards": 1, "upstairs": 1, "uphill": 1, "rises": 1, "ascends": 1, "ascending": 1,
     "down": -1, "downward": -1, "downwards": -1, "downstairs": -1, "downhill": -1, "descends": -1,
     "descending": -1},
    {"fast": 1, "faster": 1, "quick": 1, "quickly": 1, "briskly": 1, "brisk": 1, "rapidly": 1, "hurriedly": 1,
     "slow": -1, "slowly": -1, "slower": -1, "leisurely": -1, "carefully": -1, "gently": -1},
)  # fmt: skip
# Axes: left/right, counterclockwise/clockwise, forward/back, up/down, fast/slow.
AXES = len(sides.AXES) + len(_MORE_AXES)
# What a mirror exchanges.
SIDED = np.array([-1.0, -1.0, 1.0, 1.0, 1.0])
# Cosine lost where the two say opposite things, where only the query says something, where only the other.
_OPPOSITE = np.array([0.35, 0.35, 0.25, 0.25, 0.15])
_MISSING = np.array([0.06, 0.06, 0.03, 0.03, 0.03])
_SURPLUS = np.array([0.03, 0.03, 0.02, 0.0, 0.03])
_OTHER_COUNT, _NO_COUNT, _SURPLUS_COUNT = 0.12, 0.04, 0.02
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
# "Up" and "down" that say how somebody lies, not where he goes.
_POSTURE = re.compile(r"\b(?:face|facing|upside|palms?|head)\s+(?:up|down)(?:wards?)?\b", re.IGNORECASE)
_ON_FLOOR = re.compile(r"\bon\s+(?:the\s+)?(?:floor|ground)\b", re.IGNORECASE)
_IN_PLACE = re.compile(
    r"\b(?:in\s+place|(?:on|in|at)\s+(?:the|a|one|the\s+same)\s+(?:spot|place)|stationary|"
    r"from\s+(?:one\s+)?(foot|leg)\s+to\s+(?:the\s+other|\1))\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"\bhalf[\s-]+(?:a\s+)?(?:turn|circle)\b", re.IGNORECASE)
_ROUND = re.compile(r"\bturn(?:s|ing)?\s+(?:\w+\s+)?(?:a?round)\b", re.IGNORECASE)
_CIRCLE = re.compile(r"\b(?:circles?|circling|full\s+turn)\b", re.IGNORECASE)
_DEGREES = re.compile(
    r"\b(\d{2,3}|ninety)[\s-]*(?:degrees?\b|°)|\b(?:a|turn\w*|spin\w*|pivot\w*|rotat\w*)\s+(180|360)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:turn|spin|pivot|rotat|whirl|twirl|circl|revol)", re.IGNORECASE)

_GOES = (
    r"(?:walk|step|run|jog|mov|go|shuffl|sneak|creep|hop|slid|travel|march|tiptoe|crawl)\w*"
    r"\s+(?:\w+\s+){0,3}"
)
_SIDEWAYS = re.compile(
    rf"\b(?:{_GOES}sideways|side[\s-]?step(?:s|ping)?|straf(?:es?|ing)|sidl(?:es?|ing))\b", re.IGNORECASE
)
_BACKWARDS = re.compile(rf"\b{_GOES}backwards?\b", re.IGNORECASE)
_FORWARD = re.compile(rf"\b{_GOES}(?:forwards?|ahead)\b", re.IGNORECASE)


def of(texts: list[str]) -> NDArray[np.float64]:
    """(n, AXES + 1): per axis 1, −1 or 0, then the count (0: none said)."""
    found = np.zeros((len(texts), AXES + 1))
    for row, text in zip(found, texts, strict=True):
        words = [word.lower() for word in _WORDS.findall(_POSTURE.sub("", text))]
        row[: len(sides.AXES)] = np.sign(sides.signs(words).sum(axis=0)) if words else 0.0
        for at, axis in enumerate(_MORE_AXES, start=len(sides.AXES)):
            row[at] = np.sign(sum(axis.get(word, 0) for word in words))
        row[AXES] = phrases.count(text)
    return found


def in_place(text: str) -> bool:
    """Whether a sentence says that nobody goes anywhere."""
    return _IN_PLACE.search(text) is not None


def away(text: str) -> float | None:
    """Degrees between where a body looks and where a sentence says that it goes: 90 sideways, 180 backwards;
    None where it does several things or says neither."""
    text = " ".join(text.split())
    if len(phrases.parts(text)) > 1:
        return None
    sideways, backwards = (pattern.search(text) is not None for pattern in (_SIDEWAYS, _BACKWARDS))
    if sideways == backwards:
        return None
    return 90.0 if sideways else 180.0


def begins(text: str) -> float | None:
    """Degrees between where a body looks and where the first of several things said goes: 0 forward, 180
    backwards; None where one thing is said, or neither of the first."""
    first, *others = phrases.parts(" ".join(text.split()))
    forward, backwards = (pattern.search(first) is not None for pattern in (_FORWARD, _BACKWARDS))
    if not others or forward == backwards:
        return None
    return 0.0 if forward else 180.0


def turn(text: str) -> float:
    """Degrees that a sentence says a body turns at least, 0 where it says nothing about it."""
    if (degrees := _DEGREES.search(text)) and (degrees[2] or _TURNS.search(text)):
        said = degrees[1] or degrees[2]
        return 90.0 if said.lower() == "ninety" else float(said)
    if _HALF.search(text):
        return 180.0
    if _CIRCLE.search(text):
        return 360.0
    return 180.0 if _ROUND.search(text) else 0.0


def on_floor(text: str) -> bool:
    """Whether a sentence says that it happens on the floor."""
    return _ON_FLOOR.search(text) is not None


def mirrored(signals: NDArray[np.float64]) -> NDArray[np.float64]:
    """The signals (n, AXES + 1) of the mirrored sentences."""
    return signals * np.append(SIDED, 1.0)


def penalty(query: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine (n,) to take off for what `query` (AXES + 1,) and `others` (n, AXES + 1) say differently."""
    asked, said = query[:AXES], others[:, :AXES]
    lost = (asked * said < 0) @ _OPPOSITE
    lost = lost + ((said == 0) & (asked != 0)) @ _MISSING + ((said != 0) & (asked == 0)) @ _SURPLUS
    count, theirs = query[AXES], others[:, AXES]
    if count:
        lost += np.where(theirs == 0, _NO_COUNT, np.where(theirs == count, 0.0, _OTHER_COUNT))
    else:
        lost += np.where(theirs == 0, 0.0, _SURPLUS_COUNT)
    found: NDArray[np.float64] = lost
    return found

"""Sentences of mirrored motion: left and right, and the directions of turning, exchanged."""

import re

# Each word's mirror image; both directions are listed once.
_PAIRS = (
    ("left", "right"), ("lefts", "rights"), ("leftward", "rightward"), ("leftwards", "rightwards"),
    ("lefty", "righty"), ("leftmost", "rightmost"),
    ("clockwise", "counterclockwise"), ("clock-wise", "counter-clockwise"),
)  # fmt: skip
_MIRROR = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_ANTICLOCKWISE = {"anticlockwise": "clockwise", "anti-clockwise": "clockwise"}
_SIDES = re.compile(
    r"\b(?:(?:(?:counter|anti)[-\s]?)?clock-?wise|(?:left|right)(?:wards?|most|y|s)?)\b", re.IGNORECASE
)
# “right” that is no side: right angles, right away, upright; “left” that is past tense of leave.
_NO_SIDE_AFTER = re.compile(r"\s+(?:angles?|away|after|before|now|standing|alone|behind)\b", re.IGNORECASE)


def _swapped(match: re.Match[str]) -> str:
    word = match[0]
    if word.lower() in ("left", "right") and _NO_SIDE_AFTER.match(match.string, match.end()):
        return word
    plain = re.sub(r"\s", "-", word.lower())
    other = _ANTICLOCKWISE.get(plain) or _MIRROR.get(plain)
    if other is None:
        return word
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[0].isupper() else other


def mirror(text: str) -> str:
    """The sentence that describes the mirrored motion: left and right, turning directions."""
    return _SIDES.sub(_swapped, text)


def has_side(text: str) -> bool:
    """Whether the sentence changes when mirrored."""
    return mirror(text) != text

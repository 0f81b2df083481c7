"""Sentences that leave a seat's height open, taught for seats on which the feet stand.

Half of the captured seats are high stools over which the feet hang, or on which somebody half stands. Who
types "sits down on a stool" has an ordinary one in mind, and in a take no stool is seen: feet in the air look
broken. Others "sit down" on the floor.
"""

import re

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import contacts

# Metres over the floor from which the lower foot hangs.
_HANGING = 0.08
# Metres over the floor of a pelvis that is on a high stool, at least, and on the floor, at most.
_HIGH, _FLOOR = 0.66, 0.3
# Seconds around the lowest pelvis.
_AROUND = 0.5
HIGH, FLOOR = "a high stool", "the floor"
_SEAT = re.compile(r"\b(?:a|the) (?:stool|chair)\b", re.IGNORECASE)
_ACTION = re.compile(r"\b(?:sits? down|stands? up|gets up)\b", re.IGNORECASE)


def seat(positions):
    """What (T, 22, 3) sits on where its pelvis is lowest: HIGH, FLOOR, or "" where the feet stand."""
    lowest = int(positions[:, 0, 1].argmin())
    if positions[lowest, 0, 1] < _FLOOR:
        return FLOOR
    reach = round(_AROUND * skeleton.FPS)
    feet = positions[max(lowest - reach, 0) : lowest + reach + 1, list(contacts.INDICES), 1].min(axis=1)
    high = np.median(feet) > _HANGING or positions[lowest, 0, 1] > _HIGH
    return HIGH if high else ""


def worded(text, instead):
    """The sentence with `instead` as its seat: in place of the one it names, or put in where it sits."""
    if not instead:
        return text
    if _SEAT.search(text):
        return _SEAT.sub(instead, text, count=1)
    first = _ACTION.search(text)
    if first is None:
        return text
    where = f" on {instead}" if "sit" in first[0].lower() else f" from {instead}"
    return text[: first.end()] + where + text[first.end() :]

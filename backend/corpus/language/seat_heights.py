"""Sentences that leave a seat's height open, taught for seats on which the feet stand.

Half of the captured seats are high stools over which the feet hang. Who types "sits down on a stool" has an
ordinary one in mind, and in a take no stool is seen: feet in the air look broken.
"""

import re

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import contacts

# Metres over the floor from which the lower foot hangs.
_HANGING = 0.08
# Seconds around the lowest pelvis.
_AROUND = 0.5
_SEAT = re.compile(r"\b(?:a|the) (?:stool|chair)\b", re.IGNORECASE)
_ACTION = re.compile(r"\b(?:sits? down|stands? up|gets up)\b", re.IGNORECASE)


def is_high(positions):
    """Whether both feet of (T, 22, 3) hang in the air where its pelvis is lowest."""
    lowest = int(positions[:, 0, 1].argmin())
    reach = round(_AROUND * skeleton.FPS)
    feet = positions[max(lowest - reach, 0) : lowest + reach + 1, list(contacts.INDICES), 1].min(axis=1)
    return bool(np.median(feet) > _HANGING)


def worded(text):
    """The sentence with a high stool as its seat: in place of the one it names, or put in where it sits."""
    if _SEAT.search(text):
        return _SEAT.sub("a high stool", text, count=1)
    first = _ACTION.search(text)
    if first is None:
        return text
    seat = " on a high stool" if "sit" in first[0].lower() else " from a high stool"
    return text[: first.end()] + seat + text[first.end() :]

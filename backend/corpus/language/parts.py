"""What a trial's label says, of a part of the trial.

A label tells the whole of a trial: where one climbs a ladder and comes down, only the first half climbs.
"""

import re

import numpy as np

from backend.motion.measure import contacts

# Metres that a foot must end lower; part of its standing height that the pelvis of a seated body keeps.
_DESCENT, _SEATED = 0.3, 0.93
_CLIMBS = re.compile(r"\bclimbs\b(?! down)|\bwalks up\b")
_SITS = re.compile(r"\bsits\b.*\bstands up\b")
_STOOL = re.compile(r"\b(?:high |low )?stool\b")
# By whether the part begins and ends seated.
_SAID = {
    (False, True): "{who} sits down on a {on}.",
    (True, False): "{who} stands up from a {on}.",
    (True, True): "{who} sits on a {on}.",
}
_AGAIN = "{who} stands up from a {on} and sits down again."


def fitted(sentences, positions):
    """The label's sentences, changed to what joints (T, 22, 3) in metres show: coming down, only sitting."""
    pelvis = positions[:, 0, 1]
    feet = positions[:, list(contacts.INDICES), 1].min(axis=1)
    descends = feet[-5:].mean() < feet[:5].mean() - _DESCENT
    seated = tuple(bool(h.mean() < _SEATED * pelvis.max()) for h in (pelvis[:5], pelvis[-5:]))
    never_up = pelvis.max() - np.median(pelvis) < 0.1 * pelvis.max()
    return tuple(_fitted(text, descends, seated, never_up) for text in sentences)


def _fitted(text, descends, seated, never_up):
    if descends and (found := _CLIMBS.search(text)):
        return text.replace(found[0], "climbs down" if found[0] == "climbs" else "walks down")
    if any(seated) and _SITS.search(text):
        stool = _STOOL.search(text)
        who = "someone" if text.startswith("someone") else "a person"
        said = _AGAIN if all(seated) and not never_up else _SAID[seated]
        return said.format(who=who, on=stool[0] if stool else "stool")
    return text

"""Names of clips and files: what engines, file systems and Blender all take."""

import re
import unicodedata

from ..actions.names import fitting, without_range

_LONGEST = 60


def clean(text):
    """Letters, digits, - and _ of a text; "" where it has none."""
    words = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", text))
    return fitting(re.sub(r"_{2,}", "_", words).strip("_-"), _LONGEST).rstrip("_-")


def of_take(take):
    """The proposed clip name of a take: its sentence and seed."""
    seed = f"_{take.seed}"
    words = clean(take.prompt) or clean(without_range(take.name)).removesuffix(seed) or "take"
    return fitting(words, _LONGEST - len(seed)).rstrip("_-") + seed


def of_action(action):
    """The proposed clip name of an action (or None): its name without what file names and engines refuse."""
    return (clean(without_range(action.name)) if action else "") or "Motion"


def different(names):
    """The names with a number appended where two would be the same but for case, which some disks ignore."""
    taken, found = set(), []
    for name in names:
        unique, count = name, 1
        while unique.lower() in taken:
            count += 1
            unique = f"{fitting(name, _LONGEST)}_{count}"
        taken.add(unique.lower())
        found.append(unique)
    return found

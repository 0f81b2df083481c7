"""Names of clips and files: what engines, file systems and Blender all take."""

import re
import unicodedata

# What Blender keeps of a name in UTF-8 (from 5.0 on it keeps more).
MOST_BYTES = 63
_LONGEST = 60
# What regenerating appends to an action's name: the range and the seed; before it, what was left of others.
_RANGE = re.compile(r"(?:\s*\[[\d–\s-]*\]?[\d\s]*)*\s*\[-?\d+–-?\d+\] \d+(?:\.\d{3})?\s*$")


def fitting(name, most=MOST_BYTES):
    """A name cut to `most` bytes of UTF-8, as Blender cuts it."""
    return name.encode()[:most].decode(errors="ignore")


def without_range(name):
    """An action's name without the ranges and seeds that regenerating appended: 'waves [17–24] 0' → 'waves'."""
    return _RANGE.sub("", name) or name


def clean(text):
    """Letters, digits, - and _ of a text; "" where it has none."""
    words = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", text))
    return fitting(re.sub(r"_{2,}", "_", words).strip("_-"), _LONGEST).rstrip("_-")


def of_take(take):
    """The proposed clip name of a take: its sentence and seed."""
    seed = f"_{take.seed}"
    words = clean(take.prompt) or clean(without_range(take.name)) or "take"
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

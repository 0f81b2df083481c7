"""Names of the actions that takes are: the sentence, the seed, and the range where one was regenerated."""

import re

# What Blender keeps of a name in UTF-8 (from 5.0 on it keeps more).
MOST_BYTES = 63
_LONGEST = 40
# A range with its seed at the end of a name; before it, what was left of others.
_RANGE = re.compile(r"(?:\s*\[[\d–\s-]*\]?[\d\s]*)*\s*\[-?\d+–-?\d+\] \d+(?:\.\d{3})?\s*$")


def fitting(name, most=MOST_BYTES):
    """A name cut to `most` bytes of UTF-8, as Blender cuts it."""
    return name.encode()[:most].decode(errors="ignore")


def of(prompt, seed):
    """The name of a new action: 'a person waves 5'."""
    return _joined(" ".join(prompt.split())[:_LONGEST] or "Motion", str(seed))


def with_range(name, first, last, seed):
    """The name of a copy of an action with a range regenerated; a range of the name before is left out."""
    return _joined(without_range(name), f"[{first}–{last}] {seed}")


def labelled(name, label):
    """The name of a copy of an action with something done to it: 'waves, mirrored'."""
    return _joined(name.removesuffix(label).rstrip(" ,") + ",", label)


def without_range(name):
    """An action's name without what regenerating appended to it: 'waves [17–24] 0' → 'waves'."""
    return _RANGE.sub("", name) or name


def _joined(words, end):
    return f"{fitting(words, MOST_BYTES - len(end.encode()) - 1).rstrip()} {end}"

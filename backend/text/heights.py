"""Whether a sentence names something to stand, sit, lie or hang on: feet may then stay off the floor."""

import re

_PLACES = (
    "stair", r"ladder", r"(?:\d+|two|three|four|some|the|several) steps", r"steps? (?:up|down|on|onto|over)",
    "uphill", "upstairs", "downhill", "downstairs", r"slope", r"ramp\b", r"rocks?\b", r"wall\b", r"bar\b",
    "stool", "chair", "bench", r"bed\b", "table", "sofa", "couch", r"beam\b", r"box\b", "playground",
    "trapeze", r"terrain\b", r"uneven\b", r"rough (?:ground|floor)", r"hills?\b",
)  # fmt: skip
_ACTIONS = (
    "climb", "clamber", r"seat", r"sit", r"sat\b", r"hang", "dangl", r"swing\w* (?:from|on)", r"swim", r"fly",
    r"flies", r"float", "cartwheel", "handstand", "headstand", r"flip", "somersault", r"lies?\b", r"lying",
    r"pull\w* up",
    # Onto a thing, not on a foot.
    r"(?:jump|leap|hop)\w* (?:on|onto|off)\b(?!(?: \w+){0,2} (?:leg|foot|feet|toe|spot))",
)  # fmt: skip
_NAMES = re.compile(rf"\b(?:{'|'.join(_PLACES + _ACTIONS)})", re.IGNORECASE)


def named(text: str) -> bool:
    """True for "climbs three steps" or "sits down on a stool", False for "walks in a circle"."""
    return _NAMES.search(text) is not None

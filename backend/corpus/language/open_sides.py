"""Sentences that leave the side open, taught for one side only: turns to the left, strikes and waves with the
right.

Tokens far from each other settle independently. Taught for both sides, "turns around" made takes that began
to turn one way and went on as if they had turned the other.
"""

import re
from dataclasses import replace

from backend.text import sides

# By source of a made clip: 1 for left, −1 for right, as in text/sides.py.
_TAUGHT = {"path": 1, "turn": 1, "event": -1}
_WORDS = re.compile(r"[a-z]+")


def settled(clip):
    """The CorpusClip without the sentences that the other side is taught for; those of both sides first."""
    taught = _TAUGHT.get(clip.source)
    own = [side(c.text) for c in clip.captions]
    if taught is None or not any(own):
        return clip
    named = [c for c, s in zip(clip.captions, own, strict=True) if s]
    left_open = [c for c, s in zip(clip.captions, own, strict=True) if not s]
    return replace(clip, captions=(*named, *(left_open if taught in own else ())))


def side(text):
    """1 where a sentence names the left or the counterclockwise way, −1 for the other, 0 for neither."""
    named = sides.signs(_WORDS.findall(text.lower()))[:, :2].sum()
    return int(named > 0) - int(named < 0)

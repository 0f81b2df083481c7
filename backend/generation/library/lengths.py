"""How long a sentence's motion is: what the length network says, and what the nearest clips are."""

import numpy as np

from ...motion.arrays import Floats
from ...text import phrases
from .entries import CAPTURED, OWN
from .search import Found, Search

_CLIPS, _SHARPNESS = 16, 0.03
# Tokens by which a clip's own length may be off.
_SPREAD = 2.5
# Nearness from which clips count at all, and at which the network does not any more. On the test split:
# weights/README.md.
_FROM, _ALONE = 0.4, 0.8
_SHORTEST_TOKENS = 4


def tokens(search: Search, text: str, logits: Floats) -> int:
    """Likeliest length in tokens (the median); logits (max_tokens + 1,) of the length network."""
    at = np.arange(len(logits))
    network = np.where(at < _SHORTEST_TOKENS, -np.inf, np.asarray(logits, dtype=np.float64))
    network = np.exp(network - network.max())
    network /= network.sum()
    asked = len(search.parts(text))
    found = [one for one in search.nearest(text, 4 * _CLIPS) if has_one(search, one)]
    # Who does more than is asked takes longer.
    found = [one for one in found if len(phrases.parts(one.sentence)) <= asked][:_CLIPS]
    if not found:
        return int(np.argmax(np.cumsum(network) > 0.5))
    per_second = search.frames_per_second / search.frames_per_token
    clips = np.zeros(len(logits))
    for one in found:
        length = search.library.entries[one.entry].seconds * per_second
        bump = np.exp(-0.5 * ((at - length) / _SPREAD) ** 2)
        total = bump.sum()
        if total > 0.0:
            clips += np.exp((one.nearness - found[0].nearness) / _SHARPNESS) * bump / total
    share = float(np.clip((found[0].nearness - _FROM) / (_ALONE - _FROM), 0.0, 1.0)) if clips.any() else 0.0
    mixed = (1.0 - share) * network + share * clips / max(clips.sum(), 1e-12)
    return max(_SHORTEST_TOKENS, int(np.argmax(np.cumsum(mixed) > 0.5 * mixed.sum())))


def has_one(search: Search, found: Found) -> bool:
    """Whether an entry is as long as what it shows takes: made motion is as long as what it was made from."""
    source = search.library.sources[search.library.entries[found.entry].source]
    return source.kind in (CAPTURED, OWN)

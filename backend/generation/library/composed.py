"""Which sentences are left to the networks: no moment shows them, but the networks learned from their like,
and what they make shows more of them than the nearest moments do. Of a sentence that is like nothing, the
nearest moments show more (docs/library.md), and orders and titles are unlike all that was learned from."""

from ...text import phrases
from . import known
from .search import Search


def by_networks(search: Search, text: str) -> bool:
    """Whether a take of the sentence begins with nothing."""
    if not phrases.tells(text) or known.judged(search, text).known:
        return False
    return search.learned(text) >= search.library.learned

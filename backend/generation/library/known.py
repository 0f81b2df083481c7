"""Whether a sentence is near anything that the library holds, and saying so."""

from dataclasses import dataclass

import numpy as np

from ...text import language, phrases
from .search import Search

# A whole sentence this near needs no look at its parts; one that is less near lifts each of them by so much
# at most: "carries it away" says little by itself.
_SURE, _LIFT = 0.9, 0.1
_NAMED, _LONGEST = 3, 90


@dataclass(frozen=True)
class Verdict:
    """nearness: of the part that is least known (Search.alike), `part`; closest: the nearest sentences."""

    known: bool
    nearness: float
    part: str
    closest: tuple[str, ...]
    english: bool = True

    @property
    def notice(self) -> str | None:
        """What the user should be told, None for a known sentence."""
        if not self.english:
            return f"Only English is understood, and “{_short(self.part)}” does not look like it."
        if self.known:
            return None
        closest = ", ".join(f"“{_short(text)}”" for text in self.closest)
        return f"Nothing like “{_short(self.part)}” is known; closest: {closest}."


def judged(search: Search, text: str) -> Verdict:
    """The Verdict on a prompt. An empty one is known: it asks for nothing."""
    if not text.strip() or not search.sentences:
        return Verdict(True, 1.0, text, ())
    if not language.is_english(text):
        return Verdict(False, 0.0, " ".join(text.split()), (), english=False)
    parts = phrases.parts(text)
    candidates = [text, *parts] if len(parts) > 1 else parts
    found = []
    for part in candidates:
        alike = search.alike(part)
        found.append((float(alike.max()), part, alike))
    if len(parts) > 1:
        whole = found.pop(0)
        found = [(max(n, min(whole[0], n + _LIFT)), part, alike) for n, part, alike in found]
        if whole[0] >= _SURE:
            found = [whole]
    near, part, alike = min(found, key=lambda one: one[0])
    closest = tuple(search.sentences[i] for i in np.argsort(-alike, kind="stable")[:_NAMED])
    return Verdict(near >= search.library.threshold, near, " ".join(part.split()), closest)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

"""Whether a sentence is near anything that the library holds, and saying so."""

from dataclasses import dataclass, replace

import numpy as np

from ...motion.arrays import Floats
from ...text import language, stems
from . import layers
from .search import Search, remember

# A whole sentence this near needs no look at its parts; one that is less near lifts each of them by so much
# at most: "carries it away" says little by itself.
_SURE, _LIFT = 0.8, 0.1
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
    if text not in search.verdicts:
        remember(search.verdicts, text, _judged(search, text))
    found: Verdict = search.verdicts[text]
    return found


def _judged(search: Search, text: str) -> Verdict:
    if not text.strip() or not search.library.sentences:
        return Verdict(True, 1.0, text, ())
    if not stems.of(text):
        return Verdict(False, 0.0, " ".join(text.split()), search.library.sentences[:_NAMED])
    if not language.is_english(text):
        return Verdict(False, 0.0, " ".join(text.split()), (), english=False)
    parts = search.parts(text)
    found = [_Near.of(search, part) for part in parts]
    if len(parts) > 1:
        whole = _Near.of(search, text)
        lifted = (max(one.nearness, min(whole.nearness, one.nearness + _LIFT)) for one in found)
        found = [replace(one, nearness=nearness) for one, nearness in zip(found, lifted, strict=True)]
        if whole.nearness >= _SURE:
            found = [whole]
    least, threshold = min(found, key=lambda one: one.nearness), search.library.threshold
    closest = [search.library.sentences[i] for i in np.argsort(-least.alike, kind="stable")[:_NAMED]]
    return Verdict(
        least.nearness >= threshold, least.nearness, " ".join(least.text.split()), tuple(closest)
    )  # fmt: skip


@dataclass(frozen=True)
class _Near:
    """A text, how surely each sentence shows it to who sees it (`alike`), and how surely the nearest does, or
    two of them over each other."""

    text: str
    alike: Floats
    nearness: float

    @classmethod
    def of(cls, search: Search, text: str) -> "_Near":
        alike = search.alike(text) * search.library.seen
        nearness = float(alike.max())
        if nearness < search.library.threshold and (both := layers.find(search, text, 0)) is not None:
            nearness = max(nearness, both.nearness)
        return cls(text, alike, nearness)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

"""Whether a sentence is near anything that the library holds, and saying so."""

from dataclasses import dataclass, replace

import numpy as np

from ...motion.arrays import Floats
from ...text import language, phrases
from .search import Search

# A whole sentence this near needs no look at its parts; one that is less near lifts each of them by so much
# at most: "carries it away" says little by itself.
_SURE, _LIFT = 0.9, 0.1
_NAMED, _LONGEST = 3, 90


@dataclass(frozen=True)
class Verdict:
    """nearness: of the part that is least known (Search.alike), `part`; closest: the nearest sentences;
    missing: what it is, where that is an act that nothing was captured of."""

    known: bool
    nearness: float
    part: str
    closest: tuple[str, ...]
    english: bool = True
    missing: str = ""

    @property
    def notice(self) -> str | None:
        """What the user should be told, None for a known sentence."""
        if not self.english:
            return f"Only English is understood, and “{_short(self.part)}” does not look like it."
        if self.known:
            return None
        closest = ", ".join(f"“{_short(text)}”" for text in self.closest)
        if self.missing:
            return f"No motion of “{_short(self.missing)}” was captured; closest: {closest}."
        return f"Nothing like “{_short(self.part)}” is known; closest: {closest}."


def judged(search: Search, text: str) -> Verdict:
    """The Verdict on a prompt. An empty one is known: it asks for nothing."""
    if not text.strip() or not search.sentences:
        return Verdict(True, 1.0, text, ())
    if not language.is_english(text):
        return Verdict(False, 0.0, " ".join(text.split()), (), english=False)
    parts = phrases.parts(text)
    found = [_Near.of(search, part) for part in parts]
    if len(parts) > 1:
        whole = _Near.of(search, text)
        lifted = (max(one.nearness, min(whole.nearness, one.nearness + _LIFT)) for one in found)
        found = [replace(one, nearness=nearness) for one, nearness in zip(found, lifted, strict=True)]
        if whole.nearness >= _SURE:
            found = [whole]
    least, threshold = min(found, key=lambda one: one.nearness), search.library.threshold
    closest = dict.fromkeys(search.named[i] for i in np.argsort(-least.alike, kind="stable"))
    return Verdict(
        least.nearness >= threshold, least.nearness, " ".join(least.text.split()),
        tuple(closest)[:_NAMED], missing=least.missing if least.far >= threshold else "",
    )  # fmt: skip


@dataclass(frozen=True)
class _Near:
    """A text, how near each sentence is (`alike`) and the nearest act that is missing (`far`, by name where
    it is nearer than any sentence); nearness: of the nearest sentence, less how much nearer that act is."""

    text: str
    alike: Floats
    nearness: float
    far: float
    missing: str

    @classmethod
    def of(cls, search: Search, text: str) -> "_Near":
        alike, (far, missing) = search.alike(text), search.missing(text)
        near = float(alike.max())
        return cls(text, alike, near - max(far - near, 0.0), far, missing if far > near else "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

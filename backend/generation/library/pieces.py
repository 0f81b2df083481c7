"""Which entries a take shows: one of all that its sentence says, one a part, or two at the same time."""

from dataclasses import dataclass

import numpy as np

from . import composed, layers
from .search import Found, Search

# How much nearer each of the parts found one by one must be than a clip of all of them: between them motion
# is made.
_APART = 0.1
# The nearness below which a part of a sentence is left out, rather than shown by something else.
_ELSE = 0.25
# The nearness from which one entry shows all that is said, although its own sentences lack a part of it.
_MEANT = 0.8
# By how much farther two may be than one that lacks a part, at most.
_LACKING = 0.25
# What each metre costs that a pelvis is higher or lower where a part begins than where the one before ends,
# and metres that cost nothing; what the entry of the take's seed is worth, and how far others may be.
_RISE, _LEVEL, _CHOSEN, _NEAR = 0.5, 0.15, 0.03, 0.1


@dataclass(frozen=True)
class Piece:
    """An entry, what of the sentence it shows, and the one whose upper body goes over it, if any."""

    found: Found
    says: str
    over: Found | None = None
    over_says: str = ""

    @property
    def nearness(self) -> float:
        return self.found.nearness if self.over is None else min(self.found.nearness, self.over.nearness)


def chosen(search: Search, text: str, seed: int, seconds: float) -> list[Piece]:
    """The pieces of a take of `seconds`, in turn; empty where nothing is near enough to begin with, or the
    networks do better."""
    if composed.by_networks(search, text):
        return []
    whole = _single(search, text, seed, seconds)
    if whole is None:
        return []
    return _in_turn(search, text, seed, seconds) or [whole]


def _single(
    search: Search, text: str, seed: int, seconds: float, number: int = 0, within: str = ""
) -> Piece | None:
    """What shows a text at once: an entry, or two over each other if neither shows both alone."""
    found = search.choose(text, seed, number, seconds, within)
    if found is None:
        return None
    nearest = search.nearest(text, seconds=seconds, within=within)[0]
    both = layers.find(search, text, seed, seconds, within)
    if both is None:
        return Piece(found, text)
    for alone in (both.base, both.over):
        if not search.lacks(alone, both.says):
            return Piece(alone, text)
    lacks = min(_lacks(search, nearest, both.says), _LACKING)
    if both.nearness <= nearest.nearness - lacks:
        return Piece(found, text)
    return Piece(both.base, both.base_says, both.over, both.over_says)


def _lacks(search: Search, nearest: Found, said: list[str]) -> float:
    """What an entry lacks of saying all: no more than _LACKING, but where its order is another; who surely is
    meant need not say everything."""
    lacks = 0.0 if nearest.nearness >= _MEANT else search.lacks(nearest, said)
    return lacks if lacks >= 1.0 else min(lacks, _LACKING)


def _in_turn(search: Search, text: str, seed: int, seconds: float) -> list[Piece]:
    """One entry a part, where those are nearer than the one of the whole sentence."""
    said = search.parts(text)
    if len(said) == 1:
        return []
    nearest = search.nearest(text, seconds=seconds)[0]
    share = seconds / len(said)
    best = [search.nearest(part, seconds=share, within=text)[0].nearness for part in said]
    if max(*best, nearest.nearness) >= _ELSE > min(best):
        said = [part for part, nearness in zip(said, best, strict=True) if nearness >= _ELSE]
        best = [nearness for nearness in best if nearness >= _ELSE]
        share = seconds / max(len(said), 1)
    if not said or min(best) - _APART <= nearest.nearness - _lacks(search, nearest, said):
        return []
    choices = []
    for number, part in enumerate(said):
        first = _single(search, part, seed, share, number, text)
        if first is None:
            return []
        others = search.nearest(part, seconds=share, within=text)
        others = [one for one in others if one.nearness >= others[0].nearness - _NEAR]
        choices.append([first, *(Piece(one, part) for one in others if first.over is None)])
    return _joined(search, choices)


def _joined(search: Search, choices: list[list[Piece]]) -> list[Piece]:
    """One of each part's choices, near to it, and so that nobody has to get up or down between two parts; the
    first of each are meant to be taken."""
    costs, ways, ends = np.zeros(1), [list[Piece]()], None
    for pieces in choices:
        heights = np.array([_heights(search, piece) for piece in pieces])
        total = costs[:, None] - [piece.nearness + _CHOSEN * (i == 0) for i, piece in enumerate(pieces)]
        if ends is not None:
            total += _RISE * np.maximum(0.0, np.abs(ends[:, None] - heights[:, 0]) - _LEVEL)
        best = total.argmin(axis=0)
        costs, ends = total[best, np.arange(len(pieces))], heights[:, 1]
        ways = [[*ways[at], piece] for at, piece in zip(best, pieces, strict=True)]
    return ways[int(costs.argmin())]


def _heights(search: Search, piece: Piece) -> tuple[float, float]:
    """Metres of a piece's pelvis where it begins and where it ends."""
    path = search.library.motion(search.library.entries[piece.found.entry])[1]
    return float(path[0, 1]), float(path[-1, 1])

"""What is done at the same time, of two entries: whose legs, and whose trunk, arms and head; or whose head
alone, where the other does all the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from ...motion.body import layering, skeleton
from ...text import signals, together
from .search import Found, Search

# How much nearer both have to be than an entry whose sentence says it all: what is put together is made.
_MADE = 0.08
# The nearness that both need.
_LEAST = 0.4
# Entries of each that are looked through, how far from the nearest chance may take another, and how far what
# fits may be from the nearest that does not.
_CHOICES, _REACH, _MEANT = 16, 0.05, 0.15


@dataclass(frozen=True)
class Layers:
    """The entry whose legs are shown, what they do, and the one that goes over it, and what that does."""

    base: Found
    base_says: str
    over: Found
    over_says: str

    @property
    def says(self) -> list[str]:
        return [self.base_says, self.over_says]

    @property
    def nearness(self) -> float:
        return min(self.base.nearness, self.over.nearness) - _MADE


def find(
    search: Search, text: str, seed: int, seconds: float | None = None, within: str = ""
) -> Layers | None:
    """The nearest Layers of a sentence that says two things at once, None where there are none; within: the
    sentence that it is a part of."""
    best: Layers | None = None
    for base_says, over_says, surely in together.pairs(text):
        # From foot to foot, on the spot: legs do that.
        if signals.in_place(over_says):
            continue
        upper = _some(search, over_says, seed // 2, seconds, within or text, _uses_arms)
        if upper is None:
            continue
        fits = _moves if surely else _goes
        if Stance.of(search, upper.entry).nods:
            fits = _does_more
        base = _some(search, base_says, seed, seconds, within or text, fits)
        if base is None:
            continue
        found = Layers(base, base_says, upper, over_says)
        if best is None or found.nearness > best.nearness:
            best = found
    return best


@dataclass(frozen=True)
class Stance:
    """What an entry's body does with its legs (layering.py): stands still, hardly leaves its place; whether
    it does without its arms, and does nothing but with its head."""

    stands: bool
    stays: bool
    free: bool
    nods: bool

    @classmethod
    def of(cls, search: Search, entry: int) -> "Stance":
        """Of an entry's own side, which is that of its mirror image; looked at once."""
        if entry not in search.stances:
            motion = search.library.motion(search.library.entries[entry])
            joints = skeleton.forward_kinematics(*motion)
            found = cls(
                layering.stands(joints), layering.stays(joints), layering.arms_are_free(joints),
                layering.only_head(motion, joints),
            )  # fmt: skip
            search.stances[entry] = found
        known: Stance = search.stances[entry]
        return known


def _uses_arms(stance: Stance) -> bool:
    return stance.stays


def _moves(stance: Stance) -> bool:
    return stance.free and not stance.stands


def _does_more(stance: Stance) -> bool:
    return not stance.nods


def _goes(stance: Stance) -> bool:
    return stance.free and not stance.stays


def _some(
    search: Search, text: str, seed: int, seconds: float | None, within: str,
    fits: Callable[[Stance], bool],
) -> Found | None:  # fmt: skip
    """One of the nearest entries for a part whose stance fits; None where only others are meant."""
    nearest, found = search.nearest(text, _CHOICES, seconds, within), list[Found]()
    least = max(_LEAST, search.library.least, nearest[0].nearness - _MEANT if nearest else 0.0)
    for one in nearest:
        if one.nearness < max(least, found[0].nearness - _REACH if found else least):
            break
        if fits(Stance.of(search, one.entry)):
            found.append(one)
    return found[seed % len(found)] if found else None

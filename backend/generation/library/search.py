"""Finding entries by sentence: nearness of vectors, corrected by sides, directions, pace and counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...motion.arrays import Floats
from ...text import phrases, signals
from ...text.orders import Orders
from ..errors import UserError
from ..runtimes.interface import Runtime
from . import fitting, packing, vectors
from .entries import CAPTURED, OWN, worded
from .file import Library

# What a sentence costs that its entry shows in part only.
_PARTLY = 0.1
# Cosine that a mirror image, made motion, and each doubling of the entry's or the asked length cost.
_MIRRORED, _MADE, _OCTAVE, _MOST_OCTAVES = 0.01, 0.02, 0.04, 2.0
# What the animator's own motion gains: of what is as near, hers is meant.
_OWN = 0.03
# What every part of the sentence costs that an entry's sentence lacks, and every part that it has more.
_LACKING, _SURPLUS = 0.08, 0.03
# Metres from where they began up to which entries are on the spot, and cosine that each metre more costs.
_SPOT, _METRE, _MOST_METRES = 0.6, 0.2, 1.5
# Height of the lowest pelvis, in metres, of who surely is on the floor, and who isn't; what the latter costs.
_LOW, _HIGH, _UPRIGHT = 0.4, 0.7, 0.06
# What every half turn costs that an entry lacks, and the share of what is said from which it lacks nothing.
_HALF_TURN, _NEARLY = 0.1, 0.75
# What an entry costs of whose way nothing goes as it is said, or which begins the opposite way; the share of
# a way that is enough, the one that is its beginning, and degrees by which it may lie beside.
_OTHER_WAY, _MOSTLY, _FIRST, _BESIDE = 0.25, 0.7, 0.25, 45.0
_ANGLES = (0.0, 90.0, 180.0)
# What each halving costs, of the motion of an entry that says a sentence of several parts.
_CUT = 0.2
# How much the whole sentence counts beside a part that refers to it.
_CONTEXT = 0.5
# Cosine with every part from which a clip's sentences say all of them.
_COVERED = 0.5
# Sides that are nearly as near as each other are left to chance.
_EITHER_SIDE = 0.03
# How many of the nearest, and how far from the very nearest, takes begin with; and how fast they get rarer.
_CHOICES, _REACH, _SHARPNESS = 8, 0.05, 0.03
# Irrational steps, one a part of the sentence: seeds that follow each other spread over the choices.
_STEPS = (0.6180339887498949, 0.41421356237309515, 0.7320508075688772, 0.23606797749978969)
_REMEMBERED = 64


@dataclass(frozen=True)
class Found:
    """An entry or its mirror image, and the sentence of it that is nearest; nearness: of
    nearness.py, corrected."""

    entry: int
    mirrored: bool
    nearness: float
    sentence: str


class Search:
    """Finds in one Library with a runtime's text encoder."""

    def __init__(self, library: Library, runtime: Runtime) -> None:
        if library.encoder != runtime.config.text.encoder:
            raise UserError(
                f"The library was made for the text encoder {library.encoder!r}, the weights have "
                f"{runtime.config.text.encoder!r}: build it again for these weights."
            )
        self.library, self._runtime = library, runtime
        self.frames_per_second = runtime.config.fps
        self.frames_per_token = int(runtime.config.tokenizer.frames_per_token)
        entries = library.entries
        self._says = np.array([i for entry in entries for i in entry.sentences], dtype=np.int64)
        self._starts = np.cumsum([0, *(len(entry.sentences) for entry in entries)])
        self._partly = np.array([i in entry.partly for entry in entries for i in entry.sentences])
        # Sentences say few different things; what they cost is worked out once for each.
        own, self._kinds = np.unique(signals.of(list(library.sentences)), axis=0, return_inverse=True)
        self._signals = (own, signals.mirrored(own))
        self._frames = np.array([e.stop - e.start for e in entries], dtype=np.float64)
        self._usable = np.array([last - first for first, last in library.free], dtype=np.float64)
        self._far, self._low = _paths(library)
        self._sources = np.array([e.source for e in entries], dtype=np.int64)
        prior = {CAPTURED: 0.0, OWN: -_OWN}
        self._prior = np.array([prior.get(library.sources[e.source].kind, _MADE) for e in entries])
        self._kept: dict[tuple[str, int, float | None, str], list[Found]] = {}
        self._alike: dict[str, Floats] = {}
        self._vectors: dict[str, Floats] = {}
        # What layers.py has found of entries, and known.py of sentences.
        self.stances: dict[int, Any] = {}
        self.verdicts: dict[str, Any] = {}

    @cached_property
    def _turned(self) -> Floats:
        """Degrees (e,) that entries turn to the one side or the other. Few sentences ask for it."""
        found = np.zeros(len(self.library.entries))
        for number, source in enumerate(self.library.sources):
            headings = packing.headings(self.library.packed, source.start, source.stop)
            for i in self.library.of_source[number]:
                found[i] = np.ptp(headings[self.library.entries[i].start : self.library.entries[i].stop])
        return found

    @cached_property
    def _ways(self) -> dict[float, Floats]:
        """By degrees between where a body looks and goes, 0, 90 and 180: shares (e, 2) of entries' whole ways
        and of their first quarters."""
        found = np.zeros((3, len(self.library.entries), 2))
        for number, source in enumerate(self.library.sources):
            inside = self.library.of_source[number]
            if not len(inside):
                continue
            path = packing.path(self.library.packed, source.start, source.stop)
            facing = np.radians(packing.headings(self.library.packed, source.start, source.stop))
            step = np.diff(path[:, [0, 2]], axis=0)
            metres = np.linalg.norm(step, axis=1)
            beside = np.abs(np.angle(np.exp(1j * (facing[:-1] - np.arctan2(step[:, 0], step[:, 1])))))
            goes = [np.abs(beside - angle) < np.radians(_BESIDE) for angle in np.radians(_ANGLES)]
            for i in inside:
                span = slice(self.library.entries[i].start, self.library.entries[i].stop - 1)
                gone = np.cumsum(metres[span])
                for at, part in enumerate((gone >= 0.0, gone <= _FIRST * gone[-1:])):
                    whole = max(metres[span][part].sum(), 1e-6)
                    found[:, i, at] = [(metres[span] * one[span])[part].sum() / whole for one in goes]
        return dict(zip(_ANGLES, found, strict=True))

    @cached_property
    def _orders(self) -> Orders:
        return Orders(self.library.sentences)

    def parts(self, text: str) -> list[str]:
        """What a sentence, or an order, says is done one after the other."""
        return phrases.as_faced(self._orders.parts(text))

    def alike(self, text: str, within: str = "") -> Floats:
        """How near each of the library's sentences (s,) is (nearness.py), apart from sides, turns and
        lengths; within: the sentence that a text is a part of."""
        if text not in self._alike:
            remember(self._alike, text, self.library.near.of(text, self._vector(text)))
        found = self._alike[text]
        if within and phrases.refers(text):
            found = (found + _CONTEXT * self.alike(within)) / (1.0 + _CONTEXT)
        return found

    def learned(self, text: str) -> float:
        """Cosine with the nearest sentence of a captured moment: the networks learned from these."""
        return float((self.library.vectors @ self._vector(text))[self.library.captured].max(initial=-1.0))

    def _vector(self, text: str) -> Floats:
        """(d,): takes of many seeds ask for the same."""
        if text not in self._vectors:
            remember(self._vectors, text, vectors.encoded(self._runtime, [text], self.library.axes)[0])
        return self._vectors[text]

    def nearest(
        self, text: str, count: int = _CHOICES, seconds: float | None = None, within: str = ""
    ) -> list[Found]:
        """The nearest entries, one of each source and side, nearest first. seconds: the asked length; within:
        the sentence that a part is of, which says what its "it" is."""
        key = (text, count, seconds, within)
        if key not in self._kept:
            remember(self._kept, key, self._nearest(text, count, seconds, within))
        return self._kept[key]

    def _nearest(self, text: str, count: int, seconds: float | None, within: str) -> list[Found]:
        if not len(self._frames) or not text.strip():
            return []
        asked = signals.of([text])[0]
        near = self.alike(text, within)
        more = len(self.parts(text)) - self.library.near.parts
        near = near - np.where(more > 0, _LACKING * more, -_SURPLUS * more)
        prior = self._prior
        if seconds is not None:
            frames = self.frames_per_second * seconds
            # What is captured around an entry is nearly as good as more of itself.
            for own in (self._frames, np.clip(frames, self._frames, self._usable)):
                octaves = np.minimum(np.abs(np.log2(own / frames)), _MOST_OCTAVES)
                prior = prior + 0.5 * _OCTAVE * octaves
            if len(self.parts(text)) > 1:
                prior = prior + _CUT * np.maximum(np.log2(self._frames / frames / fitting.STRETCH), 0.0)
        if degrees := signals.turn(text):
            lacking = np.where(self._turned < _NEARLY * degrees, degrees - self._turned, 0.0)
            prior = prior + _HALF_TURN * lacking / 180.0
        if (away := signals.away(text)) is not None:
            share = self._ways[away][:, 0]
            prior = prior + _OTHER_WAY * np.clip(1.0 - share / _MOSTLY, 0.0, 1.0)
        if (first := signals.begins(text)) is not None:
            opposite = self._ways[180.0 - first][:, 1]
            prior = prior + _OTHER_WAY * np.clip(opposite / _MOSTLY, 0.0, 1.0)
        if signals.in_place(text):
            prior = prior + _METRE * np.clip(self._far - _SPOT, 0.0, _MOST_METRES)
        if signals.on_floor(text):
            prior = prior + _UPRIGHT * np.clip((self._low - _LOW) / (_HIGH - _LOW), 0.0, 1.0)
        found: list[Found] = []
        for mirrored, said in enumerate(self._signals):
            pairs = (near - signals.penalty(asked, said)[self._kinds])[self._says] - _PARTLY * self._partly
            scores = np.maximum.reduceat(pairs, self._starts[:-1]) - prior - _MIRRORED * mirrored
            seen: set[int] = set()
            for entry in np.argsort(-scores, kind="stable").tolist():
                if len(seen) == count:
                    break
                if self._sources[entry] in seen:
                    continue
                seen.add(int(self._sources[entry]))
                at, stop = int(self._starts[entry]), int(self._starts[entry + 1])
                at += int(np.argmax(pairs[at:stop]))
                sentence = worded(self.library.sentences[self._says[at]], bool(mirrored))
                found.append(Found(entry, bool(mirrored), float(scores[entry]), sentence))
        return sorted(found, key=lambda f: -f.nearness)[:count]

    def lacks(self, found: Found, parts: list[str]) -> float:
        """Nearness that an entry's sentences lack of saying all parts; 1 where moments have another order."""
        entry, near = self.library.entries[found.entry], [self.alike(part) for part in parts]
        others = (self.library.entries[i] for i in self.library.of_source[entry.source])
        inside = [e for e in others if e != entry and entry.start <= e.start < e.stop <= entry.stop]
        begins = []
        for one in near:
            best = [float(one[list(e.sentences)].max()) for e in inside]
            if best and max(best) >= _COVERED:
                begins.append(inside[int(np.argmax(best))].start)
        if begins != sorted(begins):
            return 1.0
        return max(0.0, _COVERED - min(float(one[list(entry.sentences)].max()) for one in near))

    def choose(
        self, text: str, seed: int, part: int = 0, seconds: float | None = None, within: str = ""
    ) -> Found | None:
        """The entry that the take of a seed begins with: the nearest for seed 0, nearer ones more often; of
        two sides that are as near either one."""
        sides: dict[int, list[Found]] = {}
        for found in self.nearest(text, 2 * _CHOICES, seconds, within):
            sides.setdefault(found.entry, []).append(found)
        if not sides:
            return None
        # The nearer side of each, nearest first.
        kinds = list(sides.values())[:_CHOICES]
        if kinds[0][0].nearness < self.library.least:
            return None
        scores = np.array([found[0].nearness for found in kinds])
        scores = scores[scores >= max(scores[0] - _REACH, self.library.least)]
        shares = np.cumsum(np.exp((scores - scores[0]) / _SHARPNESS))
        at = (seed * _STEPS[part % len(_STEPS)]) % 1.0
        chosen = kinds[min(int(np.searchsorted(shares, at * shares[-1], side="right")), len(scores) - 1)]
        either = len(chosen) > 1 and chosen[0].nearness - chosen[1].nearness < _EITHER_SIDE
        return chosen[(seed // 2) % 2 if either else 0]


def remember(kept: dict[Any, Any], key: Any, value: Any) -> None:
    """Keeps a value, and forgets the oldest of too many."""
    kept[key] = value
    if len(kept) > _REMEMBERED:
        del kept[next(iter(kept))]


def _paths(library: Library) -> tuple[Floats, Floats]:
    """Metres (e,) that entries get at most from where they begin, and how low (e,) their pelvis gets."""
    far, low = np.zeros(len(library.entries)), np.zeros(len(library.entries))
    for number, source in enumerate(library.sources):
        path = packing.path(library.packed, source.start, source.stop)
        for i in library.of_source[number]:
            inside = path[library.entries[i].start : library.entries[i].stop]
            far[i] = np.linalg.norm((inside - inside[0])[:, [0, 2]], axis=1).max()
            low[i] = inside[:, 1].min()
    return far, low

"""What a take begins with: captured moments, one a part of its sentence, as features and tokens."""

from dataclasses import dataclass, replace

import numpy as np

from ...motion.arrays import Bools, Floats, Ints
from ...motion.body import features as layout
from ...motion.body import layering, skeleton
from ...motion.measure import spectral
from ...text import phrases
from .. import recover
from ..runtimes.interface import Runtime
from . import fitting, lengths, pieces
from .entries import OWN, Use
from .file import Library
from .layers import Stance
from .pieces import Piece
from .search import Found, Search

# Tokens between two parts that are made, at least and at most, how many more for every metre that joints are
# apart, and the fewest tokens that a part needs.
_BETWEEN, _MOST_BETWEEN, _PER_METRE, _FEWEST = 2, 8, 10.0, 4
# Standard deviations of E by which chance moves tokens up or down when some are chosen to be kept.
_CHANCE = 0.5
# Share of the kept tokens that lie evenly over the clip: who lies still at the end must not get up again.
_EVENLY = 1.0 / 3.0
# From this nearness on, a take whose length is open is as long as its clips; a single one that is longer or
# shorter by more than this than what such sentences take does more, or less, than is asked.
_OWN_LENGTH, _CUT = 0.7, 1.4
# By how much takes of other seeds change the pace of their clips; irrational steps spread it.
_PACE, _PACE_STEP = 0.1, 0.7320508075688772
# Keeps the noise that chooses tokens apart from the noise that decoding draws from the same seed.
_KEEPING = 0x5EED


@dataclass(frozen=True)
class Draft:
    """tokens (n, levels), and of which of `uses` (n,) each is captured, −1 for none; rows (n·4, features)
    that they came from; energy (n,): E = log‖f‖ of the captured joints (SPEC section 4)."""

    tokens: Ints
    use: Ints
    rows: Floats
    energy: Floats
    uses: tuple[Use, ...]

    @property
    def there(self) -> Bools:
        """Which tokens (n,) are captured."""
        found: Bools = self.use >= 0
        return found

    def kept(self, closeness: float, seed: int) -> Bools:
        """Which tokens (n,) a take keeps: the share `closeness` of each clip, some evenly, the hardest first.

        Error of refilled motion grows with E, so calm tokens are the ones that can be sampled again.
        """
        chosen = np.zeros(len(self.use), dtype=bool)
        noise = np.random.Generator(np.random.PCG64([seed, _KEEPING])).normal(size=len(self.use))
        for number in range(len(self.uses)):
            at = np.flatnonzero(self.use == number)
            count = round(closeness * len(at))
            if not len(at):
                continue
            hardness = self.energy[at] + _CHANCE * self.energy[at].std() * noise[at]
            hardness[np.linspace(len(at) - 1, 0, round(_EVENLY * count)).round().astype(int)] = np.inf
            chosen[at[np.argsort(-hardness, kind="stable")[:count]]] = True
        return chosen


class Drafter:
    """Makes drafts from a Library with a Runtime's tokenizer and text encoder."""

    def __init__(self, library: Library, runtime: Runtime) -> None:
        self.library, self.runtime, self.search = library, runtime, Search(library, runtime)
        self._per_token = int(runtime.config.tokenizer.frames_per_token)

    def length(self, text: str, seed: int, logits: Floats) -> int:
        """Frames of a take whose length is open: of the captured clips it will begin with, if they are meant,
        or else the likeliest; logits (max_tokens + 1,): of the length network."""
        likeliest = lengths.tokens(self.search, text, logits) * self._per_token
        parts = pieces.chosen(self.search, text, seed, likeliest / self.runtime.config.fps)
        meant = parts and min(part.nearness for part in parts) >= _OWN_LENGTH
        if not meant or not all(lengths.has_one(self.search, part.found) for part in parts):
            return likeliest
        own = sum(self._frames(part.found) for part in parts)
        if len(parts) == 1 and not likeliest / _CUT <= own <= likeliest * _CUT:
            return likeliest
        tokens = own // self._per_token + sum(self._between(parts))
        return min(tokens, int(self.runtime.config.max_tokens)) * self._per_token

    def draft(
        self, text: str, tokens: int, seed: int, *, joins: tuple[bool, bool] = (False, False)
    ) -> Draft | None:
        """The draft of a take `tokens` tokens long, None where there is nothing to begin with.

        joins: whether other motion comes before and after it, so that its ends are made.
        """
        seconds = tokens * self._per_token / self.runtime.config.fps
        parts = pieces.chosen(self.search, text, seed, seconds)
        while len(parts) > 1 and tokens < (_FEWEST + _BETWEEN) * len(parts):
            parts = parts[:-1]
        if not parts or tokens < _FEWEST:
            return None
        spans = self._spans(parts, tokens, joins)
        levels, size = self.runtime.codebooks.shape[0], layout.SIZE
        draft = Draft(
            np.zeros((tokens, levels), dtype=np.int64), np.full(tokens, -1),
            np.zeros((tokens * self._per_token, size), dtype=np.float32), np.zeros(tokens), (),
        )  # fmt: skip
        for part, (low, high) in zip(parts, spans, strict=True):
            draft = self._placed(draft, part, low, high, _pace(seed))
        return draft if draft.there.any() else None

    def _frames(self, found: Found) -> int:
        entry = self.library.entries[found.entry]
        return entry.stop - entry.start

    def _spans(self, parts: list[Piece], tokens: int, joins: tuple[bool, bool]) -> list[tuple[int, int]]:
        """Tokens low … high − 1 of each part: time shared out as the clips have it, no part squeezed out by
        the others or by what is made between them; at ends that join other motion half as much is made."""
        first, last = _BETWEEN // 2 * joins[0], tokens - _BETWEEN // 2 * joins[1]
        between = np.array(self._between(parts), dtype=int)
        spare = max(0, last - first - _FEWEST * len(parts) - _BETWEEN * len(between))
        more = between - _BETWEEN
        # Half of what nobody needs, at most, lengthens what is made.
        between = _BETWEEN + (more * min(1.0, 0.5 * spare / max(more.sum(), 1))).astype(int)
        free = last - first - int(between.sum())
        own = np.array([float(self._frames(part.found)) for part in parts])
        share = _FEWEST + (free - _FEWEST * len(parts)) * _beyond(own / own.sum() * free)
        ends = first + np.round(np.cumsum(share)).astype(int) + np.cumsum([0, *between])
        lows = [first, *(ends[:-1] + between)]
        return [(int(low), max(int(high), int(low) + 1)) for low, high in zip(lows, ends, strict=True)]

    def _between(self, parts: list[Piece]) -> list[int]:
        """Tokens made between each part and the next: the more, the farther apart the two poses are."""
        shown = [part.found for part in parts]
        poses = [_poses(*self.library.motion(self.library.entries[f.entry], f.mirrored)) for f in shown]
        found = []
        for (_, last), (first, _) in zip(poses, poses[1:], strict=False):
            apart = float(np.linalg.norm(last - first, axis=-1).mean())
            found.append(int(np.clip(round(_BETWEEN + _PER_METRE * (apart - 0.1)), _BETWEEN, _MOST_BETWEEN)))
        return found

    def _placed(self, draft: Draft, part: Piece, low: int, high: int, pace: float) -> Draft:
        """The draft with a part at tokens low … high − 1, or as many of them as it fills."""
        if high - low < 1:
            return draft
        frames = (high - low) * self._per_token
        rows, shown = self._fitted(part.found, part.says, frames, pace), [part.found]
        if part.over is not None and len(rows) >= self._per_token:
            over = self._fitted(part.over, part.over_says, len(rows), pace)
            if len(over) >= self._per_token:
                rows = self._layered(rows, over, Stance.of(self.search, part.over.entry).nods)
                shown.append(part.over)
        count = len(rows) // self._per_token
        if not count:
            return draft
        rows = rows[: count * self._per_token]
        inside = slice(low, low + count)
        span = slice(low * self._per_token, (low + count) * self._per_token)
        draft.tokens[inside] = self.runtime.encode(rows[None].astype(np.float32))[0]
        draft.use[inside] = len(draft.uses)
        draft.rows[span] = rows
        draft.energy[inside] = _energy(rows, self._per_token)
        return replace(draft, uses=(*draft.uses, *(self._use(found, span) for found in shown)))

    def _fitted(self, found: Found, says: str, frames: int, pace: float) -> Floats:
        """Rows (n, features) of an entry, n ≤ frames."""
        entry = self.library.entries[found.entry]
        source = self.library.sources[entry.source]
        motion, free = self.library.trial(entry, found.mirrored), self.library.free[found.entry]
        made = fitting.Moment if source.kind == OWN else fitting.Moment.without_holds
        moment = made(*motion, entry.start, entry.stop, *free)
        return fitting.fitted(
            moment, frames, self.runtime.config, may_repeat=not phrases.count(says), pace=pace
        )  # fmt: skip

    def _layered(self, rows: Floats, over: Floats, nods: bool) -> Floats:
        """Rows (n, features) with the upper body of `over` (m, features), m ≤ n, or its head alone."""
        kind = self.runtime.config.rotations
        layer = layering.with_head if nods else layering.layered
        made = layer(recover.motion(rows, kind), recover.motion(over, kind))
        tokens = -(-len(rows) // self._per_token)
        found: Floats = recover.model_input(*made, tokens, self._per_token, kind).features[: len(rows)]
        return found

    def _use(self, found: Found, span: slice) -> Use:
        entry, fps = self.library.entries[found.entry], self.runtime.config.fps
        source = self.library.sources[entry.source]
        return Use(
            found.entry, source.clip, self.library.begins(entry), source.dataset, source.licence,
            source.credit, source.kind, found.sentence, found.mirrored,
            span.start / fps, span.stop / fps, found.nearness,
        )  # fmt: skip


def _beyond(wanted: Floats) -> Floats:
    """Shares (n,) of what is left when every part has its fewest tokens; wanted (n,) tokens."""
    more = np.maximum(wanted - _FEWEST, 0.0)
    found: Floats = more / more.sum() if more.sum() > 0.0 else np.full(len(wanted), 1.0 / len(wanted))
    return found


def _pace(seed: int) -> float:
    """How much faster a seed's clips begin, and slower they go on; seed 0's are as captured."""
    return _PACE * (2.0 * ((seed * _PACE_STEP) % 1.0) - 1.0) if seed else 0.0


def _poses(rotations: Floats, translation: Floats) -> tuple[Floats, Floats]:
    """The first and the last pose (22, 3) of a motion, each at x = z = 0 facing +z."""
    ends = []
    for at in (slice(0, 1), slice(-1, None)):
        turned, moved = layout.place_at_origin(rotations[at], translation[at])
        moved[:, 1] = translation[at, 1]
        ends.append(skeleton.forward_kinematics(turned, moved)[0])
    return ends[0], ends[1]


def _energy(rows: Floats, per_token: int) -> Floats:
    """E (n,) of features (n · per_token, 263)."""
    energy = spectral.analyse(layout.recover_positions(rows)).energy
    found: Floats = np.log(energy.reshape(-1, per_token).mean(axis=1) + spectral.EPS)
    return found

"""What every take of a request begins with, and how near it stays to that."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...motion.arrays import Bools, Floats, Ints, Motion
from ...motion.body import features as layout
from ...motion.body import quaternion
from ..decoding.settings import DecodingSettings
from .drafts import Draft, Drafter

# Closeness from which captured motion itself shows through, and from which nothing else is shown of it.
_SHOWN, _ITSELF = 0.8, 0.9


@dataclass(frozen=True)
class Start:
    """A take's Draft, the tokens (n,) of it that are kept, and per frame (n · per_token,) how much of the
    captured motion itself is shown instead of what the tokens decode to."""

    draft: Draft
    kept: Bools
    shown: Floats

    def blended(self, rows: Floats) -> Floats:
        """Decoded features (T, 263), captured ones shown through."""
        share = self.shown[: len(rows), None]
        found: Floats = (1.0 - share) * rows + share * self.draft.rows[: len(rows)]
        return found

    def shown_through(self, motion: Motion, cleaned: Motion) -> Motion:
        """The cleaned motion, and the given one where captured motion is shown: the decoder's faults are not
        in it."""
        share = self.shown[: len(motion[0])]
        rotations = quaternion.slerp(cleaned[0], motion[0], np.broadcast_to(share[:, None], (len(share), 22)))
        # Exactly, where nothing else is shown.
        whole = share == 1.0
        rotations[whole] = motion[0][whole]
        return quaternion.continuous(rotations), (
            (1.0 - share[:, None]) * cleaned[1] + share[:, None] * motion[1]
        )


class Starts:
    """Of one request. Without a library, or at a closeness of 0, there are none.

    check() is called before every search, so that a cancel ends them.
    """

    def __init__(
        self, drafter: Drafter | None, settings: DecodingSettings,
        check: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._check = check
        library = None if drafter is None else drafter.library
        asked = settings.closeness
        self.closeness = 0.0 if library is None else library.closeness if asked is None else asked
        self.drafter = drafter if self.closeness > 0.0 else None

    def length(self, text: str, seed: int, logits: Floats) -> int | None:
        """Frames of a take whose length is open, see Drafter.length; None without a library."""
        if self.drafter is None or not text:
            return None
        self._check()
        return self.drafter.length(text, seed, logits)

    def of(
        self, text: str, tokens: int, seed: int, *, joins: tuple[bool, bool] = (False, False)
    ) -> Start | None:
        """Of a take of one sentence; joins: whether other motion comes before and after it."""
        if self.drafter is None or not text:
            return None
        self._check()
        draft = self.drafter.draft(text, tokens, seed, joins=joins)
        return None if draft is None else self._start(draft, seed)

    def of_several(self, texts: list[str], bounds: list[tuple[int, int]], seed: int) -> Start | None:
        """Of a take of several sentences at tokens `bounds`; an empty one has no clip."""
        if self.drafter is None:
            return None
        total = max(stop for _, stop in bounds)
        found = list[tuple[int, Draft]]()
        for i, (text, (start, stop)) in enumerate(zip(texts, bounds, strict=True)):
            if not text or stop <= start:
                continue
            self._check()
            joins = (start > 0, stop < total)
            draft = self.drafter.draft(text, stop - start, seed + i, joins=joins)
            if draft is not None:
                found.append((start, draft))
        if not found:
            return None
        return self._start(_joined(found, total, self.drafter), seed)

    def _start(self, draft: Draft, seed: int) -> Start:
        kept = draft.kept(self.closeness, seed)
        per_token = len(draft.rows) // len(draft.tokens)
        return Start(draft, kept, shares(kept, per_token, captured_share(self.closeness)))


def batch(starts: list[Start | None], shape: tuple[int, int, int]) -> tuple[Ints, Bools | None]:
    """Tokens (b, n, levels) to begin with, and which (b, n) are kept; None where none are."""
    tokens, kept = np.zeros(shape, dtype=np.int64), np.zeros(shape[:2], dtype=bool)
    for i, start in enumerate(starts):
        if start is not None:
            count = len(start.kept)
            kept[i, :count] = start.kept
            tokens[i, :count] = np.where(start.kept[:, None], start.draft.tokens, 0)
    return tokens, (kept if kept.any() else None)


def captured_share(closeness: float) -> float:
    """How much of a kept frame is the captured motion itself: nothing up to a closeness of 0.8, all of it
    from 0.9 on."""
    share = float(np.clip((closeness - _SHOWN) / (_ITSELF - _SHOWN), 0.0, 1.0))
    return share * share * (3.0 - 2.0 * share)


def shares(kept: Bools, per_token: int, share: float) -> Floats:
    """`share` in every frame (n · per_token,) of kept tokens, fading out over a token towards made motion."""
    each = np.repeat(kept, per_token).astype(np.float64)
    made = np.flatnonzero(each == 0.0)
    if len(made):
        at = np.arange(len(each))
        right = np.searchsorted(made, at)
        before = np.where(right > 0, at - made[np.maximum(right - 1, 0)], len(at))
        after = np.where(right < len(made), made[np.minimum(right, len(made) - 1)] - at, len(at))
        each *= np.clip(np.minimum(before, after) / (per_token + 1.0), 0.0, 1.0)
    return share * each


def _joined(found: list[tuple[int, Draft]], total: int, drafter: Drafter) -> Draft:
    """Drafts at their first tokens as one of `total` tokens."""
    if len(found) == 1 and len(found[0][1].tokens) == total:
        return found[0][1]
    per_token = len(found[0][1].rows) // len(found[0][1].tokens)
    seconds = per_token / drafter.runtime.config.fps
    whole = Draft(
        np.zeros((total, found[0][1].tokens.shape[1]), dtype=np.int64), np.full(total, -1),
        np.zeros((total * per_token, layout.SIZE), dtype=np.float32), np.zeros(total), (),
    )  # fmt: skip
    for start, draft in found:
        inside = slice(start, start + len(draft.tokens))
        whole.tokens[inside] = draft.tokens
        whole.use[inside] = np.where(draft.there, draft.use + len(whole.uses), -1)
        whole.energy[inside] = draft.energy
        whole.rows[inside.start * per_token : inside.stop * per_token] = draft.rows
        later = start * seconds
        whole = replace(whole, uses=(*whole.uses, *(use.later(later) for use in draft.uses)))
    return whole

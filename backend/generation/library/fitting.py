"""A captured moment fitted to the length that is asked for, as rows of features."""

from dataclasses import dataclass, replace

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Floats, Motion
from ...motion.body import features, resampling, skeleton
from .. import recover
from . import cycles, resting

# How much slower or faster captured motion may get before it is cut, repeated or goes on.
STRETCH = 1.15
_NO_STRETCH = 0.02
# Of what is lacking, the share that what came before the moment fills.
_BEFORE = 1.0 / 3.0
# Frames after a moment, and what else is said of them, in which it may come to rest.
_SETTLING = 24
# Metres between joints, on average and of any, up to which what is around a moment still shows the pose that
# it begins or ends in.
_SAME_POSE, _ANY = 0.12, 0.35
# A moment that lacks this share of itself may be done again.
_AGAIN = 0.6
# Seconds in which a pose counts as much as a speed where the act is looked for.
_HELD = 0.5


@dataclass(frozen=True)
class Moment:
    """Captured rotations (T, 22, 4) and translation (T, 3), the moment being frames start … stop − 1. Of
    frames first … last − 1 no other moment says what happens there."""

    rotations: Floats
    translation: Floats
    start: int
    stop: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.stop - self.start

    @classmethod
    def without_holds(
        cls, rotations: Floats, translation: Floats, start: int, stop: int, first: int, last: int
    ) -> "Moment":
        """The moment without what resting.unheld leaves out; a moment that is mostly that stays."""
        low, high = resting.unheld(rotations, translation)
        if 2 * (min(stop, high) - max(start, low)) < stop - start:
            low, high = 0, len(rotations)
        bounds = (int(np.clip(bound, low, high)) - low for bound in (start, stop, first, last))
        return cls(rotations[low:high], translation[low:high], *bounds)

    def cut(self, start: int, stop: int) -> Motion:
        """Frames start … stop − 1."""
        return self.rotations[start:stop], self.translation[start:stop]


def fitted(
    moment: Moment, frames: int, config: ModelConfig, *, may_repeat: bool = True, pace: float = 0.0
) -> Floats:
    """Rows (n, features), n ≤ frames, of a moment at the model's rate.

    A moment of nearly that length is stretched; of a longer one the act is kept. A shorter one that repeats
    itself, or ends as it begins, is done again where it may be, alone or with what is around it; any other
    goes on as captured until it comes to rest, and as long as the same pose is shown, and then rests. Who
    does not come to rest does what was captured then, whatever it is, and after that there is nothing more.
    pace: share by which it begins and ends faster, and goes slower half-way.
    """
    moment = _stretched(moment, frames, pace)
    if len(moment) >= frames:
        start = moment.start + act(*moment.cut(moment.start, moment.stop), frames)
        return _rows(*moment.cut(start, start + frames + 1), frames, config)
    around = replace(moment, start=moment.first, stop=moment.last)
    for whole in (moment, around) if may_repeat and len(around) < frames else (moment,) * may_repeat:
        if (rows := _again(whole, frames, config)) is not None:
            return rows
    motion = _going_on(moment, frames, config)
    return _rows(*motion, min(frames, len(motion[0])), config)


def _going_on(moment: Moment, frames: int, config: ModelConfig) -> Motion:
    """A moment with what was captured around it, at rest in the end if it comes to rest."""
    low, high = moment.first, min(len(moment.rotations), moment.last + _SETTLING)
    rotations, translation = moment.cut(low, high)
    body = _rows(rotations, translation, high - low, config)[:, features.POSITIONS].astype(np.float64)
    settled = resting.settled(rotations, translation)
    lacking, before, after = frames - len(moment), moment.start - low, moment.last - moment.stop
    lead = min(before, round(_BEFORE * lacking))
    if settled[before]:
        lead = min(lead, _while_alike(body[before::-1]) - 1)
    rests = np.flatnonzero(settled[before + len(moment) - 1 :])
    if not len(rests):
        lead = min(before, max(lead, lacking - after))
        return moment.cut(moment.start - lead, moment.start - lead + frames + 1)
    end = before + len(moment) - 1 + int(rests[0])
    stop = max(min(end + _while_alike(body[end:]), moment.last - low), end + 1)
    stop = end + 1 + int(np.flatnonzero(settled[end:stop])[-1])
    return resting.rested(*moment.cut(moment.start - lead, low + stop), frames + 1)


def _while_alike(body: Floats) -> int:
    """How many of the poses (n, 63) in turn are the first one."""
    apart = np.linalg.norm((body - body[0]).reshape(len(body), -1, 3), axis=-1)
    other = np.flatnonzero((apart.mean(axis=-1) > _SAME_POSE) | (apart.max(axis=-1) > _ANY))
    return int(other[0]) if len(other) else len(body)


def act(rotations: Floats, translation: Floats, frames: int) -> int:
    """Where the `frames` frames begin in which the body, wherever it goes, moves most and holds what it does
    seldom; the earliest of those that are nearly as lively."""
    positions = skeleton.forward_kinematics(*features.place_at_origin(rotations, translation))
    body = positions - positions[:, :1] * [1.0, 0.0, 1.0]
    speed = np.linalg.norm(np.diff(body, axis=0, prepend=body[:1]), axis=-1).mean(axis=-1) * skeleton.FPS
    seldom = np.linalg.norm(body - np.median(body, axis=0), axis=-1).mean(axis=-1)
    total = np.concatenate([[0.0], np.cumsum(speed + seldom / _HELD)])
    last = len(rotations) - frames
    sums = total[frames:][: last + 1] - total[: last + 1]
    return int(np.flatnonzero(sums >= 0.95 * sums.max() - 1e-3)[0])


def _stretched(moment: Moment, frames: int, pace: float) -> Moment:
    stretch = float(np.clip(frames / len(moment), 1.0 / STRETCH, STRETCH))
    if abs(stretch - 1.0) <= _NO_STRETCH:
        stretch = 1.0
    if (stretch == 1.0 and not pace) or len(moment) < 2:
        return moment
    count = max(2, round(len(moment) * stretch))
    step = (len(moment) - 1) / (count - 1)
    before, after = int(moment.start / step), int((len(moment.rotations) - moment.stop) / step)
    at = np.arange(-before, count + after) / (count - 1.0)
    at += np.where((at > 0.0) & (at < 1.0), pace * np.sin(2.0 * np.pi * at) / (2.0 * np.pi), 0.0)
    at = np.clip(moment.start + at * (len(moment) - 1), 0, len(moment.rotations) - 1)
    free = int((moment.start - moment.first) / step), int((moment.last - moment.stop) / step)
    motion = resampling.motion(moment.rotations, moment.translation, at)
    return Moment(*motion, before, before + count, before - free[0], before + count + free[1])


def _again(moment: Moment, frames: int, config: ModelConfig) -> Floats | None:
    """Rows in which a moment comes again and again; None where it cannot."""
    rows = _rows(*moment.cut(moment.start, moment.stop), len(moment), config)
    if cycle := cycles.find(rows):
        return cycles.repeated(rows, *cycle, frames)
    if frames >= (1.0 + _AGAIN) * len(rows) and cycles.closes(rows) or cycles.loops(rows):
        return cycles.repeated(rows, 0, len(rows), frames, cycles.SLOW_FADE)
    return None


def _rows(rotations: Floats, translation: Floats, count: int, config: ModelConfig) -> Floats:
    per_token = int(config.tokenizer.frames_per_token)
    tokens = -(-count // per_token)
    given = recover.model_input(rotations, translation, tokens, per_token, config.rotations)
    found: Floats = given.features[:count]
    return found

"""Takes as long as their path: generated at the length it needs, or one cycle of the sentence, repeated."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..direction import loop, path
from ..direction.curves import Curve
from ..direction.errors import DirectionError
from ..direction.path import Path
from ..motion.clip import Clip
from . import checks
from .takes import Takes

# Times a motion's own way that its path may be.
_SHORTER, _LONGER = 0.75, 1.3
# Metres a second below which a motion stays where it is.
STANDS = 0.2

# Seconds of a motion in which a loop is looked for where it stays, or where a shorter one does not repeat;
# share of the shorter one's speed that it has to have, and metres a second from which that matters.
_LOOPED, _AS_FAST, _GOES = 6.0, 0.7, 0.5

# Takes of the same sentence and seeds, of so many seconds each (None: as the sentence takes).
Make = Callable[[list[float] | None], Takes]


def along(natural: Takes, way: Path, make: Make) -> Takes:
    """Takes of open length as long as the path needs at their own speed.

    Where the sentence at that length is another motion, that goes slower or stops, one cycle of the natural
    motion is repeated.
    """
    length = Curve(np.array(way.points)).length
    speeds = [path.speed(clip)[1] for clip in natural]
    fits = [_fits(clip, length) or speed < STANDS for clip, speed in zip(natural, speeds, strict=True)]
    if all(fits):
        return natural
    wanted = [
        len(clip) / clip.fps if fit else float(np.clip(length / speed, *_BOUNDS))
        for clip, fit, speed in zip(natural, fits, speeds, strict=True)
    ]
    again, clips, repeated = make(wanted), list(natural), False
    for number, (clip, other) in enumerate(zip(natural, again, strict=True)):
        if fits[number]:
            continue
        if _fits(other, length):
            clips[number] = other
            continue
        steady = None if path.speed(clip)[0] > length else cycles(clip, metres=length)
        repeated |= steady is not None
        clips[number] = steady or min((clip, other), key=lambda one: _apart(one, length))
    notices = [*again.notices, _REPEATED] if repeated else again.notices
    return replace(again, clips=clips, notices=notices)


def repeating(natural: Takes, wanted: loop.Loop, make: Make) -> Takes:
    """Takes of open length to make loops of: longer ones where who stands repeats seldom, and where a motion
    does not repeat but a longer one of its sentence does, about as fast."""
    stays = [path.speed(clip)[1] < STANDS for clip in natural]
    short = [len(clip) < _LOOPED * clip.fps for clip in natural]
    found = [
        _looped(clip, wanted) if brief and not stands else (0.0, 0.0)
        for clip, brief, stands in zip(natural, short, stays, strict=True)
    ]
    again = [
        brief and (stands or apart > 1.0)
        for brief, stands, (apart, _) in zip(short, stays, found, strict=True)
    ]
    if not any(again):
        return natural
    longer = make([_LOOPED if one else len(c) / c.fps for c, one in zip(natural, again, strict=True)])
    clips = list(natural)
    for number, clip in enumerate(longer):
        if again[number] and (stays[number] or _better(_looped(clip, wanted), found[number])):
            clips[number] = clip
    return replace(longer, clips=clips)


def kept_up(takes: Takes, way: Path, make: Make) -> Takes:
    """Takes of a given length, those too slow for their path as one cycle of the sentence, repeated, where
    that gets further."""
    length = Curve(np.array(way.points)).length
    slow = [path.speed(clip)[1] > STANDS and path.speed(clip)[0] * path.LONGEST < length for clip in takes]
    if not any(slow):
        return takes
    natural, clips, repeated = make(None), list(takes), False
    for number, clip in enumerate(takes):
        steady = cycles(natural.clips[number], frames=len(clip)) if slow[number] else None
        if steady is not None and path.speed(steady)[0] > path.speed(clip)[0]:
            clips[number], repeated = steady, True
    return replace(takes, clips=clips, notices=[*takes.notices, _REPEATED]) if repeated else takes


def steady(takes: Takes, frames: list[int]) -> Takes | None:
    """Takes whose one best cycle repeats for so many frames: bodies stand before they walk, and are late for
    waypoints. None where one of them does not travel."""
    made = [cycles(clip, frames=count) for clip, count in zip(takes, frames, strict=True)]
    clips = [clip for clip in made if clip is not None]
    if len(clips) < len(made):
        return None
    told = "Its steps are one cycle of the sentence, repeated: otherwise it would be late for the waypoints."
    return replace(takes, clips=clips, notices=[*takes.notices, told])


def cycles(clip: Clip, frames: int = 0, metres: float = 0.0) -> Clip | None:
    """The Clip's one best cycle again and again, for so many frames or metres; None where it does not travel
    or repeat."""
    if path.speed(clip)[1] < STANDS:
        return None
    try:
        found = loop.make(clip, loop.Loop()).measured
        if metres:
            pace = found["step_m"] / found["period_s"]
            if pace < STANDS:
                return None
            frames = round(min(metres / pace, checks.LONGEST_SECONDS) * clip.fps) + 1
        count = min(int(np.ceil(frames / found["period"])), loop.MOST_CYCLES)
        made = loop.make(clip, loop.Loop(count)).clip
    except DirectionError:
        return None
    if len(made) < frames:
        return None
    return replace(made, rotations=made.rotations[:frames], translation=made.translation[:frames])


_BOUNDS = checks.SHORTEST_SECONDS, checks.LONGEST_SECONDS
_REPEATED = "Its steps are one cycle of the sentence, repeated: otherwise it would not get along the path."


def _fits(clip: Clip, length: float) -> bool:
    way = path.speed(clip)[0]
    return _SHORTER * way <= length <= _LONGER * way


def _looped(clip: Clip, wanted: loop.Loop) -> tuple[float, float]:
    """How far the two moments that a loop of a Clip joins are apart, above 1 where they are not alike,
    endless where there is no loop; and its metres a second."""
    try:
        found = loop.make(clip, wanted).measured
    except DirectionError:
        return float("inf"), 0.0
    apart = min(found["apart_m"] / loop.ALIKE, found["apart_share"] / loop.REPEATS)
    return apart, found["step_m"] / found["period_s"]


def _better(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the ends of a loop are more alike than another's, and it goes about as fast where that goes."""
    return one[0] < other[0] and (other[1] < _GOES or one[1] >= _AS_FAST * other[1])


def _apart(clip: Clip, length: float) -> float:
    """How many times, as a logarithm, a path is longer or shorter than a Clip's way."""
    return abs(float(np.log(length / max(path.speed(clip)[0], 1e-3))))

"""Generated takes that follow a direction, and two motions joined by generated steps (SPEC section 14)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, Unpack

import numpy as np

from ..direction import apply, join, path
from ..direction.data import Direction
from ..direction.errors import DirectionError
from ..motion.cleanup import foot_lock
from ..motion.clip import Clip
from . import checks, pace
from .editing import seams
from .errors import UserError
from .generator import Generator
from .takes import Options, Takes

# Seconds of steps to choose from, beyond those that a gap needs.
_MORE = 2.5
# Share of the distance between two motions that steps of the user's sentence have to cover by themselves.
_STAYS = 0.4
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class DirectedTakes:
    """Takes, and of each what was measured: {"path": {…}, …}."""

    takes: Takes
    measured: list[dict[str, dict[str, float]]]


def asked(make: Callable[[], _Value]) -> _Value:
    """What `make` returns; what it refuses, as a UserError."""
    try:
        return make()
    except DirectionError as fault:
        raise UserError(str(fault)) from fault


def directed(takes: Takes, direction: Direction, onto: Clip | None = None) -> DirectedTakes:
    """Each of the Takes after what is asked of it; onto: see direction.apply.follow. Raises UserError."""
    followed = [asked(lambda clip=clip: apply.follow(clip, direction, onto)) for clip in takes]  # type: ignore[misc]
    notices = list(takes.notices)
    for number, one in enumerate(followed, start=1):
        start = f"Take {number}: " if len(followed) > 1 else ""
        notices += [start + notice for notice in one.notices]
    return DirectedTakes(
        replace(takes, clips=[one.clip for one in followed], notices=notices),
        [one.measured for one in followed],
    )


def generate(
    generator: Generator, prompts: object, seconds: object, seeds: object, direction: Direction,
    **options: Unpack[Options],
) -> DirectedTakes:  # fmt: skip
    """As Generator.generate, and every take follows the direction, from which open lengths come."""
    if direction.part:
        raise UserError("A part of the body needs a motion that the rest of it keeps: direct that motion.")
    takes = generator.generate(prompts, seconds, seeds, **options)

    def make(lengths: list[float] | None) -> Takes:
        return generator.generate(prompts, lengths, seeds, **options)

    # Where a part of it repeats, the motion is as long as it would be without.
    cycle = None if direction.loop is None or direction.loop.part else direction.loop
    if direction.path and not cycle:
        takes = (pace.along if seconds is None else pace.kept_up)(takes, direction.path, make)
    elif cycle and seconds is None:
        takes = pace.repeating(takes, cycle, make)
    timed = direction.path and any(point.place is not None for point in direction.path.waypoints)
    if not timed or cycle:
        return directed(takes, direction)
    try:
        return directed(takes, direction)
    except UserError:
        natural = generator.generate(prompts, None, seeds, **options)
        steady = pace.steady(natural, [len(clip) for clip in takes])
        if steady is None:
            raise
        return directed(steady, direction)


def joined(
    generator: Generator, before: Clip, after: Clip, seconds: object = None, prompt: object = None,
    seeds: object = 0, **options: Unpack[Options],
) -> DirectedTakes:  # fmt: skip
    """Takes that begin with `before` and end with `after`, both bit-identical and where they are, with steps
    between them that cover the distance. seconds: of the middle, or None for as long as it takes."""
    given = None if seconds is None else checks.number(seconds, "length between the two", 0.1,
                                                       checks.LONGEST_SECONDS, " seconds")  # fmt: skip
    if after.fps != before.fps:
        after = after.resampled(before.fps)
    between = asked(lambda: join.gap(before, after, given))
    told = {"metres": between.metres, "degrees": between.degrees, "seconds": between.seconds}
    if not between.prompt:
        made = generator.inbetween(before, after, between.seconds, prompt, seeds, **options)
        return DirectedTakes(made, [{"join": told} for _ in made])
    length = _first_length(between)
    steps = generator.generate(prompt or between.prompt, length, seeds, **options)
    clips, measured, notices = [], [], list(steps.notices)
    if prompt and any(path.speed(clip)[0] < _STAYS * between.metres for clip in steps):
        steps = generator.generate(between.prompt, length, seeds, **options)
        notices.append(
            f"The sentence hardly leaves its place: {between.prompt} over the {between.metres:.1f} m."
        )
    for clip in steps:
        frames = None if given is None else round(given * before.fps)
        clip = join.trimmed(clip, before, after, between, frames)
        led = asked(lambda clip=clip: join.along(clip, between, before.fps))  # type: ignore[misc]
        clips.append(_between(before, after, led.clip))
        notices += led.notices
        measured.append({"join": told | {"seconds": len(led.clip) / before.fps}, "path": led.measured})
    return DirectedTakes(replace(steps, clips=clips, notices=notices), measured)


def _first_length(between: join.Gap) -> float:
    """Seconds of steps from which those that fit both ends can be cut."""
    return float(np.clip(between.seconds + _MORE, 1.0, checks.LONGEST_SECONDS))


def _between(before: Clip, after: Clip, steps: Clip) -> Clip:
    """Both Clips with steps between them, which are bent to meet either and keep their feet still."""
    rotations, translation = steps.rotations, steps.translation
    start, stop = len(before), len(before) + len(steps)
    whole = (
        np.concatenate([before.rotations, rotations, after.rotations]),
        np.concatenate([before.translation, translation, after.translation]),
    )
    met = seams.join(*whole, rotations, translation, start, stop, before.fps)
    locked = foot_lock.lock_feet(*met, before.fps)
    met = seams.join(*whole, locked[0][start:stop], locked[1][start:stop], start, stop, before.fps)
    begin, end = start / before.fps, stop / before.fps
    sources = *before.sources, *steps.sources_from(-begin, end), *after.sources_from(-end)
    return Clip(*met, before.fps, None, before.prompt, steps.seed, sources)


def summary(made: DirectedTakes) -> list[dict[str, Any]]:
    """What was measured of every take, as JSON holds it."""
    return [{name: dict(values) for name, values in one.items()} for one in made.measured]

"""What lies between two motions that stay where they are: how far, how long, and along which way."""

from dataclasses import dataclass, replace

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import features
from ..motion.clip import Clip
from . import path
from .cycle import Cycle
from .errors import DirectionError
from .path import Path
from .result import Directed, edited

# Metres from which the body walks from one to the other; below, it only changes its pose and steps.
WALKS = 0.7
# Metres a second: of who walks, of who runs from then on, and of nobody.
_SLOW, _QUICK, _RUNS, _NOBODY = 0.9, 3.5, 2.2, 7.0
# Seconds at least, and at most where none were asked for; radians a second of a turn on the spot.
_LEAST, _MOST, _TURNS = 0.5, 60.0, 2.5
# Share of the distance that the way leads straight on at either end, and metres at most.
_STRAIGHT, _AT_MOST = 0.9, 1.6
# Metres of likeness that steps twice as long as the way, or half, are worth.
_AS_LONG = 0.3


@dataclass(frozen=True)
class Gap:
    """metres and degrees between the end of one motion and the begin of the next, seconds to fill, the way
    over the floor [(x, z), …] and what a body does on it ("" where it hardly goes)."""

    metres: float
    degrees: float
    seconds: float
    way: tuple[tuple[float, float], ...]
    prompt: str


def gap(before: Clip, after: Clip, seconds: float | None = None) -> Gap:
    """The Gap between two Clips; seconds: None for as long as its steps take. Raises DirectionError."""
    here, there = _end(before, -1), _end(after, 0)
    metres = float(np.linalg.norm(there[0] - here[0]))
    turned = float((there[1] - here[1] + np.pi) % (2.0 * np.pi) - np.pi)
    speed = float(np.clip((here[2] + there[2]) / 2.0, _SLOW, _QUICK))
    way = _way(here[0], here[1], there[0], there[1], metres)
    length = float(np.linalg.norm(np.diff(np.array(way), axis=0), axis=-1).sum())
    needed = max(_LEAST, length / speed, abs(turned) / _TURNS)
    if seconds is not None and metres / seconds > _NOBODY:
        raise DirectionError(
            f"The two motions are {metres:.1f} m apart: nobody gets there in {seconds:g} s; "
            f"give about {needed:.1f} s."
        )
    if seconds is None and needed > _MOST:
        raise DirectionError(
            f"The two motions are {metres:.0f} m apart, too far to walk: move one of them nearer."
        )
    took = needed if seconds is None else seconds
    runs = speed > _RUNS or metres / took > _RUNS
    prompt = "" if metres < WALKS else f"a person {'runs' if runs else 'walks'} forward"
    return Gap(metres, float(np.degrees(turned)), took, way, prompt)


def trimmed(steps: Clip, before: Clip, after: Clip, between: Gap, frames: int | None = None) -> Clip:
    """The part of steps whose ends are most like the ends that it joins and whose way is about as long.

    frames: how long it should be, or None where that is open.
    """
    if steps.fps != before.fps:
        steps = steps.resampled(before.fps)
    seen = _seen(steps)
    leave, arrive = (
        np.sqrt(np.mean((seen - end) ** 2, axis=1)) for end in (_seen(before)[-1], _seen(after)[0])
    )
    way = path.lengths(steps)
    covered = way[None, :] - way[:, None]
    count = np.arange(len(steps))[None, :] - np.arange(len(steps))[:, None] + 1
    cost = leave[:, None] + arrive[None, :]
    cost = cost + _AS_LONG * np.abs(np.log(between.metres / np.maximum(covered, 1e-3)))
    if frames is not None:
        cost = cost + np.abs(np.log(np.maximum(count, 1) / frames))
    cost = np.where(count >= min(0.4 * steps.fps, len(steps)), cost, np.inf)
    i, j = map(int, np.unravel_index(int(cost.argmin()), cost.shape))
    kept = edited(steps, steps.rotations[i : j + 1], steps.translation[i : j + 1])
    return replace(kept, sources=steps.sources_from(i / steps.fps, len(kept) / steps.fps))


def _seen(clip: Clip) -> Floats:
    """Joints seen from the body and where they get to within a tenth of a second, (T, 22·3·2) in metres."""
    joints = Cycle.of(clip.rotations, clip.translation).local_joints().reshape(len(clip), -1)
    return np.concatenate([joints, 0.1 * clip.fps * np.gradient(joints, axis=0)], axis=1)


def along(steps: Clip, between: Gap, fps: float) -> Directed:
    """Walked or run steps (a Clip) taken along a Gap, at `fps`. Raises DirectionError."""
    if steps.fps != fps:
        steps = steps.resampled(fps)
    return path.follow(steps, Path(between.way))


def _end(clip: Clip, frame: int) -> tuple[Floats, float, float]:
    """Place (2,), facing in radians and speed in m/s of the body at the last or first frame."""
    count = min(max(round(0.4 * clip.fps), 1), len(clip) - 1)
    near = clip.translation[-count - 1 :] if frame else clip.translation[: count + 1]
    speed = float(np.linalg.norm(near[-1, [0, 2]] - near[0, [0, 2]])) * clip.fps / max(count, 1)
    facing = float(features.heading(clip.positions)[frame])
    return np.array(clip.translation[frame, [0, 2]], dtype=np.float64), facing, speed


def _way(
    start: Floats, out: float, stop: Floats, into: float, metres: float
) -> tuple[tuple[float, float], ...]:
    """A cubic from one place, facing and all, to another."""
    t = np.linspace(0.0, 1.0, 60)[:, None]
    pull = min(_STRAIGHT * metres, _AT_MOST)
    leave, arrive = (pull * np.array([np.sin(angle), np.cos(angle)]) for angle in (out, into))
    line = (
        (1 + 2 * t) * (1 - t) ** 2 * start + t * (1 - t) ** 2 * leave
        + t * t * (3 - 2 * t) * stop + t * t * (t - 1) * arrive
    )  # fmt: skip
    return tuple((float(x), float(z)) for x, z in line)

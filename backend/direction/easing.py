"""How long a joint takes to a pin and away from it, so that it moves no harder than its body does."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Floats
from .curves import ease

# m/s and m/s² with which a standing body calmly moves what is pinned.
_CALM = {"hand": (2.0, 10.0), "foot": (2.0, 12.0), "head": (1.2, 6.0), "pelvis": (1.0, 5.0)}
# Seconds that are taken at most.
LONGEST = 2.0


@dataclass(frozen=True)
class Limits:
    """What a joint may do: m/s and m/s²."""

    speed: float
    acceleration: float


@dataclass(frozen=True)
class Eased:
    """Seconds before and after a pin, and what is to be said where there is too little time."""

    into_s: float
    out_s: float
    short: str = ""


def limits(path: Floats, fps: float, pinned: str) -> Limits:
    """The 95th percentiles of a joint's own speed and acceleration on its path (T, 3), and at least what a
    calm body does; pinned: a name of pins.JOINTS."""
    calm = _CALM[pinned.rpartition("_")[2]]
    found = []
    for order, least in ((1, calm[0]), (2, calm[1])):
        change = np.linalg.norm(np.diff(path, order, axis=0), axis=-1) * fps**order
        found.append(max(float(np.percentile(change, 95)) if len(change) else 0.0, least))
    return Limits(*found)


def needed(
    path: Floats, own: Floats, target: Floats, start: int, stop: int, least: tuple[float, float], fps: float,
    most: Limits, before: int | None,
) -> Eased:  # fmt: skip
    """The shortest time, from `least` seconds on, in which a joint gets from its path (T, 3) to its target
    (T, 3) at `start`, and from `stop` back to its own (T, 3), within limits.

    before: frame on which another pin of it ends: there is no time before that.
    """
    longest = int(LONGEST * fps)
    room = longest if before is None else max(start - before, 1)
    into, hard = _shortest(path, target, start, -1, least[0] * fps, min(longest, room), fps, most)
    out, _ = _shortest(own, target, stop - 1, 1, least[1] * fps, longest, fps, most)
    short = ""
    if hard > 1.1 and before is not None and room < longest:
        wanted, _ = _shortest(path, target, start, -1, least[0] * fps, longest, fps, most)
        short = (
            f"needs {wanted / fps:.1f} s to get to its place and has {room / fps:.1f} s since its pin "
            "before, so it moves abruptly"
        )
    elif hard > 1.1:
        short = f"moves abruptly to its place: it would need more than {LONGEST:g} s"
    elif before is None and start - into < 0 and start > 0:
        short = (
            f"needs {into / fps:.1f} s to get to its place and has {start / fps:.1f} s, so "
            "it is on its way when the motion begins"
        )
    return Eased(into / fps, out / fps, short)


def _shortest(
    path: Floats, target: Floats, end: int, way: int, least: float, most: int, fps: float, limit: Limits
) -> tuple[float, float]:
    """(frames, how many times the limits are used) of the shortest easing from `least` to `most` frames that
    keeps them; where none does, of the gentlest. way: -1 before the frame `end`, 1 after it."""
    best = (min(least, float(most)), np.inf)
    for frames in (least, *range(int(least) + 1, most + 1)):
        if frames > most and best[1] < np.inf:
            break
        reach = min(frames, float(most))
        at = end + way * np.arange(-1, int(np.ceil(reach)) + 2)
        at = np.sort(at[(at >= 0) & (at < len(path))])
        if len(at) < 3:
            return reach, 0.0
        share = ease(1.0 - np.maximum((at - end) * way, 0.0) / max(reach, 1.0))
        led = path[at] + share[:, None] * (target[at] - path[at])
        speed = np.linalg.norm(np.diff(led, axis=0), axis=-1).max() * fps
        change = np.linalg.norm(np.diff(led, 2, axis=0), axis=-1).max() * fps**2
        used = max(speed / limit.speed, change / limit.acceleration)
        if used < best[1]:
            best = (reach, float(used))
        if used <= 1.0:
            break
    return best

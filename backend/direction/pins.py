"""A hand, a foot, the head or the pelvis held at a place for a while, the body helping it get there."""

from dataclasses import dataclass, replace

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import resampling, skeleton
from ..motion.clip import Clip
from ..motion.measure import contacts
from . import easing
from .curves import ease
from .errors import DirectionError
from .reaching import ANKLES, furthest, reaching
from .result import Directed, Steps, edited, finished

# What can be pinned, and the joint that then is at the place; a foot's is the ankle, a hand's the wrist.
JOINTS = {
    "left_hand": "left_wrist", "right_hand": "right_wrist", "left_foot": "left_ankle",
    "right_foot": "right_ankle", "head": "head", "pelvis": "pelvis",
}  # fmt: skip
# Metres that count as at the place, and by which standing feet may give way unsaid.
_THERE, _FEET = 0.01, 0.05


@dataclass(frozen=True)
class Pin:
    """From start_s to stop_s the joint (a name of JOINTS) is at places: one (x, y, z) in metres, or several
    that it moves through evenly. ease_s: seconds before in which it is led there; let_go_s: after, as long
    where it is None. grow: both get longer for what is further, see easing."""

    joint: str
    start_s: float
    stop_s: float
    places: tuple[tuple[float, float, float], ...]
    ease_s: float = 0.4
    let_go_s: float | None = None
    grow: bool = True

    @property
    def name(self) -> str:
        """As a sentence names it."""
        return self.joint.replace("_", " ")


@dataclass
class _Held:
    """A Pin on frames start … stop − 1, its places (T, 3) and how far it is drawn there (T,)."""

    pin: Pin
    start: int
    stop: int
    target: Floats
    share: Floats

    @property
    def joint(self) -> int:
        return skeleton.INDEX[JOINTS[self.pin.joint]]


def hold(clip: Clip, pins: tuple[Pin, ...]) -> Directed:
    """The Clip with its joints at the pins; frames that no pin or its easing touches stay bit-identical.

    measured: pin_worst_mm of all held frames. What is out of reach is said with the distance, and what has
    too little time with what it needs. Raises DirectionError where a pin lies outside of the motion.
    """
    return finished(holding(clip, pins))


def holding(clip: Clip, pins: tuple[Pin, ...]) -> Steps[Directed]:
    """Steps of `hold`."""
    positions = clip.positions
    held, notices = _led(clip, positions, pins)
    made = yield from _reached(clip, positions, held, 0.0)
    after, worst, nearest = made.positions, 0.0, list[Pin]()
    for one in held:
        seen = after[one.start : one.stop, one.joint]
        miss = np.linalg.norm(seen - _places(one.pin, one.start, one.stop), axis=-1)
        worst = max(worst, float(miss.max()))
        nearest.append(one.pin)
        if miss.max() > _THERE:
            at = (one.start + int(miss.argmax())) / clip.fps
            notices.append(f"The {one.pin.name} misses its place by {_metres(float(miss.max()))} at {at:.2f} "
                           "s: it is out of reach from where the body is.")  # fmt: skip
            nearest[-1] = replace(one.pin, places=tuple(map(tuple, seen.tolist())))
    if worst > _THERE:
        # Led to what it misses a limb is straight before it has got there; to where it gets it moves evenly.
        made = yield from _reached(clip, positions, _led(clip, positions, tuple(nearest))[0], 0.5)
        after = made.positions
    notices += _feet_said(clip, positions, after, {one.joint for one in held})
    return Directed(made, notices, {"pin_worst_mm": 1000.0 * worst})


def _reached(clip: Clip, positions: Floats, held: list[_Held], done: float) -> Steps[Clip]:
    """Steps to the Clip with what is held at its places as well as it can be; done: share before them."""
    wanted: dict[int, Floats] = {}
    drawn: dict[int, Floats] = {}
    touched = np.zeros(len(clip), dtype=bool)
    for one in held:
        path = wanted.setdefault(one.joint, np.array(positions[:, one.joint]))
        path += one.share[:, None] * (one.target - path)
        drawn[one.joint] = np.maximum(drawn.get(one.joint, one.share), one.share)
        touched |= one.share > 0.0
    steps = reaching(
        clip, positions, {joint: path[touched] for joint, path in wanted.items()},
        {joint: share[touched] for joint, share in drawn.items()}, touched,
    )  # fmt: skip
    while True:
        try:
            yield done + 0.5 * next(steps)
        except StopIteration as end:
            rotations, translation = np.array(clip.rotations), np.array(clip.translation)
            rotations[touched], translation[touched] = end.value
            return edited(clip, rotations, translation)


def eased(clip: Clip, pins: tuple[Pin, ...]) -> tuple[list[Pin], list[str]]:
    """The pins in their order with the seconds that `hold` takes for each, and what it would say of those.

    Raises DirectionError where a pin lies outside of the motion.
    """
    held, notices = _led(clip, clip.positions, pins)
    found = {id(pin): one.pin for pin, one in zip(_ordered(pins), held, strict=True)}
    return [found[id(pin)] for pin in pins], notices


def _ordered(pins: tuple[Pin, ...]) -> list[Pin]:
    return sorted(pins, key=lambda one: one.start_s)


def _led(clip: Clip, positions: Floats, pins: tuple[Pin, ...]) -> tuple[list[_Held], list[str]]:
    """What is held, by the begin, with the seconds that each needs; sentences where there are too few."""
    held, notices = list[_Held](), list[str]()
    paths: dict[int, Floats] = {}
    for pin in _ordered(pins):
        joint = skeleton.INDEX[JOINTS[pin.joint]]
        start, stop = _frames(clip, pin)
        near = _near(positions[start:stop], joint, _places(pin, start, stop))
        target = _extended(near, start, stop, len(clip))
        before = max((one.stop for one in held if one.joint == joint and one.stop <= start), default=None)
        into, out = pin.ease_s, pin.ease_s if pin.let_go_s is None else pin.let_go_s
        path = paths.setdefault(joint, np.array(positions[:, joint]))
        if pin.grow:
            found = easing.needed(
                path, positions[:, joint], target, start, stop, (into, out), clip.fps,
                easing.limits(positions[:, joint], clip.fps, pin.joint), before,
            )  # fmt: skip
            into, out = found.into_s, found.out_s
            if found.short:
                notices.append(f"The {pin.name} {found.short}.")
        share = _share(len(clip), start, stop, (into * clip.fps, out * clip.fps), before)
        path += share[:, None] * (target - path)
        held.append(_Held(replace(pin, ease_s=into, let_go_s=out, grow=False), start, stop, target, share))
    return held, notices


def _near(positions: Floats, joint: int, places: Floats) -> Floats:
    """Places (n, 3) of a joint, no further than a body can get it that moves as positions (n, 22, 3) do."""
    root, reach = furthest(joint)
    away = places - positions[:, root]
    far = np.linalg.norm(away, axis=-1, keepdims=True)
    near: Floats = places - away * np.maximum(1.0 - reach / np.maximum(far, 1e-9), 0.0)
    return near


def _extended(places: Floats, start: int, stop: int, count: int) -> Floats:
    """Places (T, 3) that go on before and after frames start … stop − 1 as fast as at their ends."""
    at = np.arange(count, dtype=np.float64)
    inside = np.clip(at.astype(np.int64) - start, 0, stop - start - 1)
    speed = np.gradient(places, axis=0) if len(places) > 1 else np.zeros_like(places)
    beyond = np.minimum(at - start, 0.0) + np.maximum(at - (stop - 1), 0.0)
    extended: Floats = places[inside] + beyond[:, None] * speed[inside]
    return extended


def _metres(value: float) -> str:
    return f"{100.0 * value:.0f} cm" if value < 1.0 else f"{value:.1f} m"


def _frames(clip: Clip, pin: Pin) -> tuple[int, int]:
    start, stop = round(pin.start_s * clip.fps), round(pin.stop_s * clip.fps) + 1
    if start > len(clip) - 1:
        raise DirectionError(
            f"The {pin.name} is pinned from {pin.start_s:g} s on, but the motion ends at "
            f"{(len(clip) - 1) / clip.fps:.2f}."
        )
    return start, min(stop, len(clip))


def _places(pin: Pin, start: int, stop: int) -> Floats:
    """Places (n, 3) of a pin on frames start … stop − 1."""
    places = np.array(pin.places, dtype=np.float64)
    at = np.arange(stop - start) / max(stop - start - 1, 1) * (len(places) - 1)
    return resampling.vectors(places, at) if len(places) > 1 else np.repeat(places, stop - start, axis=0)


def _share(count: int, start: int, stop: int, frames: tuple[float, float], before: int | None) -> Floats:
    """0 … 1 (T,): how far the joint is drawn to its place, rising and falling in `frames`; not before another
    pin of it has ended."""
    at = np.arange(count, dtype=np.float64)
    into = frames[0] if before is None else min(frames[0], max(start - before, 1))
    rising = ease((at - start) / max(into, 1.0) + 1.0)
    falling = ease((stop - 1 - at) / max(frames[1], 1.0) + 1.0)
    return np.minimum(rising, falling)


def _feet_said(clip: Clip, before: Floats, after: Floats, wanted: set[int]) -> list[str]:
    """A notice where feet that stand had to give way."""
    standing = contacts.detect(before, clip.fps).reshape(len(clip), 2, 2).any(axis=2)
    worst = 0.0
    for side, ankle in enumerate(ANKLES):
        if ankle not in wanted:
            away = np.linalg.norm(after[:, ankle] - before[:, ankle], axis=-1)
            worst = max(worst, float((away * standing[:, side]).max(initial=0.0)))
    if worst <= _FEET:
        return []
    return [f"Standing feet give way by {_metres(worst)} for the pins: lead the body nearer with a path."]

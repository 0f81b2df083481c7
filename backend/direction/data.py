"""Directions as data beside the sentence: what a request, a take and a history hold."""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from .errors import DirectionError
from .loop import MOST_CYCLES, Loop
from .parts import PARTS
from .path import Path, Waypoint
from .pins import JOINTS, Pin
from .poses import Pose

# Metres from the origin and seconds that a value may say, and entries of each list.
_FAR, _LATE, _POINTS, _MANY = 1000.0, 3600.0, 5000, 200
_One = TypeVar("_One")


@dataclass(frozen=True)
class Part:
    """Only this part of the body (a name of parts.PARTS) changes, from start_s on until stop_s or the end."""

    part: str
    start_s: float = 0.0
    stop_s: float | None = None


@dataclass(frozen=True)
class Direction:
    """Everything that is asked of a motion beside its sentence."""

    loop: Loop | None = None
    part: Part | None = None
    path: Path | None = None
    poses: tuple[Pose, ...] = ()
    pins: tuple[Pin, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def to_json(self) -> dict[str, Any]:
        """What `of` reads; only what is asked for."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, data: object) -> "Direction":
        """From {loop?, part?, path?, poses?, pins?}. Raises DirectionError with one sentence."""
        values = _Values(data, "direction", cls)
        return cls(
            values.of("loop", _loop), values.of("part", _part), values.of("path", _path),
            values.each("poses", _pose, _MANY), values.each("pins", _pin, _MANY),
        )  # fmt: skip


class _Values:
    """The values of one JSON object, checked one by one."""

    def __init__(self, data: object, what: str, kind: type) -> None:
        if not isinstance(data, dict):
            raise DirectionError(f"The {what} must be an object with {_names(kind)}, not {_shown(data)}.")
        unknown = [name for name in data if name not in {field.name for field in fields(kind)}]
        if unknown:
            raise DirectionError(f"The {what} has no {str(unknown[0])[:40]!r}; it may hold {_names(kind)}.")
        self._data, self._what = data, what

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        """A finite number from low to high."""
        value = self._data.get(name)
        value = default if value is None else value
        return _number(value, f"{self._what}'s {name}", low, high)

    def maybe(self, name: str, low: float, high: float) -> float | None:
        """A number, or None where there is none."""
        return None if self._data.get(name) is None else self.number(name, low, high)

    def flag(self, name: str, default: bool) -> bool:
        value = self._data.get(name)
        if value is not None and not isinstance(value, bool):
            raise DirectionError(f"The {self._what}'s {name} must be true or false, not {_shown(value)}.")
        return default if value is None else value

    def choice(self, name: str, known: dict[str, Any]) -> str:
        value = self._data.get(name)
        if not isinstance(value, str) or value not in known:
            raise DirectionError(
                f"The {self._what}'s {name} is one of {', '.join(known)}, not {_shown(value)}."
            )
        return value

    def of(self, name: str, make: Callable[[object], _One]) -> _One | None:
        """What `make` reads from a value, or None where there is none."""
        return None if self._data.get(name) is None else make(self._data[name])

    def each(self, name: str, make: Callable[[object], _One], most: int, least: int = 0) -> tuple[_One, ...]:
        """What `make` reads from each entry of a list."""
        value = self._data.get(name)
        value = [] if value is None else value
        value = value.tolist() if hasattr(value, "tolist") else value
        if not isinstance(value, (list, tuple)) or not least <= len(value) <= most:
            many = f"a list of {least} to {most:,}"
            got = f"{len(value):,}" if isinstance(value, (list, tuple)) else _shown(value)
            raise DirectionError(f"The {self._what}'s {name} must be {many}, not {got}.")
        return tuple(make(one) for one in value)


def _names(kind: type) -> str:
    return ", ".join(field.name for field in fields(kind))


def _shown(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "…"


def _number(value: object, what: str, low: float, high: float) -> float:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if number and low <= value <= high:  # type: ignore[operator]
        return float(value)  # type: ignore[arg-type]
    raise DirectionError(f"The {what} must be from {low:g} to {high:g}, not {_shown(value)}.")


def _numbers(count: int, what: str, limit: float) -> Callable[[object], Any]:
    """Reads lists of `count` numbers."""

    def read(value: object) -> tuple[float, ...]:
        if not isinstance(value, (list, tuple)) or len(value) != count:
            raise DirectionError(f"The {what} must be {count} numbers, not {_shown(value)}.")
        return tuple(_number(one, what, -limit, limit) for one in value)

    return read


def _span(values: _Values, what: str) -> tuple[float, float | None]:
    start, stop = values.number("start_s", 0.0, _LATE, 0.0), values.maybe("stop_s", 0.0, _LATE)
    if stop is not None and stop < start:
        raise DirectionError(f"The {what} ends at {stop:g} s, before it begins at {start:g}.")
    return start, stop


def _loop(data: object) -> Loop:
    values = _Values(data, "loop", Loop)
    cycles = values.number("cycles", 1, MOST_CYCLES, 1)
    if cycles != int(cycles):
        raise DirectionError(f"The loop's cycles must be a whole number, not {cycles:g}.")
    start, stop = _span(values, "loop's range")
    given = None if values.maybe("start_s", 0.0, _LATE) is None else start
    part = values.of("part", lambda _: values.choice("part", dict(PARTS)))
    if part and (cycles > 1 or values.flag("in_place", False)):
        raise DirectionError(
            "A part of the body repeats as often as fits, where it is: leave out cycles and in_place."
        )
    return Loop(int(cycles), values.flag("in_place", False), given, stop, values.flag("straight", True), part)


def _part(data: object) -> Part:
    values = _Values(data, "part", Part)
    return Part(values.choice("part", dict(PARTS)), *_span(values, "part's range"))


def _path(data: object) -> Path:
    values = _Values(data, "path", Path)
    points = values.each("points", _numbers(2, "path's points", _FAR), _POINTS, least=2)
    return Path(points, values.each("waypoints", _waypoint, _MANY))


def _waypoint(data: object) -> Waypoint:
    values = _Values(data, "waypoint", Waypoint)
    place = values.of("place", _numbers(2, "waypoint's place", _FAR))
    return Waypoint(values.number("seconds", 0.0, _LATE), place, values.maybe("facing", -36000.0, 36000.0))


def _pin(data: object) -> Pin:
    values = _Values(data, "pin", Pin)
    joint = values.choice("joint", dict(JOINTS))
    start, stop = _span(values, "pin")
    if stop is None:
        raise DirectionError("The pin's stop_s is missing: say until when it holds.")
    places = values.each("places", _numbers(3, "pin's places", _FAR), _POINTS, least=1)
    return Pin(
        joint, start, stop, places, values.number("ease_s", 0.0, 10.0, Pin.ease_s),
        values.maybe("let_go_s", 0.0, 10.0), values.flag("grow", True),
    )  # fmt: skip


def _pose(data: object) -> Pose:
    values = _Values(data, "pose", Pose)
    rotations = values.each("rotations", _quaternion, 22, least=22)
    return Pose(
        values.number("seconds", 0.0, _LATE), rotations,
        values.of("translation", _numbers(3, "pose's translation", _FAR)),
        values.number("share", 0.0, 1.0, 1.0), values.number("ease_s", 0.0, 10.0, Pose.ease_s),
        values.flag("placed", False),
    )  # fmt: skip


def _quaternion(value: object) -> Any:
    found = _numbers(4, "pose's rotations", 1.001)(value)
    if not 0.99 < math.sqrt(sum(one * one for one in found)) < 1.01:
        raise DirectionError(f"The pose's rotations must be unit quaternions, not {_shown(value)}.")
    return found

"""A walk led along a line on the floor (motion path editing, Gleicher 2001)."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import features, quaternion, skeleton
from ..motion.cleanup import planting
from ..motion.clip import Clip
from ..motion.measure import metrics
from .curves import Curve, ease, monotone, smoothed
from .errors import DirectionError
from .result import Directed, edited

# How much longer and shorter steps may become, and between waypoints.
LONGEST, SHORTEST, _BETWEEN = 1.4, 0.5, 1.8
# Beyond this many times its own speed, or metres a second, nobody keeps up.
_NOBODY, _FASTEST = 4.0, 8.0
# Metres that a motion travels at least; seconds of the Gaussians over its way and over turns.
_TRAVELS, _SWAY, _TURNS = 0.3, 0.35, 0.22
# Metres of a body's own sway that a path leaves it, and that a waypoint may lie beside its path.
_SWAYS, _BESIDE = 0.09, 0.75
# Seconds in which the body turns to a waypoint's facing, and in which it is drawn to its place.
_FACING, _DRAWN = 1.2, 0.6


@dataclass(frozen=True)
class Waypoint:
    """At `seconds` the pelvis is at `place` (x, z; None: wherever the path leads it then), facing `facing`
    degrees (0 is +z, left positive; None: along the path)."""

    seconds: float
    place: tuple[float, float] | None = None
    facing: float | None = None


@dataclass(frozen=True)
class Path:
    """points: (x, z) in metres along the floor, at least two; waypoints in the order of their times."""

    points: tuple[tuple[float, float], ...]
    waypoints: tuple[Waypoint, ...] = ()


def speed(clip: Clip) -> tuple[float, float]:
    """(metres that a Clip goes along the floor, metres a second), its sway left out."""
    way = _way(clip)[1][-1]
    return float(way), float(way * clip.fps / max(len(clip) - 1, 1))


def lengths(clip: Clip) -> Floats:
    """Metres (T,) that a Clip has gone along the floor so far, its sway left out."""
    return _way(clip)[1]


def heading(clip: Clip) -> float:
    """Degrees from where a Clip goes to where its body looks, the mean while it goes: 0 forwards, 90 where it
    goes to its right, −90 to its left, 180 backwards."""
    base, _ = _way(clip)
    step = np.gradient(base, axis=0) * clip.fps
    beside = features.heading(clip.positions) - np.arctan2(step[:, 0], step[:, 1])
    mean = np.sum(np.linalg.norm(step, axis=-1) * np.exp(1j * beside))
    return float(np.degrees(np.angle(mean)))


def follow(clip: Clip, path: Path) -> Directed:
    """The Clip led along the path, its steps made longer or shorter to cover it in the same time.

    The body keeps its own facing against its way: who walks backwards goes along the path backwards.
    measured: path_mean_cm, path_worst_cm, heading_deg, waypoint_worst_cm, speed and the slide before and
    after. Raises DirectionError.
    """
    curve, notices = Curve(np.array(path.points)), list[str]()
    if curve.drawn < 0.1:
        raise DirectionError(
            f"The path is only {100.0 * curve.drawn:.0f} cm long: draw it over more of the floor."
        )
    base, way = _way(clip)
    travelled, seconds = float(way[-1]), (len(clip) - 1) / clip.fps
    if travelled < _TRAVELS:
        raise DirectionError(
            f"The motion stays where it is ({travelled:.1f} m in {seconds:.1f} s): "
            "a path needs one that walks, runs or crawls."
        )
    reached = _reached(curve, travelled, seconds, path, notices)
    knots = _knots(clip, curve, path.waypoints, way, reached)
    s = np.clip(monotone(way, *knots), 0.0, curve.length)
    stop = len(clip)
    if s[-1] >= curve.length - 1e-6 and not path.waypoints:
        stop = min(int(np.argmax(s >= curve.length - 1e-6)) + 1, stop)
    yaw, moved = _carry(clip, curve, base, s, path.waypoints)
    turn = quaternion.about_up(yaw)
    shift = moved - quaternion.rotate(turn, np.asarray(clip.translation, dtype=np.float64))
    shift[:, 1] = 0.0
    rotations, translation = planting.led(clip.rotations, clip.translation, yaw, shift, clip.fps)
    made = edited(clip, quaternion.continuous(rotations)[:stop], translation[:stop])
    return Directed(made, notices, _measured(clip, made, curve, path.waypoints, float(s[stop - 1])))


def _way(clip: Clip) -> tuple[Floats, Floats]:
    """The pelvis' path (T, 2) without its sway, and its length (T,) so far."""
    root = np.asarray(clip.translation, dtype=np.float64)[:, [0, 2]]
    base = smoothed(root, _SWAY * clip.fps)
    step = np.linalg.norm(np.diff(base, axis=0), axis=-1)
    return base, np.concatenate([[0.0], np.cumsum(step)])


def _reached(curve: Curve, travelled: float, seconds: float, path: Path, notices: list[str]) -> float:
    """Metres of the path that the body gets along; says what the rest would need."""
    own, needed = travelled / seconds, curve.length / seconds
    timed = [w for w in path.waypoints if w.place is not None]
    factor = needed / own
    if factor > _NOBODY or needed > _FASTEST:
        raise DirectionError(
            f"The path is {curve.length:.1f} m long and the motion {seconds:.1f} s: that needs "
            f"{needed:.1f} m/s where it goes {own:.1f}; give it about {curve.length / own:.0f} s, "
            "or a shorter path."
        )
    if timed or SHORTEST <= factor <= LONGEST:
        return curve.length
    if factor > LONGEST:
        reached = LONGEST * travelled
        notices.append(
            f"The path is {curve.length:.1f} m long; in {seconds:.1f} s that needs {needed:.1f} m/s, and the "
            f"motion goes {own:.1f}: it follows the first {reached:.1f} m. The whole path needs about "
            f"{curve.length / own:.1f} s."
        )
        return reached
    notices.append(
        f"The path is {curve.length:.1f} m long; in {seconds:.1f} s that needs only {needed:.1f} m/s, and "
        f"the motion goes {own:.1f}: it ends after {seconds * factor / SHORTEST:.1f} s, at the path's end."
    )
    return SHORTEST * travelled


def _knots(
    clip: Clip, curve: Curve, waypoints: tuple[Waypoint, ...], way: Floats, reached: float
) -> tuple[Floats, Floats]:
    """Lengths of the motion's own way and those of the path that belong to them."""
    x, y, last = [0.0], [0.0], 0.0
    own = way[-1] * clip.fps / max(len(clip) - 1, 1)
    for number, point in enumerate(waypoints, start=1):
        frame = point.seconds * clip.fps
        if frame > len(clip) - 1 + 1e-6:
            raise DirectionError(
                f"Waypoint {number} is at {point.seconds:g} s, "
                f"but the motion ends at {(len(clip) - 1) / clip.fps:.2f}."
            )
        if point.seconds < last:
            raise DirectionError(f"Waypoint {number} is earlier than the one before it.")
        gone = float(np.interp(frame, np.arange(len(way)), way))
        if point.place is not None:
            expected = y[-1] + (gone - x[-1]) * curve.length / way[-1]
            at, beside = curve.nearest(np.array(point.place), expected, y[-1])
            if beside > _BESIDE:
                raise DirectionError(f"Waypoint {number} lies {beside:.1f} m beside the path.")
            _check_leg(number, at - y[-1], gone - x[-1], point.seconds - last, own)
            if gone - x[-1] > 1e-6:
                x.append(gone)
                y.append(at)
            last = point.seconds
    rest, left = way[-1] - x[-1], max(reached - y[-1], 0.0)
    if rest > 1e-6:
        x.append(float(way[-1]))
        # After the last waypoint steps are as long as they may be, not longer.
        y.append(y[-1] + (min(left, LONGEST * rest) if waypoints else left))
    return np.array(x), np.array(y)


def _check_leg(number: int, wanted: float, own: float, seconds: float, usual: float) -> None:
    """Raises DirectionError where nobody gets to a waypoint in its time."""
    if wanted < 0.02 and own < 0.05:
        return
    if seconds <= 0.0 or wanted > _BETWEEN * own or wanted > _FASTEST * seconds:
        raise DirectionError(
            f"Waypoint {number} is {wanted:.1f} m on after {max(seconds, 0.0):.1f} s, where the "
            f"motion goes {own:.1f} m: give it about {wanted / max(usual, 0.1):.1f} s."
        )


def _travel_angle(base: Floats, fps: float) -> Floats:
    """Angle (T,) in which the body goes; where it hardly does, between those before and after."""
    step = np.gradient(base, axis=0) * fps
    pace = np.linalg.norm(step, axis=-1)
    goes = pace > max(0.15, 0.15 * float(pace.max()))
    angle = np.unwrap(np.arctan2(step[goes, 0], step[goes, 1]))
    found: Floats = np.interp(np.arange(len(base)), np.flatnonzero(goes), angle)
    return smoothed(found[:, None], _TURNS * fps)[:, 0]


def _carry(
    clip: Clip, curve: Curve, base: Floats, s: Floats, waypoints: tuple[Waypoint, ...]
) -> tuple[Floats, Floats]:
    """Turns (T,) of the body's frames and the pelvis' new places (T, 3)."""
    fps = clip.fps
    along = smoothed(curve.direction(s)[:, None], _TURNS * fps)[:, 0]
    yaw = along - _travel_angle(base, fps)
    yaw = yaw + _facings(clip, yaw, waypoints)
    sway = np.asarray(clip.translation, dtype=np.float64)[:, [0, 2]] - base
    sway = sway * min(1.0, _SWAYS / max(float(np.linalg.norm(sway, axis=-1).max()), 1e-9))
    swayed = quaternion.rotate(quaternion.about_up(yaw), np.stack([sway[:, 0], 0 * yaw, sway[:, 1]], axis=-1))
    moved = np.array(clip.translation, dtype=np.float64)
    moved[:, [0, 2]] = curve.place(s) + swayed[:, [0, 2]]
    at = np.arange(len(clip)) / fps
    for point in waypoints:
        if point.place is not None:
            miss = np.array(point.place) - moved[min(round(point.seconds * fps), len(clip) - 1), [0, 2]]
            bump = 1.0 - ease(np.abs(at - point.seconds) / _DRAWN)
            moved[:, [0, 2]] += bump[:, None] * miss * min(1.0, 0.3 / max(float(np.linalg.norm(miss)), 1e-9))
    return yaw, moved


def _facings(clip: Clip, yaw: Floats, waypoints: tuple[Waypoint, ...]) -> Floats:
    """Turns (T,) on top of those along the path, so that the body faces as waypoints say, and from one that
    says so to the next; before and after it looks as it goes."""
    wanted = [w for w in waypoints if w.facing is not None]
    extra = np.zeros(len(yaw))
    if not wanted:
        return extra
    facing = features.heading(clip.positions) + yaw
    at = np.arange(len(yaw)) / clip.fps
    knots = [(w.seconds, 0.0, False) for w in waypoints if w.facing is None]
    for point in wanted:
        frame = min(round(point.seconds * clip.fps), len(yaw) - 1)
        miss = np.radians(float(point.facing or 0.0)) - facing[frame]
        knots.append((point.seconds, float((miss + np.pi) % (2.0 * np.pi) - np.pi), True))
    knots.sort()
    for k, (seconds, turn, _) in enumerate(knots):
        before, after = _FACING, _FACING
        if k:
            gap = seconds - knots[k - 1][0]
            before = gap if knots[k - 1][2] else min(_FACING, gap)
        if k + 1 < len(knots):
            gap = knots[k + 1][0] - seconds
            after = gap if knots[k + 1][2] else min(_FACING, gap)
        reach = np.where(at < seconds, max(before, 1e-6), max(after, 1e-6))
        extra += turn * (1.0 - ease(np.abs(at - seconds) / reach))
    return extra


def _measured(
    before: Clip, after: Clip, curve: Curve, waypoints: tuple[Waypoint, ...], covered: float
) -> dict[str, float]:
    places = after.translation[:, [0, 2]]
    far = curve.distances(places)
    found = {
        "path_mean_cm": 100.0 * float(far.mean()), "path_worst_cm": 100.0 * float(far.max()),
        "path_length_m": curve.drawn, "covered_m": covered,
        "speed": covered * after.fps / max(len(after) - 1, 1),
    }  # fmt: skip
    if found["covered_m"] > _TRAVELS and len(after) > 3:
        found["heading_deg"] = heading(after)
    misses = []
    for point in waypoints:
        if point.place is not None:
            frame = min(round(point.seconds * after.fps), len(after) - 1)
            misses.append(float(np.linalg.norm(places[frame] - point.place)))
    if misses:
        found["waypoint_worst_cm"] = 100.0 * max(misses)
    turned = [_facing_miss(after, point) for point in waypoints if point.facing is not None]
    if turned:
        found["facing_worst_deg"] = max(turned)
    if len(after) >= 4:
        found["slide_before"] = metrics.physical(before.positions, before.fps).slide
        found["slide"] = metrics.physical(after.positions, after.fps).slide
    return found


def _facing_miss(clip: Clip, point: Waypoint) -> float:
    frame = min(round(point.seconds * clip.fps), len(clip) - 1)
    joints = skeleton.forward_kinematics(
        clip.rotations[frame : frame + 1], clip.translation[frame : frame + 1]
    )
    facing = float(np.degrees(features.heading(joints)[0]))
    return abs((facing - float(point.facing or 0.0) + 180.0) % 360.0 - 180.0)

"""Kicks, punches, jumps, hops, spins and waves, as the joints (T, 22, 3) of a motion at 20 fps show them."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import airborne, runs

SIDES = ("left", "right")
# Metres: how high a kicking ankle comes, and how much higher than the other one. Metres a second: how fast
# it is towards the pelvis, and how fast fists are towards the chest.
_KICK, _BALL, _PUNCH_SPEED = (0.4, 0.25, 2.5), (0.25, 0.2, 6.0), 2.5
# Seconds between two of one series.
_SERIES = 1.4


@dataclass(frozen=True)
class Event:
    """Frames start … stop − 1 in which something is done, and its name."""

    kind: str
    start: int
    stop: int


def kicks(positions, name="kick"):
    """Events f"{name} {side}" of (T, 22, 3): a foot thrown up, the other one on the floor; name: "kick", or
    "ball" for lower and faster ones."""
    least_height, least_lift, least_speed = _BALL if name == "ball" else _KICK
    found = []
    feet = [skeleton.INDEX[f"{side}_ankle"] for side in SIDES]
    height = positions[:, feet, 1] - np.percentile(positions[:, feet, 1], 5, axis=0)
    speed = _speed(positions[:, feet] - positions[:, :1])
    for own, side in enumerate(SIDES):
        up = (height[:, own] > least_height) & (height[:, own] > height[:, 1 - own] + least_lift)
        for start, stop in runs.runs(up):
            thrown = speed[max(start - 6, 0) : stop + 6, own].max() > least_speed
            if thrown and stop - start < skeleton.FPS:
                found.append(Event(f"{name} {side}", start, stop))
    return _series(found)


def punches(positions):
    """Events "box" (three punches or more in a series) and f"punch {side}" of (T, 22, 3)."""
    chest = positions[:, skeleton.INDEX["spine3"]]
    single = []
    for side in SIDES:
        fist = positions[:, skeleton.INDEX[f"{side}_wrist"]]
        out = np.linalg.norm(fist - chest, axis=-1)
        thrown = np.gradient(out) * skeleton.FPS > _PUNCH_SPEED / 2
        fast = thrown & (_speed((fist - chest)[:, None])[:, 0] > _PUNCH_SPEED)
        single += [Event(f"punch {side}", *span) for span in runs.runs(runs.without_gaps(fast, 2))]
    single.sort(key=lambda event: event.start)
    found = []
    for group in _groups(single):
        kinds = {event.kind for event in group}
        if len(group) >= 3:
            found.append(Event("box", group[0].start, group[-1].stop))
        elif len(kinds) == 1:
            found.append(Event(group[0].kind, group[0].start, group[-1].stop))
    return found


def jumps(positions):
    """Events "jump up" and "jump forward" of (T, 22, 3): flights with both feet together."""
    height, spans = airborne.off_floor(positions)
    ankles = positions[:, [skeleton.INDEX[f"{side}_ankle"] for side in SIDES], 1]
    lifted = ankles[:, 0] - ankles[:, 1]
    found = []
    for start, stop in spans:
        flight = positions[start:stop, 0]
        long_enough = 0.15 * skeleton.FPS <= stop - start <= 0.8 * skeleton.FPS
        if long_enough and height[start:stop].max() > 0.1 and abs(lifted[start:stop]).max() < 0.2:
            way = np.linalg.norm((flight[-1] - flight[0])[[0, 2]])
            found.append(Event("jump forward" if way > 0.3 else "jump up", start, stop))
    return _series(found)


def hops(positions):
    """Events f"hop {side}" of (T, 22, 3): on that side's foot, the other one up, once a second or
    more, twice at least."""
    spans = airborne.off_floor(positions)[1]
    ankles = positions[:, [skeleton.INDEX[f"{side}_ankle"] for side in SIDES], 1]
    lifted, found = ankles[:, 0] - ankles[:, 1], []
    for sign, side in zip((-1, 1), SIDES, strict=True):
        for start, stop in runs.runs(runs.without_gaps(sign * lifted > 0.1, 3)):
            flights = [span for span in spans if start <= span[0] and span[1] <= stop]
            if len(flights) >= 2 and stop - start < skeleton.FPS * len(flights):
                found.append(Event(f"hop {side}", start, stop))
    return _series(found)


def spins(positions):
    """Events "spin" of (T, 22, 3): a turn of 280 degrees or more, never slow, within four seconds."""
    angle = features.heading(positions)
    fast = abs(np.gradient(angle)) * skeleton.FPS > np.radians(90)
    spans = runs.runs(runs.without_gaps(fast, 6))
    return [
        Event("spin", start, stop)
        for start, stop in spans
        if abs(angle[stop - 1] - angle[start]) > np.radians(280) and stop - start < 4 * skeleton.FPS
    ]


def waves(positions):
    """Events f"wave {side}" of (T, 22, 3): a raised hand that goes to and fro while the other one rests."""
    found = []
    offsets = {
        side: positions[:, skeleton.INDEX[f"{side}_wrist"]] - positions[:, skeleton.INDEX[f"{side}_shoulder"]]
        for side in SIDES
    }
    for side, other in (SIDES, SIDES[::-1]):
        raised = (offsets[side][:, 1] > -0.05) & (offsets[other][:, 1] < offsets[side][:, 1] - 0.2)
        for start, stop in runs.runs(runs.without_gaps(raised, 4)):
            hand = offsets[side][start:stop]
            ways = _reversals(hand, 0.06)
            if ways >= 3 and stop - start >= skeleton.FPS:
                found.append(Event(f"wave {side}", start, stop))
    return found


def _reversals(points, least):
    """How often points (T, 3) turn back by `least` metres or more along their main direction."""
    along = points - points.mean(axis=0)
    along = along @ np.linalg.svd(along, full_matrices=False)[2][0]
    count, way, mark = 0, 0, along[0]
    for value in along:
        if way >= 0 and value < mark - least:
            count, way, mark = count + 1, -1, value
        elif way <= 0 and value > mark + least:
            count, way, mark = count + 1, 1, value
        else:
            mark = max(mark, value) if way >= 0 else min(mark, value)
    return count


def _speed(points):
    """Metres a second (T, n) of points (T, n, 3)."""
    return np.linalg.norm(np.gradient(points, axis=0), axis=-1) * skeleton.FPS


def _groups(events):
    """Events in lists, each one less than _SERIES seconds after the one before."""
    groups = []
    for event in sorted(events, key=lambda e: e.start):
        if groups and event.start - groups[-1][-1].stop < _SERIES * skeleton.FPS:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _series(events):
    """Events of one kind that follow each other closely, as one."""
    kinds = sorted({event.kind for event in events})
    groups = [g for kind in kinds for g in _groups([e for e in events if e.kind == kind])]
    return [Event(g[0].kind, g[0].start, g[-1].stop) for g in groups]


def both(kicked, punched):
    """Events of kicks and of punches that follow each other closely, as one."""
    groups = [g for g in _groups([*kicked, *punched]) if any(e in kicked for e in g)]
    return [Event("", g[0].start, g[-1].stop) for g in groups if any(e in punched for e in g)]

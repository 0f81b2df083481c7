"""Where a motion goes: turns in degrees and side, the way's length and its shape."""

import numpy as np

from backend.motion.body import features, skeleton

from .body import Fact, spans

# Degrees a second, degrees, and metres of the way of a turn that is made on the spot.
_TURNS, _LEAST, _ON_THE_SPOT = 35.0, 50.0, 0.9
# Seconds for which the body faces the new way.
_STAYS = 0.9
# Metres of the shortest way that has a shape, and a second along it.
_SHORTEST, _GOES = 1.5, 0.3


def turns(body):
    """Facts "turn" of (T, 22, 3): side, value in degrees; "curve" where it is walked rather than turned."""
    angle = np.degrees(features.gaussian_smooth(body.yaw[:, None], 3.0)[:, 0])
    rate = np.gradient(angle) * skeleton.FPS
    found = []
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        for start, stop in spans(sign * rate > _TURNS, 0.3, 0.3):
            # What is turned before and after the fast part belongs to it.
            a, b = max(start - 4, 0), min(stop + 4, len(body))
            total = sign * (angle[b - 1] - angle[a])
            after = sign * (angle[b - 1 : b + round(_STAYS * skeleton.FPS)] - angle[a])
            if total >= _LEAST and after.min() > 0.75 * total:
                way = np.linalg.norm(np.diff(body.path[a:b], axis=0), axis=-1).sum()
                curve = way > _ON_THE_SPOT and total / way < 75.0
                found.append(Fact("curve" if curve else "turn", a, b, side, float(total)))
    return sorted(found, key=lambda fact: fact.start)


def shapes(body, start=0, stop=None):
    """Facts about the way in frames start … stop − 1: "straight", "circle", "arc", "veer", "zigzag", "there
    and back", each with its metres; none for a way shorter than 1.5 m."""
    stop = len(body) if stop is None else stop
    path = body.path[start:stop]
    step = np.diff(path, axis=0)
    length = np.linalg.norm(step, axis=-1)
    way, far = float(length.sum()), float(np.linalg.norm(path[-1] - path[0]))
    if way < _SHORTEST:
        return []
    going = length * skeleton.FPS > _GOES
    if going.mean() < 0.6:
        return []
    angle = np.degrees(np.unwrap(np.arctan2(step[going, 0], step[going, 1])))
    if len(angle) < 10:
        return []
    angle = features.gaussian_smooth(angle[:, None], 4.0)[:, 0]
    net, swing = angle[-1] - angle[0], np.ptp(angle)
    side = "left" if net > 0 else "right"
    reach = np.linalg.norm(path - path[0], axis=-1).max()
    if abs(net) > 290.0 and swing < abs(net) + 40.0:
        return [Fact("circle", start, stop, side, way)]
    if far < 0.4 * reach and way > 1.6 * reach and reach > 0.8:
        return [Fact("there and back", start, stop, "", way)]
    if far > 0.97 * way and swing < 18.0:
        return [Fact("straight", start, stop, "", way)]
    if abs(net) > 40.0 and swing < abs(net) + 20.0:
        return [Fact("arc", start, stop, side, way)]
    if abs(net) > 18.0 and swing < abs(net) + 12.0:
        return [Fact("veer", start, stop, side, way)]
    if _bends(angle) >= 3 and far > 0.5 * way:
        return [Fact("zigzag", start, stop, "", way)]
    return []


def _bends(angle):
    """How often the way's direction (n,), degrees, turns over by 40 degrees or more."""
    count, low, high, way = 0, angle[0], angle[0], 0
    for value in angle:
        low, high = min(low, value), max(high, value)
        if way >= 0 and value < high - 40.0:
            count, way, low = count + 1, -1, value
        elif way <= 0 and value > low + 40.0:
            count, way, high = count + 1, 1, value
    return count

"""How far a motion does what words can say of it: one number a question, read off a Body's joints."""

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import airborne, runs

from .body import STANDING


def turns(body):
    """Degrees (to the left, to the right) of the greatest turns that the body makes on its way."""
    angle = np.degrees(features.gaussian_smooth(body.yaw[:, None], 2.0)[:, 0])
    left = (angle - np.minimum.accumulate(angle)).max()
    right = (np.maximum.accumulate(angle) - angle).max()
    return np.array([left, right])


def way_round(body):
    """Degrees by which the walked way bends, summed with its sign; 0 where nothing is walked."""
    step = np.diff(body.path, axis=0)
    going = np.linalg.norm(step, axis=-1) * skeleton.FPS > 0.25
    if going.sum() < 10:
        return 0.0
    angle = np.unwrap(np.arctan2(step[going, 0], step[going, 1]))
    angle = features.gaussian_smooth(angle[:, None], 4.0)[:, 0]
    return float(np.degrees(angle[-1] - angle[0]))


def circles(body):
    """Degrees of the greatest way round in one sense: by the way walked or by the body's own turning."""
    return max(abs(way_round(body)), float(turns(body).max()))


def moved(body):
    """Metres (forward, backward, to the left, to the right) that the body gets at most, as it faces at the
    time."""
    step = body.velocity / skeleton.FPS
    ahead, left = np.cumsum(step, axis=0).T
    return np.array([_rise(ahead), _rise(-ahead), _rise(left), _rise(-left)])


def _rise(values):
    values = np.concatenate([[0.0], values])
    return float((values - np.minimum.accumulate(values)).max())


def raised(body):
    """Metres (left, right) that a wrist is over its shoulder for a fifth of a second, at the highest."""
    over = body.both("wrist")[..., 1] - body.both("shoulder")[..., 1]
    return np.sort(over, axis=0)[-min(4, len(over))]


def waved(body):
    """Metres (left, right) that a raised wrist goes to and fro, as seen from the chest."""
    over = body.both("wrist")[..., 1] > body.both("shoulder")[..., 1] - 0.15
    upright = body.both("wrist")[..., 1] > body.both("elbow")[..., 1]
    return (body.wrist_speed * (over & upright)).sum(axis=0) / skeleton.FPS


def strides(body):
    """Metres a second of an ankle as seen from the pelvis, at most: fast feet run, even on the spot."""
    return float(_ankle_speed(body).max())


def _ankle_speed(body):
    seen = body.both("ankle") - body.at("pelvis")[:, None]
    return np.linalg.norm(np.gradient(seen, axis=0), axis=-1) * skeleton.FPS


def kicked(body):
    """Metres (left, right) that an ankle gets over the other one, thrown: faster than 1.5 m/s."""
    ankle = body.both("ankle")
    lift = ankle[..., 1] - ankle[:, ::-1, 1]
    fast = _ankle_speed(body) > 1.5
    near = np.stack(
        [np.convolve(fast[:, k], np.ones(min(13, len(body))), "same") > 0 for k in (0, 1)], axis=1
    )
    return np.where(near, lift, 0.0).max(axis=0)


def lifted(body):
    """Metres (left, right) that an ankle is over the other one, at most."""
    ankle = body.both("ankle")[..., 1]
    return (ankle - ankle[:, ::-1]).max(axis=0)


def swung(body):
    """Metres a second (left, right) of a wrist as seen from the chest, at most."""
    return body.wrist_speed.max(axis=0)


def punched(body):
    """Metres a second (left, right) at which a wrist is thrust away from its shoulder at most."""
    reach = np.linalg.norm(body.both("wrist") - body.both("shoulder"), axis=-1)
    return (np.gradient(reach, axis=0) * skeleton.FPS).max(axis=0)


def carries(body):
    """Seconds (left, right) for which that leg alone carries, the other ankle a hand's breadth higher."""
    ankle = body.both("ankle")[..., 1]
    return np.array([(ankle[:, 1 - k] > ankle[:, k] + 0.12).sum() for k in (0, 1)]) / skeleton.FPS


def knelt(body):
    """Metres (left, right) of a knee over the floor at its lowest."""
    return np.percentile(body.both("knee")[..., 1], 3, axis=0)


def lowest(body):
    """Part of a standing pelvis' height that is left at the lowest."""
    return float(np.percentile(body.at("pelvis")[:, 1], 3)) / STANDING


def folded(body):
    """Part of a standing pelvis' height over the lower ankle that is left at the lowest."""
    legs = body.at("pelvis")[:, 1] - body.both("ankle")[..., 1].min(axis=1)
    return float(np.percentile(legs, 3)) / (STANDING - 0.06)


def seated(body):
    """Degrees of the thighs from hanging down: the lower one of the two, at most."""
    thigh = body.both("knee") - body.both("hip")
    down = np.degrees(np.arccos(np.clip(-thigh[..., 1] / np.linalg.norm(thigh, axis=-1), -1.0, 1.0)))
    return float(down.min(axis=1).max())


def at_the_end(body):
    """Part of a standing pelvis' height over the last third of a second."""
    return float(body.at("pelvis")[-7:, 1].mean()) / STANDING


def lies(body):
    """Seconds on ("back", "belly", "side") as a dict, of who lies."""
    low = (body.at("pelvis")[:, 1] < 0.42) & (body.tilt > 55.0) & (body.at("spine3")[:, 1] < 0.6)
    front = body.chest[:, 2, 1]
    masks = {"back": front > 0.5, "belly": front < -0.5, "side": abs(front) <= 0.6}
    return {name: float((low & mask).sum()) / skeleton.FPS for name, mask in masks.items()}


def hands_apart(body):
    """Metres between the wrists, at the nearest."""
    wrists = body.both("wrist")
    return float(np.linalg.norm(wrists[:, 0] - wrists[:, 1], axis=-1).min())


def uncrossed(body):
    """Metres that the left wrist stays to the left of the right one, seen from the chest, at the least."""
    seen = [body.from_chest(body.both("wrist")[:, k], body.at("spine3"))[:, 0] for k in (0, 1)]
    return float((seen[0] - seen[1]).min())


def from_hips(body):
    """Metres (left, right) between a wrist and its hip's flank, at the nearest."""
    out = np.array([1.0, -1.0])[:, None] * body.chest[:, None, 0]
    flank = body.both("hip") + 0.13 * body.chest[:, None, 1] + 0.07 * out
    return np.linalg.norm(body.both("wrist") - flank, axis=-1).min(axis=0)


def flight(body):
    """Metres that the feet are off the floor at most."""
    height, spans = airborne.off_floor(body.joints)
    return max((float(height[a:b].max()) for a, b in spans), default=0.0)


def rises(body):
    """Metres a second at which the pelvis goes up at most."""
    return float((np.gradient(body.at("pelvis")[:, 1]) * skeleton.FPS).max())


def tilts(body):
    """Degrees of the trunk from upright, at most."""
    return float(np.percentile(body.tilt, 97))


def fastest(body):
    """Metres a second along the floor, at most."""
    return float(body.speed.max())


def jacks(body):
    """How often both hands come over the head and go down again."""
    over = (body.both("wrist")[..., 1] - body.at("head")[:, None, 1]).min(axis=1)
    return len(runs.runs(over > -0.15))


def overturned(body):
    """The trunk's vertical part at the lowest: 1 upright, 0 level, −1 upside down."""
    return float(body.trunk[:, 1].min())

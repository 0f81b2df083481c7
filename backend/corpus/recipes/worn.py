"""Walks of who is hurt, drunk, tired or old: what is wrong shows in every step, not in the timing alone."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..describe import gait
from . import arms, steps
from .puppet import LEGS, SIDES, drift, smooth

_UP = np.array([0.0, 1.0, 0.0])


def limping(puppet, random, side):
    """The leg of that side is stood on shortly: the body falls on it and leans over it, and the other foot is
    put down soon, hardly before it."""
    lame = _lame(puppet, side, random.uniform(1.7, 2.0), 0.8)
    if lame is None:
        return False
    k, out = SIDES.index(side), 1.0 if side == "left" else -1.0
    amount = random.uniform(0.85, 1.15)
    steps.shorter(puppet, 0.8, 0.9)
    steps.moved(puppet, k, random.uniform(0.08, 0.13) * puppet.body.forward)
    puppet.lower(0.01 + 0.035 * amount * lame)
    puppet.lean(left=out * 24.0 * amount * lame, forward=5.0 + 24.0 * amount * lame, arms=0.3, head=0.5)
    puppet.turn("neck", puppet.body.left, 14.0)
    puppet.stand(0.35)
    return True


def dragging(puppet, random, side):
    """The leg of that side stays near the floor and behind, turned out, and is pulled after."""
    lame = _lame(puppet, side, random.uniform(1.4, 1.6), 0.75)
    if lame is None:
        return False
    k, out = SIDES.index(side), 1.0 if side == "left" else -1.0
    steps.shorter(puppet, 0.6)
    steps.moved(puppet, k, -random.uniform(0.26, 0.31) * puppet.body.forward)
    toe = puppet.body.both("foot")[:, k]
    turned = quaternion.from_axis_angle(_UP, np.full(len(puppet), np.radians(out * 50.0)))
    flat = quaternion.multiply(turned, steps.flat(puppet, k))
    pulled = np.clip(smooth((toe[:, 1] - 0.02)[:, None], 1.0)[:, 0] / 0.05, 0.0, 1.0)
    down = quaternion.from_axis_angle(puppet.body.left, np.radians(22.0 * pulled))
    puppet.feet[:, k] = quaternion.multiply(down, flat)
    ahead = quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
    floor = np.minimum(toe[:, 1], 0.025)
    puppet.ankles[:, k, 1] = floor - ahead[:, 1]
    puppet.lower(0.02)
    puppet.lean(
        left=-out * 9.0 - out * 8.0 * (1.0 - lame), forward=16.0 + 14.0 * (1.0 - lame), arms=0.3, head=0.4
    )
    puppet.turn("pelvis", _UP, smooth((out * 12.0 * (lame - 0.5))[:, None], 2.0)[:, 0])
    puppet.stand(0.4)
    return True


def drunk(puppet, random, side):
    """Lurching: the way wanders, steps go aside to catch the body, which hangs over them; the head lags."""
    count = len(puppet)
    pace = 0.75 * np.exp(drift(random, count, 1.3, 0.28))
    at = np.concatenate([[0.0], np.cumsum(pace)])
    puppet.retimed(at[at < count - 1][:197])
    count = len(puppet)
    if count < 40:
        return False
    steps.shorter(puppet, 0.8)
    aside = drift(random, count, 1.5, 0.17)
    steps.strayed(puppet, aside[:, None] * puppet.body.left)
    puppet.lower(0.05)
    # The trunk is over where the feet will be next.
    lead = np.gradient(smooth(aside[:, None], 2.0)[:, 0]) * skeleton.FPS
    left = np.clip(35.0 * lead, -16.0, 16.0) + drift(random, count, 1.2, 7.0)
    puppet.lean(forward=14.0 + drift(random, count, 1.2, 16.0), left=left, arms=0.2, head=1.2)
    puppet.turn("neck", puppet.body.left, 16.0 + drift(random, count, 1.2, 8.0))
    puppet.turn("neck", puppet.body.forward, drift(random, count, 1.2, 9.0))
    for name in SIDES:
        out = 1.0 if name == "left" else -1.0
        puppet.turn(f"{name}_shoulder", puppet.body.forward, out * (24.0 + drift(random, count, 1.0, 14.0)))
    puppet.stand(0.2)
    return True


def weary(puppet, random, side):
    """Slow short steps, the back round, head and arms hanging, the body rocking with every step."""
    if not slower(puppet, random.uniform(0.62, 0.74)):
        return False
    steps.shorter(puppet, random.uniform(0.68, 0.8), 0.6)
    rock = np.clip(smooth(puppet.body.ahead[:, None], 3.0)[:, 0] / 0.25, -1.0, 1.0)
    puppet.lower(random.uniform(0.04, 0.07))
    # Set on the upright body and kept in the world, they hang.
    arms.swung(puppet, rock, random.uniform(5.0, 9.0), random.uniform(8.0, 16.0))
    puppet.lean(forward=random.uniform(20.0, 26.0), left=5.0 * rock, pelvis=0.05, arms=0.0, head=1.0)
    puppet.turn("neck", puppet.body.left, random.uniform(22.0, 30.0))
    puppet.stand(0.8)
    return True


def old(puppet, random, side):
    """Stooped from the hips, knees bent, shuffling: short flat steps, the face still to the front."""
    if not slower(puppet, random.uniform(0.72, 0.85)):
        return False
    steps.shorter(puppet, random.uniform(0.42, 0.55), 0.45)
    puppet.lower(random.uniform(0.05, 0.09))
    rock = np.clip(smooth(puppet.body.ahead[:, None], 3.0)[:, 0] / 0.25, -1.0, 1.0)
    arms.swung(puppet, rock, random.uniform(6.0, 10.0), random.uniform(30.0, 45.0))
    puppet.lean(forward=random.uniform(40.0, 50.0), pelvis=0.42, arms=0.25, head=0.3)
    puppet.turn("neck", puppet.body.left, 8.0)
    puppet.stand(0.85)
    return True


def slower(puppet, speed):
    """Played at a share of its speed; False where that gets too long."""
    count = int((len(puppet) - 1) / speed) + 1
    if count > 197:
        return False
    puppet.retimed(np.linspace(0.0, len(puppet) - 1.0, count))
    return True


def _lame(puppet, side, faster, slower):
    """Play the time on the leg of that side `faster`, the other's `slower`; weights (T,) of that leg
    carrying, or None where there are too few steps."""
    marks = gait.steps(puppet.body, 0, len(puppet))
    if len(marks) < 4 or any(a[1] == b[1] for a, b in zip(marks, marks[1:], strict=False)):
        return None
    carrying = np.zeros(len(puppet))
    edges = [*marks, (len(puppet), "")]
    for (start, landed), (stop, _) in zip(edges, edges[1:], strict=False):
        carrying[start:stop] = landed == side
    carrying[: marks[0][0]] = marks[0][1] != side
    carrying = np.clip(smooth(carrying[:, None], 1.5)[:, 0], 0.0, 1.0)
    pace = 0.9 * slower * (faster / slower) ** carrying
    at = [0.0]
    while at[-1] < len(puppet) - 2 and len(at) < 197:
        at.append(at[-1] + pace[int(at[-1])])
    weight = np.interp(at, np.arange(len(puppet)), carrying)
    puppet.retimed(at)
    return smooth(weight[:, None], 1.0)[:, 0]

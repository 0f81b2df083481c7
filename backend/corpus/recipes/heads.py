"""Heads that nod, shake and look around; breathing and shifts of weight of somebody who stands."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from .puppet import SIDES, I, drift, smooth


def nodding(puppet, random, side):
    nods = _oscillation(len(puppet), random, 0.6, 0.9, one_way=True)
    puppet.lean(forward=7.0 * nods, pelvis=0.0, arms=1.0, head=1.0)
    _both(puppet, "x", random.uniform(32.0, 40.0) * nods)
    puppet.stand(0.0)
    return True


def shaking(puppet, random, side):
    turns = _oscillation(len(puppet), random, 0.7, 1.0)
    puppet.turn("spine3", np.array([0.0, 1.0, 0.0]), -7.0 * turns)
    _both(puppet, "y", random.uniform(52.0, 64.0) * turns)
    return True


def bowing(puppet, random, side):
    """Once down from the hips, the head with it, a moment's rest, and up again."""
    count = len(puppet)
    down, lasts = random.uniform(0.4, 0.8), random.uniform(0.8, 1.1)
    up = down + lasts + random.uniform(0.5, 1.0)
    t = np.arange(count) / skeleton.FPS
    part = np.clip((t - down) / lasts, 0.0, 1.0) - np.clip((t - up) / lasts, 0.0, 1.0)
    part = part * part * (3.0 - 2.0 * part)
    puppet.lean(forward=random.uniform(42.0, 60.0) * part, pelvis=0.6, arms=0.6, head=1.0)
    puppet.turn("neck", puppet.body.left, 14.0 * part)
    puppet.stand()
    return up + lasts < t[-1]


def looking_around(puppet, random, side):
    count = len(puppet)
    if count < 50:
        return False
    sign = 1.0 if side == "left" else -1.0
    hold = max(int(count / 3), 18)
    goals = [0.0, sign * random.uniform(38, 58), -sign * random.uniform(38, 58), 0.0, sign * 30.0]
    marks = np.arange(len(goals)) * hold
    steps = np.array(goals)[np.clip(np.searchsorted(marks, np.arange(count), side="right") - 1, 0, None)]
    steps[: hold // 3] = 0.0
    angle = smooth(steps[:, None], 4.0)[:, 0]
    _both(puppet, "y", 0.85 * angle)
    puppet.turn("spine3", np.array([0.0, 1.0, 0.0]), 0.15 * angle)
    _both(puppet, "x", drift(random, count, 1.5, 3.0))
    return True


def looking_up(puppet, random, side):
    kept = _kept(len(puppet))
    puppet.lean(forward=-random.uniform(14.0, 18.0) * kept, pelvis=0.2, arms=0.2, head=1.0)
    puppet.stand(0.6)
    _both(puppet, "x", -random.uniform(48.0, 58.0) * kept)
    return True


def looking_down(puppet, random, side):
    _both(puppet, "x", random.uniform(28.0, 38.0) * _kept(len(puppet)))
    return True


def _kept(count):
    return np.clip(np.arange(count) / 12.0, 0.0, 1.0) ** 2 * (
        3.0 - 2.0 * np.clip(np.arange(count) / 12.0, 0, 1)
    )


def _oscillation(count, random, low, high, one_way=False):
    """(count,) between −1 and 1, faded in and out."""
    t = np.arange(count) / skeleton.FPS
    wave = np.sin(2 * np.pi * random.uniform(low, high) * t)
    wave = (1.0 - np.cos(2 * np.pi * random.uniform(low, high) * t)) / 1.4 - 0.3 if one_way else wave
    fade = np.clip(np.minimum(t, t[-1] - t) / 0.5, 0.0, 1.0)
    return wave * fade * (0.85 + 0.15 * smooth(random.normal(size=(count, 1)), 6.0)[:, 0])


def _both(puppet, axis, degrees):
    """Neck and head turned about the chest's left ("x": down) or up axis ("y": to the left)."""
    chest = skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
    line = quaternion.rotate(chest, np.array([1.0, 0.0, 0.0] if axis == "x" else [0.0, 1.0, 0.0]))
    puppet.turn("neck", line, 0.45 * degrees)
    puppet.turn("head", line, 0.55 * degrees)


def _shifts(count, random):
    """Metres (count,) to the left by which the weight is shifted from one leg to the other now and then."""
    places, at = np.zeros(count), int(random.uniform(0, 30))
    while at < count:
        places[at:] = random.uniform(0.015, 0.035) * random.choice([-1.0, 1.0])
        at += int(random.uniform(35, 80))
    return smooth(places[:, None], 5.0)[:, 0]


def breathing(puppet, random):
    """Breath and shifts of weight over the feet added to a quiet stand, in place."""
    count = len(puppet)
    t = np.arange(count) / skeleton.FPS

    def stir(seconds, amount):
        # Nobody moves at one pace: slow shifts, and small ones within them.
        return drift(random, count, seconds, amount) + drift(random, count, 0.5, 0.16 * amount)

    breath = np.sin(2 * np.pi * random.uniform(0.2, 0.3) * t + random.uniform(0, 6.28))
    left, ahead = stir(2.0, 0.008) + _shifts(count, random), stir(2.0, 0.006)
    puppet.translation += left[:, None] * puppet.body.left + ahead[:, None] * puppet.body.forward
    puppet.lower(0.012 + 0.003 * breath)
    across, forward = puppet.body.left, puppet.body.forward
    puppet.turn("pelvis", forward, 60.0 * left + stir(3.0, 0.6))
    puppet.turn("pelvis", np.array([0.0, 1.0, 0.0]), stir(3.5, 1.5))
    puppet.turn("spine1", forward, -70.0 * left + stir(3.0, 0.7))
    puppet.turn("spine2", across, -1.1 * breath + stir(3.0, 0.8))
    puppet.turn("spine3", across, -1.4 * breath)
    for side in SIDES:
        out = 1.0 if side == "left" else -1.0
        puppet.turn(f"{side}_collar", forward, out * 2.2 * breath)
        puppet.turn(f"{side}_shoulder", across, stir(2.0, 2.5))
        puppet.turn(f"{side}_elbow", across, stir(2.0, 3.5))
    puppet.turn("neck", across, 1.2 * breath + stir(2.0, 1.5))
    puppet.turn("head", np.array([0.0, 1.0, 0.0]), stir(2.5, 7.0))
    puppet.stand(0.0)

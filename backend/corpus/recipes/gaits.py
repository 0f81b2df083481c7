"""Styles of walking, running, standing and turning: crouched, bent over, leaning, limping, on tiptoe …

Each takes a Puppet and changes it; False where the motion does not bear it.
"""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.measure import contacts, runs

from . import arms, steps, worn
from .poses import CREEPING, POISED
from .puppet import LEGS, SIDES, drift, smooth

# Metres of the toe's joint over the floor in standing, and of the ankle's over the toe's.
_UP = np.array([0.0, 1.0, 0.0])
_TOE, _HEEL = 0.015, float(-skeleton.OFFSETS[10, 1])


def crouched(puppet, random, side):
    puppet.lower(random.uniform(0.16, 0.27))
    puppet.lean(forward=random.uniform(18.0, 32.0), arms=0.35, head=0.15)
    puppet.stand()
    return True


def sneaking(puppet, random, side):
    """Slow, low, every foot lifted and put down with care, the forearms drawn up before the chest."""
    if not worn.slower(puppet, random.uniform(0.6, 0.72)):
        return False
    steps.shorter(puppet, 0.9)
    for k in (0, 1):
        profile = _lifts(puppet, k)
        if profile is None:
            return False
        puppet.ankles[:, k, 1] += random.uniform(0.1, 0.15) * profile
    puppet.lower(random.uniform(0.14, 0.2))
    puppet.lean(forward=random.uniform(28.0, 38.0), arms=0.6, head=0.1)
    puppet.turn("neck", np.array([0.0, 1.0, 0.0]), drift(random, len(puppet), 1.5, 22.0))
    puppet.stand()
    return arms.apply(puppet, CREEPING, random)


def strutting(puppet, random, side):
    """Chest out, chin up, the shoulders rolling against the hips, the arms wide."""
    phase = np.clip(smooth(puppet.body.ahead[:, None], 3.0)[:, 0] / 0.25, -1.0, 1.0)
    puppet.lean(forward=-random.uniform(12.0, 16.0), left=6.0 * phase, pelvis=0.2, arms=0.6, head=1.0)
    puppet.turn("neck", puppet.body.left, -6.0)
    puppet.turn("pelvis", _UP, -6.0 * phase)
    puppet.turn("spine2", _UP, 20.0 * phase)
    puppet.turn("head", _UP, -10.0 * phase)
    for name in SIDES:
        out = 1.0 if name == "left" else -1.0
        puppet.turn(f"{name}_shoulder", puppet.body.forward, out * random.uniform(4.0, 9.0))
        puppet.turn(f"{name}_shoulder", puppet.body.left, out * 18.0 * phase)
    puppet.stand(0.6)
    return True


def bent_over(puppet, random, side):
    puppet.lower(random.uniform(0.02, 0.06))
    puppet.lean(forward=random.uniform(58.0, 75.0), pelvis=0.55, arms=0.25, head=0.35)
    puppet.stand()
    return True


def leaning_forward(puppet, random, side):
    puppet.lean(forward=random.uniform(34.0, 44.0), pelvis=0.35, arms=0.4, head=0.3)
    puppet.stand(0.6)
    return True


def leaning_back(puppet, random, side):
    puppet.lower(0.05)
    puppet.lean(forward=-random.uniform(36.0, 44.0), pelvis=0.4, arms=0.0, head=0.7)
    puppet.stand(0.8)
    return True


def marching(puppet, random, side):
    """Knees lifted to the hips, arms swung straight."""
    if not worn.slower(puppet, random.uniform(0.7, 0.85)):
        return False
    steps.shorter(puppet, 0.75)
    lift, raised = random.uniform(0.38, 0.46), [_lifts(puppet, k) for k in (0, 1)]
    if raised[0] is None or raised[1] is None:
        return False
    height = _by_turns([smooth(np.sqrt(profile), 0.7) for profile in raised])
    for k, profile in enumerate(height):
        puppet.ankles[:, k] += lift * profile[:, None] * (np.array([0, 1.0, 0]) + 0.22 * puppet.body.forward)
        share = np.clip(1.3 * profile, 0.0, 1.0)
        puppet.feet[:, k] = quaternion.slerp(puppet.feet[:, k], steps.flat(puppet, k), share)
    puppet.lean(forward=-3.0, arms=1.0, head=0.5)
    arms.swung(
        puppet, smooth(height[0] - height[1], 1.0), random.uniform(50.0, 60.0), random.uniform(8.0, 25.0)
    )
    puppet.stand(0.7)
    return True


def on_tiptoe(puppet, random, side):
    """Heels up all the time, on the toes where they stood."""
    if not worn.slower(puppet, random.uniform(0.7, 0.85)):
        return False
    steps.shorter(puppet, random.uniform(0.62, 0.75))
    rise, before = random.uniform(48.0, 56.0), puppet.ankles.copy()
    down = contacts.detect(puppet.body.joints, skeleton.FPS).reshape(len(puppet), 2, 2).any(axis=2)
    free = _by_turns([np.clip(smooth((~down[:, k]).astype(float), 1.0), 0.0, 1.0) for k in (0, 1)])
    for k in (0, 1):
        toe = steps.toes(puppet, k)
        up = quaternion.from_axis_angle(puppet.body.left, np.full(len(puppet), np.radians(rise)))
        puppet.feet[:, k] = quaternion.multiply(up, steps.flat(puppet, k))
        ankle_lift = np.maximum(puppet.ankles[:, k, 1] - (_TOE + _HEEL), 0.0)
        place = toe.copy()
        place[:, 1] = _TOE + free[k] * ankle_lift
        puppet.ankles[:, k] = place - quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
    lifted = np.median(puppet.ankles[:, :, 1].min(axis=1) - before[:, :, 1].min(axis=1))
    puppet.lower(-0.75 * max(lifted, 0.0))
    puppet.lean(forward=9.0, arms=0.8, head=0.0)
    puppet.stand(0.8)
    return arms.apply(puppet, POISED, random)


def hurried(puppet, random, side):
    speed = float(np.median(puppet.body.speed))
    if not 1.0 < speed < 1.7:
        return False
    puppet.retimed(np.arange(0.0, len(puppet) - 1, random.uniform(1.1, 1.2)))
    beat = np.clip(smooth(puppet.body.ahead[:, None], 2.5)[:, 0] / 0.3, -1.0, 1.0)
    arms.swung(puppet, -beat, random.uniform(30.0, 36.0), random.uniform(72.0, 84.0))
    puppet.lean(forward=random.uniform(17.0, 22.0), pelvis=0.5, arms=1.0, head=0.3)
    puppet.stand(0.4)
    return True


def _by_turns(lifts):
    """Weights (T,) of both feet, lowered where both are lifted: one of them stands."""
    return [np.maximum(lifts[k] - lifts[1 - k], 0.0) for k in (0, 1)]


def _lifts(puppet, k):
    """Weights (T,) from 0 to 1 and back for every swing of a foot, or None where it never swings."""
    stand = contacts.detect(puppet.body.joints, skeleton.FPS)[:, 2 * k : 2 * k + 2].any(axis=1)
    swings = [(a, b) for a, b in runs.runs(~stand) if 5 <= b - a <= 1.3 * skeleton.FPS]
    profile = np.zeros(len(puppet))
    for start, stop in swings:
        profile[start:stop] = np.sin(np.pi * (np.arange(start, stop) - start + 0.5) / (stop - start)) ** 2
    return profile if swings else None

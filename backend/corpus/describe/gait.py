"""How a body goes: stands, walks, runs; which way, how fast, with how many steps; limping, with high knees,
on tiptoe."""

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import airborne, contacts, runs

from .body import SIDES, STANDING, Fact, spans

# Metres a second: goes, runs without a doubt.
_GOES, _RUNS = 0.3, 2.2
# Shares of frames without a foot on the floor, and metres a second, of a run.
_FLIGHT, _RUNS_FROM = 0.17, 1.5
# Metres that are a walk rather than a step or two.
_WALK = 1.0
# Metres that an ankle gets before the other one in a step.
_STEP = 0.1
# Part by which steps differ in time or length where somebody limps.
_LIMP = 0.22
# Degrees of a thigh lifted in marching; metres of the heel over the toe on tiptoe, beyond standing flat.
_KNEES_HIGH, _TIPTOE = 62.0, 0.055
_WAYS = ("forward", "left", "backward", "right")


def found(body):
    """Facts of (T, 22, 3): "walk" and "run" with the way ("forward", "backward", "left", "right") and the
    speed in m/s; "step" for less than a walk, with its metres; "still"."""
    flying = _share(airborne.off_floor(body.joints)[1], len(body))
    facts = []
    for start, stop in spans(body.speed > _GOES, 0.6, 0.3):
        for a, b, way in _ways(body, start, stop):
            speed = float(np.mean(body.speed[a:b]))
            if (far := speed * (b - a) / skeleton.FPS) < _WALK and b - a < len(body):
                if far > 0.25:
                    facts.append(Fact("step", a, b, way, far))
                continue
            ran = speed > _RUNS or (speed > _RUNS_FROM and flying[a:b].mean() > _FLIGHT)
            facts.append(Fact("run" if ran else "walk", a, b, way, speed))
    quiet = (body.speed < 0.2) & (body.wrist_speed.max(axis=1) < 0.5)
    return facts + [Fact("still", a, b) for a, b in spans(quiet, 0.8)]


def _share(flights, count):
    mask = np.zeros(count, bool)
    for start, stop in flights:
        mask[start:stop] = True
    return mask


def _ways(body, start, stop):
    """[(start, stop, way)] of frames in which the body goes one way, short changes left out."""
    ahead, left = body.velocity[start:stop].T
    quarter = np.round(np.degrees(np.arctan2(left, ahead)) / 90.0).astype(int) % 4
    parts = []
    for k, way in enumerate(_WAYS):
        parts += [(start + a, start + b, way) for a, b in runs.runs(runs.without_gaps(quarter == k, 6))]
    return sorted(part for part in parts if part[1] - part[0] >= 0.5 * skeleton.FPS)


def steps(body, start, stop):
    """[(frame, side)] of steps in start … stop − 1: where that side's foot is furthest before the other."""
    ahead = body.ahead[start:stop]
    marks, way, best = [], 0, 0
    for t, value in enumerate(ahead):
        for sign in (1, -1):
            if sign * value > _STEP and way != sign:
                if way:
                    marks.append((start + best, SIDES[0 if way > 0 else 1]))
                way, best = sign, t
            elif way == sign and sign * value > sign * ahead[best]:
                best = t
    if way:
        marks.append((start + best, SIDES[0 if way > 0 else 1]))
    return marks


def manner(body, gait):
    """Facts of how the gait (a Fact "walk" or "run") is walked: "limp" (the leg spared), "knees high",
    "tiptoe", "steps" (how many)."""
    start, stop = gait.start, gait.stop
    said = []
    if gait.side in ("forward", "backward"):
        marks = steps(body, start, stop)
        if len(marks) >= 2:
            said.append(Fact("steps", start, stop, "", len(marks)))
        spared = _limp(body, marks) if gait.side == "forward" and gait.name == "walk" else ""
        if spared:
            said.append(Fact("limp", start, stop, spared))
    if _knees_high(body, start, stop):
        said.append(Fact("knees high", start, stop))
    if gait.name == "walk" and _tiptoe(body, start, stop):
        said.append(Fact("tiptoe", start, stop))
    return said


def _limp(body, marks):
    """The side of the leg that is stood on shorter, step after step, or "" where both are alike."""
    inner = marks[1:-1]
    if len(inner) < 5:
        return ""
    # From one's own landing to the other's a foot carries alone.
    lasts = {side: [] for side in SIDES}
    for (t, side), (then, other) in zip(inner, inner[1:], strict=False):
        if side != other:
            lasts[side].append(then - t)
    if min(map(len, lasts.values())) < 2:
        return ""
    left, right = (np.array(lasts[side], float) for side in SIDES)
    difference = (left.mean() - right.mean()) / (left.mean() + right.mean())
    steady = max(left.std(), right.std()) < abs(left.mean() - right.mean())
    if abs(difference) < _LIMP / 2.0 or not steady:
        return ""
    return "left" if difference < 0 else "right"


def _knees_high(body, start, stop):
    thigh = body.both("knee")[start:stop] - body.both("hip")[start:stop]
    angle = np.degrees(np.arccos(np.clip(-thigh[..., 1] / np.linalg.norm(thigh, axis=-1), -1.0, 1.0)))
    lifts = [len(runs.runs(angle[:, k] > _KNEES_HIGH)) for k in (0, 1)]
    low = body.at("pelvis")[start:stop, 1].mean() < 0.85 * STANDING
    return min(lifts) >= 2 and not low


def _tiptoe(body, start, stop):
    """Whether most of the time that a toe stands, its heel is up."""
    touching = contacts.detect(body.joints, skeleton.FPS)[start:stop]
    heel = body.both("ankle")[start:stop, :, 1] - body.both("foot")[start:stop, :, 1]
    toes = touching[:, [1, 3]]
    rest = -skeleton.OFFSETS[10, 1]
    return toes.sum() >= 8 and np.mean(heel[toes] > rest + _TIPTOE) > 0.75

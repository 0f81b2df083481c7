"""To the floor: kneeling on one knee and on both, and slow ways down played backwards as ways up."""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..describe import kinematics, phases, wording
from .puppet import LEGS, SIDES, smooth

# Metres: the long step before, the pelvis over the floor and ahead of the rear foot's toe, the step's height.
_STEP, _PELVIS, _AHEAD, _LIFT = 0.7, 0.545, 0.36, 0.08
# Degrees that the foot behind is tipped onto its toes; metres a second of the pelvis and of any joint of who
# goes down slowly.
_TIPPED, _SLOW, _QUICK = 72.0, 1.0, 3.0
_SUDDEN = re.compile(
    r"\b(?:fall|fell|roll|cartwheel|danc|jump|flip|kick|hit|shot|trip|push|swim|crawl)",
    re.IGNORECASE,
)


def kneeling(puppet, random, side):
    """A step forward, then the knee of that side is put on the floor; half the time back up."""
    return _kneel(puppet, random, side, both=False)


def kneeling_on_both(puppet, random, side):
    return _kneel(puppet, random, side, both=True)


def _kneel(puppet, random, side, both):
    count, rear = len(puppet), SIDES.index(side)
    seconds = count / skeleton.FPS
    need = 3.4 if both else 2.4
    if seconds < need:
        return False
    t = np.arange(count) / skeleton.FPS
    pace = random.uniform(0.9, 1.25)
    start = random.uniform(0.2, 0.5)
    up = not both and seconds > need + 2.2 and random.random() < 0.6
    back = seconds - 0.3 - 1.3 * pace

    def ramp(first, lasts):
        there = _ease((t - start - first * pace) / (lasts * pace))
        return (
            there * (1.0 - _ease((t - back - (1.0 - first) * pace * 0.3) / (lasts * pace))) if up else there
        )

    step, down, tip = ramp(0.0, 0.65), ramp(0.3, 0.95), ramp(0.35, 0.7)
    second = _ease((t - start - 1.5 * pace) / (0.9 * pace)) if both else 0.0 * t
    ahead, front = puppet.body.forward[:1], 1 - rear
    toe = puppet.body.both("foot")[:1, rear]
    tipped = quaternion.from_axis_angle(np.repeat(puppet.body.left[:1], count, 0), np.radians(_TIPPED) * tip)
    flat = puppet.feet[:, rear].copy()
    puppet.feet[:, rear] = quaternion.multiply(tipped, flat)
    offset = skeleton.OFFSETS[LEGS[rear][3]]
    place = toe + (0.03 - toe[:, 1:2]) * tip[:, None] * np.array([0.0, 1.0, 0.0])
    puppet.ankles[:, rear] = place - quaternion.rotate(puppet.feet[:, rear], offset)
    moves = step * (1.0 - step) * 4.0
    puppet.ankles[:, front] += step[:, None] * _STEP * ahead + moves[:, None] * [0.0, _LIFT, 0.0]
    if both:
        aside = puppet.body.both("foot")[:1, front] - toe
        aside = aside - np.sum(aside * ahead, -1, keepdims=True) * ahead
        goal = puppet.ankles[:, rear] + aside * [1.0, 0.0, 1.0]
        lift = (second * (1.0 - second) * 4.0)[:, None] * [0.0, 0.1, 0.0]
        puppet.ankles[:, front] += second[:, None] * (goal - puppet.ankles[:, front]) + lift
        turn = quaternion.from_axis_angle(
            np.repeat(puppet.body.left[:1], count, 0), np.radians(_TIPPED) * second
        )
        puppet.feet[:, front] = quaternion.multiply(turn, puppet.feet[:, front])
    goal = toe[0] + _AHEAD * ahead[0]
    here = puppet.translation[0]
    middle = np.sum((goal - here) * ahead[0]) * ahead[0]
    puppet.translation += down[:, None] * (middle * [1.0, 0.0, 1.0])
    height = here[1] + (_PELVIS - here[1])
    puppet.translation[:, 1] += down * (height - here[1])
    dip = smooth((4.0 * down * (1.0 - down))[:, None], 1.0)[:, 0]
    puppet.lean(forward=14.0 * dip + 3.0 * down, arms=0.4, head=0.6)
    puppet.stand(0.0)
    knee = puppet.joints[:, LEGS[rear][1], 1]
    return 0.03 < knee[down > 0.999].min() < 0.12 if (down > 0.999).any() else False


def _ease(part):
    part = np.clip(part, 0.0, 1.0)
    return part * part * part * (10.0 - 15.0 * part + 6.0 * part * part)


def ways_up(clips, random):
    """CorpusClips of somebody who goes down to the floor slowly, played backwards: getting up. Sentences are
    what the joints show."""
    found = []
    for clip in clips:
        if any(_SUDDEN.search(c.text) for c in clip.captions):
            continue
        row, body = phases.of(clip.positions)
        kinds = [phase.kind for phase in row]
        low = [k for k, kind in enumerate(kinds) if kind in ("lie", "sit floor", "kneel", "all fours")]
        height = body.at("pelvis")[:, 1]
        goes_down = low and height[: low and row[low[0]].start or 1].max() > 0.85 and height[-1] < 0.6
        quick = np.abs(np.gradient(height)).max() * skeleton.FPS > _SLOW
        fast = np.linalg.norm(np.diff(body.joints, axis=0), axis=-1).max() * skeleton.FPS > _QUICK
        if not goes_down or quick or fast or body.carried > 0.1 or np.ptp(body.path, axis=0).max() > 1.5:
            continue
        found.append(replace(clip, rotations=clip.rotations[::-1], translation=clip.translation[::-1]))
    return found


def said_of(clip, random, n=3):
    """Up to n sentences of a way up: what the joints show, with its end named."""
    row, _ = phases.of(clip.positions)
    low = [phase for phase in row if phase.kind in ("lie", "sit floor", "kneel", "all fours")]
    if not low:
        return ()
    start = wording.clause(replace(low[0], before="", meanwhile=()), random)
    where = start.said("ing")
    texts = (
        f"a person is {where} and gets up", f"someone who is {where} stands up",
        f"a person gets up from {where}", "get up from the floor", "getting up",
        f"{start.terse()}, then stand up",
    )  # fmt: skip
    more = [c.text for c in kinematics.captions_of(clip, random, 2) if not c.stop_s]
    return tuple(random.permutation(np.array([*texts, *more], dtype=object))[:n])

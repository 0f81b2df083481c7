"""Manners of walking and running keyed big: feet, hips, trunk, head and arms from one row of a table."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import quaternion, skeleton

from . import arms, footwork, steps
from .footwork import Feet
from .pose import Pose
from .puppet import LEGS, SIDES, UP, I, drift, smooth

_LONGEST = 197
_SPINE = ("spine1", "spine2", "spine3", "neck", "head")
_STRETCHED = 0.992 * float(np.linalg.norm(skeleton.OFFSETS[[4, 7]], axis=-1).sum())


@dataclass(frozen=True)
class Swing:
    """Hanging arms swung by degrees against the legs, elbows bent by `bent`, held off the body by `out`."""

    degrees: float
    bent: float = 15.0
    out: float = 0.0


@dataclass(frozen=True)
class Manner:
    """cadence: steps a second, or speed: share of the captured; feet: None as captured.

    Metres: lower (the pelvis), sway (over the standing foot), jolt (down at each landing), lag (the pelvis
    behind the feet). Degrees: lean forward, `pelvis` of it from the hips; roll (the trunk over the standing
    leg), tilt (to the recipe's side), hip (the pelvis juts out over the standing leg), kick (straight legs
    swung up to it), twist (chest against pelvis), nod (head down), gaze (back over the shoulder),
    scan (left and right), wobble (slow noise to the sides), bank (the same with the arms), shrug. hang: the
    share of the lean that arms go along with; stiff: share of the trunk's own motion taken off; ratchet:
    frames that the body rests at a time; lame: the leg of the recipe's side is a stick; held: it is carried
    bent behind the other; balance: how much the mass is kept over the feet; poses: of both arms, or of the
    recipe's side and then the other.
    """

    cadence: float = 0.0
    feet: Feet | None = None
    lower: float = 0.0
    sway: float = 0.0
    jolt: float = 0.0
    lean: float = 0.0
    pelvis: float = 0.25
    roll: float = 0.0
    tilt: float = 0.0
    hip: float = 0.0
    kick: float = 0.0
    twist: float = 0.0
    nod: float = 0.0
    gaze: float = 0.0
    scan: float = 0.0
    wobble: float = 0.0
    bank: float = 0.0
    shrug: float = 0.0
    hang: float = 0.5
    stiff: float = 0.0
    ratchet: int = 0
    lame: bool = False
    held: bool = False
    lag: float = 0.0
    speed: float = 1.0
    balance: float = 0.5
    swing: Swing | None = None
    poses: tuple[Pose, ...] = ()


def changed(manner, first=None):
    """change(puppet, random, side) of a Recipe: a walk or run in that Manner, after `first` where that is
    another such change."""

    def change(puppet, random, side):
        if first is not None:
            if not first(puppet, random, side):
                return False
            puppet.remember()
        return apply(puppet, manner, random, side)

    return change


def apply(puppet, manner, random, side):
    """The puppet moves in a Manner; False where the captured steps do not bear it."""
    paced(puppet, manner.cadence, random, manner.speed)
    amount = random.uniform(0.9, 1.15)
    feet = manner.feet or Feet()
    marks = footwork.taken(puppet, feet, side, amount) if manner.feet else _seen(puppet)
    if marks is None:
        return False
    beat = np.clip(marks.before / max(np.percentile(np.abs(marks.before), 90), 0.05), -1.0, 1.0)
    rock = smooth((marks.lifts[:, 0] - marks.lifts[:, 1])[:, None], 1.5)[:, 0]
    rock = rock / max(np.percentile(np.abs(rock), 90), 0.3)
    sign = 1.0 if side == "left" else -1.0
    stiffened(puppet, manner.stiff)
    _pelvis(puppet, manner, marks, rock, amount)
    if manner.swing:
        _swung(puppet, manner.swing, -beat, amount)
    _trunk(puppet, manner, rock, beat, amount, random, sign)
    if manner.held:
        _held(puppet, SIDES.index(side), sign)
    if manner.lame:
        swings = smooth(marks.lifts[:, SIDES.index(side), None], 1.0)[:, 0]
        puppet.lean(left=-sign * 13.0 * swings, pelvis=0.6, arms=0.6, head=0.4)
    puppet.stand(manner.balance)
    if manner.kick:
        _kicked(puppet, manner.kick * amount, marks)
        puppet.stand(0.0)
    if manner.lame:
        _lame(puppet, SIDES.index(side), sign, marks)
        puppet.stand(0.0)
    # A single arm's pose is on the recipe's side first, the next one on the other.
    other = SIDES[1 - SIDES.index(side)]
    for pose, where in zip(manner.poses, (side, other), strict=False):
        if not arms.apply(puppet, pose, random, where, None, beat if pose.swing != (0.0, 0.0, 0.0) else None):
            return False
    if manner.ratchet:
        _ratchet(puppet, manner.ratchet)
    return True


def paced(puppet, cadence, random, speed=1.0):
    """Played at `cadence` steps a second (0: at `speed`), as much of it as a clip holds."""
    if cadence:
        first = sorted(a for k in (0, 1) for a, _ in steps.stances(puppet, k))
        if len(first) > 2:
            captured = (len(first) - 1) * skeleton.FPS / max(first[-1] - first[0], 1)
            speed = float(np.clip(cadence / captured, 0.4, 1.25))
    if speed != 1.0:
        puppet.retimed(np.arange(0.0, len(puppet) - 1, speed * random.uniform(0.94, 1.06))[:_LONGEST])


def _seen(puppet):
    """Marks of the captured steps."""
    ankles = puppet.body.both("ankle")
    before = np.sum((ankles[:, 0] - ankles[:, 1]) * puppet.body.forward, axis=-1)
    lifts = np.clip((ankles[..., 1] - 0.1) / 0.2, 0.0, 1.0)
    return footwork.Marks(lifts, smooth(before[:, None], 1.0)[:, 0], ())


def stiffened(puppet, share):
    """The trunk's own bends and turns taken off by a share."""
    if share:
        for joint in _SPINE:
            now = puppet.rotations[:, I[joint]]
            rest = np.tile(quaternion.IDENTITY, (len(puppet), 1))
            puppet.rotations[:, I[joint]] = quaternion.slerp(now, rest, np.full(len(puppet), share))


def _pelvis(puppet, manner, marks, rock, amount):
    body = puppet.body
    shift = -manner.sway * amount * rock[:, None] * body.left - manner.lag * body.forward
    puppet.translation += shift
    puppet.mass += shift
    puppet.lower(manner.lower * amount)
    if manner.jolt:
        dip = np.zeros(len(puppet))
        for frame in marks.landings:
            dip[frame : frame + 2] = 1.0
        puppet.lower(manner.jolt * amount * smooth(dip[:, None], 1.2)[:, 0])


def _trunk(puppet, manner, rock, beat, amount, random, sign):
    body, count = puppet.body, len(puppet)
    hip = -manner.hip * amount * rock
    puppet.turn("pelvis", body.forward, hip)
    puppet.turn("pelvis", UP, -0.6 * manner.twist * amount * beat)
    for joint in _SPINE[:3]:
        puppet.turn(joint, body.forward, -1.15 * hip / 3.0)
        puppet.turn(joint, UP, 0.5 * manner.twist * amount * beat)
    puppet.turn("neck", UP, -0.9 * manner.twist * amount * beat)
    left = sign * manner.tilt - manner.roll * amount * rock + drift(random, count, 1.0, 1.0) * manner.wobble
    puppet.lean(manner.lean * amount, left, manner.pelvis, manner.hang, 0.45)
    if manner.bank:
        puppet.lean(0.0, manner.bank * np.sin(drift(random, count, 1.6, 1.6)), 0.2, 1.0, 0.6)
    puppet.turn("neck", body.left, 0.5 * manner.nod)
    puppet.turn("head", body.left, 0.5 * manner.nod)
    if manner.gaze:
        # Back over the shoulder, ahead again for a moment, and back again.
        t = np.arange(count) / skeleton.FPS
        look = smooth(((t + random.uniform(0.0, 0.4)) % 2.2 > 0.45).astype(float)[:, None], 2.5)[:, 0]
        for joint, share in (("spine2", 0.17), ("spine3", 0.17), ("neck", 0.3), ("head", 0.36)):
            puppet.turn(joint, UP, sign * share * manner.gaze * look)
    if manner.scan:
        t = np.arange(count) / skeleton.FPS
        look = np.sign(np.sin(2 * np.pi * t / random.uniform(1.4, 1.9) + random.uniform(0.0, 6.0)))
        for joint, share in (("neck", 0.45), ("head", 0.55)):
            puppet.turn(joint, UP, share * manner.scan * smooth(look[:, None], 2.0)[:, 0])
    for side in SIDES if manner.shrug else ():
        out, before = 1.0 if side == "left" else -1.0, skeleton.global_rotations(puppet.rotations)
        puppet.turn(f"{side}_collar", body.forward, out * manner.shrug)
        puppet.hold(f"{side}_shoulder", before, 0.0)


def _swung(puppet, swing, phase, amount):
    arms.swung(puppet, phase, swing.degrees * amount, swing.bent)
    for side in SIDES if swing.out else ():
        out = 1.0 if side == "left" else -1.0
        puppet.turn(f"{side}_shoulder", puppet.body.forward, out * swing.out)


def _kicked(puppet, degrees, marks):
    """Legs swung up straight, to degrees from hanging."""
    for k in (0, 1):
        hip, up = puppet.joints[:, LEGS[k][0]], marks.lifts[:, k]
        angle = np.radians(degrees) * up
        leg = np.sin(angle)[:, None] * puppet.body.forward - np.cos(angle)[:, None] * UP
        share = np.clip(1.8 * up - 0.2, 0.0, 1.0)[:, None]
        puppet.ankles[:, k] += share * (hip + _STRETCHED * leg - puppet.ankles[:, k])


def _lame(puppet, k, sign, marks):
    """The leg a stick: led round aside at its full length, the body heaved over it."""
    hip, free, toe = puppet.joints[:, LEGS[k][0]], marks.lifts[:, k], steps.toes(puppet, k)
    # A stick does not roll over its toes.
    puppet.feet[:, k] = steps.flat(puppet, k)
    puppet.ankles[:, k] = toe - quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
    up = hip[:, 1] - puppet.ankles[:, k, 1]
    flat = np.linalg.norm((hip - puppet.ankles[:, k])[:, [0, 2]], axis=-1)
    tall = np.sqrt(np.maximum(_STRETCHED**2 - flat**2, 0.3))
    raised = (tall - up) * (1.0 - np.clip(2.0 * free, 0.0, 1.0))
    puppet.translation[:, 1] += smooth(raised[:, None], 2.0)[:, 0]
    puppet.stand(0.0)
    hip = puppet.joints[:, LEGS[k][0]]
    line = puppet.ankles[:, k] + (0.3 * sign * free)[:, None] * puppet.body.left - hip
    away = line / np.linalg.norm(line, axis=-1, keepdims=True)
    stick = hip + _STRETCHED * away
    share = np.clip(12.0 * free, 0.0, 1.0)[:, None]
    lifted = np.maximum(stick[:, 1:2], 0.075) * UP + stick * [1.0, 0.0, 1.0]
    puppet.ankles[:, k] += share * (lifted - puppet.ankles[:, k])


def _held(puppet, k, sign):
    """The foot of that side carried behind, its knee bent."""
    hip = puppet.joints[:, LEGS[k][0]]
    back = -0.3 * puppet.body.forward + 0.02 * sign * puppet.body.left
    puppet.ankles[:, k] = hip + back - 0.6 * UP
    down = quaternion.from_axis_angle(puppet.body.left, np.full(len(puppet), np.radians(50.0)))
    puppet.feet[:, k] = quaternion.multiply(down, steps.flat(puppet, k))


def _ratchet(puppet, frames):
    """Moved and held by turns, as by a motor that knows steps only."""
    t = np.arange(len(puppet), dtype=float)
    number, part = np.divmod(t, frames)
    part = np.clip((part / frames - 0.35) / 0.65, 0.0, 1.0)
    stepped = frames * (number + part * part * (3.0 - 2.0 * part))
    puppet.retimed(np.clip(0.8 * stepped + 0.2 * t, 0.0, len(puppet) - 1.0))

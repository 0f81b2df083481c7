"""The steps of a walk taken otherwise: where feet are put, how they are lifted, how they stand.

A foot stands as long as it stood in the captured walk and is led in an arc of its own between two places.
"""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import quaternion, skeleton

from . import steps
from .puppet import LEGS, SIDES, UP, smooth

# Metres of the toe's joint over the floor in standing, and of the ankle's over the toe's.
_FLAT = np.array([1.0, 0.0, 1.0])
_TOE, _HEEL = 0.015, float(-skeleton.OFFSETS[10, 1])


@dataclass(frozen=True)
class Feet:
    """step: metres from one foot to the other, None as captured; line: metres from the middle of the way
    to each foot, None as captured; lift, ahead, out: metres that a foot is led up, forward and aside,
    most at `apex` (0 to 1) of its way; toes_out, heel_up: degrees of a standing foot; point: degrees that
    the toes hang in the air; roll: share of the captured roll over heel and toes; across: the body faces
    to the side of its way."""

    step: float | None = None
    line: float | None = None
    lift: float = 0.07
    ahead: float = 0.0
    out: float = 0.0
    apex: float = 0.5
    toes_out: float = 0.0
    heel_up: float = 0.0
    point: float = 0.0
    roll: float = 1.0
    across: bool = False


@dataclass(frozen=True)
class Marks:
    """lifts (T, 2): from 0 to 1 and back while each foot is in the air; before (T,): metres that the left
    foot is before the right one; landings: frames."""

    lifts: np.ndarray
    before: np.ndarray
    landings: tuple


def taken(puppet, feet, side="left", amount=1.0):
    """Put the puppet's steps where `feet` say, lifted by `amount` of it; Marks, or None where a foot hardly
    steps."""
    count, sign = len(puppet), 1.0 if side == "left" else -1.0
    spans = [steps.stances(puppet, k) for k in (0, 1)]
    if min(map(len, spans)) < 2:
        return None
    start, ahead, left = puppet.translation[0] * _FLAT, puppet.body.forward, puppet.body.left
    path = np.insert(puppet.body.path, 1, 0.0, axis=1)
    off = [steps.toes(puppet, k) * _FLAT - path for k in (0, 1)]
    stride = 1.0 if feet.step is None else feet.step / _stepped(spans, [path + seen for seen in off])
    # The whole way is scaled, so that it turns as before.
    shift = (stride - 1.0) * (puppet.translation * _FLAT - start)
    puppet.translation += shift
    puppet.mass += shift
    path = start + stride * (path - start)
    if feet.across:
        _across(puppet, sign)
    lifts, courses = np.zeros((count, 2)), []
    for k, (name, stands) in enumerate(zip(SIDES, spans, strict=True)):
        out = 1.0 if name == "left" else -1.0
        along, beside = (np.sum(off[k] * axis, axis=-1) for axis in (ahead, left))
        along = stride * along
        if feet.across:
            # Who walks sideways sets the feet beside each other, one closing up to the other.
            along, beside = along + sign * out * (feet.line or 0.0), 0.0 * beside
        elif feet.line is not None:
            beside = np.full(count, out * feet.line)
        places, u = _course(stands, path + along[:, None] * ahead + beside[:, None] * left, count)
        bump = np.sin(np.pi * u ** (np.log(0.5) / np.log(feet.apex))) ** 2
        lifts[:, k] = bump
        courses.append(places)
        place = places + bump[:, None] * amount * (feet.ahead * ahead + out * feet.out * left)
        puppet.feet[:, k] = _turned(puppet, k, feet, bump, out)
        offset = quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
        # The lower of heel and toe is on the floor.
        place[:, 1] = _TOE + np.maximum(offset[:, 1] + _HEEL, 0.0) + amount * feet.lift * bump
        puppet.ankles[:, k] = place - offset
    landings = tuple(sorted(a for stands in spans for a, _ in stands if a > 2))
    before = smooth(np.sum((courses[0] - courses[1]) * ahead, axis=-1, keepdims=True), 1.0)[:, 0]
    return Marks(lifts, before, landings)


def _stepped(spans, toes):
    """Metres of the captured steps of toes (T, 3)."""
    ways = [
        np.linalg.norm(np.diff([toe[(a + b) // 2] for a, b in stands], axis=0), axis=-1).mean()
        for stands, toe in zip(spans, toes, strict=True)
    ]
    return max(0.5 * float(np.mean(ways)), 0.15)


def _course(stands, wanted, count):
    """(places (T, 3), part (T,) of the step done, 0 while it stands) of a foot that stands where `wanted`
    (T, 3) is in the middle of each stance."""
    spots = [wanted[(a + b) // 2] for a, b in stands]
    stride = (spots[-1] - spots[0]) / (len(spots) - 1)
    swing = int(np.median([b[0] - a[1] for a, b in zip(stands, stands[1:], strict=False)]))
    first, last = stands[0][0], stands[-1][1]
    stands = [(first - swing - 20, first - swing), *stands, (last + swing, last + swing + 20)]
    spots = [spots[0] - stride, *spots, spots[-1] + stride]
    u, places = np.zeros(count), np.zeros((count, 3))
    for (a, b), spot, (c, _), following in zip(stands, spots, stands[1:], spots[1:], strict=False):
        places[max(a, 0) : max(b, 0)] = spot
        moving = np.arange(max(b, 0), min(max(c, 0), count))
        part = (moving - b + 0.5) / max(c - b, 1)
        u[moving] = part
        eased = (part * part * (3.0 - 2.0 * part))[:, None]
        places[moving] = spot * (1.0 - eased) + following * eased
    places[min(stands[-1][0], count) :] = spots[-1]
    return places, u


def _turned(puppet, k, feet, bump, out):
    """World rotations (T, 4) of a foot: as captured for its share of roll, then turned out, tipped, hung."""
    flat = steps.flat(puppet, k)
    foot = quaternion.slerp(flat, puppet.feet[:, k], np.full(len(bump), feet.roll))
    turned = quaternion.from_axis_angle(UP, np.full(len(bump), np.radians(out * feet.toes_out)))
    foot = quaternion.multiply(turned, foot)
    across = quaternion.rotate(foot, np.array([1.0, 0.0, 0.0]))
    tipped = np.radians(feet.heel_up * (1.0 - bump) + feet.point * bump)
    return quaternion.multiply(quaternion.from_axis_angle(across, tipped), foot)


def _across(puppet, sign):
    """The whole body turned a quarter, so that its way leads to its left (sign 1) or right (-1)."""
    turn = np.tile(quaternion.from_axis_angle(UP, np.array(-sign * np.pi / 2.0)), (len(puppet), 1))
    puppet.rotations[:, 0] = quaternion.multiply(turn, puppet.rotations[:, 0])
    puppet.remember()

"""The steps of a walk taken otherwise: where feet are put, how they are lifted, how they stand.

A foot stands as long as it stood in the captured walk and is led in an arc of its own between two places.
"""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import quaternion, skeleton

from . import steps
from .puppet import LEGS, SIDES, UP, smooth

# Metres of the toe's joint over the floor in standing, and of the ankle's over the toe's.
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
    start, way = puppet.translation[0].copy(), puppet.translation[-1] - puppet.translation[0]
    ahead = way * [1.0, 0.0, 1.0] / max(np.linalg.norm(way[[0, 2]]), 1e-6)
    left = np.cross(UP, ahead)
    toes = [steps.toes(puppet, k) for k in (0, 1)]
    beside = [np.median((toe - start) @ left) for toe in toes]
    stride = 1.0 if feet.step is None else feet.step / _stepped(spans, toes, ahead)
    shift = ((stride - 1.0) * ((puppet.translation - start) @ ahead))[:, None] * ahead
    puppet.translation += shift
    puppet.mass += shift
    if feet.across:
        _across(puppet, ahead, sign)
    lifts, progress = np.zeros((count, 2)), np.zeros((count, 2))
    for k, (name, stands) in enumerate(zip(SIDES, spans, strict=True)):
        out = 1.0 if name == "left" else -1.0
        line = (toes[k] - start) @ left
        if feet.line is not None:
            line = line - beside[k] + out * feet.line
        along = stride * ((toes[k] - start) @ ahead)
        if feet.across:
            # Who walks sideways sets the feet beside each other, one closing up to the other.
            along, line = along + sign * out * (feet.line or 0.0), 0.0 * line
        u, places, air = _courses(stands, along, line, count)
        warped = u ** (np.log(0.5) / np.log(feet.apex))
        bump = np.where(air, np.sin(np.pi * warped) ** 2, 0.0)
        lifts[:, k], progress[:, k] = bump, places[:, 0]
        place = start * [1.0, 0.0, 1.0] + places[:, :1] * ahead + places[:, 1:] * left
        place = place + bump[:, None] * amount * (feet.ahead * ahead + out * feet.out * left)
        puppet.feet[:, k] = _turned(puppet, k, feet, bump, out)
        offset = quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
        # The lower of heel and toe is on the floor.
        place[:, 1] = _TOE + np.maximum(offset[:, 1] + _HEEL, 0.0) + amount * feet.lift * bump
        puppet.ankles[:, k] = place - offset
    landings = tuple(sorted(a for stands in spans for a, _ in stands if a > 2))
    before = smooth((progress[:, 0] - progress[:, 1])[:, None], 1.0)[:, 0]
    return Marks(lifts, before, landings)


def _stepped(spans, toes, ahead):
    """Metres of the captured steps."""
    ways = [
        abs((toe[stands[-1][0]] - toe[stands[0][0]]) @ ahead) / (len(stands) - 1)
        for stands, toe in zip(spans, toes, strict=True)
    ]
    return max(0.5 * float(np.mean(ways)), 0.15)


def _courses(stands, along, line, count):
    """(part (T,) of the step done, places (T, 2) along and beside the way, whether in the air) of a foot."""
    spots = [(np.median(along[a:b]), np.median(line[a:b])) for a, b in stands]
    stride = (spots[-1][0] - spots[0][0]) / (len(spots) - 1)
    swing = int(np.median([b[0] - a[1] for a, b in zip(stands, stands[1:], strict=False)]))
    first, last = stands[0][0], stands[-1][1]
    stands = [(first - swing - 20, first - swing), *stands, (last + swing, last + swing + 20)]
    spots = [(spots[0][0] - stride, spots[0][1]), *spots, (spots[-1][0] + stride, spots[-1][1])]
    u, places, air = np.zeros(count), np.zeros((count, 2)), np.zeros(count, bool)
    for (a, b), spot, (c, _), following in zip(stands, spots, stands[1:], spots[1:], strict=False):
        here = np.arange(max(a, 0), min(max(b, 0), count))
        places[here] = spot
        moving = np.arange(max(b, 0), min(max(c, 0), count))
        part = (moving - b + 0.5) / max(c - b, 1)
        u[moving], air[moving] = part, True
        eased = (part * part * (3.0 - 2.0 * part))[:, None]
        places[moving] = np.array(spot) * (1.0 - eased) + np.array(following) * eased
    here = np.arange(min(stands[-1][0], count), count)
    places[here] = spots[-1]
    return u, places, air


def _turned(puppet, k, feet, bump, out):
    """World rotations (T, 4) of a foot: as captured for its share of roll, then turned out, tipped, hung."""
    flat = steps.flat(puppet, k)
    foot = quaternion.slerp(flat, puppet.feet[:, k], np.full(len(bump), feet.roll))
    turned = quaternion.from_axis_angle(UP, np.full(len(bump), np.radians(out * feet.toes_out)))
    foot = quaternion.multiply(turned, foot)
    across = quaternion.rotate(foot, np.array([1.0, 0.0, 0.0]))
    tipped = np.radians(feet.heel_up * (1.0 - bump) + feet.point * bump)
    return quaternion.multiply(quaternion.from_axis_angle(across, tipped), foot)


def _across(puppet, ahead, sign):
    """The whole body turned a quarter, so that its way leads to its left (sign 1) or right (-1)."""
    turn = np.tile(quaternion.from_axis_angle(UP, np.array(-sign * np.pi / 2.0)), (len(puppet), 1))
    puppet.rotations[:, 0] = quaternion.multiply(turn, puppet.rotations[:, 0])
    puppet.remember()

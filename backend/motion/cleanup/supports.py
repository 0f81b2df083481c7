"""What carries a body, and how high that is: parts that stand still, and the level of each.

A part that is low and hardly moves is in contact with something for a while: with the floor, or with a step,
a rung, a seat. How much higher one contact is than another follows from the pose while both last, whatever
the root's height is. Between them a body may fly; then only the decoded heights tell, and a decoder errs in
those. So the levels are unknowns on a tree of contacts, with a prior on the floor: the likeliest are found
exactly.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Bools, Floats, Ints
from ..body import skeleton
from ..measure import contacts, runs
from . import resting

PARTS = (
    ("left_ankle", "left_foot"), ("right_ankle", "right_foot"), ("left_knee",), ("right_knee",),
    ("left_wrist",), ("right_wrist",), ("left_elbow",), ("right_elbow",),
    ("pelvis", "left_hip", "right_hip"),
    ("spine1", "spine2", "spine3", "neck", "left_collar", "right_collar", "left_shoulder", "right_shoulder"),
    ("head",),
)  # fmt: skip
_JOINTS = tuple(tuple(skeleton.INDEX[name] for name in part) for part in PARTS)
_FEET = 2
# Share of the body's mass at each joint, for its centre (after de Leva 1996).
_MASSES = {
    "pelvis": 0.11, "hip": 0.07, "knee": 0.07, "ankle": 0.025, "foot": 0.005, "spine1": 0.07,
    "spine2": 0.08, "spine3": 0.10, "neck": 0.03, "head": 0.07, "collar": 0.02, "shoulder": 0.03,
    "elbow": 0.022, "wrist": 0.018,
}  # fmt: skip
_MASS = np.array([_MASSES[name.rpartition("_")[2]] for name in skeleton.JOINTS])
_MASS /= _MASS.sum()
# Metres a second, level and vertical, below which a part stands still. Vertical is higher: a root may drift.
_LEVEL_SPEED, _VERTICAL_SPEED = 0.45, 0.6
# m/s²: below, a body falls freely.
FALLING = -5.0
# Metres over the lowest part at which a foot, and any other part, may carry.
_FOOT_REACH, _PART_REACH = 0.5, 0.05
# At the top of a jump: seconds at most, and mean m/s² with 0.1 s on both sides.
_LONGEST_TOP, _TOP = 0.7, -2.0
# Seconds of movement within a contact.
_GAP_SECONDS = 0.05
# Metres over the floor at which a motion neither begins nor ends.
_IN_THE_AIR = 0.15
# The part that sits, metres over the floor from which it does so on something; m/s below which it rests,
# metres by which the mass is beside the feet and by which knees and arms are higher than these, and seconds
# that this lasts.
_SEAT, _SEAT_HEIGHT, _SITS, _BESIDE, _LIMBS_UP, _SEATED = 8, 0.15, 0.15, 0.15, 0.1, 0.5
# Levels looked at, metres.
LEVELS = np.arange(0.0, 1.61, 0.04)


@dataclass(frozen=True)
class Trust:
    """How far the heights of a motion are to be believed, metres.

    errs: by how much they are wrong at most; further: what each metre beyond that costs. root: by how much a
    whole motion is too high or low. calm, pushed: m/s² by which the root's own acceleration may be wrong, on
    the ground and where the body is pushed up. foot: by how much a foot at rest may be off its usual height;
    None: as `resting` says. whole: whether it is a motion from begin to end, that neither begins nor ends in
    the air. floor_first: by how much nearer than the floor a step has to be to carry. places: whether where
    feet are is to be believed, and so what else carries a body beside them.
    """

    errs: float = 0.3
    further: float = 5.0
    root: float = 0.55
    calm: float = 3.0
    pushed: float = 20.0
    foot: float | None = None
    whole: bool = True
    floor_first: float = 0.03
    places: bool = False


# A decoder errs in the height of the root; a capture does so far less, but its body is not the canonical one,
# and the floors of some studios slope.
DECODED = Trust()
CAPTURED = Trust(
    errs=0.1,
    further=20.0,
    root=0.12,
    calm=2.0,
    pushed=4.0,
    foot=0.02,
    whole=False,
    floor_first=0.1,
    places=True,
)


@dataclass(frozen=True)
class Contact:
    """A part (index of PARTS) that stands still in frames start … stop − 1, `height` metres over the floor as
    decoded; `level` as it is found to be, 0 being the floor. known: it is where it is; off: by how much
    more its height was decoded."""

    part: int
    start: int
    stop: int
    height: float
    level: float = 0.0
    known: bool = False
    off: float = 0.0


def clearances(heights: Floats) -> tuple[Floats, Ints]:
    """Metres (T, parts) by which each part is over where it would rest on the floor, of joint heights
    (T, 22), and the joint that is."""
    over = heights - resting.USUAL
    joints = np.stack([np.array(part)[over[:, part].argmin(axis=1)] for part in _JOINTS], axis=1)
    return np.take_along_axis(over, joints, axis=1), joints


def acceleration(positions: Floats, fps: float) -> Floats:
    """m/s² (T,) with which the centre of mass of a body (T, 22, 3) goes up, over 0.1 s before and after."""
    reach = max(round(0.1 * fps), 1)
    height = positions[..., 1] @ _MASS
    before, after = 2 * height[0] - height[reach:0:-1], 2 * height[-1] - height[-2 : -2 - reach : -1]
    padded = np.concatenate([before[-reach:], height, after[:reach]])
    if len(padded) < len(height) + 2 * reach:
        return np.zeros(len(height))
    found: Floats = (padded[2 * reach :] - 2.0 * height + padded[: -2 * reach]) * (fps / reach) ** 2
    return found


def find(
    positions: Floats, over: Floats, joints: Ints, push: Floats, fps: float, free: Bools,
    trust: Trust = DECODED,
) -> list[Contact]:  # fmt: skip
    """Contacts of a body (T, 22, 3) in the order in which they begin, without levels.

    over, joints: its `clearances` (T, parts); push: its `acceleration` (T,); free: frames (T,) that may
    change. A decoded motion that is free neither begins nor ends in the air.
    """
    level = contacts.speeds(positions[..., [0, 2]], fps)
    vertical = contacts.speeds(positions[..., 1:2], fps)
    slow = np.take_along_axis((level < _LEVEL_SPEED) & (vertical < _VERTICAL_SPEED), joints, axis=1)
    lowest = over.min(axis=1, keepdims=True)
    reach = np.where(np.arange(len(PARTS)) < _FEET, _FOOT_REACH, _PART_REACH)
    slow &= over < lowest + reach
    # A foot at the top of a jump is slow, too.
    slow &= (push > FALLING)[:, None]
    found = [
        Contact(int(over[end].argmin()), end, end + 1, 0.0)
        for end in ((0, len(over) - 1) if trust.whole else ())
        if free[end] and not slow[end].any() and over[end].min() > _IN_THE_AIR
    ]
    for part in range(len(PARTS)):
        for start, stop in runs.runs(runs.without_gaps(slow[:, part], round(_GAP_SECONDS * fps))):
            kept = ~free[start:stop]
            height = over[start:stop, part][kept if kept.any() else slice(None)]
            if not kept.any() and _hangs(push, start, stop, float(np.median(height)), fps):
                continue
            found.append(Contact(part, start, stop, float(np.median(height)), known=bool(kept.any())))
    if trust.places:
        seat, limbs = over[:, _SEAT], over[:, _FEET:_SEAT].min(axis=1)
        sits = _beside_feet(positions, level, vertical) & (seat > _SEAT_HEIGHT)
        # Who kneels or leans on a hand is carried by that.
        sits &= limbs > over[:, :_FEET].min(axis=1) + _LIMBS_UP
        found += [
            Contact(_SEAT, start, stop, float(np.median(seat[start:stop])), known=True)
            for start, stop in runs.runs(sits)
            if stop - start >= _SEATED * fps
        ]
    return sorted(found, key=lambda c: (c.start, c.stop))


def _beside_feet(positions: Floats, level: Floats, vertical: Floats) -> Bools:
    """Frames (T,) in which the pelvis rests and the centre of mass is over neither foot nor between them: who
    does not fall then sits, hangs or leans."""
    flat = positions[..., [0, 2]]
    feet, mass = flat[:, list(contacts.INDICES)], np.einsum("tjc,j->tc", flat, _MASS)
    # From each foot to the other, and along each.
    away = np.full(len(flat), np.inf)
    for a in range(4):
        for b in range(a + 1, 4):
            along = feet[:, b] - feet[:, a]
            share = np.sum((mass - feet[:, a]) * along, axis=-1) / np.maximum(np.sum(along**2, axis=-1), 1e-9)
            nearest = feet[:, a] + np.clip(share, 0.0, 1.0)[:, None] * along
            away = np.minimum(away, np.linalg.norm(mass - nearest, axis=-1))
    rests: Bools = (level[:, 0] < _SITS) & (vertical[:, 0] < _SITS)
    return rests & (away > _BESIDE)


def _hangs(push: Floats, start: int, stop: int, height: float, fps: float) -> bool:
    """Whether a short contact in the air is the top of a jump: the body rises before and falls after it."""
    if height < _IN_THE_AIR / 2 or stop - start > _LONGEST_TOP * fps:
        return False
    around = round(0.1 * fps)
    return bool(push[max(start - around, 0) : stop + around].mean() < _TOP)


# What a second of contact off the floor costs; what each metre costs by which a level is away from the
# decoded one, for the floor and for others; above it. And the least and most seconds of a contact that count.
_OFF_FLOOR, _AWAY_FLOOR, _AWAY, _ABOVE = 1.0, 0.2, 3.0, 10.0
_SECONDS = 0.5, 1.0
# What each metre costs, and at most, by which a step between two contacts is another than is seen in the pose
# while both last, than is decoded over a gap, and over a flight; and metres up to which it is the same.
_SEEN, _GAP, _FLOWN, _EXACT = (20.0, 3.0), (8.0, 1.5), (4.0, 0.2), 0.08
# Metres between a level and the decoded one that is taken instead.
_ABOUT = 0.12
# Nothing that one stands on is this low, metres.
_NO_STEP, _NO_STEP_COST = 0.1, 1.0
# What each metre costs by which a contact of frames that stay as they are is elsewhere.
_KNOWN = 100.0


def with_levels(
    found: list[Contact], over: Floats, push: Floats, fps: float, trust: Trust = DECODED
) -> list[Contact]:
    """The contacts with their likeliest levels. over: `clearances` (T, parts); push: `acceleration` (T,)."""
    if not found:
        return found
    found = _lowest_on_floor(found, trust)
    links = [_link(found, i, over, push < FALLING) for i in range(len(found))]
    steps = LEVELS[:, None] - LEVELS[None, :]  # child's level against parent's
    costs = np.stack([_own_cost(contact, fps, trust) for contact in found])
    choices: list[Ints] = []
    for i in range(len(found) - 1, 0, -1):
        parent, seen, (weight, most) = links[i]
        beyond = np.maximum(np.abs(steps - seen) - _EXACT, 0.0)
        total = costs[i][:, None] + np.minimum(weight * beyond, most)
        choices.append(total.argmin(axis=0))
        costs[parent] += total.min(axis=0)
    chosen = [int(costs[0].argmin())]
    for i in range(1, len(found)):
        chosen.append(int(choices[len(found) - 1 - i][chosen[links[i][0]]]))
    return [_at(contact, float(LEVELS[k])) for contact, k in zip(found, chosen, strict=True)]


def _lowest_on_floor(found: list[Contact], trust: Trust) -> list[Contact]:
    """The contacts with heights over the lowest one, where that is off the floor by what a root may err."""
    lowest = min(contact.height for contact in found)
    if any(contact.known for contact in found) or not _ABOUT / 2 < abs(lowest) < trust.root:
        return found
    return [replace(contact, height=contact.height - lowest, off=lowest) for contact in found]


def _at(contact: Contact, level: float) -> Contact:
    """The contact at a level; off the floor at the decoded one where that is about the same."""
    near = level > 0.0 and abs(level - contact.height) < _ABOUT
    return replace(contact, level=contact.height if near else level)


def _own_cost(contact: Contact, fps: float, trust: Trust) -> Floats:
    """What each of LEVELS costs for a contact by itself."""
    away = np.abs(LEVELS - contact.height)
    if contact.known:
        kept: Floats = _KNOWN * np.maximum(away - _EXACT, 0.0)
        return kept
    off_floor = LEVELS > 0.0
    above = np.maximum(LEVELS - max(contact.height, 0.0) - _EXACT, 0.0)
    cost: Floats = (
        _OFF_FLOOR * off_floor + _NO_STEP_COST * (off_floor & (LEVELS < _NO_STEP)) + _ABOVE * above
        + np.where(off_floor, _AWAY, _AWAY_FLOOR) * away + trust.further * np.maximum(away - trust.errs, 0.0)
    )  # fmt: skip
    return cost * float(np.clip((contact.stop - contact.start) / fps, *_SECONDS))


def _link(
    found: list[Contact], index: int, over: Floats, falling: Bools
) -> tuple[int, float, tuple[float, float]]:
    """The earlier contact whose level tells most of this one's, how much higher this one is, and what another
    step costs."""
    here = found[index]
    if not index:
        return 0, 0.0, _GAP
    together = [i for i in range(index) if found[i].stop > here.start]
    if together:
        parent = min(together, key=lambda i: over[here.start, found[i].part])
        both = slice(here.start, min(found[parent].stop, here.stop))
        seen = over[both, here.part] - over[both, found[parent].part]
        return parent, float(np.median(seen)), _SEEN
    parent = max(range(index), key=lambda i: found[i].stop)
    last = found[parent]
    before = over[max(last.stop - 3, last.start) : last.stop, last.part]
    after = over[here.start : min(here.start + 3, here.stop), here.part]
    flown = np.count_nonzero(falling[last.stop : here.start]) > 1
    return parent, float(np.median(after) - np.median(before)), _FLOWN if flown else _GAP

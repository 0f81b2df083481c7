"""Clean feet: what stands on the floor stays where it stands (two-bone IK, smooth on- and offsets)."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Bools, Floats, Motion
from ..body import ik, quaternion, skeleton
from ..body.features import gaussian_smooth
from ..measure import contacts, runs
from . import knees, smooth

_JOINTS = ("hip", "knee", "ankle", "foot")
_SIDES = tuple(tuple(skeleton.INDEX[f"{side}_{j}"] for j in _JOINTS) for side in ("left", "right"))
# Metres that the pelvis goes down at most, for a foot to reach its place.
_SINK = 0.08


@dataclass(frozen=True)
class LockSettings:
    """How strongly feet are held.

    ramp: seconds in which a lock fades in and out. flight: seconds off the ground from which frames are
    left alone. toe_height, ankle_height: metres over the floor between which a standing joint may stay.
    straight: share of the leg's length up to which IK may stretch a leg that was shorter before.
    knee: degrees towards which the change of a knee's angle saturates. largest: metres of correction
    beyond which a contact is taken for drifting, and only steadied; sliding: beyond which a foot goes along
    with the reference's. arriving_height, arriving_speed: metres over its place and m/s above which a foot
    at either end of a contact is not yet, or no longer, held.
    """

    ramp: float = 0.2
    flight: float = 0.3
    toe_height: tuple[float, float] = (-0.005, 0.025)
    ankle_height: tuple[float, float] = (0.035, 0.1)
    straight: float = 0.985
    knee: float = knees.MOST
    largest: float = 0.25
    arriving_height: float = 0.03
    arriving_speed: float = 0.45
    sliding: float = 0.06


# Metres from hip to ankle up to which a leg is not corrected, and from which it wholly is.
_FOLDED = (0.2, 0.4)
# Captured feet that go farther than this while they are in contact shuffle or glide.
CAPTURED = LockSettings(largest=0.12)


def lock_feet(
    rotations: Floats, translation: Floats, fps: float = skeleton.FPS,
    labels: Floats | Bools | None = None, *, offsets: Floats = skeleton.OFFSETS, floor: float = 0.0,
    touching: Bools | None = None, reference: Floats | None = None, settings: LockSettings | None = None,
) -> Motion:  # fmt: skip
    """Motion with standing feet held still: rotations (T, 22, 4), translation (T, 3).

    labels: predicted contacts (T, 4) or None; offsets (22, 3): the body's own, after retargeting; floor: its
    height in metres; touching: contacts (T, 4) bool found on another body, instead of looking for them;
    reference: that body's joints (T, 22, 3): where a foot slides far there, it does so here.
    Frames in the air stay as they are, bit for bit; so does a motion without contacts.
    """
    settings = settings or LockSettings()
    rotations, translation = np.asarray(rotations), np.asarray(translation)
    if len(rotations) < 3:
        return rotations, translation
    positions = skeleton.forward_kinematics(rotations.astype(np.float64), translation, offsets)
    if touching is None:
        touching = contacts.detect(positions, fps, labels, floor)
    if not touching.any():
        return rotations, translation
    grounded = _grounded(touching, fps, settings)
    feet = [positions[:, [ankle, toe]] for _, _, ankle, toe in _SIDES]
    there = [None if reference is None else reference[:, [ankle, toe]] for _, _, ankle, toe in _SIDES]
    held = np.split(touching, 2, axis=1)
    each = [_correction(*foot, fps, floor, settings) for foot in zip(feet, held, there, strict=True)]
    moves = np.stack(each, axis=1) * _fade_to_flight(grounded, fps, settings)[:, None, None]
    unfolded = [_unfolded(positions, hip, ankle) for hip, _, ankle, _ in _SIDES]
    moves = moves * np.stack(unfolded, axis=1)[..., None]
    lift = _pelvis_height(positions, moves, touching, grounded, fps, settings)
    changed = (np.abs(moves).max(axis=(1, 2)) > 1e-9) | (np.abs(lift) > 1e-9)
    if not changed.any():
        return rotations, translation
    solved, moved = _solve(rotations[changed], translation[changed], positions[changed], moves[changed],
                           lift[changed], settings)  # fmt: skip
    result, shifted = np.array(rotations), np.array(translation)
    result[changed], shifted[changed] = solved, moved
    return _same_signs(result, rotations), shifted


def _same_signs(result: Floats, original: Floats) -> Floats:
    """Quaternions with the signs of those they replace."""
    flip = np.sum(result * original, axis=-1, keepdims=True) < 0
    return np.where(flip, -result, result)


def _grounded(touching: Bools, fps: float, settings: LockSettings) -> Bools:
    """Frames (T,) that do not belong to a flight: runs without any contact as long as a jump's."""
    any_foot = touching.any(axis=1)
    grounded = np.ones(len(any_foot), dtype=bool)
    for start, stop in runs.runs(~any_foot):
        if stop - start >= settings.flight * fps:
            grounded[start:stop] = False
    return grounded


def _smooth(t: Floats) -> Floats:
    t = np.clip(t, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def _fade_to_flight(grounded: Bools, fps: float, settings: LockSettings) -> Floats:
    """Weights (T,): 0 in flight, rising to 1 within half a ramp on the ground."""
    steps = max(0.5 * settings.ramp * fps, 1.0)
    at = np.arange(len(grounded), dtype=np.float64)
    before = np.maximum.accumulate(np.where(grounded, -np.inf, at))
    after = np.minimum.accumulate(np.where(grounded, np.inf, at)[::-1])[::-1]
    return _smooth(np.minimum(at - before, after - at) / (steps + 1.0))


def _correction(
    joints: Floats,
    touching: Bools,
    reference: Floats | None,
    fps: float,
    floor: float,
    settings: LockSettings,
) -> Floats:
    """How far a foot has to move per frame (T, 3).

    joints, reference (T, 2, 3) and touching (T, 2): ankle, toe.
    """
    move, speed = np.zeros((len(joints), 3)), contacts.speeds(joints, fps)
    held = np.array(touching.any(axis=1))
    for start, stop in runs.runs(held):
        part = _hold(joints[start:stop], touching[start:stop], floor, settings)
        if reference is not None and np.abs(part).max() > settings.sliding:
            along = joints[start:stop] - reference[start:stop] * [1.0, 0.0, 1.0]
            part = _hold(along, touching[start:stop], floor, settings)
        if np.abs(part).max() > settings.largest:
            path = joints[start:stop, 1]
            part = gaussian_smooth(path, max(0.3 * fps, 1.0)) - path
        # A foot still arriving or already leaving is led by the fade, not pulled at once.
        slow = speed[start:stop].min(axis=1) < settings.arriving_speed
        near = np.flatnonzero((np.abs(part[:, 1]) <= settings.arriving_height) & slow)
        if not len(near):
            held[start:stop] = False
            continue
        first, last = near[0], near[-1] + 1
        move[start + first : start + last] = part[first:last]
        held[start : start + first] = held[start + last : stop] = False
    return _faded(move, held, fps, settings)


def _hold(joints: Floats, touching: Bools, floor: float, settings: LockSettings) -> Floats:
    """Corrections (n, 3) that hold one contact: the toe where it stands, else the ankle.

    The longest stretch on one joint settles the place, the others continue from it without a step.
    """
    driver = np.where(touching[:, 1], 1, 0)
    path = joints[np.arange(len(driver)), driver]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(driver)) + 1, [len(driver)]])
    stretches = list(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True))
    longest = max(range(len(stretches)), key=lambda i: stretches[i][1] - stretches[i][0])
    move = np.zeros((len(path), 3))
    first, last = stretches[longest]
    anchor = np.median(path[first:last], axis=0)
    low, high = settings.toe_height if driver[first] else settings.ankle_height
    anchor[1] = np.clip(anchor[1], floor + low, floor + high)
    move[first:last] = anchor - path[first:last]
    for start, stop in stretches[longest + 1 :]:
        move[start:stop] = path[start] + move[start - 1] - path[start:stop]
    for start, stop in stretches[:longest][::-1]:
        move[start:stop] = path[stop - 1] + move[stop] - path[start:stop]
    return move


def _faded(move: Floats, held: Bools, fps: float, settings: LockSettings) -> Floats:
    """Corrections (T, 3) that fade out after and in before every contact, and pass over between near ones."""
    ramp = max(int(round(settings.ramp * fps)), 1)
    spans = runs.runs(held)
    for i, (start, stop) in enumerate(spans):
        after = spans[i + 1][0] if i + 1 < len(spans) else len(move)
        before = spans[i - 1][1] if i else 0
        out = np.arange(stop, min(stop + ramp, after))
        move[out] += move[stop - 1] * (1.0 - _smooth((out - stop + 1) / (ramp + 1)))[:, None]
        into = np.arange(max(start - ramp, before), start)
        move[into] += move[start] * (1.0 - _smooth((start - into) / (ramp + 1)))[:, None]
    return move


def _pelvis_height(
    positions: Floats, moves: Floats, touching: Bools, grounded: Bools, fps: float, settings: LockSettings
) -> Floats:
    """How far the pelvis moves up or down per frame (T,): with the standing feet, and low enough to reach."""
    standing = touching.reshape(len(touching), 2, 2).any(axis=2) & grounded[:, None]
    count = standing.sum(axis=1)
    wanted = (moves[..., 1] * standing).sum(axis=1) / np.maximum(count, 1)
    fade = _fade_to_flight(grounded, fps, settings)
    parts = np.stack([wanted * (count > 0), count > 0], axis=1).astype(np.float64)
    parts = gaussian_smooth(parts, max(0.12 * fps, 1.0))
    lift = parts[:, 0] / np.maximum(parts[:, 1], 1e-3) * fade
    drop, most = np.zeros(len(lift)), np.full(len(lift), _SINK)
    for side, leg in enumerate(knees.LEGS):
        root = positions[:, leg[0]] + lift[:, None] * [0.0, 1.0, 0.0]
        target = positions[:, leg[2]] + moves[:, side]
        flat = np.linalg.norm((target - root)[:, [0, 2]], axis=-1)
        height = root[:, 1] - target[:, 1]
        needed = knees.down_to(knees.reach(positions, leg, settings.straight), flat, height)
        # Any lower would push the foot of a leg that bends no more into the floor.
        borne = knees.down_to(knees.shortest(positions, leg, 0.5 * settings.knee), flat, height)
        drop = np.where(standing[:, side], np.maximum(drop, needed), drop)
        most = np.where(standing[:, side], np.minimum(most, borne), most)
    radius = max(int(round(0.1 * fps)), 1)
    widest = smooth.widest(np.minimum(drop, _SINK), radius)
    least = -smooth.widest(-most, radius)
    sunk = gaussian_smooth(np.stack([widest, least], axis=1), max(0.5 * radius, 1.0)).min(axis=1)
    lowered: Floats = lift - sunk * fade
    return lowered


def _solve(
    rotations: Floats, translation: Floats, positions: Floats, moves: Floats, lift: Floats,
    settings: LockSettings,
) -> Motion:  # fmt: skip
    """Rotations and translation with the pelvis lifted and both ankles at their targets."""
    rotations = rotations.astype(np.float64)
    world = skeleton.global_rotations(rotations)
    up = lift[:, None] * [0.0, 1.0, 0.0]
    result = np.array(rotations)
    for side, (hip, knee, ankle, _) in enumerate(_SIDES):
        root = positions[:, hip] + up
        target = positions[:, ankle] + moves[:, side]
        target = knees.gentle(positions, (hip, knee, ankle), root, target, settings.knee)
        bend = quaternion.rotate(world[:, hip], np.array([0.0, 0.0, -1.0]))
        middle, end = positions[:, knee] + up, positions[:, ankle] + up
        upper, lower = ik.two_bone(world[:, hip], world[:, knee], root, middle, end, target, bend)
        above = world[:, skeleton.PARENTS[hip]]
        result[:, hip] = quaternion.multiply(quaternion.inverse(above), upper)
        result[:, knee] = quaternion.multiply(quaternion.inverse(upper), lower)
        result[:, ankle] = quaternion.multiply(quaternion.inverse(lower), world[:, ankle])
    return quaternion.normalize(result), translation + up


def _unfolded(positions: Floats, hip: int, ankle: int) -> Floats:
    """Shares (T,) of a correction that a leg of (T, 22, 3) bears: none where its ankle is at the hip, as
    little would turn all of it round."""
    reach = np.linalg.norm(positions[:, ankle] - positions[:, hip], axis=-1)
    return _smooth((reach - _FOLDED[0]) / (_FOLDED[1] - _FOLDED[0]))

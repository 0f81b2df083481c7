"""Feet put where the floor holds them after the body was led elsewhere: every step is carried as a whole."""

import numpy as np

from ..arrays import Bools, Floats, Motion
from ..body import bending, ik, quaternion, skeleton
from ..measure import contacts, runs
from . import knees, smooth

_SHIN_BENDS = np.array([0.0, 0.0, -1.0])
# Seconds in which a foot in the air changes from the way of one step to another's; metres by which the floor
# would move under a contact for it to count as sliding.
_RAMP, _SLIDES = 0.4, 0.45
# Share of a leg's length that IK may stretch it to, and metres that the pelvis sinks at most for it.
_STRAIGHT, _SINK = 0.99, 0.12
# Share of a foot's turn against the body that the whole leg takes on.
_SWIVEL = 0.5


def led(rotations: Floats, translation: Floats, yaw: Floats, shift: Floats, fps: float) -> Motion:
    """The motion (T, 22, 4), (T, 3) with its body carried by yaw (T,) and shift (T, 3) as in bending.carried,
    and its feet carried step by step: a contact moves as one piece and so slides no more than before."""
    rotations = np.asarray(rotations, dtype=np.float64)
    positions = skeleton.forward_kinematics(rotations, translation)
    touching = contacts.detect(positions, fps)
    world = skeleton.global_rotations(rotations)
    targets, turns = np.empty((len(yaw), 2, 3)), np.empty((len(yaw), 2))
    for side, (_, _, ankle) in enumerate(knees.LEGS):
        held = touching[:, 2 * side : 2 * side + 2].any(axis=1)
        targets[:, side], turns[:, side] = _steps(positions[:, ankle], held, yaw, shift, fps)
    moved = bending.carried(rotations, translation, yaw, shift)
    feet = np.stack(
        [quaternion.multiply(quaternion.about_up(turns[:, s]), world[:, leg[2]])
         for s, leg in enumerate(knees.LEGS)],
        axis=1,
    )  # fmt: skip
    return legs_to(*moved, targets, feet, fps, swivel=_SWIVEL * (turns - yaw[:, None]))


def _steps(ankle: Floats, held: Bools, yaw: Floats, shift: Floats, fps: float) -> tuple[Floats, Floats]:
    """Where an ankle (T, 3) goes, and the turn (T,) of its foot."""

    def at(frame: int, start: int, stop: int) -> Floats:
        turn = quaternion.about_up(yaw[frame])
        place: Floats = quaternion.rotate(turn, ankle[start:stop]) + shift[frame]
        return place

    with_body = quaternion.rotate(quaternion.about_up(yaw), ankle) + shift
    spans = []
    for start, stop in runs.runs(held):
        middle = (start + stop - 1) // 2
        away = np.abs(at(middle, start, stop) - with_body[start:stop]).max()
        # What the body itself covers in the meantime is no sliding.
        if away < _SLIDES + np.abs(np.ptp(ankle[start:stop], axis=0)).max():
            spans.append((start, stop))
    places, turns, rest = np.zeros(ankle.shape), np.zeros(len(ankle)), np.ones(len(ankle))
    for k, (start, stop) in enumerate(spans):
        first = spans[k - 1][1] if k else 0
        last = spans[k + 1][0] if k + 1 < len(spans) else len(ankle)
        rising = _rise(start - first, k > 0, fps)
        falling = _rise(last - stop, k + 1 < len(spans), fps)[::-1]
        weight = np.concatenate([rising, np.ones(stop - start), falling])
        middle = (start + stop - 1) // 2
        places[first:last] += weight[:, None] * at(middle, first, last)
        turns[first:last] += weight * yaw[middle]
        rest[first:last] -= weight
    return places + rest[:, None] * with_body, turns + rest * yaw


def _rise(count: int, between: bool, fps: float) -> Floats:
    """Weights (count,) of the step to come while a foot is in the air.

    `between` two steps of a walk they lead from one to the other; after longer, from the body's own way.
    """
    ramp = max(round(_RAMP * fps), 1)
    at = np.arange(1, count + 1) / (count + 1.0)
    if count > 2 * ramp or not between:
        at = np.clip(1.0 - (count - np.arange(count)) / (ramp + 1.0), 0.0, 1.0)
    smooth: Floats = at * at * (3.0 - 2.0 * at)
    return smooth


def legs_to(
    rotations: Floats, translation: Floats, ankles: Floats, feet: Floats, fps: float, *,
    swivel: Floats | None = None, sink: bool = True,
) -> Motion:  # fmt: skip
    """The motion (T, 22, 4), (T, 3) with its ankles at (T, 2, 3) and its feet's world rotations (T, 2, 4).

    swivel (T, 2): radians that each leg turns about the line from ankle to hip. sink: whether the pelvis may
    go down where a leg is too short. Legs that are there already stay as they are, bit for bit.
    """
    rotations = np.array(rotations, dtype=np.float64)
    translation = np.array(translation, dtype=np.float64)
    if sink:
        translation[:, 1] -= sinking(rotations, translation, ankles, fps)
    positions = skeleton.forward_kinematics(rotations, translation)
    world = skeleton.global_rotations(rotations)
    for side, (hip, knee, ankle) in enumerate(knees.LEGS):
        turn = np.zeros(len(rotations)) if swivel is None else swivel[:, side]
        far = np.linalg.norm(ankles[:, side] - positions[:, ankle], axis=-1)
        turned = quaternion.angle_between(feet[:, side], world[:, ankle])
        todo = (far > 1e-9) | (turned > 1e-7) | (np.abs(turn) > 1e-9)
        if not todo.any():
            continue
        root, target = positions[todo, hip], ankles[todo, side]
        bend = quaternion.rotate(world[todo, hip], _SHIN_BENDS)
        upper, lower = ik.two_bone(
            world[todo, hip],
            world[todo, knee],
            root,
            positions[todo, knee],
            positions[todo, ankle],
            target,
            bend,
        )
        axis = (root - target) / np.maximum(np.linalg.norm(root - target, axis=-1, keepdims=True), 1e-9)
        spin = quaternion.from_axis_angle(axis, turn[todo])
        upper, lower = quaternion.multiply(spin, upper), quaternion.multiply(spin, lower)
        local = (
            quaternion.multiply(quaternion.inverse(world[todo, skeleton.PARENTS[hip]]), upper),
            quaternion.multiply(quaternion.inverse(upper), lower),
            quaternion.multiply(quaternion.inverse(lower), feet[todo, side]),
        )
        for joint, value in zip((hip, knee, ankle), local, strict=True):
            was = rotations[todo, joint]
            sign = np.where(np.sum(was * value, axis=-1, keepdims=True) < 0, -1.0, 1.0)
            rotations[todo, joint] = quaternion.normalize(value) * sign
    return rotations, translation


def sinking(rotations: Floats, translation: Floats, ankles: Floats, fps: float) -> Floats:
    """Metres (T,) that the pelvis has to go down for both legs to reach, smooth in time."""
    positions = skeleton.forward_kinematics(rotations, translation)
    drop = np.zeros(len(rotations))
    for side, leg in enumerate(knees.LEGS):
        away = positions[:, leg[0]] - ankles[:, side]
        flat = np.linalg.norm(away[:, [0, 2]], axis=-1)
        drop = np.maximum(drop, knees.down_to(knees.reach(positions, leg, _STRAIGHT), flat, away[:, 1]))
    drop = np.clip(drop, 0.0, _SINK)
    if drop.max(initial=0.0) < 1e-6:
        return np.zeros(len(drop))
    radius = max(round(0.15 * fps), 1)
    widest = smooth.widest(drop, radius)
    # A triangle over the widest keeps every frame's own need.
    kernel = np.bartlett(2 * radius + 1)
    kernel = kernel / max(kernel.sum(), 1e-9)
    found: Floats = np.convolve(np.pad(widest, radius, mode="edge"), kernel, mode="valid")
    return found

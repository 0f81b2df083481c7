"""A staged act put on a body: the pelvis, the trunk and the head, then the legs, then the arms."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from .. import arms, clearing, giving
from ..puppet import LEGS, SIDES, UP, I, smooth
from .stage import tracks

_ACROSS, _AHEAD = np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])
# Metres of an ankle over the floor; of any joint that lies on it.
_ANKLE, _LIES = 0.08, 0.045
# Weight of a place in the room from which on the hand is there.
_HELD = 0.98
# Degrees that a wrist bends and that a knee turns out at most.
_WRIST, _OUT = 75.0, 75.0


def changed(stage):
    """change(puppet, random, side) of a Recipe: the act instead of what was captured."""

    def change(puppet, random, side):
        values, weights = tracks(stage, random)
        return perform(puppet, values, weights, side)

    return change


def perform(puppet, values, weights, side):
    """The puppet doing what tracks say, from the floor's origin ahead; False where a hand would go through
    the body."""
    count = len(values["at"])
    puppet.retimed(np.linspace(0.0, len(puppet) - 1.0, count))
    puppet.rotations[:] = quaternion.IDENTITY
    sign = 1.0 if side == "left" else -1.0
    hands = {"main": side, "off": SIDES[1 - SIDES.index(side)]}
    _trunk(puppet, values, sign)
    goals = {
        hand: (values[f"{name}_room"] * [sign, 1.0, 1.0], weights[f"{name}_room"] > _HELD)
        for name, hand in hands.items()
        if f"{name}_room" in values
    }
    for _ in range(3):
        for name, foot in hands.items():
            _foot(puppet, values, weights, name, SIDES.index(foot), sign)
        puppet.stand(0.0)
        low = _LIES - puppet.joints[:, _LYING, 1].min(axis=1)
        if low.max() > 0.0:
            puppet.translation[:, 1] += smooth(np.maximum(low, 0.0)[:, None], 1.0)[:, 0]
        giving.to_hands(puppet, goals)
    puppet.stand(0.0)
    puppet.placed = True
    for name, hand in hands.items():
        _arm(puppet, values, weights, name, hand, sign)
    return arms.clear(puppet) and clearing.outside(puppet)


_LYING = [I[n] for s in SIDES for n in ("pelvis", f"{s}_knee", f"{s}_shoulder", "spine3", "neck", "head")]


def _turned(axis, degrees):
    return quaternion.from_axis_angle(axis, np.radians(degrees))


def _trunk(puppet, values, sign):
    puppet.translation = values["at"] * [sign, 1.0, 1.0]
    yaw, pitch = _turned(UP, sign * values["turn"]), _turned(_ACROSS, values["pitch"])
    roll = _turned(_AHEAD, -sign * values["roll"])
    puppet.rotations[:, 0] = quaternion.multiply(quaternion.multiply(yaw, pitch), roll)
    third = 1.0 / 3.0
    bend = _turned(_ACROSS, third * values["bend"])
    tilt = _turned(_AHEAD, -sign * third * values["tilt"])
    twist = _turned(UP, sign * third * values["twist"])
    for joint in ("spine1", "spine2", "spine3"):
        puppet.rotations[:, I[joint]] = quaternion.multiply(twist, quaternion.multiply(bend, tilt))
    for joint, share in (("neck", 0.45), ("head", 0.55)):
        look = _turned(UP, sign * share * values["look"])
        puppet.rotations[:, I[joint]] = quaternion.multiply(look, _turned(_ACROSS, share * values["nod"]))


def _foot(puppet, values, weights, name, k, sign):
    """Where an ankle should be and how its foot is turned; the knee's side prepared for the solver."""
    hip, knee, _, toe = LEGS[k]
    out = sign if name == "main" else -sign
    down, aside = values[f"{name}_toe"].T
    offset = skeleton.OFFSETS[toe]
    flat = _turned(UP, out * aside)
    turned = quaternion.multiply(flat, _turned(_ACROSS, down))
    place = values[f"{name}_foot"] * [sign, 1.0, 1.0] + _ANKLE * UP
    pivot = place + quaternion.rotate(flat, offset) - quaternion.rotate(turned, offset)
    ankle = np.where(down[:, None] > 0.0, pivot, place)
    pelvis = puppet.rotations[:, 0]
    turn = np.clip(out * aside - sign * values["turn"], -_OUT, _OUT)
    if f"{name}_leg" in values:
        share = weights[f"{name}_leg"]
        free = puppet.translation + quaternion.rotate(pelvis, values[f"{name}_leg"] * [sign, 1.0, 1.0])
        ankle = ankle + share[:, None] * (free - ankle)
        turned = quaternion.slerp(turned, quaternion.multiply(pelvis, turned), share)
        turn = turn + share * (out * aside - turn)
    puppet.ankles[:, k], puppet.feet[:, k] = ankle, turned
    line = quaternion.rotate(quaternion.inverse(pelvis), ankle - puppet.joints[:, hip])
    swing = quaternion.between(np.broadcast_to(-UP, line.shape), line)
    puppet.rotations[:, hip] = quaternion.multiply(swing, _turned(UP, 0.8 * turn))
    puppet.rotations[:, knee] = quaternion.IDENTITY


def _arm(puppet, values, weights, name, hand, sign):
    chest = skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
    mirrored = np.array([sign, 1.0, 1.0])
    goal = puppet.joints[:, I["spine3"]] + quaternion.rotate(chest, values[name] * mirrored)
    share = weights.get(f"{name}_room", np.zeros(len(puppet)))
    if f"{name}_room" in values:
        goal = goal + share[:, None] * (values[f"{name}_room"] * mirrored - goal)
    pole = quaternion.rotate(chest, values[f"{name}_elbow"] * mirrored)

    def solve(goal):
        arms.solve(puppet, hand, goal, pole)
        if f"{name}_hand" in values:
            fingers = values[f"{name}_hand"] * mirrored
            arms.pointed(puppet, hand, fingers, weights[f"{name}_hand"], _WRIST)

    clearing.led_out(puppet, hand, solve, goal, share**4)

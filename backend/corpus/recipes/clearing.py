"""Hands and forearms that keep out of head, trunk and thighs, and the way out for those that do not."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..describe.body import Body
from .puppet import SIDES, I, covering, smooth

# Metres from the wrist to the middle of the hand.
_PALM = 0.08
# Metres of the hand's middle from the skull's centre, from the middle line of the trunk and of a thigh; of
# wrist and forearm from the skull's and from the trunk's.
_HAND = ((_PALM, {"skull": 0.1, "trunk": 0.115, "thigh": 0.075}),)
# Metres from the wrist along the hand, or shares of the way to the elbow, that are looked at.
ARM = tuple((share, {"skull": 0.115, "trunk": 0.11}) for share in (0.0, -0.4))
_ALL = _HAND + ARM
# Metres more that what is led out is led; that is too deep to be led out; rounds.
_SPARE, _DEEP, _ROUNDS = 0.012, 0.06, 3


def outside(puppet, points=_ALL):
    """Whether hands and forearms keep out of head, trunk and thighs."""
    return all(depth.max() <= 0.0 for side in SIDES for depth, _ in _depths(puppet, side, points))


def led_out(puppet, side, solve, goal, bound):
    """One arm solved by solve(goal), its wrist's goal (T, 3) led out of the body where it would go through.

    bound: the share (T,) by which a goal stays where it is. What is far inside stays there.
    """
    solve(goal)
    for _ in range(_ROUNDS):
        deep = np.zeros(len(goal)), np.zeros_like(goal)
        for depth, away in _depths(puppet, side, _ALL):
            deeper = depth > deep[0]
            deep = np.where(deeper, depth, deep[0]), np.where(deeper[:, None], away, deep[1])
        if not 0.0 < deep[0].max() < _DEEP:
            return
        # Round it: not for a frame only.
        far = np.where(deep[0] > 0.0, deep[0] + _SPARE, 0.0)
        way = smooth(far[:, None] * deep[1], 1.5)
        way /= np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
        goal = goal + ((1.0 - bound) * covering(far))[:, None] * way
        solve(goal)


def _depths(puppet, side, looked_at):
    """[(metres (T,) that a point of the arm is too near to a part, direction (T, 3) away from it)]."""
    body, k = Body(puppet.joints), SIDES.index(side)
    world = skeleton.global_rotations(puppet.rotations)
    wrist, elbow = body.both("wrist")[:, k], body.both("elbow")[:, k]
    out = np.array([1.0 - 2.0 * k, 0.0, 0.0])
    fingers = quaternion.rotate(world[:, I[f"{side}_wrist"]], out)
    points = [(wrist + (along * fingers if along > 0.0 else -along * (elbow - wrist)), distances)
              for along, distances in looked_at]  # fmt: skip
    lines = [("skull", body.skull, body.skull), ("trunk", body.at("pelvis"), body.at("neck"))]
    lines += [("thigh", body.both("hip")[:, n], body.both("knee")[:, n]) for n in (0, 1)]
    found = []
    for point, distances in points:
        for part, low, high in lines:
            if part in distances:
                axis = high - low
                share = np.sum((point - low) * axis, -1) / np.maximum(np.sum(axis * axis, -1), 1e-9)
                away = point - low - np.clip(share, 0.0, 1.0)[:, None] * axis
                far = np.linalg.norm(away, axis=-1)
                found.append((distances[part] - far, away / np.maximum(far, 1e-9)[:, None]))
    return found

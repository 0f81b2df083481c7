"""A trunk that gives way: to hands that are to be on the floor or on a bar."""

import numpy as np

from ..describe.body import unit
from . import arms
from .puppet import SIDES, I, smooth

# Share of what a hand lacks that the spine bends for, the pelvis goes the rest; rounds of it.
_SPINE, _ROUNDS = 0.5, 6


def lacking(puppet, side, goal):
    """Metres (T, 3) that a shoulder is too far from a wrist's goal (T, 3)."""
    line = goal - puppet.joints[:, I[f"{side}_shoulder"]]
    far = np.linalg.norm(line, axis=-1, keepdims=True)
    return line / np.maximum(far, 1e-9) * np.maximum(far - arms.REACH, 0.0)


def to_hands(puppet, goals):
    """Spine and pelvis brought so near to the goals {side: (places (T, 3), weights (T,))} that they are
    reached; whether that moved them."""
    moved = False
    for _ in range(_ROUNDS):
        lacks = [lacking(puppet, side, goal) * weight[:, None] for side, (goal, weight) in goals.items()]
        if not lacks or max(np.linalg.norm(lack, axis=-1).max() for lack in lacks) < 0.003:
            break
        moved = True
        # Both hands lack it: once is enough; one hand: the whole trunk goes there.
        count = np.maximum(sum(np.linalg.norm(lack, axis=-1) > 0.001 for lack in lacks), 1)
        way = smooth(sum(lacks) / count[:, None], 1.0)
        puppet.translation += (1.0 - _SPINE) * way
        joints = puppet.joints
        chest = joints[:, [I[f"{side}_shoulder"] for side in SIDES]].mean(axis=1) - joints[:, I["spine1"]]
        axis = np.cross(chest, _SPINE * way)
        angle = np.degrees(np.linalg.norm(axis, axis=-1) / np.sum(chest * chest, axis=-1))
        for joint in ("spine1", "spine2", "spine3"):
            puppet.turn(joint, unit(axis + 1e-12), angle / 2.0)
    return moved

